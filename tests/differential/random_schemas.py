"""Schemas made at random from the whole vocabulary, in every dialect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.oracle.examples import VALID

if TYPE_CHECKING:
    from random import Random

DIALECTS = {
    "draft-04": "http://json-schema.org/draft-04/schema#",
    "draft-06": "http://json-schema.org/draft-06/schema#",
    "draft-07": "http://json-schema.org/draft-07/schema#",
    "2019-09": "https://json-schema.org/draft/2019-09/schema",
    "2020-12": "https://json-schema.org/draft/2020-12/schema",
}

NAMES = (
    "a", "b", "A", "type", "class", "", "a-b", "a_b", "aB", "\u0131", "i", "self", "extra", "\0",
    "~/", "items", "properties", "x2d", "\ufb01", "fi", "accept", "wire", "message", "None", "0",
    "a b", "item", "members", "\u00df", "ss", "text", "'\"", "\\", "{{ a }}", "#", "\ud800", "id",
)  # fmt: skip
"""Property names that are hard to spell, some of which meet when they are."""

_STEPS = (0.1, 0.01, 1e-7, 3, 2.5, 1, 10, 0.3, 1e22, 7e-5, 123456789, 1e-320, 0.123456789)
_BOUNDS = (
    0, 1, -1, 0.5, 10, 100, 8.1, -0.1, 2**53, 2**53 + 1, 2**60, 1e22, 1e23, 1e300, 44413.2, 1e-5,
    1.152921504606847e18, 10**40, 4503599627370497.5,
)  # fmt: skip
# Those that Python and ECMA 262 read alike: the others have tests of their own.
_PATTERNS = ("^a+", "[0-9]", "^[^x]{2,3}", "[0-9][^0-9]", "b|c", "^(?!a)", "\u00e4", "[ -~]")
_VALUES = (
    "a", "b", "A", "", "a b", "mro", "None", "1", "\u0131", "i", "\n", 0, 1, 1.0, 2.5, -1, 8.1, True,
    False, None, 10**30, 1e22, 1e23, 0.1, "name", "value", "\u00df", "ss", "_x_", "__a__",
)  # fmt: skip
_KINDS = ("null", "boolean", "integer", "number", "string", "array", "object")


_NEW = ("2019-09", "2020-12")
_SINCE_07 = ("draft-07", *_NEW)
_SINCE_06 = ("draft-06", *_SINCE_07)
_EVERY = ("draft-04", *_SINCE_06)
_APPLICATORS = {
    "allOf": _EVERY, "anyOf": _EVERY, "oneOf": _EVERY, "not": _EVERY, "if": _SINCE_07,
    "patternProperties": _EVERY, "propertyNames": _SINCE_06, "contains": _SINCE_06,
    "dependencies": _SINCE_07[:1], "dependentRequired": _NEW, "dependentSchemas": _NEW,
    "minContains": _NEW, "tuple": _EVERY, "tagged": _SINCE_06, "titled": _SINCE_06,
}  # fmt: skip


def random_schema(random: Random, dialect: str, *, composed: bool = False) -> dict[str, Any]:
    """Make a schema of a dialect: some of them are refused, none may be misread.

    With *composed*, schemas are put together, too, and ask conditions.
    """
    made = _Maker(random, dialect, composed=composed).schema(0)
    schema: dict[str, Any] = made if isinstance(made, dict) else {"type": "object"}
    if "$ref" in schema:
        schema = {"type": "array", "items": schema}
    maker = _Maker(random, dialect, composed=composed)
    definitions = {name: maker.schema(2) for name in "pqr"}
    for name, made in definitions.items():
        if isinstance(made, dict) and "$ref" in made:  # it might lead back to itself
            definitions[name] = {"type": ["array", "null"], "items": made}
    return {"$schema": DIALECTS[dialect], **schema, "definitions": definitions}


class _Maker:
    def __init__(self, random: Random, dialect: str, *, composed: bool) -> None:
        self._random = random
        self._old = dialect == "draft-04"
        self._dialect = dialect
        self._composed = composed

    def schema(self, depth: int) -> Any:
        random = self._random
        choice = random.random()
        if depth and choice < 0.15:
            return {"$ref": f"#/definitions/{random.choice('pqr')}"}
        if depth and choice < 0.18 and not self._old:
            return random.random() < 0.7
        if self._composed and depth < 4 and random.random() < 0.45:
            return self._together(depth)
        if choice < 0.21:
            return {}
        if choice < 0.36:
            return self._closed()
        if depth > 3:
            return self._of(random.choice(_KINDS[:5]), depth)
        kinds = random.sample(_KINDS, random.choice((1, 1, 1, 1, 2, 3)))
        schema: dict[str, Any] = {}
        for kind in kinds:
            schema |= self._of(kind, depth)
        if random.random() < 0.8:
            schema["type"] = kinds[0] if len(kinds) == 1 else kinds
        else:
            schema.pop("type", None)
        return schema

    def _together(self, depth: int) -> dict[str, Any]:
        """Make a schema of schemas, beside keywords of its own."""
        random = self._random
        kind = random.choice(("object", "object", "array", "string", "integer", None, None))
        schema = {} if kind is None else self._of(kind, depth + 1)
        if random.random() < 0.4:
            schema.pop("type", None)
        words = random.sample(sorted(_APPLICATORS), random.choice((1, 1, 1, 2, 3)))
        for word in words:
            if self._dialect in _APPLICATORS[word]:
                schema |= self._applied(word, depth)
        if random.random() < 0.1 and self._dialect in _NEW:
            schema["$ref"] = f"#/definitions/{random.choice('pqr')}"
        return schema

    def _applied(self, word: str, depth: int) -> dict[str, Any]:
        random = self._random
        names = random.sample(("a", "b", "A", "type", "x2d"), 2)
        match word:
            case "allOf" | "anyOf" | "oneOf":
                return {word: [self.schema(depth + 1) for _ in range(random.randrange(1, 4))]}
            case "tagged":
                kinds = random.sample(("a", "b", "c"), random.choice((2, 3)))
                return {
                    random.choice(("anyOf", "oneOf")): [self._tagged(k, depth) for k in kinds]
                }
            case "titled":
                values = random.sample(("a", "b", "x y", "1"), 2)
                return {"oneOf": [{"const": one, "title": one * 2} for one in values]}
            case "if":
                return {one: self.schema(depth + 1) for one in ("if", "then", "else")}
            case "patternProperties":
                return {word: {random.choice(_PATTERNS): self.schema(depth + 1)}}
            case "dependencies":
                return {word: {names[0]: [names[1]], names[1]: self.schema(depth + 1)}}
            case "dependentRequired":
                return {word: {names[0]: [names[1]]}}
            case "dependentSchemas":
                return {word: {names[0]: self.schema(depth + 1)}}
            case "minContains":
                return {"contains": self.schema(depth + 1), **self._some(
                    minContains=random.randrange(3), maxContains=random.randrange(3))}  # fmt: skip
            case "tuple":
                first = [self.schema(depth + 1) for _ in range(random.randrange(1, 3))]
                if self._dialect == "2020-12":
                    return {"prefixItems": first}
                return {"items": first, **self._some(additionalItems=self.schema(depth + 1))}
        return {word: self.schema(depth + 1)}

    def _tagged(self, kind: str, depth: int) -> dict[str, Any]:
        made = self._of("object", depth + 2)
        made["properties"] = {**made.get("properties", {}), "kind": {"const": kind}}
        return {"type": "object", **made}

    def _some(self, **chances: Any) -> dict[str, Any]:
        """Keep some of the keywords."""
        return {word: value for word, value in chances.items() if self._random.random() < 0.35}

    def _closed(self) -> dict[str, Any]:
        random = self._random
        values = random.sample(_VALUES, random.choice((2, 3, 5, 9)))
        if random.random() < 0.4:
            values = [value for value in values if isinstance(value, str)] or ["a"]
        schema: dict[str, Any] = {"enum": _unique(values)}
        if random.random() < 0.2 and not self._old:
            schema = {"const": values[0]}
        if random.random() < 0.3:
            schema["type"] = random.choice(
                (*_KINDS[:5], ["string", "null"], ["integer", "string"])
            )
        return (
            schema | self._some(maxLength=1, description="x")
            if random.random() < 0.3
            else schema
        )

    def _of(self, kind: str, depth: int) -> dict[str, Any]:
        random = self._random
        match kind:
            case "integer" | "number":
                return {"type": kind, **self._limits()}
            case "string":
                return {
                    "type": kind,
                    **self._some(
                        minLength=random.randrange(4),
                        maxLength=random.randrange(25),
                        pattern=random.choice(_PATTERNS),
                        format=random.choice(("date-time", "date-time", *VALID)),
                    ),
                }
            case "array":
                return {
                    "type": kind,
                    **self._some(
                        minItems=random.randrange(3),
                        maxItems=random.randrange(4),
                        uniqueItems=random.random() < 0.8,
                    ),
                    **({"items": self.schema(depth + 1)} if random.random() < 0.8 else {}),
                }
            case "object":
                return {"type": kind, **self._members(depth)}
        return {"type": kind}

    def _limits(self) -> dict[str, Any]:
        random = self._random
        low, high = sorted(random.sample(_BOUNDS, 2))
        found = self._some(minimum=low, maximum=high, multipleOf=random.choice(_STEPS))
        if self._old:
            if "minimum" in found:
                found |= self._some(exclusiveMinimum=random.random() < 0.7)
            if "maximum" in found:
                found |= self._some(exclusiveMaximum=random.random() < 0.7)
            return found
        return found | self._some(exclusiveMinimum=low, exclusiveMaximum=high)

    def _members(self, depth: int) -> dict[str, Any]:
        random = self._random
        names = random.sample(NAMES, random.randrange(5))
        schema: dict[str, Any] = {name: self.schema(depth + 1) for name in names}
        found: dict[str, Any] = {"properties": schema} if schema else {}
        required = random.sample((*names, *NAMES[:3]), random.randrange(len(names) + 2))
        if required and random.random() < 0.6:
            found["required"] = list(dict.fromkeys(required))
        others: Any = random.choice((False, False, True, {}, self.schema(depth + 1), None))
        if others is not None and not (self._old and others is True and random.random() < 0.5):
            found["additionalProperties"] = others
        return found | self._some(
            minProperties=random.randrange(3), maxProperties=random.randrange(1, 5)
        )


def _unique(values: list[Any]) -> list[Any]:
    """Leave out what draft-04 would call a repetition."""
    found: list[Any] = []
    for value in values:
        if not any((type(value) is not bool and type(one) is not bool and value == one)
                   or (type(value) is bool and value is one) for one in found):  # fmt: skip
            found.append(value)
    return found
