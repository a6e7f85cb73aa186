"""Payloads made along a schema: mostly what it admits, now and then something close to it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tests.differential import pools

if TYPE_CHECKING:
    from random import Random

_KINDS = ("null", "boolean", "integer", "number", "string", "array", "object")
_BY_KEYWORD = {
    "minLength": "string", "maxLength": "string", "pattern": "string", "format": "string",
    "minimum": "number", "maximum": "number", "multipleOf": "number",
    "exclusiveMinimum": "number", "exclusiveMaximum": "number",
    "items": "array", "minItems": "array", "maxItems": "array", "uniqueItems": "array",
    "properties": "object", "required": "object", "additionalProperties": "object",
    "minProperties": "object", "maxProperties": "object",
}  # fmt: skip

_APPLICATORS = frozenset(
    {"allOf", "anyOf", "oneOf", "if", "then", "else", "dependentSchemas", "dependencies", "not"}
)

_DEPTH = 7
"""From here on only what a schema demands is made."""

_END = _DEPTH + 3
"""From here on not even that: a schema may demand what has no end."""


class Sampler:
    """Makes values for the schemas of one document."""

    def __init__(self, random: Random, root: Any, wild: float = 0.03) -> None:
        """Draw from *random*; *wild* is how often a value does not care for its schema."""
        self.random = random
        self._root = root
        self._wild = wild

    def payload(self) -> Any:
        """Make a value for the root."""
        return self.value(self._root, 0)

    def value(self, schema: Any, depth: int) -> Any:
        """Make a value for a schema."""
        random = self.random
        if depth > _END:
            return random.choice(pools.SCALARS)
        while isinstance(schema, dict) and "$ref" in schema:
            beside = {word: each for word, each in schema.items() if word != "$ref"}
            target = self._target(schema["$ref"])
            schema = {**beside, **target} if isinstance(target, dict) and beside else target
        if isinstance(schema, dict) and _APPLICATORS & schema.keys():
            return self.value(self._resolved(schema, depth), depth + 1)
        if not isinstance(schema, dict) or random.random() < self._wild:
            return self.anything(depth)
        if "const" in schema:
            return self._near(schema["const"])
        if "enum" in schema:
            return self._near(random.choice(schema["enum"]))
        kinds = schema.get("type", [])
        kinds = [kinds] if isinstance(kinds, str) else kinds
        if not kinds:
            kinds = [kind for word, kind in _BY_KEYWORD.items() if word in schema]
            kinds = kinds * 3 + list(_KINDS)
        return self._of_kind(random.choice(kinds), schema, depth)

    def _resolved(self, schema: dict[str, Any], depth: int) -> Any:
        """Choose a branch of each keyword that has some, and put what it says into one schema."""
        random = self.random
        own = {word: each for word, each in schema.items() if word not in _APPLICATORS}
        parts = [*schema.get("allOf", ())]
        parts += [
            random.choice(schema[word]) for word in ("anyOf", "oneOf") if schema.get(word)
        ]
        parts += [schema[word] for word in ("if", "then", "else") if word in schema][:2]
        for word in ("dependentSchemas", "dependencies"):
            parts += [each for each in schema.get(word, {}).values() if isinstance(each, dict)]
        random.shuffle(parts)
        for part in parts:
            while isinstance(part, dict) and "$ref" in part:
                part = self._target(part["$ref"])  # noqa: PLW2901  (the schema itself)
            if not isinstance(part, dict):
                continue
            if depth < _DEPTH and _APPLICATORS & part.keys():
                part = self._resolved(part, depth + 1)  # noqa: PLW2901  (likewise)
            joined = {**own.get("properties", {}), **part.get("properties", {})}
            own = {**part, **own} if random.random() < 0.5 else {**own, **part}
            if joined:
                own["properties"] = joined
        for word in _APPLICATORS:
            own.pop(word, None)
        return own

    def anything(self, depth: int) -> Any:
        """Make any JSON value."""
        random = self.random
        choice = random.random()
        if choice < 0.7 or depth > _DEPTH:
            return random.choice(pools.SCALARS)
        if choice < 0.72:
            return self._deep()
        if choice < 0.86:
            return [self.anything(depth + 1) for _ in range(random.randrange(4))]
        return {
            random.choice(pools.TEXTS): self.anything(depth + 1)
            for _ in range(random.randrange(4))
        }

    def _target(self, ref: str) -> Any:
        found = self._root
        for step in ref.removeprefix("#").split("/")[1:]:
            found = found[step]
        return found

    def _deep(self) -> Any:
        value: Any = 1
        for _ in range(self.random.choice((10, 40, 100))):
            value = [value] if self.random.random() < 0.5 else {"a": value}
        return value

    def _near(self, constant: Any) -> Any:
        """Give a constant of the schema, or something that looks like it."""
        if isinstance(constant, Decimal):
            constant = float(constant)
        random = self.random
        if random.random() < 0.9:
            if (
                isinstance(constant, int)
                and not isinstance(constant, bool)
                and random.random() < 0.3
            ):
                return float(constant) if abs(constant) < 10**300 else constant
            return constant
        if isinstance(constant, str):
            return random.choice(
                (constant.lower(), constant.upper(), constant + " ", constant[:-1], [constant],
                 constant + "\n", " " + constant, constant.swapcase(), {constant: constant}, None)
            )  # fmt: skip
        return random.choice((str(constant), None, constant == 1, [constant], 1.5))

    def _of_kind(self, kind: str, schema: Any, depth: int) -> Any:
        match kind:
            case "null":
                return None
            case "boolean":
                return self.random.random() < 0.5
            case "integer" | "number":
                return self._number(kind, schema)
            case "string":
                return self._text(schema)
            case "array":
                return self._array(schema, depth)
        return self._object(schema, depth)

    def _number(self, kind: str, schema: Any) -> Any:
        random = self.random
        step = Decimal(str(schema.get("multipleOf", 1)))
        bounds = [
            Decimal(str(schema[word]))
            for word in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
            if word in schema and not isinstance(schema[word], bool)
        ]
        choice = random.random()
        if bounds and choice < 0.4:
            number = random.choice(bounds) + random.choice((-1, 0, 0, 1)) * step
        elif choice < 0.7:
            number = step * random.choice(
                (random.randrange(-50, 2000), random.randrange(10**9))
            )
        elif choice < 0.8:
            number = Decimal(random.randrange(-100, 5000)) / random.choice((1, 10, 10, 100))
        elif kind == "integer" and choice < 0.9:
            return random.randrange(-100, 10_000)
        else:
            return random.choice(pools.NUMBERS)
        if number == number.to_integral_value() and random.random() < 0.8:
            return int(number)
        return float(number)

    def _text(self, schema: Any) -> Any:
        random = self.random
        name = schema.get("format")
        if name in pools.BY_FORMAT and random.random() < 0.97:
            if name == "date-time" and random.random() < 0.6:
                return self._date_time()
            return random.choice(pools.BY_FORMAT[name])
        lengths = [
            int(schema[word]) + more
            for word in ("minLength", "maxLength")
            for more in (-1, 0, 0, 0, 1)
            if word in schema and 0 <= int(schema[word]) + more < 20_000
        ]
        if lengths and random.random() < 0.4:
            return random.choice(("x", "x", "\u00e4", "\U0001f600")) * random.choice(lengths)
        if random.random() < 0.3:
            return random.choice(pools.TEXTS)
        return "".join(random.choices("ab0-_.:/ A", k=random.randrange(12)))

    def _date_time(self) -> str:
        """Spell a random moment in one of the ways that are valid, or nearly."""
        random = self.random
        moment = datetime(1, 1, 2, tzinfo=UTC) + timedelta(
            seconds=random.randrange(315_000_000_000), microseconds=random.randrange(10**6)
        )
        if random.random() < 0.5:
            moment = moment.replace(year=2024, day=1)
        if random.random() < 0.5:
            zone = timezone(timedelta(minutes=random.randrange(-1439, 1440)))
            moment = moment.replace(tzinfo=zone)
        text = moment.isoformat(
            random.choice("TTTt "),
            random.choice(("seconds", "milliseconds", "microseconds", "minutes")),
        )
        if random.random() < 0.6:
            text = text.replace("+00:00", random.choice("ZZz"))
        if random.random() < 0.1:
            at = random.randrange(len(text))
            text = text[:at] + random.choice("0123456789-:.TZ+ \0\n\u0660") + text[at + 1 :]
        return text

    def _array(self, schema: Any, depth: int) -> Any:
        random = self.random
        fewest = int(schema.get("minItems", 0))
        sizes = [fewest, fewest, fewest + 1, max(0, fewest - 1), random.randrange(4)]
        if "maxItems" in schema:
            sizes += [int(schema["maxItems"]), int(schema["maxItems"]) + 1]
        size = min(random.choice(sizes), 12 if depth < 3 else 3)
        if depth > _DEPTH:
            size = min(size, fewest)
        rest = schema.get("items", True)
        first = schema.get("prefixItems", rest if isinstance(rest, list) else [])
        rest = schema.get("additionalItems", True) if isinstance(rest, list) else rest
        kinds = [*first, *[rest] * size, schema.get("contains", True)][: max(size, len(first))]
        items = [self.value(each, depth + 1) for each in kinds]
        if items and random.random() < 0.2:
            items.append(random.choice(items))
        return items

    def _object(self, schema: Any, depth: int) -> Any:
        random = self.random
        required = schema.get("required", ())
        members = {}
        often = random.choice((0.2, 0.5, 0.9))
        for name, each in schema.get("properties", {}).items():
            chance = 0.98 if name in required else 0.0 if depth > _DEPTH else often
            if random.random() < chance:
                members[name] = self.value(each, depth + 1)
        for name in required:
            if name not in members and random.random() < 0.9:
                others = schema.get("additionalProperties", True)
                members[name] = self.value(others, depth + 1)
        for pattern, each in schema.get("patternProperties", {}).items():
            if depth <= _DEPTH and random.random() < 0.7:
                name = random.choice((pattern.strip("^"), "a", "aab", "9", "bxy"))
                members[name] = self.value(each, depth + 1)
        others = schema.get("additionalProperties", True)
        for _ in range(random.randrange(3) if others is not False and depth <= _DEPTH else 0):
            members[random.choice(pools.TEXTS)] = self.value(others, depth + 1)
        return members
