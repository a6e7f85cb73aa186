"""What a generated module imports: recorded while its body is rendered."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from ocppgen.model.protocol import PROTOCOLS
from ocppgen.naming.runtime import RUNTIME, imported
from ocppgen.python.quoting import WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ocppgen.naming.runtime import SharedRuntime

ModulePath = tuple[str, ...]

_STANDARD = {
    "Any": "typing",
    "Awaitable": "collections.abc",
    "ClassVar": "typing",
    "Decimal": "decimal",
    "Final": "typing",
    "Iterator": "collections.abc",
    "Literal": "typing",
    "Mapping": "collections.abc",
    "Protocol": "typing",
    "Self": "typing",
    "StrEnum": "enum",
    "TYPE_CHECKING": "typing",
    "TypeAlias": "typing",
    "dataclass": "dataclasses",
    "datetime": "datetime",
    "field": "dataclasses",
    "partial": "functools",
    "re": "",
}

_RUNTIME = {
    "CallRefused": "errors",
    "AllOf": "conditions",
    "AnyOf": "conditions",
    "AnyValue": "schema",
    "Array": "schema",
    "Bailout": "fast_path",
    "Boolean": "schema",
    "WithConditions": "conditions",
    "Constant": "schema",
    "Constants": "schema",
    "ContainsItems": "conditions",
    "DependentMembers": "conditions",
    "Enumeration": "schema",
    "ErrorCode": "errors",
    "EvaluatedBy": "conditions",
    "Feature": "registry",
    "IfThenElse": "conditions",
    "Initiator": "registry",
    "Integer": "schema",
    "PrefixItems": "conditions",
    "JsonValue": "jsontext",
    "Map": "schema",
    "Nothing": "schema",
    "Not": "conditions",
    "Null": "schema",
    "Number": "schema",
    "Object": "schema",
    "OneOf": "conditions",
    "Profile": "registry",
    "PropertyTypes": "conditions",
    "PropertyNames": "conditions",
    "Request": "message",
    "Response": "message",
    "SchemaAt": "conditions",
    "SchemaType": "schema",
    "Shared": "schema",
    "String": "schema",
    "Structure": "message",
    "UNSET": "fast_path",
    "Unconfirmed": "message",
    "Unevaluated": "conditions",
    "Union": "schema",
    "Unset": "fast_path",
    "Violation": "errors",
    "all_unique": "equality",
    "accept_each": "fast_path",
    "bail": "fast_path",
    "by_value": "fast_path",
    "choose": "verdicts",
    "comma_count": "jsontext",
    "date_time_text": "date_times",
    "encode": "jsontext",
    "date_time_of": "date_times",
    "exact": "numbers",
    "feature": "registry",
    "is_json": "numbers",
    "is_number": "numbers",
    "is_one_of": "equality",
    "meets": "verdicts",
    "member": "members",
    "message": "message",
    "new": "fast_path",
    "other_members": "members",
    "quote": "jsontext",
    "quote_date_time": "date_times",
    "remembered": "verdicts",
    "scan": "jsontext",
    "texts": "fast_path",
    "unknown_members": "fast_path",
    "read_date_time": "date_times",
    "whole": "numbers",
    "writing": "verdicts",
    "multiple_of": "numbers",
}

OF_PAYLOADS: Final = {
    "PayloadT": "payloads",
    "VendorMessage": "payloads",
    "VendorPayload": "payloads",
}
"""What only packages with payloads of vendors have."""

OF_ENDS: Final = {end.response: "message" for one in PROTOCOLS.values() for end in one.ends}
"""What only packages with a catalog have: the responses of each end of a connection."""

_RUNTIME |= OF_PAYLOADS | OF_ENDS


KNOWN = frozenset(_STANDARD) | frozenset(_RUNTIME)
"""The names that a generated module may import."""


class Imports:
    """The imports of one module; relative ones are spelled from where it stands."""

    def __init__(self, module: ModulePath, shared: SharedRuntime | None = None) -> None:
        """Start with nothing; the runtime may be *shared* with other packages."""
        self._module = module
        self._shared = shared
        self._found: defaultdict[str, set[str]] = defaultdict(set)

    def use(self, name: str) -> str:
        """Record the use of a name that every package has; give it back."""
        if name in _STANDARD:
            self._found[_STANDARD[name] or name].add(name if _STANDARD[name] else "")
        else:
            self.use_from((RUNTIME, _RUNTIME[name]), name)
        return name

    def use_from(self, module: ModulePath, name: str) -> str:
        """Record the use of a name of another module of the package; give it back."""
        if module != self._module:
            where = imported(relative(module, self._module), self._shared)
            self._found[where].add(name)
        return name

    def lines(self) -> str:
        """Spell the import statements, sorted and grouped as linters want them."""
        local = sorted((one for one in self._found if one.startswith(".")), key=_distance)
        standard = sorted(one for one in self._found if not one.startswith("."))
        plain = [f"import {one}" for one in standard if self._found[one] == {""}]
        named = [one for one in standard if self._found[one] != {""}]
        groups = [
            "\n".join(plain + [from_line(one, self._found[one]) for one in named]),
            "\n".join(from_line(one, self._found[one]) for one in local),
        ]
        return "\n\n".join(group for group in groups if group)


def relative(module: ModulePath, user: ModulePath) -> str:
    """Spell the module that *user* imports from: ``..types``."""
    common = 0
    while common < min(len(module), len(user)) and module[common] == user[common]:
        common += 1
    return "." * (len(user) - common) + ".".join(module[common:])


def from_line(module: str, names: Iterable[str], indent: int = 0) -> str:
    """Spell a ``from`` import, one name a line where it would be too long."""
    ordered = sorted(names, key=lambda name: (kind_of_name(name)[0], name.casefold()))
    line = f"from {module} import {', '.join(ordered)}"
    if indent + len(line) <= WIDTH:
        return line
    inner = "".join(f"    {one},\n" for one in ordered)
    return f"from {module} import (\n{inner})"


def sorted_lines(text: str, shared: SharedRuntime) -> str:
    """Sort relative imports, one a line, as they are with a runtime that is *shared*."""
    found: dict[str, str] = {}
    for line in text.split("\n"):
        if line:
            _, module, names = line.split(" ", 2)
            found[imported(module, shared)] = names
    ordered = sorted(found, key=_distance)
    return "".join(f"from {module} {found[module]}\n" for module in ordered)


def from_lines(by_module: Mapping[str, set[str]], indent: int) -> list[str]:
    """Spell several ``from`` imports, sorted, as lines."""
    ordered = sorted(by_module, key=_distance)
    spelled = [from_line(module, by_module[module], indent) for module in ordered]
    return [line for text in spelled for line in text.split("\n")]


def kind_of_name(name: str) -> tuple[int, str]:
    """Sort as linters do: constants, classes, functions."""
    if name.isupper() and len(name) > 1:
        return 0, name
    return (1 if name[:1].isupper() else 2), name


def _distance(module: str) -> tuple[int, str]:
    return -(len(module) - len(module.lstrip("."))), module
