"""What a generation costs, from the start of the process to its end."""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.places import SCHEMAS
from benchmarks.processes import whole

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.timing import Effort

UNCHANGED: Final = "ocppgen generate, nothing changed"
CHECK: Final = "ocppgen check"
EMPTY: Final = "ocppgen generate, from empty, black included"
DMCG: Final = "datamodel-code-generator, formatters off"
DMCG_BUILTIN: Final = "datamodel-code-generator, builtin formatter"
DMCG_BLACK: Final = "datamodel-code-generator, black"

_OURS: Final = (sys.executable, "-m", "ocppgen")
_OF_2_1: Final = (45, 90, 181)


def measure(
    effort: Effort, tell: Callable[[str], None]
) -> tuple[dict[str, float], dict[int, float]]:
    """Time every way in turn; then ours on parts of OCPP 2.1, to see how it grows."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        schemas = _flat(folder / "schemas")
        ways = _ways(folder, schemas)
        samples: dict[str, list[float]] = {way: [] for way in ways}
        for turn in range(effort.processes + 1):
            tell(f"generating: round {turn + 1} of {effort.processes + 1}")
            for way, take in ways.items():
                seconds = take()
                if turn:  # the first writes caches, as any first run does
                    samples[way].append(seconds)
        growth = _growth(folder, effort, tell)
    return {way: statistics.median(found) for way, found in samples.items()}, growth


def _ways(folder: Path, schemas: Path) -> dict[str, Callable[[], float]]:
    kept, fresh, theirs = folder / "kept", folder / "fresh", folder / "theirs"
    generate = [*_OURS, "generate", "--out"]
    whole([*generate, str(kept)], folder)

    def peer(*formatters: str) -> Callable[[], float]:
        command = [sys.executable, "-m", "datamodel_code_generator", "--input", str(schemas)]
        command += ["--input-file-type", "jsonschema", "--output", str(theirs)]
        command += ["--output-model-type", "dataclasses.dataclass", *formatters]
        return lambda: whole(command, folder, lambda: shutil.rmtree(theirs, ignore_errors=True))

    return {
        UNCHANGED: lambda: whole([*generate, str(kept)], folder),
        CHECK: lambda: whole([*_OURS, "check", "--out", str(kept)], folder),
        EMPTY: lambda: whole(
            [*generate, str(fresh)], folder, lambda: shutil.rmtree(fresh, ignore_errors=True)
        ),
        DMCG: peer("--no-formatters"),
        DMCG_BUILTIN: peer("--formatters", "builtin"),
        DMCG_BLACK: peer("--formatters", "black"),
    }


def _growth(folder: Path, effort: Effort, tell: Callable[[str], None]) -> dict[int, float]:
    """Generate from some, twice as many and all schemas of OCPP 2.1, each time from empty."""
    spec = find_spec("ocpp")
    if spec is None or spec.origin is None:
        return {}
    files = sorted((Path(spec.origin).parent / "v21" / "schemas").glob("*.json"))
    found = {}
    for count in _OF_2_1:
        tell(f"generating: {count} schemas of OCPP 2.1")
        part = folder / f"part{count}"
        part.mkdir()
        for file in files[:count]:
            shutil.copy(file, part)
        rounds = max(1, effort.processes // 3)
        found[count] = statistics.median(_from_empty(part, folder) for _ in range(rounds))
    return found


def _from_empty(schemas: Path, folder: Path) -> float:
    out = folder / "grown"
    command = [*_OURS, "generate", "--schemas", str(schemas), "--package", "ocpp21"]
    command += ["--out", str(out)]
    return whole(command, folder, lambda: shutil.rmtree(out, ignore_errors=True))


def _flat(folder: Path) -> Path:
    """Put all schemas into one folder, for who does not look into folders."""
    folder.mkdir()
    for file in SCHEMAS.glob("*/*.json"):
        shutil.copy(file, folder)
    return folder
