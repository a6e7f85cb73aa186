"""What MeterValues and transactionData hold."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from ocppgen.validate.records import made
from ocppgen.validate.sequences.fingerprints import fingerprint
from ocppgen.validate.sequences.instants import date_time

if TYPE_CHECKING:
    from collections.abc import Mapping

PERIODIC: Final = "Sample.Periodic"
"""The context of a sample that names none."""
ENERGY: Final = "Energy.Active.Import.Register"
OUTLET: Final = "Outlet"

_UNITS: Final = {"Wh": 1, "kWh": 1000, "varh": 1, "kvarh": 1000}
_LONGEST: Final = 40
_LARGEST_EXPONENT: Final = 60

Register: TypeAlias = "tuple[str, str | None, str]"
"""Measurand, phase and location."""
Number: TypeAlias = "Decimal | int"


class Reading(NamedTuple):
    """One value of a register."""

    register: Register
    time: float
    value: Number
    """In Wh or varh."""
    resolution: Number
    """One unit of the last digit that was written."""


class Entry(NamedTuple):
    """One meter value."""

    time: float | None
    """When it was taken; None if that cannot be read."""
    contexts: frozenset[str]
    """The contexts of its samples."""
    readings: tuple[Reading, ...]
    """The values of registers, without those that are aligned to the clock, or signed."""


def entries(payload: Mapping[str, Any], name: str = "meterValue") -> tuple[Entry, ...]:
    """List the meter values of a message; what is not as it should be is not there."""
    return _entries(payload.get(name), [])


def meter_values(payload: Mapping[str, Any]) -> tuple[tuple[Entry, ...], int]:
    """List the meter values of MeterValues, and give what stands for its content.

    They are the most frequent of the large messages: both come of one look at them.
    """
    values = payload.get("meterValue")
    content = [payload.get("connectorId"), payload.get("transactionId")]
    listed = _entries(values, content)
    if type(values) is list:
        try:
            return listed, hash(tuple(content))
        except TypeError:  # a value is an object or a list
            pass
    return listed, fingerprint("MeterValues", payload)


def _entries(values: Any, content: list[Any]) -> tuple[Entry, ...]:
    """Read meter values; add to *content* all that they say."""
    if type(values) is not list:
        return ()
    found: list[Entry] = []
    for one in values:
        if type(one) is dict:
            found.append(_entry(one, content))
        else:
            content.append(one)
    return tuple(found)


def _entry(entry: dict[str, Any], content: list[Any]) -> Entry:
    samples = entry.get("sampledValue")
    time = date_time(entry, "timestamp")
    content.append(entry.get("timestamp"))
    if type(samples) is not list:
        content.append(samples)
        return Entry(time, frozenset(), ())
    told: set[str] = set()
    readings: list[Reading] = []
    for sample in samples:
        if type(sample) is not dict:
            content.append(sample)
            continue
        content += sample.values()
        context = sample.get("context", PERIODIC)
        told.add(context if type(context) is str else "")
        measurand = sample.get("measurand", ENERGY)
        if type(measurand) is str and measurand[-9:] == ".Register" and time is not None:
            reading = _reading(sample, measurand, time)
            if reading is not None:
                readings.append(reading)
    return made(Entry, (time, frozenset(told), tuple(readings)))


def contexts(every: tuple[Entry, ...]) -> frozenset[str]:
    """Name the contexts of all samples."""
    if len(every) == 1:
        return every[0].contexts
    return frozenset().union(*[entry.contexts for entry in every])


def _reading(sample: dict[str, Any], measurand: str, time: float) -> Reading | None:
    if sample.get("context") == "Sample.Clock" or sample.get("format", "Raw") != "Raw":
        return None
    unit = sample.get("unit", "Wh")
    location, phase = sample.get("location", OUTLET), sample.get("phase")
    if type(location) is not str or not (phase is None or type(phase) is str):
        return None
    factor = _UNITS.get(unit) if type(unit) is str else None
    number = _number(sample.get("value")) if factor is not None else None
    if number is None or factor is None:
        return None
    value, resolution = number
    register = measurand, phase, location
    return made(Reading, (register, time, value * factor, resolution * factor))


def _number(text: Any) -> tuple[Number, Number] | None:
    """Read a number and one unit of its last digit; None for what is none, or beyond all measure."""
    if type(text) is not str or len(text) > _LONGEST:
        return None
    if text.isdigit() and text.isascii():
        return int(text), 1
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return None
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or abs(exponent) > _LARGEST_EXPONENT:
        return None
    return value, Decimal(1).scaleb(exponent)
