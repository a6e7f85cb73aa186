"""A subset of the profiles is a whole, smaller package."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.commands import GENERATED, contents, invoke, one_line, run

if TYPE_CHECKING:
    from pathlib import Path

PROFILES = {
    "core": "Core",
    "firmware": "FirmwareManagement",
    "localauth": "LocalAuthListManagement",
    "remotetrigger": "RemoteTrigger",
    "reservation": "Reservation",
    "smartcharging": "SmartCharging",
    "certificates": "Certificates",
    "extendedtriggermessage": "ExtendedTriggerMessage",
    "logging": "Log",
    "securefirmware": "SecureFirmwareUpdate",
    "security": "Security",
}

EVERYTHING = """
import importlib, json, pkgutil, sys
sys.path.insert(0, {folder!r})
package = importlib.import_module({name!r})
for one in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    module = importlib.import_module(one.name)
    for public in getattr(module, "__all__", ()):
        getattr(module, public)
print(json.dumps([[*package.PROFILES], [*package.FEATURES], sorted(
    name for name in sys.modules if name.startswith({name!r} + ".") and name.count(".") == 1)]))
"""


def imported(folder: Path, name: str) -> tuple[list[str], list[str], list[str]]:
    """Import everything of a package, alone; give its profiles, features and modules."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", EVERYTHING.format(folder=str(folder), name=name)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    profiles, features, modules = json.loads(done.stdout)
    return profiles, features, [module.partition(".")[2] for module in modules]


def test_firmware_for_acme(work: Path) -> None:
    """The example of the documentation: two profiles, under another name, elsewhere."""
    arguments = (
        "--profiles",
        "firmware,securefirmware",
        "--package",
        "acme_ocpp",
        "--out",
        "src",
    )
    answer = run("generate", *arguments, cwd=work)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("6 features, ")
    assert " files in src/acme_ocpp: " in answer.out
    profiles, features, modules = imported(work / "src", "acme_ocpp")
    assert profiles == ["FirmwareManagement", "SecureFirmwareUpdate"]
    assert features == [
        "DiagnosticsStatusNotification",
        "FirmwareStatusNotification",
        "GetDiagnostics",
        "UpdateFirmware",
        "SignedFirmwareStatusNotification",
        "SignedUpdateFirmware",
    ]
    assert {"central_system", "charge_point", "firmware", "securefirmware"} <= {*modules}
    assert not {"core", "types"} & {*modules}
    assert run("check", *arguments, cwd=work).code == 0
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--no-incremental", "-p", "acme_ocpp"],
        cwd=work / "src",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.startswith("Success: no issues found"), done.stdout
    # Messages are spelled as in the whole package.
    for path, text in contents(work / "src" / "acme_ocpp").items():
        if path.count("/") and not path.endswith("/__init__.py"):
            assert text == (GENERATED / path).read_bytes()


@pytest.mark.parametrize("package", PROFILES)
def test_a_profile_alone(package: str, work: Path) -> None:
    """By its subpackage, and by its own name: a whole package, without the others."""
    assert invoke("generate", "--profiles", package, "--out", "a").code == 0
    assert invoke("check", "--profiles", PROFILES[package], "--out", "a").code == 0
    profiles, features, modules = imported(work / "a", "ocpp16")
    assert profiles == [PROFILES[package]]
    assert features
    assert {*modules} & {*PROFILES} == {package}


def test_shared_types_are_those_in_use(work: Path) -> None:
    assert invoke("generate", "--profiles", "reservation,smartcharging").code == 0
    types = (work / "generated" / "ocpp16" / "types.py").read_text()
    assert "class ChargingProfile(" in types
    assert "class MeterValue(" not in types
    assert "class IdTagInfo(" not in types


def test_the_order_of_the_profiles_does_not_matter(work: Path) -> None:
    assert invoke("generate", "--profiles", "core,firmware", "--out", "a").code == 0
    assert invoke("generate", "--profiles", " firmware , Core ,core,", "--out", "b").code == 0
    assert contents(work / "a") == contents(work / "b")


def test_a_subset_run_removes_the_rest(work: Path) -> None:
    assert invoke("generate", "--profiles", "firmware,localauth,core").code == 0
    folder = work / "generated" / "ocpp16"
    assert (folder / "localauth" / "send_local_list.py").is_file()
    assert (folder / "types.py").is_file()
    answer = invoke("generate", "--profiles", "firmware")
    assert " removed" in answer.out
    assert not (folder / "localauth").exists()
    assert not (folder / "types.py").exists()
    assert invoke("generate", "--profiles", "firmware", "--out", "fresh").code == 0
    assert contents(folder) == contents(work / "fresh" / "ocpp16")
    assert invoke("check", "--profiles", "firmware").code == 0
    assert invoke("check", "--profiles", "firmware,core").code == 1


@pytest.mark.parametrize(
    ("profiles", "named"),
    [
        ("firmwares", "firmwares"),
        ("firmware,nothing", "nothing"),
        ("UpdateFirmware", "UpdateFirmware"),
    ],
)
def test_an_unknown_profile(profiles: str, named: str, work: Path) -> None:
    line = one_line(invoke("generate", "--profiles", profiles))
    assert line.startswith(f'there is no profile "{named}"; there are core, firmware, ')
    assert [*work.iterdir()] == []


def test_no_profile_at_all(work: Path) -> None:
    """A list that comes out empty is a mistake, and no wish for everything."""
    for text in (" , ", "", ","):
        line = one_line(invoke("generate", "--profiles", text))
        assert line == f'--profiles "{text}" names no profile; say all for every one'
    assert [*work.iterdir()] == []


def test_profiles_of_a_folder_without_a_catalog(schemas: Path, work: Path) -> None:
    line = one_line(invoke("generate", "--schemas", schemas, "--profiles", "core"))
    assert line == 'there is no profile "core": there is no catalog'
    assert [path.name for path in work.iterdir()] == ["schemas"]
