"""What MeterValues and transactionData hold."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ocppgen.validate.sequences.instants import date_time

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PERIODIC: Final = "Sample.Periodic"
"""The context of a sample that names none."""
ENERGY: Final = "Energy.Active.Import.Register"
OUTLET: Final = "Outlet"

_UNITS: Final = {None: 1, "Wh": 1, "kWh": 1000, "varh": 1, "kvarh": 1000}
_LONGEST: Final = 40
_LARGEST_EXPONENT: Final = 60

Register = tuple[str, str | None, str]
"""Measurand, phase and location."""


class Reading(NamedTuple):
    """One value of a register."""

    register: Register
    time: float
    value: Decimal | int
    """In Wh or varh."""
    resolution: Decimal | int
    """One unit of the last digit that was written."""


class Sample(NamedTuple):
    """One sampled value, as it was sent."""

    value: Any
    context: Any
    format: Any
    measurand: Any
    phase: Any
    location: Any
    unit: Any


class Entry(NamedTuple):
    """One meter value."""

    timestamp: Any
    time: float | None
    """When it was taken; None if that cannot be read."""
    samples: tuple[Sample, ...]
    contexts: frozenset[str]
    """The contexts of its samples."""


def entries(payload: Mapping[str, Any], name: str = "meterValue") -> tuple[Entry, ...]:
    """List the meter values of a message; what is not as it should be is not there."""
    values = payload.get(name)
    if not isinstance(values, list):
        return ()
    return tuple([_entry(one) for one in values if type(one) is dict])


def _entry(entry: dict[str, Any]) -> Entry:
    samples = entry.get("sampledValue")
    every = () if type(samples) is not list else samples
    read = tuple([_sample(one) for one in every if type(one) is dict])
    contexts = frozenset([one.context for one in read])
    return Entry(entry.get("timestamp"), date_time(entry, "timestamp"), read, contexts)


def _sample(sample: dict[str, Any]) -> Sample:
    get = sample.get
    context = get("context", PERIODIC)
    return Sample(
        get("value"),
        context if type(context) is str else "",
        get("format"),
        get("measurand", ENERGY),
        get("phase"),
        get("location", OUTLET),
        get("unit"),
    )


def contexts(every: tuple[Entry, ...]) -> frozenset[str]:
    """Name the contexts of all samples."""
    if len(every) == 1:
        return every[0].contexts
    return frozenset().union(*[entry.contexts for entry in every])


def registers(every: tuple[Entry, ...]) -> Iterator[Reading]:
    """Yield the values of registers, without those that are aligned to the clock, or signed."""
    for entry in every:
        time = entry.time
        if time is None:
            continue
        for sample in entry.samples:
            measurand = sample.measurand
            if type(measurand) is not str or not measurand.endswith(".Register"):
                continue
            if sample.context == "Sample.Clock" or sample.format not in (None, "Raw"):
                continue
            if (reading := _reading(sample, time)) is not None:
                yield reading


def _reading(sample: Sample, time: float) -> Reading | None:
    unit, location, phase = sample.unit, sample.location, sample.phase
    if type(location) is not str or not (phase is None or type(phase) is str):
        return None
    factor = _UNITS.get(unit) if unit is None or type(unit) is str else None
    number = _number(sample.value) if factor is not None else None
    if number is None or factor is None:
        return None
    value, resolution = number
    register = (sample.measurand, phase, location)
    return Reading(register, time, value * factor, resolution * factor)


def _number(text: Any) -> tuple[Decimal | int, Decimal | int] | None:
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
