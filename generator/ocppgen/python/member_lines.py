"""The lines of a class that say its schema: ``retries: int | None = member(...)``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocppgen.model import ir
from ocppgen.naming import names
from ocppgen.python import member_types
from ocppgen.python.calls import Call
from ocppgen.python.condition_types import RULES
from ocppgen.python.default_values import DefaultValue
from ocppgen.python.member_types import in_order
from ocppgen.python.quoting import quoted
from ocppgen.python.spelling import Speller

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocppgen.naming.package import Helper, Module, NamedField, NamedStructure, Package
    from ocppgen.python.imports import ModulePath


class MemberWriter(Speller):
    """A speller that also writes the members of classes."""

    def __init__(
        self, package: Package, module: ModulePath, helpers: Mapping[ir.Place, ir.Type]
    ) -> None:
        """Write for *module* of *package*; *helpers* has the types that got functions."""
        super().__init__(package, module, helpers)
        self._module = module
        every = [helper for each in package.every for helper in each.helpers]
        self._labels = {helper.place: helper for helper in every}
        self._defined: set[str] = set()
        self._enums = {
            (enum.name, module.path): enum for module in package.every for enum in module.enums
        }

    def in_order(self, module: Module) -> list[NamedStructure]:
        """Sort the classes of a module so that each comes after what it is made of."""
        return in_order(module, self._helpers)

    def keywords(self, structure: NamedStructure) -> list[Call | str]:
        """Spell the keywords of the object itself, and its conditions."""
        words: list[Call | str] = [*member_types.properties(structure)]
        tests: list[Call | str] = [
            member_types.test(self, each) for each in structure.conditions
        ]
        if tests:
            ends = "()" if len(tests) > 1 else ("(", ",)")
            words.append(Call("", tests, before="conditions=", ends=ends))
        return words

    def member(self, structure: NamedStructure, field: NamedField) -> str:
        """Spell the line of a field."""
        label = self.label(structure, field)
        arguments: list[Call | str] = [quoted(field.wire)]
        arguments.append(member_types.spelled(self, field.type, label))
        annotation = self.annotation(field.type)
        if field.filled:
            value = DefaultValue(self, field)
            arguments.append(value.argument)
        elif not field.required:
            default = self.use("UNSET") if field.nullable else "None"
            arguments.append(f"default={default}")
            annotation += f" | {self.use('Unset') if field.nullable else 'None'}"
        line = Call(self.use("member"), arguments)
        return line.laid_out(4, f"{field.name}: {annotation} = ")

    def default_value(self, field: NamedField) -> str:
        """Spell what an absent member reads as, within a method of the class."""
        value = DefaultValue(self, field)
        return (
            value.text if value.is_constant else f"cls.members[{quoted(field.wire)}].absent()"
        )

    def enum_member(self, place: ir.Place, value: str) -> str:
        """Spell the member of an enum that has a value."""
        enum = self._enums[self._package.names[place], self._package.homes[place]]
        member = next(one for one in enum.members if one.value == value)
        return f"{self.name(place)}.{member.name}"

    def other_members(self, structure: NamedStructure) -> str:
        """Spell the line of the field that has the members without a name."""
        if structure.extra is None:
            return ""
        spelled = member_types.spelled(self, structure.extra, self.label(structure))
        line = Call(self.use("other_members"), [spelled, "default_factory=dict"])
        annotation = self.annotation(structure.extra)
        return line.laid_out(4, f"extra: dict[str, {annotation}] = ")

    def label(self, structure: NamedStructure, field: NamedField | None = None) -> str:
        """Name what the code of a field may need: ``update_firmware_request_location``."""
        return names.field_name(structure.name) + "__" + (field.name if field else "extra")

    def is_early(self, helper: Helper) -> bool:
        """Tell whether the type of a helper has to be there before the classes."""
        return helper.constant is not None and self.constant(helper.place) is not None

    def constant(self, place: ir.Place) -> str | None:
        """Return the constant of a type that is told before the classes."""
        found = self._labels.get(place)
        if found is None or found.alias or found.place.part == "root":
            return None
        return found.constant

    def rules(self) -> str:
        """Import what has the tests that stand apart, and return it."""
        if self._module == ("conditions",):
            return RULES
        return self.imports.use_from(("conditions",), RULES)

    def rule(self, place: ir.Place, test: ir.Test) -> str:
        """Spell a test that stands apart."""
        head = f"{RULES}[{quoted(str(place))}] = "
        return member_types.test(self, test).laid_out(0, head)

    def type_constant(self, helper: Helper) -> str:
        """Spell the constant of a type that stands apart."""
        spelled = member_types.spelled(self, helper.type, helper.name)
        if isinstance(helper.type, ir.Checked | ir.Alternatives):
            return spelled.laid_out(0, f"{helper.constant}: {self.use('Final')} = ")
        head = f"{helper.constant}: {self.use('Final')}[{self.use('SchemaType')}] = "
        return spelled.laid_out(0, head)

    def define(self, structure: NamedStructure) -> str:
        """Take note that a class is written; give nothing, so that a template can say it."""
        self._defined.add(structure.name)
        return ""

    def is_defined(self, place: ir.Place) -> bool:
        """Tell whether a class is there when the line that is written runs."""
        home = self._package.homes.get(place)
        return home != self._module or self._package.names[place] in self._defined

    def helper(self, place: ir.Place) -> tuple[ir.Type, str] | None:
        """Return what stands for a type of a field, and its label; None for a class."""
        found = self._labels.get(place)
        return None if found is None else (found.type, found.name)

    def shared(self, place: ir.Place) -> tuple[str, str] | None:
        """Return the name of a type that stands apart, and its constant."""
        found = self._labels.get(place)
        if found is None or not found.alias or not found.constant:
            return None
        return found.alias, self._from_home(place, found.constant)
