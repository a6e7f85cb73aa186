"""Every Python name in the generated package is coined here, and nowhere else.

Names that meet after case folding, or that Unicode normalisation would change, are spelled by
one injective rule from their code points; never by a number, and never by their order.
"""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Key = TypeVar("Key")

_BOUNDARY = re.compile(
    r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[\x00-/:-@\[-`{-\x7f]+"
)
# OCPP's own spellings, which the rule would tear apart: units and short names that stand by
# themselves, those that stand anywhere in a name, and counted phases and amperes.
_ONE_WORD: Final = ("kWh", "kvarh", "kVA", "kvar", "kW")
_ANYWHERE: Final = (
    *("EVSE", "SoC", "SoH", "V2G20", "V2G", "V2X", "eMAID"),
    *("EMAIDs", "IKEv2", "IPSec", "L2TP", "RoCoF"),
)
_WHOLE = re.compile(
    rf"(?<![a-z0-9])(?:{'|'.join(_ONE_WORD)})(?![a-z])"
    rf"|(?<![A-Z])(?:{'|'.join(_ANYWHERE)})(?![a-z])"
    r"|(?<![A-Za-z0-9])so[CH](?![a-z])"
    r"|(?<![A-Z0-9])(?:[13]Ph?(?![a-z])|[0-9]{2,3}A(?![A-Za-z0-9]))"
)

METHODS: Final = frozenset(
    {
        "check",
        "extra",
        "feature_name",
        "from_dict",
        "from_json",
        "json_schema",
        "members",
        "read",
        "read_json",
        "to_dict",
        "to_json",
        "validate",
    }
)
"""What every generated class has, and no field may hide."""

BUILTINS: Final = frozenset(
    {
        "bool",
        "classmethod",
        "datetime",
        "dict",
        "float",
        "int",
        "list",
        "member",
        "object",
        "other_members",
        "property",
        "read_date_time",
        "self",
        "str",
        "tuple",
        "type",
    }
)
"""What the body of a generated class reads by its plain name."""


def words(wire: str) -> list[str]:
    """Split a wire name into lower-case words: ``chargePointModel`` -> charge, point, model."""
    found: list[str] = []
    rest = 0
    for match in _WHOLE.finditer(wire):
        found += [*_split(wire[rest : match.start()]), match.group().lower()]
        rest = match.end()
    return found + _split(wire[rest:])


def _split(wire: str) -> list[str]:
    return [part.lower() for part in _BOUNDARY.split(wire) if part]


def field_name(wire: str) -> str:
    """Name a dataclass field: ``chargePointModel`` -> charge_point_model."""
    return "_".join(words(wire))


def member_name(value: str) -> str:
    """Name an enum member: ``L1-N`` -> L1_N."""
    return field_name(value).upper()


def constant_name(name: str) -> str:
    """Name a module constant: ``UpdateFirmware`` -> UPDATE_FIRMWARE."""
    return member_name(name)


def class_name(wire: str) -> str:
    """Name a class: ``idTagInfo`` -> IdTagInfo; what is a class name already stays."""
    if wire.isascii() and wire.isidentifier() and wire[0].isupper() and "_" not in wire:
        return wire
    return "".join(word[:1].upper() + word[1:] for word in words(wire))


def table_name(enum: str) -> str:
    """Name an enum's table: ``FirmwareStatus`` -> FIRMWARE_STATUS_BY_VALUE."""
    return constant_name(enum) + "_BY_VALUE"


def texts_name(enum: str) -> str:
    """Name an enum's table of JSON texts: ``FirmwareStatus`` -> FIRMWARE_STATUS_TEXTS."""
    return constant_name(enum) + "_TEXTS"


def type_name(alias: str) -> str:
    """Name what a type is as data that stands apart: ``Nest`` -> NEST_TYPE."""
    return constant_name(alias) + "_TYPE"


def type_of_label(label: str) -> str:
    """Name what a type is as data that a field's code needs: its label tells it apart."""
    return (label if label.isascii() else spelled(label)).upper() + "_TYPE"


def module_name(wire: str) -> str:
    """Name a module: ``UpdateFirmware`` -> update_firmware."""
    return field_name(wire)


def spelled(wire: str) -> str:
    """Spell a name from its code points, so that two wire names never meet.

    Runs of lower-case ASCII letters and digits stay; every other character becomes ``x`` and
    its code point in hexadecimal: ``a-b`` -> a_x2d_b. A run that could be read as such a
    code has its ``x`` spelled out, and so has a digit at the start.
    """
    segments: list[str] = []
    for run in re.findall(r"[a-z0-9]+|[^a-z0-9]", wire):
        coded = re.fullmatch(r"x[0-9a-f]+", run) or (not segments and run[0].isdigit())
        if not re.fullmatch(r"[a-z0-9]+", run):
            segments.append(f"x{ord(run):x}")
        elif coded:
            segments.append(f"x{ord(run[0]):x}")
            segments += [run[1:]] if run[1:] else []
        else:
            segments.append(run)
    return "_".join(segments) or "x_"


def spelled_class(wire: str) -> str:
    """Spell a class by the injective rule: ``a-b`` -> A_x2d_b."""
    text = spelled(wire)
    return text[0].upper() + text[1:]


def free(name: str, taken: Iterable[str]) -> str:
    """Keep a name off Python's words and *taken* ones by one trailing underscore."""
    reserved = keyword.iskeyword(name) or keyword.issoftkeyword(name)
    return name + "_" if reserved or name in taken else name


def fold(name: str) -> str:
    """Fold a name that Python reads as it is written, as far as a file system might."""
    return name.casefold()


def can_be_field(name: str) -> bool:
    """Tell whether a chosen name hides nothing that a generated class needs."""
    return _plain(name) and not keyword.iskeyword(name) and name not in METHODS | BUILTINS


def can_be_member(name: str) -> bool:
    """Tell whether a chosen name is one that an enum leaves to its members."""
    return _plain(name) and name == name.upper()


def name_all(
    wires: Iterable[Key],
    coin: Callable[[Key], str],
    *,
    spell: Callable[[Key], str],
    taken: Iterable[str] = (),
    given: Mapping[Key, str] | None = None,
) -> tuple[dict[Key, str], set[Key]]:
    """Coin one name per wire name of a scope; say which had to be spelled out.

    *given* has names that the catalog chose. Raises `ValueError` with two wire names when a
    chosen name meets another.
    """
    every, chosen, reserved = list(wires), dict(given or {}), frozenset(taken)
    by_rule = {wire for wire in every if wire not in chosen and not _plain(coin(wire))}
    while True:
        names = {
            wire: chosen.get(wire)
            or free(spell(wire) if wire in by_rule else coin(wire), reserved)
            for wire in every
        }
        meeting: defaultdict[str, list[Key]] = defaultdict(list)
        for wire, name in names.items():
            meeting[fold(name)].append(wire)
        met = {wire for group in meeting.values() if len(group) > 1 for wire in group}
        more = met - by_rule - chosen.keys()
        if met and not more:
            first, second, *_ = sorted(met, key=str)
            raise ValueError(first, second)
        if not met:
            return names, by_rule
        by_rule |= more


def _plain(name: str) -> bool:
    """Tell whether a coined name is one that Python reads as it is written."""
    stable = unicodedata.normalize("NFKC", name) == name
    return stable and name.isidentifier() and not name.startswith("_")
