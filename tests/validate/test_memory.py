"""A package in memory is the package, module by module, and leaves nothing behind."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from ocppgen import load_project, memory
from tests.cli.commands import ROOT, environment, write_schemas

if TYPE_CHECKING:
    from pathlib import Path


def loaded(package: object) -> list[str]:
    """List the modules of a package that were imported, by their names within it."""
    name = getattr(package, "__name__", "")
    return sorted(one[len(name) + 1 :] for one in sys.modules if one.startswith(f"{name}."))


def test_only_what_is_met_is_compiled() -> None:
    package = memory.load_package(load_project())
    assert len(package.FEATURES) == 39
    assert not any("firmware" in one for one in loaded(package))
    feature = package.FEATURES["UpdateFirmware"]
    features = [one for one in loaded(package) if one.count(".") and "firmware." in one]
    assert features == ["firmware.update_firmware"]
    assert [one.keyword for one in feature.request_type.check({})] == ["required"] * 2
    memory.unload(package)
    assert loaded(package) == []
    assert feature.request_type.check({"retries": 1}) != []


def test_packages_do_not_meet(tmp_path: Path) -> None:
    project = load_project([write_schemas(tmp_path)])
    one, two = memory.load_package(project), memory.load_package(project)
    assert one is not two
    assert one.FEATURES["Ping"].request_type is not two.FEATURES["Ping"].request_type
    assert one.FEATURES["Ping"].request_type(id=1).to_json() == '{"id":1}'
    for package in (one, two):
        memory.unload(package)


def test_templates_of_the_user_have_no_say(tmp_path: Path) -> None:
    (tmp_path / "body.jinja").write_text("raise SystemExit\n")
    project = load_project(templates=[tmp_path])
    assert project.templates
    assert memory.sources(project) == memory.sources(load_project())


def test_what_cannot_be_loaded_is_forgotten() -> None:
    before, modules = list(sys.meta_path), set(sys.modules)
    with pytest.raises(ZeroDivisionError):
        memory.load_sources({"__init__.py": "1 / 0"})
    assert sys.meta_path == before
    assert set(sys.modules) == modules


def test_no_installed_package_is_imported() -> None:
    code = (
        "import sys; from ocppgen import load_project, memory;"
        " p = memory.load_package(load_project()); list(p.FEATURES.values());"
        " sys.exit('ocpp16' in sys.modules or 'black' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(), cwd=ROOT, check=False
    )
    assert done.returncode == 0
