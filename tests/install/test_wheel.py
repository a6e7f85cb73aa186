"""The wheel works by itself: in an environment of its own, from an empty folder.

It is built and installed with the package registry, as users do it.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from pathlib import Path

from tests.install.running import run

ROOT = Path(__file__).resolve().parents[2]
GENERATED = ROOT / "generated" / "ocpp16"


def contents(folder: Path) -> dict[str, bytes]:
    """Read a whole folder, but for what Python compiled."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_holds_ocppgen_only(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        data = {name: archive.read(name) for name in names}
    tops = {name.partition("/")[0] for name in names}
    assert wheel.name.startswith("ocppgen-")
    assert wheel.name.endswith("-py3-none-any.whl")
    (info,) = [top for top in tops if top.endswith(".dist-info")]
    assert tops == {"ocppgen", info}
    assert not [name for name in names if "__pycache__" in name or name.endswith(".pyc")]
    assert f"{info}/licenses/LICENSE" in names
    for folder, count in (("ocpp16", 78), ("ocpp201", 128), ("ocpp21", 181)):
        assert f"{info}/licenses/schemas/{folder}/SOURCES.md" in names
        head = f"ocppgen/data/schemas/{folder}/"
        official = {
            name.removeprefix(head): text
            for name, text in data.items()
            if name.startswith(head)
        }
        sums = official.pop("SHA256SUMS").decode("ascii").splitlines()
        listed = {file: digest for digest, file in (line.split("  ") for line in sums)}
        assert len(listed) == count
        for file, digest in listed.items():
            assert hashlib.sha256(official.pop(file)).hexdigest() == digest
        assert {*official} == {"SOURCES.md", "catalog.toml"}
    templates = contents(ROOT / "templates")
    assert {name: data[f"ocppgen/data/templates/{name}"] for name in templates} == templates


def test_the_page_on_a_package_index(wheel: Path) -> None:
    """Its links lead to the repository, each to something that is there."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        metadata = archive.read(name).decode()
    for label in ("Homepage", "Documentation", "Changelog", "Issues"):
        assert f"Project-URL: {label}, https://github.com/ocppgen/ocppgen" in metadata
    readme = metadata.partition("\n\n")[2]
    links = re.findall(r"\]\(([^)]*)\)", readme)
    ours = [link for link in links if "/ocppgen/ocppgen/" in link]
    assert len(ours) > 10
    assert not [link for link in links if not link.startswith(("https://", "#"))]
    for link in ours:
        path = re.sub(r"^https://[^/]+/ocppgen/ocppgen/(?:blob/)?main/", "", link)
        assert (ROOT / path.partition("#")[0]).exists(), link


def test_ocppgen_runs_in_an_empty_folder(scripts: Path, tmp_path: Path) -> None:
    """And gives the very bytes that are committed."""
    folder = tmp_path / "empty"
    folder.mkdir()
    said = run(scripts / "ocppgen", "generate", "--out", "made", cwd=folder)
    assert said.startswith("39 features, ")
    assert contents(folder / "made" / "ocpp16") == contents(GENERATED)
    again = run(scripts / "python", "-m", "ocppgen", "generate", "--out", "made", cwd=folder)
    assert "nothing changed" in again
    assert "is what the schemas give" in run(
        scripts / "ocppgen", "check", "--out", "made", cwd=folder
    )
    assert "UpdateFirmwareRequest" in run(
        scripts / "ocppgen", "show", "UpdateFirmware", cwd=folder
    )


def test_a_report_is_written(scripts: Path, tmp_path: Path) -> None:
    """What its page is made of comes along."""
    (tmp_path / "day.log").write_text('[2,"1","Heartbeat",{}]')
    run(scripts / "ocppgen", "validate", "--report", "day.html", "day.log", cwd=tmp_path)
    assert (tmp_path / "day.html").read_text("ascii").endswith("</html>\n")


def test_what_is_made_needs_nothing(scripts: Path, tmp_path: Path) -> None:
    """The generated package is not installed, and does not need ocppgen."""
    absent = "import importlib.util as u; print(u.find_spec('ocpp16'), u.find_spec('ocppgen').origin)"
    found, place = run(scripts / "python", "-c", absent, cwd=tmp_path).split()
    assert found == "None"
    assert Path(place).is_relative_to(scripts.parent)
    run(scripts / "ocppgen", "generate", "--profiles", "firmware", "--out", ".", cwd=tmp_path)
    use = """
import sys
sys.path.insert(0, ".")
from ocpp16.firmware import FirmwareStatus, FirmwareStatusNotificationRequest
print(FirmwareStatusNotificationRequest(status=FirmwareStatus.INSTALLED).to_json())
"""
    said = run(scripts / "python", "-I", "-S", "-c", use, cwd=tmp_path)
    assert said == '{"status":"Installed"}\n'


def test_the_library_is_typed_and_whole(scripts: Path, tmp_path: Path) -> None:
    """What is promised from Python works from the wheel, too."""
    code = """
import ocppgen
check = ocppgen.compile_check({"type": "integer", "minimum": 1})
print([one.keyword for one in check(0)], len(ocppgen.generate(ocppgen.load_project())))
"""
    said = run(scripts / "python", "-I", "-c", code, cwd=tmp_path)
    assert said == f"['minimum'] {len(contents(GENERATED))}\n"


def test_only_what_is_declared_is_installed(scripts: Path, tmp_path: Path) -> None:
    """datamodel-code-generator and pytest are for those who ask for them."""
    code = "import importlib.metadata as m; print(*sorted(d.name.lower() for d in m.distributions()))"
    names = {*run(scripts / "python", "-I", "-c", code, cwd=tmp_path).split()}
    assert {"ocppgen", "black", "click", "jinja2", "jsonschema", "referencing"} <= names
    assert not names & {"datamodel-code-generator", "pydantic", "pytest", "hypothesis", "ocpp"}
    assert len(names) < 20
