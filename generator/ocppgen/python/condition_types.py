"""Conditions as data: ``Not(String(max_length=3))``, and tests that stand apart by their place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from ocppgen.model import ir
from ocppgen.python.calls import Call
from ocppgen.python.quoting import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

RULES = "CONDITIONS_BY_PLACE"
"""What has the tests that stand apart, in the module ``conditions``."""


class ConditionWriter(Protocol):
    """What spelling a condition needs of the writer of its module."""

    def use(self, name: str) -> str:
        """Import a name, and return it."""

    def rules(self) -> str:
        """Import what has the tests that stand apart, and return it."""

    def compiled(self, pattern: str, max_length: int | None = None) -> str:
        """Return the compiled form of a pattern."""


def spelled(m: ConditionWriter, one: ir.Condition, type_: Callable[[ir.Type], Call]) -> Call:
    """Spell a condition; *type_* spells the types that it is made of."""

    def test(each: ir.Test) -> Call:
        return spelled(m, each, type_) if isinstance(each, CONDITIONS) else type_(each)

    match one:
        case ir.AllOf(tests=tests) | ir.AnyOf(tests=tests) | ir.OneOf(tests=tests):
            return Call(m.use(type(one).__name__), [test(each) for each in tests])
        case ir.Not(test=inner):
            return Call(m.use("Not"), [test(inner)])
        case ir.If(test=inner, then=then, otherwise=otherwise):
            named = _named(test, then=then, otherwise=otherwise)
            return Call(m.use("IfThenElse"), [test(inner), *named])
        case ir.Items(prefix=prefix, rest=rest, keywords=keywords):
            first = [test(each) for each in prefix]
            words = [f"keyword={quoted(keywords[1])}"] if keywords[1] != "items" else []
            return Call(m.use("PrefixItems"), [*first, *_named(test, rest=rest), *words])
        case ir.Contains(test=inner, fewest=fewest, most=most):
            words = [f"min_contains={fewest}"] if fewest != 1 else []
            words += [f"max_contains={most}"] if most is not None else []
            return Call(m.use("ContainsItems"), [test(inner), *words])
        case ir.Properties():
            return Call(m.use("PropertyTypes"), _of_properties(m, one, test))
        case ir.PropertyNames(test=inner):
            return Call(m.use("PropertyNames"), [test(inner)])
        case ir.Dependents(required=required, tests=tests, keywords=keywords):
            words = [f"keyword={quoted(keywords[0])}"]
            words = [] if keywords[0] == "dependentRequired" else words
            lists = [(name, _tuple(others)) for name, others in required]
            tables = [
                *_table("required", lists),
                *_table("types", [(name, test(each)) for name, each in tests]),
            ]
            return Call(m.use("DependentMembers"), [*tables, *words])
        case ir.Unevaluated(sources=sources, rest=rest, keyword=keyword):
            every = [_of_source(m, source, test) for source in sources]
            words = [f"keyword={quoted(keyword)}"]
            return Call(m.use("Unevaluated"), [*every, *_named(test, rest=rest), *words])
        case ir.Rule(place=place):
            return Call(m.use("SchemaAt"), [quoted(str(place)), m.rules()])


CONDITIONS = (
    ir.AllOf,
    ir.AnyOf,
    ir.OneOf,
    ir.Not,
    ir.If,
    ir.Items,
    ir.Contains,
    ir.Properties,
    ir.PropertyNames,
    ir.Dependents,
    ir.Unevaluated,
    ir.Rule,
)


def _of_properties(
    m: ConditionWriter, one: ir.Properties, test: Callable[[ir.Test], Call]
) -> list[Call | str]:
    words: list[Call | str] = []
    words += _table("named", [(name, test(each)) for name, each in one.named])
    words += _table("patterns", [(pattern, test(each)) for pattern, each in one.patterns])
    if one.patterns:
        words.append(_tuple([m.compiled(pattern) for pattern, _ in one.patterns], "matches="))
    words += _named(test, others=one.extra)
    if one.required:
        words.append(_tuple([quoted(name) for name in one.required], "required="))
    return words


def _of_source(m: ConditionWriter, one: ir.Evaluated, test: Callable[[ir.Test], Call]) -> Call:
    words: list[Call | str] = [test(guard) for guard in one.guards]
    if one.everything:
        return Call(m.use("EvaluatedBy"), [*words, "everything=True"])
    if one.named:
        words.append(_tuple([quoted(name) for name in one.named], "named="))
    if one.patterns:
        words.append(_tuple([quoted(pattern) for pattern in one.patterns], "patterns="))
        words.append(_tuple([m.compiled(pattern) for pattern in one.patterns], "matches="))
    words += [f"first={one.first}"] if one.first else []
    return Call(m.use("EvaluatedBy"), [*words, *_named(test, contains=one.contains)])


def _named(test: Callable[[ir.Test], Call], **words: ir.Test | None) -> list[Call | str]:
    return [test(one).named(f"{word}=") for word, one in words.items() if one is not None]


def _table(word: str, entries: Iterable[tuple[str, Call]]) -> list[Call | str]:
    """Spell a dict, whose values are calls."""
    every: list[Call | str] = [each.named(f"{quoted(name)}: ") for name, each in entries]
    return [Call("", every, before=f"{word}=", ends="{}")] if every else []


def _tuple(values: Iterable[str], before: str = "") -> Call:
    """Spell a tuple of literals."""
    every = [quoted(one) if not before else one for one in values]
    if len(every) == 1:
        return Call("", [f"{every[0]},"], before=before)
    return Call("", every, before=before)
