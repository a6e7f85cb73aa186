"""A repository downstream, from the first command to an upgrade, with the installed wheel."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.install.running import run, run_both

if TYPE_CHECKING:
    from pathlib import Path

# What the repository builds on its package: a charge point that only knows firmware.
USE = """
from acme.ocpp16 import SCHEMA_SET
from acme.ocpp16.core import BootNotificationRequest

serial = "x" * 34
message = BootNotificationRequest(
    charge_point_vendor="Acme", charge_point_model="One", charge_point_serial_number=serial
)
print(len(SCHEMA_SET.changes), [one.keyword for one in message.validate()])
"""

OVERLAY = """
[[overlay]]
file = "base/BootNotification.json"
op = "replace"
path = "/properties/chargePointSerialNumber/maxLength"
value = 50
reason = "ours are longer"
"""

PRICE = {
    "$schema": "http://json-schema.org/draft-06/schema#",
    "type": "object",
    "properties": {"price": {"type": "number", "minimum": 0}},
    "required": ["price"],
    "additionalProperties": False,
}
CATALOG = """
[[profiles]]
name = "Acme"
package = "acme"

[[features]]
name = "SetPrice"
profile = "Acme"
initiator = "central_system"
request = "SetPrice.json"
response = "SetPriceResponse.json"
"""


class Repository:
    """A repository, and the command that is installed for it."""

    def __init__(self, folder: Path, scripts: Path) -> None:
        """Begin with a package of its own, under version control."""
        self.folder = folder
        self._scripts = scripts
        (folder / "src" / "acme").mkdir(parents=True)
        (folder / "src" / "acme" / "__init__.py").touch()
        (folder / "pyproject.toml").write_text('[project]\nname = "acme"\nversion = "1"\n')
        self.git("init", "--quiet")

    def git(self, *arguments: str) -> str:
        """Run git as somebody."""
        who = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        return run("git", *who, *arguments, cwd=self.folder)

    def commit(self) -> None:
        """Keep what there is."""
        (self.folder / ".gitignore").write_text(".cache/\n__pycache__/\n")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "x")

    def ocppgen(self, *arguments: str, code: int = 0, within: str = ".") -> tuple[str, str]:
        """Run the command."""
        place = self.folder / within
        return run_both(self._scripts / "ocppgen", *arguments, cwd=place, code=code)

    def python(self, program: str) -> str:
        """Run a program of the repository."""
        path = f"import sys; sys.path.insert(0, {str(self.folder / 'src')!r})\n"
        return run(self._scripts / "python", "-I", "-c", path + program, cwd=self.folder)

    def append(self, file: str, text: str) -> None:
        """Add to a file."""
        path = self.folder / file
        path.write_text(path.read_text() + text)


@pytest.fixture
def repository(scripts: Path, tmp_path: Path) -> Repository:
    """Make a repository in a folder whose name has a space."""
    folder = tmp_path / "down stream"
    folder.mkdir()
    return Repository(folder, scripts)


def test_from_the_first_command_to_an_upgrade(repository: Repository) -> None:
    """Start, build on it, change a schema, vendor, edit by hand, update."""
    out, _ = repository.ocppgen("init", "--pyproject", "--out", "src/acme")
    assert out.startswith("pyproject.toml: settings; the package goes into src/acme\n")
    out, _ = repository.ocppgen("generate")
    assert out.startswith("39 features, ")
    assert repository.python(USE) == "0 ['maxLength']\n"
    repository.commit()
    assert repository.ocppgen("check", within="src/acme")[1] == ""

    table = OVERLAY.replace("[[overlay]]", "[[tool.ocppgen.overlay]]")
    repository.append("pyproject.toml", table)
    diff, told = repository.ocppgen("check", code=1)
    assert told == "src/acme/ocpp16 is out of date; run `ocppgen generate`\n"
    assert "String(max_length=25), default=None\n" in diff
    assert "String(max_length=50), default=None\n" in diff
    assert '+    """Changed: maxLength is 50, published as 25 (ours are longer)."""\n' in diff
    assert repository.ocppgen("diff")[0].startswith(
        "BootNotification.req#/chargePointSerialNumber: maxLength 50, was 25\n"
    )
    repository.ocppgen("generate")
    assert repository.python(USE) == "1 []\n"
    changed = repository.git("diff", "--name-only", "--", "src").split()
    assert changed == [
        "src/acme/ocpp16/__init__.py",
        "src/acme/ocpp16/core/boot_notification.py",
        "src/acme/ocpp16/features.py",
    ]
    repository.commit()

    assert ": 2 written, 0 removed\n" in repository.ocppgen("vendor")[0]
    assert repository.ocppgen("check")[1] == ""
    repository.commit()
    repository.append("src/acme/ocpp16/core/reset.py", "# a quick fix\n")
    (repository.folder / "src/acme/ocpp16/py.typed").unlink()
    out, told = repository.ocppgen("check", "--format", "json", code=1)
    found = {one["path"]: one["kind"] for one in json.loads(out)["findings"]}
    assert found == {
        "src/acme/ocpp16/core/reset.py": "edited",
        "src/acme/ocpp16/py.typed": "missing",
    }
    _, told = repository.ocppgen("vendor", code=2)
    assert "edited by hand: src/acme/ocpp16/core/reset.py; " in told
    repository.ocppgen("vendor", "--force")
    assert repository.git("status", "--porcelain") == ""

    lock = repository.folder / "src/acme/ocpp16/ocppgen.lock"
    lock.write_text(lock.read_text().replace('generator = "', 'generator = "0.0.', 1))
    out, _ = repository.ocppgen("check", code=1)
    assert "made by another version of ocppgen (0.0." in out
    repository.ocppgen("vendor")
    assert repository.git("status", "--porcelain") == ""


def test_messages_of_ones_own_beside_the_official_ones(repository: Repository) -> None:
    """An extension is three settings; the checkout may be read-only."""
    folder = repository.folder
    (folder / "vendor").mkdir()
    (folder / "vendor" / "SetPrice.json").write_text(json.dumps(PRICE))
    (folder / "vendor" / "SetPriceResponse.json").write_text(
        json.dumps({**PRICE, "required": []})
    )
    (folder / "vendor.toml").write_text(CATALOG)
    flags = ("--extends", "ocpp16", "--schemas", "vendor", "--catalog", "vendor.toml")
    repository.ocppgen("init", *flags, "--out", "src/acme")
    assert repository.ocppgen("generate")[0].startswith("40 features, ")
    program = (
        "from acme.ocpp16.acme import SetPriceRequest as M; print(*M.check({'price': -1}))"
    )
    assert repository.python(program) == "/price: must be at least 0, not -1\n"
    repository.commit()
    clone = folder.parent / "clone"
    repository.git("clone", "--quiet", ".", str(clone))
    subprocess.run(["chmod", "--recursive", "a-w", str(clone)], check=True)
    try:
        out, _ = repository.ocppgen("check", within="../clone")
    finally:
        subprocess.run(["chmod", "--recursive", "u+w", str(clone)], check=True)
    assert out.startswith("src/acme/ocpp16 is what the schemas give (")
    assert repository.ocppgen("show", "SetPrice")[0].startswith("SetPrice\n")
