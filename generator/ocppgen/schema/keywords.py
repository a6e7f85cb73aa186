"""The keywords of one schema, each read with the check that its value is what it must be."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ocppgen.errors import GeneratorError
from ocppgen.model import ir
from ocppgen.schema.descriptions import cleaned
from ocppgen.schema.vocabulary import (
    ASSERTIONS,
    KEYWORDS,
    OF_TYPE,
    TYPES,
    dialect_of,
    is_annotation,
)
from ocppgen.text import shown, token

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ocppgen.schema.nodes import Node
    from ocppgen.schema.vocabulary import Annotations, Dialect

_MAX_COUNT = 2**53
_NO_SCALAR = (
    "an object or array as a value is not supported; describe it with `properties` or `items`"
)


@dataclass(frozen=True, slots=True)
class Keywords:
    """A schema object whose every keyword is known to be in the vocabulary."""

    schema: dict[str, Any]
    place: ir.Place
    dialect: Dialect

    @classmethod
    def of(cls, node: Node) -> Keywords:
        """Take the keywords of a schema, which must be an object."""
        schema, place = node.schema, node.place
        if not isinstance(schema, dict):
            message = f"a schema is an object, not {shown(schema)}"
            raise GeneratorError(message, file=place.file, pointer=place.pointer)
        return cls(schema, place, node.dialect)

    def unknown(self, annotations: Annotations) -> Iterator[GeneratorError]:
        """List what is outside the vocabulary."""
        for keyword in self.schema:
            if keyword == "const" and not self.dialect.const:
                message = f"keyword 'const' is unknown to {self.dialect.name}; use `enum`"
                yield self.refused(keyword, message)
            elif keyword in ASSERTIONS or is_annotation(keyword, self.schema):
                continue
            elif keyword in KEYWORDS or not annotations.has_keyword(keyword):
                yield self.refused(token(keyword), annotations.refusal(keyword))
        inner = self.schema.get("$schema")
        root = not self.place.pointer
        if not root and inner is not None and dialect_of(str(inner)) is not self.dialect:
            message = "another dialect within a file is not supported; use one for the file"
            yield self.refused("$schema", message)

    def __contains__(self, keyword: str) -> bool:
        """Tell whether the schema says *keyword*."""
        return keyword in self.schema

    def refused(self, keyword: str, message: str) -> GeneratorError:
        """Make the error that points at *keyword*."""
        pointer = f"{self.place.pointer}/{keyword}"
        return GeneratorError(message, file=self.place.file, pointer=pointer)

    def text(self, keyword: str) -> str:
        """Read a keyword whose value is a string."""
        value = self.schema[keyword]
        if not isinstance(value, str):
            raise self.refused(keyword, f"must be a string, not {shown(value)}")
        return value

    def count(self, keyword: str) -> int | None:
        """Read a keyword whose value is a size, `None` where it is absent."""
        if keyword not in self.schema:
            return None
        value = self.schema[keyword]
        if isinstance(value, Decimal) and _is_whole(value) and value <= _MAX_COUNT:
            value = int(value)
        if type(value) is not int or not 0 <= value <= _MAX_COUNT:
            raise self.refused(keyword, f"must be a whole number from 0, not {shown(value)}")
        return value

    def number(self, keyword: str) -> Decimal | None:
        """Read a keyword whose value is a number, as the decimal that is written."""
        if keyword not in self.schema:
            return None
        value = self.schema[keyword]
        if type(value) is int:
            return Decimal(value)
        if isinstance(value, Decimal):
            self._check_digits(keyword, value)
            return value
        raise self.refused(keyword, f"must be a number, not {shown(value)}")

    def names(self, keyword: str) -> list[str]:
        """Read a keyword whose value is a list of member names."""
        value = self.schema.get(keyword, [])
        if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
            raise self.refused(keyword, f"must be a list of strings, not {shown(value)}")
        return value

    def types(self) -> list[str] | None:
        """Read ``type``: the JSON types that are admitted, `None` where it is absent."""
        if "type" not in self.schema:
            return None
        value = self.schema["type"]
        named = value if isinstance(value, list) else [value]
        if not named or not all(isinstance(name, str) and name in TYPES for name in named):
            raise self.refused("type", f"{shown(value)} is no JSON type; use one of {TYPES}")
        if "number" in named:
            named = [name for name in named if name != "integer"]
        return list(dict.fromkeys(named))

    def properties(self) -> dict[str, object]:
        """Read ``properties``: the schemas of the members by their names."""
        value = self.schema.get("properties", {})
        if not isinstance(value, dict):
            raise self.refused("properties", f"must be an object, not {shown(value)}")
        return value

    def has_parts(self) -> bool:
        """Tell whether the schema says of what items or members are."""
        inner = (self.schema.get("items"), self.schema.get("additionalProperties"))
        return any(isinstance(one, dict) for one in inner)

    def switch(self, keyword: str) -> bool:
        """Read a keyword that is on or off."""
        value = self.schema.get(keyword, False)
        if not isinstance(value, bool):
            raise self.refused(keyword, f"must be true or false, not {shown(value)}")
        return value

    def limits(self) -> ir.Limits:
        """Read the bounds of a number, in either notation of the exclusive ones."""
        lowest, highest = self.number("minimum"), self.number("maximum")
        multiple = self.number("multipleOf")
        if multiple is not None and multiple <= 0:
            raise self.refused("multipleOf", f"must be above 0, not {multiple}")
        if self.dialect.numeric_exclusives:
            above, below = self.number("exclusiveMinimum"), self.number("exclusiveMaximum")
            return ir.Limits(lowest, highest, above, below, multiple)
        above = lowest if self.switch("exclusiveMinimum") else None
        below = highest if self.switch("exclusiveMaximum") else None
        return ir.Limits(
            None if above is not None else lowest,
            None if below is not None else highest,
            above,
            below,
            multiple,
        )

    def string(self, asserted_format: str | None) -> ir.Text:
        """Read the bounds of a string."""
        shortest, longest = self.count("minLength"), self.count("maxLength")
        pattern = self._pattern(longest) if "pattern" in self.schema else None
        return ir.Text(shortest or None, longest, pattern, asserted_format)

    def _pattern(self, longest: int | None) -> str:
        """Read ``pattern``, and make sure that it can be said in Python."""
        # Imported here: few schemas have patterns.
        from ocppgen.schema.pattern import PatternError, translate

        pattern = self.text("pattern")
        try:
            translate(pattern, longest)
        except PatternError as error:
            raise self.refused("pattern", f"{shown(pattern)}: {error}") from error
        return pattern

    def closed_set(self, named: list[str] | None) -> ir.Type:
        """Read ``enum`` or ``const``: the values that ``type`` and the lengths let stand."""
        keyword = "enum" if "enum" in self.schema else "const"
        values = self._constants(keyword, named)
        strings = [value for value in values if isinstance(value, str)]
        others = [value for value in values if not isinstance(value, str)]
        if keyword == "const" or not strings or others not in ([], [None]):
            whole_floats = self.dialect.integral_floats or "integer" not in (named or ())
            return ir.Constants(tuple(values), keyword, whole_floats)
        described = self.description_of(self.schema)
        choice = ir.Choice(self.place, tuple(strings), named is not None, described)
        return ir.Union((ir.Null(), choice)) if others else choice

    def _constants(self, keyword: str, named: list[str] | None) -> list[ir.Scalar]:
        if keyword == "enum" and "const" in self.schema:
            raise self.refused("const", "`const` beside `enum` is not supported; drop one")
        said = self.schema[keyword]
        if keyword == "enum" and not (isinstance(said, list) and said):
            raise self.refused("enum", f"must be a list with values, not {shown(said)}")
        values: list[Any] = said if keyword == "enum" else [said]
        if any(isinstance(value, dict | list) for value in values):
            raise self.refused(keyword, _NO_SCALAR)
        for value in values:
            if isinstance(value, Decimal):
                self._check_digits(keyword, value)
        for word in (*OF_TYPE["number"], "pattern", "format"):
            if word in self.schema:
                message = f"beside `{keyword}` this is not supported; keep the values alone"
                raise self.refused(word, message)
        kept = [value for value in values if self._fits(value, named)]
        if not kept:
            raise self.refused(keyword, "no value fits the other keywords; correct it")
        return list({_identity(value): value for value in reversed(kept)}.values())[::-1]

    def _fits(self, value: ir.Scalar, named: list[str] | None) -> bool:
        """Tell whether a constant also obeys ``type`` and the lengths."""
        if isinstance(value, str):
            longest = self.count("maxLength")
            if len(value) < (self.count("minLength") or 0):
                return False
            if longest is not None and len(value) > longest:
                return False
        return named is None or any(_is(value, kind) for kind in named)

    def check_beside_ref(self) -> None:
        """Refuse what stands beside ``$ref`` where the dialect would have it hold too."""
        if self.dialect.ref_stands_alone:
            return
        for keyword in self.schema:
            if keyword != "$ref" and keyword in ASSERTIONS:
                message = "beside $ref this is not supported; move it into the definition"
                raise self.refused(keyword, message)

    @staticmethod
    def description_of(schema: object) -> str:
        """Read what a schema says of itself to people."""
        text = schema.get("description", "") if isinstance(schema, dict) else ""
        return cleaned(text) if isinstance(text, str) else ""

    @staticmethod
    def default_of(schema: object) -> str:
        """Read what a schema gives as default, as JSON text."""
        if not isinstance(schema, dict) or "default" not in schema:
            return ""
        return json.dumps(schema["default"], default=str)

    def _check_digits(self, keyword: str, value: Decimal) -> None:
        if Decimal(repr(float(value))) != value:
            message = f"{shown(value)} has more digits than a double keeps; shorten it"
            raise self.refused(keyword, message)


def _identity(value: ir.Scalar) -> tuple[str, object]:
    """Tell constants apart as JSON does: 1 and 1.0 are one, 1 and true are two."""
    kind = "number" if isinstance(value, int | Decimal) else type(value).__name__
    return ("bool" if isinstance(value, bool) else kind, value)


def _is(value: ir.Scalar, kind: str) -> bool:
    """Tell whether a constant is of a JSON type."""
    match value:
        case None:
            return kind == "null"
        case bool():
            return kind == "boolean"
        case str():
            return kind == "string"
        case _:
            # A whole constant may be said as an integer, however it is written here.
            return kind == "number" or (kind == "integer" and _is_whole(value))


def _is_whole(value: int | Decimal) -> bool:
    return isinstance(value, int) or value == value.to_integral_value()
