"""Get the JSON-Schema-Test-Suite, which comes with the source archive of `jsonschema`.

It is downloaded once, by the set-up of the tests (``python -m tests.suite.fetch``), into a
folder that git ignores. pip checks its digest before anything else. Then pip asks the archive for
its metadata: it unpacks it in a temporary folder, and installs and runs there the build backend
that it names. We unpack and run nothing ourselves, and read only the cases of the suite.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

VERSION = "4.26.0"
SHA256 = "0c26707e2efad8aa1bfc5b7ce170f3fccc2e4918ff85989ba9ffa9facb2be326"
ARCHIVE = (
    Path(__file__).resolve().parents[2]
    / ".venv"
    / "json-schema-test-suite"
    / f"jsonschema-{VERSION}.tar.gz"
)


def archive() -> Path:
    """Give the archive; raise if it is not there, or not the one that is meant."""
    if not ARCHIVE.is_file():
        message = f"{ARCHIVE} is missing; say: python -m tests.suite.fetch"
        raise FileNotFoundError(message)
    digest = hashlib.sha256(ARCHIVE.read_bytes()).hexdigest()
    if digest != SHA256:
        message = f"{ARCHIVE} has the SHA-256 digest {digest}, not {SHA256}; remove it"
        raise ValueError(message)
    return ARCHIVE


def fetch() -> None:
    """Download the archive from the package registry, unless it is there."""
    if not ARCHIVE.is_file():
        ARCHIVE.parent.mkdir(parents=True, exist_ok=True)
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
        options = ["--require-hashes", "--no-deps", "--no-binary", "jsonschema"]
        with TemporaryDirectory() as folder:
            wanted = Path(folder) / "requirements.txt"
            wanted.write_text(f"jsonschema=={VERSION} --hash=sha256:{SHA256}\n")
            options += ["--dest", str(ARCHIVE.parent), "--requirement", str(wanted)]
            subprocess.run([*pip, "download", *options], check=True)
    archive()


if __name__ == "__main__":
    fetch()
