"""What of the runtime a package uses: formats, conditions, and the tests that stand apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocppgen.model import ir
from ocppgen.python.condition_types import CONDITIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ocppgen.naming.package import Module, Package


class Used:
    """Looks through every type and condition of a package."""

    def __init__(self, package: Package) -> None:
        """Look through *package* once."""
        self._rules = package.rules
        self.rules: dict[ir.Place, ir.Test] = {}
        """The tests that stand apart, in the order of their places."""
        self.words: set[str] = {"payloads"} if package.payloads else set()
        """``conditions``, ``containers`` where one is a constant, ``defaults`` that are read,
        ``payloads`` of vendors.
        """
        self.nested: set[ir.Place] = set()
        """The structures that stand within others."""
        formats: set[str] = set()
        for one in self._every(package.every):
            if isinstance(one, (*CONDITIONS, ir.Checked, ir.Alternatives)) or _is_named(one):
                self.words.add("conditions")
            elif isinstance(one, ir.Reference):
                self.nested.add(one.place)
            elif isinstance(one, ir.Constants):
                if any(isinstance(value, ir.Container) for value in one.values):
                    self.words.add("containers")
            elif isinstance(one, ir.Text) and one.format is not None:
                formats.add(one.format)
        self.formats = sorted(formats)
        self.rules = dict(sorted(self.rules.items()))

    def _every(self, modules: Sequence[Module]) -> Iterator[ir.Test]:
        stack: list[ir.Test] = []
        for module in modules:
            for structure in module.structures:
                stack += [field.type for field in structure.fields]
                if any(field.filled for field in structure.fields):
                    self.words.add("defaults")
                stack += [] if structure.extra is None else [structure.extra]
                stack += structure.conditions
            stack += [helper.type for helper in module.helpers]
        while stack:
            one = stack.pop()
            yield one
            if isinstance(one, ir.Rule):
                if one.place not in self.rules:
                    self.rules[one.place] = self._rules[one.place]
                    stack.append(self._rules[one.place])
            else:
                stack += _within(one)


def _is_named(one: ir.Test) -> bool:
    """Whether a type comes from ``anyOf`` or ``oneOf``, so that these words are broken."""
    if isinstance(one, ir.Union):
        return one.keyword != "type"
    return isinstance(one, ir.Choice) and one.keyword != "enum"


def _within(one: ir.Test) -> Sequence[ir.Test]:
    """List the types and conditions that one is directly made of."""
    match one:
        case ir.Checked(type=inner, conditions=conditions):
            return [inner, *conditions]
        case ir.AllOf(tests=tests) | ir.AnyOf(tests=tests) | ir.OneOf(tests=tests):
            return tests
        case ir.Not(test=inner) | ir.Contains(test=inner) | ir.PropertyNames(test=inner):
            return [inner]
        case ir.If(test=inner, then=then, otherwise=otherwise):
            return [inner, *_given(then, otherwise)]
        case ir.Items(prefix=prefix, rest=rest):
            return [*prefix, *_given(rest)]
        case ir.Properties(named=named, patterns=patterns, extra=extra):
            return [*_values(named), *_values(patterns), *_given(extra)]
        case ir.Dependents(tests=named):
            return _values(named)
        case ir.Unevaluated(sources=sources, rest=rest):
            guards = [guard for source in sources for guard in source.guards]
            return [*guards, *_given(rest, *(source.contains for source in sources))]
        case ir.Rule():
            return ()
    return ir.parts(one)


def _given(*tests: ir.Test | None) -> list[ir.Test]:
    return [one for one in tests if one is not None]


def _values(named: tuple[tuple[str, ir.Test], ...]) -> list[ir.Test]:
    return [each for _, each in named]
