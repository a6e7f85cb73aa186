"""Fresh processes: what they take as a whole, and what an import takes within one."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import sysconfig
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from benchmarks.places import GENERATED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from benchmarks.timing import Effort

_MEASURE: Final = """
import sys, time
sys.path[:0] = {paths!r}

def resident():
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[1]) * {page}
    except OSError:
        return 0

before, start = resident(), time.process_time()
{statements}
seconds = time.process_time() - start
print('[%r, %d]' % (seconds, resident() - before))
"""


def imports(
    statements: Mapping[str, str], effort: Effort, tell: Callable[[str], None]
) -> dict[str, tuple[float, float]]:
    """Give the processor seconds and the bytes that statements take in a fresh interpreter.

    The interpreter starts isolated and without `site`, so that nothing is imported before.
    """
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in statements}
    for turn in range(effort.processes + 1):
        tell(f"importing: round {turn + 1} of {effort.processes + 1}")
        for name, code in statements.items():
            seconds, size = _measured(code)
            if turn:  # the first writes the byte code
                found[name].append((seconds, size))
    return {
        name: (
            statistics.median(seconds for seconds, _ in samples),
            statistics.median(size for _, size in samples),
        )
        for name, samples in found.items()
    }


def _measured(statements: str) -> tuple[float, float]:
    paths = [str(GENERATED), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    page = _page_size()
    code = _MEASURE.format(paths=paths, statements=statements, page=page)
    command = [sys.executable, "-I", "-S", "-c", code]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, size = json.loads(done.stdout)
    return seconds, size


def _page_size() -> int:
    try:
        import resource
    except ImportError:
        return 4096
    return resource.getpagesize()


def whole(
    command: Sequence[str], folder: Path, prepare: Callable[[], Any] | None = None
) -> float:
    """Give the seconds from the start of a command to its end."""
    if prepare is not None:
        prepare()
    start = perf_counter()
    done = subprocess.run(
        command, check=False, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    seconds = perf_counter() - start
    if done.returncode:
        message = f"{' '.join(command)}: {done.stderr.decode(errors='replace')[-400:]}"
        raise RuntimeError(message)
    return seconds


def median_of(take: Callable[[], float], rounds: int) -> float:
    """Give the median of several samples."""
    return statistics.median(take() for _ in range(rounds))
