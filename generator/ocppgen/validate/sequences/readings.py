"""What MeterValues and transactionData hold."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ocppgen.validate.sequences.instants import date_time
from ocppgen.validate.sequences.members import mappings, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PERIODIC: Final = "Sample.Periodic"
"""The context of a sample that names none."""
ENERGY: Final = "Energy.Active.Import.Register"
OUTLET: Final = "Outlet"

_UNITS: Final = {
    "Wh": Decimal(1),
    "kWh": Decimal(1000),
    "varh": Decimal(1),
    "kvarh": Decimal(1000),
}
_LONGEST: Final = 40
_LARGEST_EXPONENT: Final = 60


class Reading(NamedTuple):
    """One value of a register."""

    register: tuple[str, str | None, str]
    """Measurand, phase and location."""
    time: float
    value: Decimal
    """In Wh or varh."""
    resolution: Decimal
    """One unit of the last digit that was written."""


def entries(payload: Mapping[str, Any], name: str = "meterValue") -> list[Mapping[str, Any]]:
    """List the meter values of a message."""
    return mappings(payload, name)


def contexts(payload: Mapping[str, Any], name: str = "meterValue") -> set[str]:
    """Name the contexts of all samples."""
    return {
        _context(sample)
        for entry in mappings(payload, name)
        for sample in mappings(entry, "sampledValue")
    }


def contexts_of(entry: Mapping[str, Any]) -> set[str]:
    """Name the contexts of the samples of one meter value."""
    return {_context(sample) for sample in mappings(entry, "sampledValue")}


def _context(sample: Mapping[str, Any]) -> str:
    context = sample.get("context", PERIODIC)
    return context if isinstance(context, str) else ""


def registers(payload: Mapping[str, Any], name: str = "meterValue") -> Iterator[Reading]:
    """Yield the values of registers, without those that are aligned to the clock, or signed."""
    for entry in mappings(payload, name):
        time = None
        for sample in mappings(entry, "sampledValue"):
            measurand = sample.get("measurand", ENERGY)
            if not isinstance(measurand, str) or not measurand.endswith(".Register"):
                continue
            if sample.get("context") == "Sample.Clock" or sample.get("format", "Raw") != "Raw":
                continue
            time = time if time is not None else date_time(entry, "timestamp")
            reading = _reading(sample, measurand, time)
            if reading is not None:
                yield reading


def _reading(sample: Mapping[str, Any], measurand: str, time: float | None) -> Reading | None:
    unit = _UNITS.get(text(sample, "unit") or "Wh") if "unit" in sample else _UNITS["Wh"]
    value = number(text(sample, "value") or "")
    phase, location = sample.get("phase"), sample.get("location", OUTLET)
    if unit is None or value is None or time is None or not isinstance(location, str):
        return None
    if phase is not None and not isinstance(phase, str):
        return None
    exponent = value.as_tuple().exponent
    resolution = Decimal(1).scaleb(int(exponent)) * unit
    return Reading((measurand, phase, location), time, value * unit, resolution)


def number(text: str) -> Decimal | None:
    """Read a decimal number; None for what is none, or beyond all measure."""
    if len(text) > _LONGEST:
        return None
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return None
    if not value.is_finite() or abs(int(value.as_tuple().exponent)) > _LARGEST_EXPONENT:
        return None
    return value
