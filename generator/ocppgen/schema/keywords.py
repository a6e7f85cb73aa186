"""The keywords of one schema, each read with the check that its value is what it must be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ocppgen.errors import GeneratorError
from ocppgen.model import ir
from ocppgen.schema.constants import constant, identity, is_of, is_whole
from ocppgen.schema.descriptions import heading_of
from ocppgen.schema.vocabulary import (
    ASSERTIONS,
    KEYWORDS,
    TYPES,
    dialect_of,
    is_annotation,
    lacking,
)
from ocppgen.text import shown, token

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from ocppgen.schema.nodes import Node
    from ocppgen.schema.vocabulary import Annotations, Dialect


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
            if keyword in self.dialect.lacks:
                yield self.refused(keyword, lacking(keyword, self.dialect))
            elif keyword in ASSERTIONS or is_annotation(keyword):
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
        if isinstance(value, Decimal) and is_whole(value):
            value = int(value)
        if type(value) is not int or value < 0:
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
        return list(self.name_list(self.schema.get(keyword, []), keyword))

    def name_list(self, value: object, pointer: str) -> tuple[str, ...]:
        """Read a list of member names that stands at *pointer*."""
        if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
            raise self.refused(pointer, f"must be a list of strings, not {shown(value)}")
        return tuple(value)

    def schemas(self, keyword: str) -> list[object]:
        """Read a keyword whose value is a list of schemas."""
        if keyword not in self.schema:
            return []
        value = self.schema[keyword]
        if not isinstance(value, list) or not value:
            raise self.refused(keyword, f"must be a list of schemas, not {shown(value)}")
        return value

    def schema_map(self, keyword: str) -> dict[str, object]:
        """Read a keyword whose value has a schema by each name."""
        value = self.schema.get(keyword, {})
        if not isinstance(value, dict):
            raise self.refused(keyword, f"must be an object, not {shown(value)}")
        return value

    def prefix(self) -> list[object] | None:
        """Read the schemas of an array's first items, `None` where there are none."""
        if "prefixItems" in self.schema:
            return self.schemas("prefixItems")
        return self.schemas("items") if isinstance(self.schema.get("items"), list) else None

    def rest_of_items(self) -> str | None:
        """Return the keyword for the items that come after the first ones."""
        if isinstance(self.schema.get("items"), list):
            return "additionalItems" if "additionalItems" in self.schema else None
        return "items" if "items" in self.schema else None

    def patterns(self) -> dict[str, object]:
        """Read ``patternProperties``, and make sure that Python can say the patterns."""
        found = self.schema_map("patternProperties")
        for pattern in found:
            self._translated(pattern, None, f"patternProperties/{token(pattern)}")
        return found

    def ref_alone(self) -> bool:
        """Tell whether a ``$ref`` is all that counts."""
        return self.dialect.ref_stands_alone or not (ASSERTIONS - {"$ref"}) & self.schema.keys()

    def without(self, keywords: Collection[str]) -> Keywords:
        """Leave keywords out."""
        kept = {word: value for word, value in self.schema.items() if word not in keywords}
        return replace(self, schema=kept)

    def is_closed(self) -> bool:
        """Tell whether the values are listed."""
        return "enum" in self.schema or "const" in self.schema

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
        return self.schema_map("properties")

    def check_boolean(self, schema: object, pointer: str) -> None:
        """Refuse a boolean where the dialect wants a schema."""
        if isinstance(schema, bool) and not self.dialect.booleans:
            message = f"{str(schema).lower()} is no schema in {self.dialect.name}; use {{}}"
            raise self.refused(pointer, message)

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
        pattern = None
        if "pattern" in self.schema:
            pattern = self._translated(self.text("pattern"), longest, "pattern")
        return ir.Text(shortest or None, longest, pattern, asserted_format)

    def _translated(self, pattern: str, longest: int | None, pointer: str) -> str:
        """Make sure that a pattern can be said in Python."""
        # Imported here: few schemas have patterns.
        from ocppgen.schema.pattern import PatternError, translate

        try:
            translate(pattern, longest)
        except PatternError as error:
            raise self.refused(pointer, f"{shown(pattern)}: {error}") from error
        return pattern

    def closed_set(self, named: list[str] | None) -> ir.Type:
        """Read ``enum`` or ``const``: the values that ``type`` and the lengths let stand."""
        keyword = "enum" if "enum" in self.schema else "const"
        values = self._fitting(keyword, named)
        strings = [value for value in values if isinstance(value, str)]
        others = [value for value in values if not isinstance(value, str)]
        if keyword == "const" or not strings or others not in ([], [None]):
            whole_floats = self.dialect.integral_floats or "integer" not in (named or ())
            return ir.Constants(tuple(values), keyword, whole_floats)
        described = heading_of(self.schema)
        choice = ir.Choice(self.place, tuple(strings), named is not None, description=described)
        return ir.Union((ir.Null(), choice)) if others else choice

    def constants(self, keyword: str) -> tuple[ir.Constant, ...]:
        """Read every value of ``enum`` or ``const``, each once."""
        said = self.schema[keyword]
        if keyword == "enum" and not (isinstance(said, list) and said):
            raise self.refused("enum", f"must be a list with values, not {shown(said)}")
        values: list[Any] = said if keyword == "enum" else [said]
        for value in values:
            if isinstance(value, Decimal):
                self._check_digits(keyword, value)
        constants = [constant(value) for value in values]
        return tuple({identity(one): one for one in reversed(constants)}.values())[::-1]

    def _fitting(self, keyword: str, named: list[str] | None) -> list[ir.Constant]:
        """Read the values of ``enum`` or ``const`` that ``type`` and the lengths let stand."""
        kept = [value for value in self.constants(keyword) if self._fits(value, named)]
        if not kept:
            raise self.refused(keyword, "no value fits the other keywords; correct it")
        return kept

    def _fits(self, value: ir.Constant, named: list[str] | None) -> bool:
        """Tell whether a constant also obeys ``type`` and the lengths."""
        if isinstance(value, str):
            longest = self.count("maxLength")
            if len(value) < (self.count("minLength") or 0):
                return False
            if longest is not None and len(value) > longest:
                return False
        return named is None or any(is_of(value, kind) for kind in named)

    def _check_digits(self, keyword: str, value: Decimal) -> None:
        rounded = Decimal(repr(float(value)))
        if rounded.is_finite() and rounded != value:
            message = f"{shown(value)} has more digits than a double keeps; shorten it"
            raise self.refused(keyword, message)
