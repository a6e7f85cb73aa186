"""Which module a changed file stands for, and which tests are asked about it.

A template is judged by what it makes: its changes are made in the generated module, and the
tests are those of behaviour. Tests that compare bytes would notice everything, and say nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]

_TALK: Final = ("tests/endpoints", "tests/frames")
_VALUES: Final = ("tests/behaviour", "tests/frames", "tests/hostile/test_values.py")
_TALKING: Final = (
    *("after", "async_endpoint", "bounded", "caller", "calling", "connection", "endpoint"),
    *("events", "frames", "logs", "observing", "outgoing", "roles", "running", "serving"),
    *("skimming", "tolerating", "wire"),
)

# The first prefix that fits counts.
AREAS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    *((f"generated/ocpp16/runtime/{name}.py", _TALK) for name in _TALKING),
    (
        "generated/ocpp16/runtime/tolera",
        ("tests/behaviour", "tests/endpoints/test_tolerance.py"),
    ),
    ("generated/ocpp16/runtime/", _VALUES),
    ("generated/ocpp16/charge_point.py", _TALK),
    ("generated/ocpp16/central_system.py", _TALK),
    ("generated/ocpp16/stations.py", ("tests/endpoints",)),
    ("generated/ocpp16/", _VALUES),
    (
        "generated/ocpp21/",
        ("tests/frames/test_later_table.py", "tests/golden/test_later_messages.py"),
    ),
    ("generator/ocppgen/validate/sequences/", ("tests/validate/sequences",)),
    ("generator/ocppgen/validate/reports/", ("tests/reports",)),
    ("generator/ocppgen/validate/", ("tests/validate",)),
    ("generator/ocppgen/schema/pattern/", ("tests/generator/test_pattern.py", "tests/hostile")),
    ("generator/ocppgen/schema/", ("tests/hostile", "tests/suite")),
    ("generator/ocppgen/model/", ("tests/generator", "tests/hostile", "tests/second_reader")),
    ("generator/ocppgen/naming/", ("tests/generator", "tests/hostile", "tests/behaviour")),
    ("generator/ocppgen/python/", ("tests/generator", "tests/hostile", "tests/differential")),
    ("generator/ocppgen/rendering/", ("tests/style", "tests/cli", "tests/hostile")),
    ("generator/ocppgen/", ("tests/cli", "tests/scaffold", "tests/generator", "tests/hostile")),
)

_MESSAGES: Final = (
    "generated/ocpp16/core/meter_values.py",
    "generated/ocpp16/firmware/update_firmware.py",
    "generated/ocpp16/smartcharging/set_charging_profile.py",
)
# What is made of the templates that are no module of the runtime.
_MADE: Final[dict[str, tuple[str, ...]]] = {
    "templates/role.py.jinja": (
        "generated/ocpp16/charge_point.py",
        "generated/ocpp16/central_system.py",
    ),
    "templates/profile/handlers.py.jinja": ("generated/ocpp16/firmware/handlers.py",),
    **{
        f"templates/{name}.py.jinja": (f"generated/ocpp16/{name}.py",)
        for name in ("features", "stations", "tolerance")
    },
    **{f"templates/{name}.jinja": _MESSAGES for name in ("accept", "emit", "structure")},
}


def modules_of(path: str) -> tuple[str, ...]:
    """Name the modules in which a file's changes are made; none for what has no area."""
    if path.startswith("templates/runtime/"):
        name = Path(path).name.removesuffix(".jinja")
        made = [f"generated/{package}/runtime/{name}" for package in ("ocpp16", "ocpp21")]
        return tuple([one for one in made if (ROOT / one).is_file()][:1])
    if path in _MADE:
        return _MADE[path]
    ours = path.startswith(("generator/ocppgen/", "generated/ocpp16/runtime/"))
    return (path,) if ours and path.endswith(".py") and (ROOT / path).is_file() else ()


def judges_of(module: str) -> tuple[str, ...]:
    """Name the tests of a module's area, the narrowest first."""
    return next((tests for prefix, tests in AREAS if module.startswith(prefix)), ("tests",))
