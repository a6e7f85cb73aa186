"""What generated code says to people: docstrings, from limits, places and summaries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocppgen.model import ir
from ocppgen.model.payloads import CARRIER
from ocppgen.naming.flavors import MSGSPEC
from ocppgen.naming.payloads import REGISTRY
from ocppgen.python import commas, settling
from ocppgen.python.calls import Call, mapped
from ocppgen.python.member_lines import MemberWriter
from ocppgen.python.quoting import WIDTH, add, call, docstring, prose, quoted, wrapped
from ocppgen.text import listed

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from decimal import Decimal

    from ocppgen.naming.package import (
        Carrier,
        Enum,
        Feature,
        Member,
        Message,
        Module,
        NamedField,
        NamedStructure,
        Package,
        VendorMessage,
    )
    from ocppgen.python.imports import ModulePath

_PLACES = 3
"""A docstring names so many places that a class stands for, and counts the others."""

_SUMMED = "sum(map("
"""How the commas within the items of a list are counted."""

_LONG = 10**15
"""Longer whole numbers are written as the schema does."""


_PLAIN = {
    ir.Anything: "any JSON value",
    ir.Boolean: "true or false",
    ir.Nothing: "no value",
    ir.Null: "null",
}


class ModuleWriter(MemberWriter):
    """A speller that also knows the features and messages of its package."""

    def __init__(
        self,
        package: Package,
        module: ModulePath,
        helpers: Mapping[ir.Place, ir.Type],
        nesting: frozenset[ir.Place],
        untold: frozenset[ir.Place] = frozenset(),
        nested: Collection[ir.Place] = (),
    ) -> None:
        """Write for *module* of *package*.

        *nesting* has the structures with others in them, *untold* those that msgspec does
        not read, *nested* those that stand within others.
        """
        super().__init__(package, module, helpers)
        self._nesting = nesting
        self._untold = untold
        self._nested = nested
        self._features: dict[ir.Place, tuple[Feature, Message]] = {
            message.place: (feature, message)
            for feature in package.features
            for message in (feature.request, feature.response)
            if message is not None
        }
        self._payloads: dict[ir.Place, tuple[VendorMessage, Message]] = {
            message.place: (payload, message)
            for payload in package.payloads
            for message in (payload.request, payload.response)
            if message is not None
        }

    def base_of(self, structure: NamedStructure) -> str:
        """Spell the base class of a structure."""
        if structure.places[0] in self._payloads:
            return self.use("VendorPayload")
        feature, message = self._features.get(structure.places[0], (None, None))
        if message is None:
            return self.use("Structure")
        if message.role == "response" and feature and feature.initiator:
            ends = self._package.protocol.answering(feature.initiator)
            return ", ".join(self.use(end.response) for end in ends)
        if message.role != "request":
            return self.use("Response" if message.role == "response" else "Unconfirmed")
        answer = f'"{message.answer}"' if message.answer else self.use("Response")
        return f"{self.use('Request')}[{answer}]"

    def head(self, structure: NamedStructure) -> str:
        """Spell what a class begins with, up to its body."""
        base = self.base_of(structure)
        if self._package.flavor == MSGSPEC:
            return Call(f"class {structure.name}", [base, *self.keywords(structure)]).laid_out(
                0, after=":"
            )
        line = call(f"class {structure.name}", [base], 0, ":")
        return f"@{self.decorator(structure)}\n{line}"

    def told_name(self, structure: NamedStructure) -> str:
        """Give the name of a message's feature where the class has to say it in its body."""
        feature, _ = self._features.get(structure.places[0], (None, None))
        return feature.name if feature and self._package.flavor == MSGSPEC else ""

    def decorator(self, structure: NamedStructure) -> str:
        """Spell what makes the class: ``message``, with the feature, and the object's keywords."""
        words: list[Call | str] = []
        feature, message = self._features.get(structure.places[0], (None, None))
        if feature and message:
            words.append(quoted(feature.name))
            if message.role != "response" and feature.profile and feature.initiator:
                words += [quoted(feature.profile), self._initiator(feature.initiator)]
        words += self.keywords(structure)
        if not words:
            return self.use("message")
        return Call(self.use("message"), words).laid_out(0, "@").removeprefix("@")

    def _initiator(self, initiator: str) -> str:
        return f"{self.use('Initiator')}.{initiator.upper()}"

    def carried_by(self, structure: NamedStructure) -> list[str]:
        """Spell the vendor and message that a payload belongs to; nothing for others."""
        payload, _ = self._payloads.get(structure.places[0], (None, None))
        return [quoted(payload.vendor), quoted(payload.message)] if payload else []

    def carries(self, structure: NamedStructure) -> str:
        """Say which message of the DataTransfer a class is, if one carries payloads there."""
        carrier = self._package.carrier
        place = structure.places[0]
        if carrier is None or place not in (carrier.request.place, carrier.response.place):
            return ""
        role = "request" if place == carrier.request.place else "response"
        return role if any(getattr(one, role) for one in self._package.payloads) else ""

    @property
    def carrier(self) -> Carrier | None:
        """The DataTransfer that carries payloads."""
        return self._package.carrier

    def payload(self, name: str) -> str:
        """Import a name of the module that knows all payloads; give it back."""
        return self.imports.use_from((REGISTRY,), name)

    def counted(self, structure: NamedStructure) -> list[tuple[NamedField, list[str]]]:
        """Spell the commas that the text of a payload has within its members."""
        return list(commas.counted(self, structure))

    def plus(self, commas: str, indent: int) -> str:
        """Spell that commas are counted."""
        if commas.endswith(" - 1"):
            return add(["count +="], [commas], indent)
        if commas.startswith(_SUMMED):
            counter, _, wire = commas[len(_SUMMED) : -2].partition(", ")
            return mapped("count += ", "sum", counter, wire, indent)
        head, _, argument = commas.removesuffix(")").partition("(")
        return call(f"count += {head}", [argument], indent)

    def counter(self, one: ir.Reference) -> str | None:
        """Spell the function that counts the commas within an object, if it takes one."""
        return f"{self.name(one.place)}._max_commas" if one.place in self._nesting else None

    def is_nested(self, structure: NamedStructure) -> bool:
        """Tell whether a structure stands within others, and not only in a message's place."""
        return any(place in self._nested for place in structure.places)

    def made_of(self, structure: str) -> str:
        """Spell how a name is given an object of a class, whose fields are yet to be set."""
        if self._package.flavor == MSGSPEC:
            return f": {self.use('Self')} = {structure}._blank.__copy__()"
        return f" = {self.use('new')}({structure})"

    def settles(self, structure: NamedStructure) -> bool:
        """Tell whether msgspec reads a structure, and leaves something of it to be decided."""
        told = self._package.flavor == MSGSPEC and structure.places[0] not in self._untold
        return told and bool(structure.fields)

    def passes_on(self, structure: NamedStructure) -> bool:
        """Tell whether msgspec passes on a member as it is, so that ``null`` may be in it."""
        return not all(self.is_read(field.type) for field in structure.fields)

    def is_read(self, one: ir.Type) -> bool:
        """Tell whether msgspec reads a value; if it does not, it passes it on as it is."""
        return settling.knows(self, one, self._untold)

    def is_settled(self, one: ir.Type) -> bool:
        """Tell whether msgspec leaves nothing of a value to be decided."""
        return self.is_read(one) and settling.is_settled(one)

    def takes_item(self, one: ir.Type) -> bool:
        """Tell whether what msgspec leaves is said of a value by a name of its own."""
        if self.is_settled(one):
            return False
        return not (self.kind(one) in ("structure", "date_time") and self.is_read(one))

    def left_tests(self, one: ir.Type, item: str, label: str) -> list[str]:
        """List the tests that msgspec leaves of a value which it reads."""
        return settling.tests(self, one, item, label)

    def settled(self, one: ir.Type, item: str) -> str:
        """Spell what a valid value is read as, which msgspec has read."""
        if isinstance(one, ir.Text) and one.format == "date-time":
            return f"{self.use('date_time_of')}({item})"
        return self.read_as(one, item)

    def settler(self, one: ir.Reference, *, of_class: bool = False) -> str:
        """Spell the method that decides what msgspec left of an object."""
        self.reaches = True
        return f"{self.name(one.place)}._settle" if of_class else "_settle"

    def docstring_of(self, module: Module) -> str:
        """Write the docstring of a module."""
        feature = module.feature
        if module.payload is not None:
            return self._docstring_of_payload(module, module.payload)
        if feature is None:
            if module.sources:
                return f'"""{prose(listed(module.sources))}."""'
            return '"""Enums and structures that several features share."""'
        head = prose(feature.name)
        if feature.initiator and feature.profile:
            sender = self._package.protocol.sender(feature.initiator)
            head += f": sent by {sender}, profile {feature.profile}"
        return docstring(f"{head}.", 0)

    def _docstring_of_payload(self, module: Module, payload: VendorMessage) -> str:
        sender = self._package.protocol.sender(payload.initiator)
        head = f"{prose(payload.message)} of {prose(payload.vendor)}: carried by {CARRIER}"
        return _module_docstring(f"{head}, sent by {sender}", payload.summary, module.sources)

    def class_docstring(self, one: Enum | NamedStructure) -> str:
        """Write the docstring of a class: what it is for, and where it comes from."""
        feature, message = self._features.get(one.places[0], (None, None))
        summary = one.summary
        if feature and message and message.role != "response":
            summary = feature.summary or summary or f"The {message.role} of {feature.name}"
        elif feature:
            summary = summary or f"The response of {feature.name}"
        elif one.places[0] in self._payloads:
            payload, message = self._payloads[one.places[0]]
            if payload.request == message:
                summary = payload.summary or summary
            summary = summary or f"What {payload.message} of {payload.vendor} carries"
        paths = [f"``{prose(str(place))}``" for place in one.places[:_PLACES]]
        if one.places[_PLACES:]:
            paths.append(f"and {len(one.places) - _PLACES} more")
        text = sentence(prose(summary)) if summary else ""
        if text and len(paths) == 1:
            line = f'"""{text.removesuffix(".")}: {paths[0]}."""'
            if 4 + len(line) <= WIDTH:
                return line
        if not text and len(paths) == 1:
            return f'"""{paths[0]}."""'
        below = "".join(f"\n    {path}" for path in paths if text or path is not paths[0])
        return f'"""{wrapped(text, 4) + chr(10) if text else paths[0]}{below}\n    """'

    def member_docstring(self, member: Member) -> str:
        """Write what the schema says of an enum's value to people."""
        return docstring(sentence(prose(member.summary)), 4)

    def field_docstring(self, field: NamedField) -> str:
        """Write what stands below a field: what its line does not say already."""
        words = [sentence(prose(field.description))] if field.description else []
        words += [f"Default: ``{prose(field.default)}``."] if field.default else []
        return docstring(" ".join(words), 4) if words else ""

    def phrase(self, one: ir.Type) -> str:
        """Say in words what a type admits."""
        match one:
            case ir.Text():
                noun = f"a string of format {one.format}" if one.format else "a string"
                text = noun + _range(one.min_length, one.max_length, "characters")
                return f"{text}, with a pattern" if one.pattern is not None else text
            case ir.Integer(limits=limits):
                return "an integer" + _bounds(limits)
            case ir.Number(limits=limits):
                return "a number" + _bounds(limits)
            case ir.Boolean() | ir.Null() | ir.Nothing() | ir.Anything():
                return _PLAIN[type(one)]
            case ir.Choice(place=place):
                return f"one of `{self._package.names[place]}`"
            case ir.Constants(values=values):
                return f"one of {len(values)} constants" if len(values) > 1 else "a constant"
            case ir.List(item=item):
                text = f"an array, each item {self.phrase(item)}"
                text += _range(one.min_items, one.max_items, "items")
                return f"{text}, none twice" if one.unique else text
            case ir.Map(values=values):
                text = f"an object, each member {self.phrase(values)}"
                return text + _range(one.min_properties, one.max_properties, "members")
            case ir.Union(options=options, rest=rest):
                words = [self.phrase(option) for option in options]
                return " or ".join([*words, "a value of another type"] if rest else words)
            case ir.Reference(place=place):
                if place in self._helpers and place not in self._package.homes:
                    return self.phrase(self._helpers[place])
                return f"a `{self._package.names[place]}`"
            case ir.Alternatives(options=options):
                words = [*dict.fromkeys(self.phrase(option) for option in options)]
                only = ", of only one" if one.exactly_one else ""
                return " or ".join(words) + only
            case ir.Checked(type=inner):
                return f"{self.phrase(inner)}, under conditions"

    def payload_constant(self, payload: VendorMessage) -> str:
        """Write the constant that describes a message of a vendor."""
        arguments = [
            f"vendor_id={quoted(payload.vendor)}",
            f"message_id={quoted(payload.message)}",
            f"initiator={self._initiator(payload.initiator)}",
        ]
        for role, message in (("request", payload.request), ("response", payload.response)):
            spelled = self.name(message.place) if message else "None"
            arguments.append(f"{role}_type={spelled}")
        head = f"{payload.constant}: {self.use('Final')} = {self.use('VendorMessage')}"
        inner = "".join(f"    {argument},\n" for argument in arguments)
        return f"{head}(\n{inner})"

    def feature_constant(self, feature: Feature) -> str:
        """Write the constant that describes a feature."""
        request, response = feature.request, feature.response
        if request and response and feature.profile and self._package.flavor != MSGSPEC:
            types = [self.name(request.place), self.name(response.place)]
            before = f"{feature.constant}: {self.use('Final')} = "
            return Call(self.use("feature"), types).laid_out(0, before)
        return self._whole_feature(feature)

    def _whole_feature(self, feature: Feature) -> str:
        """Write it where its classes do not tell all of it."""
        arguments = [f"name={quoted(feature.name)}"]
        profile = quoted(feature.profile) if feature.profile else "None"
        initiator = "None"
        if feature.initiator:
            initiator = self._initiator(feature.initiator)
        arguments += [f"profile={profile}", f"initiator={initiator}"]
        for role, message in (("request", feature.request), ("response", feature.response)):
            spelled = self.name(message.place) if message else "None"
            arguments.append(f"{role}_type={spelled}")
        annotation = self.use("Final")
        if feature.request is None or feature.response is None:  # it cannot be inferred
            request = self.name(feature.request.place) if feature.request else "Request[Any]"
            response = self.name(feature.response.place) if feature.response else "Response"
            for name in ("Request", "Any") if feature.request is None else ("Response",):
                self.use(name)
            annotation += f"[Feature[{request}, {response}]]"
        head = f"{feature.constant}: {annotation} = {self.use('Feature')}"
        inner = "".join(f"    {argument},\n" for argument in arguments)
        return f"{head}(\n{inner})"


def _module_docstring(head: str, summary: str, sources: Sequence[str]) -> str:
    """Write the docstring of a module of messages."""
    lines = [f'"""{wrapped(head + ".", 0)}']
    if summary:
        lines += ["", wrapped(sentence(prose(summary)), 0, 0)]
    schemas = "Schema" if len(sources) == 1 else "Schemas"
    lines += ["", wrapped(f"{schemas}: {prose(', '.join(sources))}.", 0, 0), '"""']
    return "\n".join(lines)


def sentence(text: str) -> str:
    """End a text with a full stop, if it ends with nothing of the kind."""
    return text if not text or text[-1] in ".!?" else text + "."


def _range(lowest: int | None, highest: int | None, unit: str) -> str:
    if lowest is not None and highest is not None:
        return f" of {lowest} to {highest} {unit}"
    if highest is not None:
        return f" of at most {highest} {unit}"
    return f" of at least {lowest} {unit}" if lowest is not None else ""


def _bounds(limits: ir.Limits) -> str:
    words = [
        (limits.minimum, "at least"),
        (limits.maximum, "at most"),
        (limits.exclusive_minimum, "above"),
        (limits.exclusive_maximum, "below"),
        (limits.multiple_of, "a multiple of"),
    ]
    return "".join(f", {word} {_plain(bound)}" for bound, word in words if bound is not None)


def _plain(bound: Decimal) -> str:
    """Write a bound as people do: 0 for 0.0."""
    whole = bound == bound.to_integral_value() and abs(bound) < _LONG
    return str(int(bound)) if whole else str(bound)
