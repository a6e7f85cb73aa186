"""The package is copied anywhere, needs nothing but Python, and imports what is asked for."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "generated" / "ocpp16"

USE = """
from {0} import FEATURES, PROFILES, SCHEMA_SET, ValidationError
from {0}.firmware import FirmwareStatus, FirmwareStatusNotificationRequest, PROFILE
from {0}.central_system import CentralSystemHandler
from {0}.charge_point import AsyncChargePointStub
from {0}.securefirmware import SignedUpdateFirmwareRequest

assert PROFILES["FirmwareManagement"] is PROFILE
for feature in FEATURES.values():
    assert feature.request_type.__module__.startswith("{0}.")
    assert FEATURES[feature.name] in PROFILES[feature.profile].features
message = FirmwareStatusNotificationRequest(status=FirmwareStatus.INSTALLED)
assert message.to_json() == '{{"status":"Installed"}}'
assert FirmwareStatusNotificationRequest.from_json(message.to_json()) == message
try:
    SignedUpdateFirmwareRequest.from_json("[]")
except ValidationError as error:
    assert error.violations[0].code == "FormationViolation"
else:
    raise AssertionError
print("used")
"""

LOADED = """
import sys
before = set(sys.modules)
{}
import json
print(json.dumps(sorted(set(sys.modules) - before)))
"""


def run(code: str, folder: Path) -> str:
    """Run a program in an interpreter of its own that sees *folder* and Python only."""
    program = f"import sys; sys.path.insert(0, {str(folder)!r})\n{code}"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-W", "error", "-c", program],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stderr, done.returncode) == ("", 0)
    return done.stdout.strip()


def loaded(code: str, folder: Path = PACKAGE.parent) -> set[str]:
    """List the modules that a program loads."""
    names: list[str] = json.loads(run(LOADED.format(code), folder))
    return set(names)


def modules_of(package: str, names: set[str]) -> set[str]:
    """Keep the modules of one package, without its name."""
    return {name.removeprefix(package + ".") for name in names if name.startswith(package)}


def copied(folder: Path, *parents: str) -> Path:
    """Copy the package below *parents*, without what Python compiled."""
    place = folder.joinpath(*parents, "ocpp16")
    shutil.copytree(PACKAGE, place, ignore=shutil.ignore_patterns("__pycache__"))
    return place


@pytest.mark.parametrize("name", ["ocpp16", "acme.vendor.ocpp16", "a.b.c.d.e.messages"])
def test_it_works_under_any_name(name: str, tmp_path: Path) -> None:
    *parents, last = name.split(".")
    copied(tmp_path, *parents).rename(tmp_path.joinpath(*parents, last))
    assert run(USE.format(name), tmp_path) == "used"


def test_two_copies_live_side_by_side(tmp_path: Path) -> None:
    copied(tmp_path, "one")
    copied(tmp_path, "two")
    code = """
import one.ocpp16.core, two.ocpp16.core
assert one.ocpp16.core.ResetRequest is not two.ocpp16.core.ResetRequest
assert not any(name.startswith("ocpp16") for name in sys.modules)
print("both")
"""
    assert run(code, tmp_path) == "both"


def test_it_needs_python_only() -> None:
    """Every import of every file is relative or of the standard library."""
    found: set[str] = set()
    files = sorted(PACKAGE.rglob("*.py"))
    assert len(files) > 80
    for file in files:
        for node in ast.walk(ast.parse(file.read_bytes())):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                found.add((node.module or "").partition(".")[0])
    assert found <= sys.stdlib_module_names
    assert not found & {"os", "socket", "subprocess", "threading", "urllib"}


def test_the_root_imports_no_feature() -> None:
    names = modules_of("ocpp16", loaded("import ocpp16"))
    assert names == {"ocpp16", "runtime", "runtime.lazy"}
    table = modules_of(
        "ocpp16", loaded("import ocpp16; list(ocpp16.FEATURES); len(ocpp16.PROFILES)")
    )
    assert not {name for name in table if "." in name and not name.startswith("runtime.")}
    assert "types" not in table


def test_a_profile_imports_no_other() -> None:
    code = "from ocpp16.firmware import *"
    names = modules_of("ocpp16", loaded(code))
    assert "firmware.update_firmware" in names
    assert {name.partition(".")[0] for name in names if "." in name} == {"firmware", "runtime"}


@pytest.mark.parametrize(
    ("code", "modules"),
    [
        ("import ocpp16.firmware", {"firmware"}),
        (
            "from ocpp16.firmware import UpdateFirmwareRequest",
            {"firmware", "firmware.update_firmware"},
        ),
        (
            "from ocpp16 import FEATURES; FEATURES['GetDiagnostics']",
            {"firmware", "firmware.get_diagnostics"},
        ),
        (
            "from ocpp16 import PROFILES; PROFILES['Security']",
            {
                "security",
                "security.certificate_signed",
                "security.security_event_notification",
                "security.sign_certificate",
            },
        ),
    ],
)
def test_only_what_is_asked_for_is_imported(code: str, modules: set[str]) -> None:
    names = modules_of("ocpp16", loaded(code))
    inside = {name for name in names if name.partition(".")[0] in modules}
    assert inside == modules
    inner = {name for name in names if "." in name and not name.startswith("runtime.")}
    assert not inner - modules


def test_importing_loads_little_of_python() -> None:
    """Nothing slow comes along: no asyncio, no sockets, no logging, no regular ssl."""
    names = loaded("import ocpp16.central_system, ocpp16.charge_point, ocpp16.core")
    assert not names & {"asyncio", "logging", "socket", "ssl", "unittest", "urllib.request"}


def test_feature_types_can_be_imported_in_any_order(tmp_path: Path) -> None:
    """No cycle: each module of the package imports as the first one."""
    copied(tmp_path)
    names = [
        ".".join(path.relative_to(tmp_path).with_suffix("").parts)
        for path in sorted((tmp_path / "ocpp16").rglob("*.py"))
    ]
    code = f"""
import importlib
for name in {names!r}:
    for one in [one for one in sys.modules if one.startswith("ocpp16")]:
        del sys.modules[one]
    importlib.import_module(name)
print(len({names!r}))
"""
    assert run(code, tmp_path) == str(len(names))


def test_a_lazy_name_is_found_once(tmp_path: Path) -> None:
    copied(tmp_path)
    code = """
import ocpp16.core as core
assert "ResetRequest" not in vars(core)
first = core.ResetRequest
assert vars(core)["ResetRequest"] is first
assert "ResetRequest" in dir(core)
try:
    core.reset_request
except AttributeError as error:
    assert (error.name, error.obj) == ("reset_request", core)
    print("told")
"""
    assert run(code, tmp_path) == "told"


def test_typed_for_checkers() -> None:
    marker: Any = PACKAGE / "py.typed"
    assert marker.is_file()
    assert marker.read_bytes().startswith(b"# Generated by ocppgen")
