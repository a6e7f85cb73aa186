"""The command behind ``make mutants``: see CONTRIBUTING.md.

Changes the meaning of a module in one place, runs the tests of its area, and puts the place
back: over and over, by cosmic-ray, in a copy of the checkout. What no test noticed is shown.
"""

from __future__ import annotations

import argparse
import json
import random
import shlex
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from cosmic_ray.work_db import WorkDB, use_db

from tests.mutants import tree
from tests.mutants.areas import ROOT, judges_of, modules_of
from tests.mutants.equivalents import is_listed
from tests.mutants.spans import annotation_spans

# A test that hangs has noticed; so much slower than unchanged is a hang.
_SLOWER = 3
_SECONDS = 20


def main() -> int:
    """Exit 1 if a change was not noticed, 2 if the tests fail without one."""
    options = _options()
    paths = options.files or _touched(options.base, everything=options.all)
    modules = sorted({module for path in paths for module in modules_of(path)})
    if not modules:
        print("no module with tests of its own is touched; see `python -m tests.mutants -h`")
        return 0
    copy = Path(sys.prefix).resolve() / "mutants"
    python = tree.copy(copy)
    return max([_module(module, copy, python, options) for module in modules])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("files", nargs="*", metavar="FILE", help="a module or a template")
    parser.add_argument("--base", default="main", metavar="REV", help="what counts as touched")
    parser.add_argument("--all", action="store_true", help="every module and template")
    parser.add_argument(
        "--most", type=int, default=0, metavar="N", help="changes to try in a module; 0: each"
    )
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="which of them")
    return parser.parse_args()


def _touched(base: str, *, everything: bool) -> list[str]:
    """List what differs from where this branch left *base*, committed or not."""
    found = _git("ls-files", "--others", "--exclude-standard")
    if everything:
        return found + _git("ls-files")
    return found + _git("diff", "--name-only", "--merge-base", base)


def _git(*arguments: str) -> list[str]:
    done = subprocess.run(
        ["git", *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout.splitlines()


def _module(module: str, copy: Path, python: Path, options: argparse.Namespace) -> int:
    """Try the changes of one module."""
    tests = judges_of(module)
    command = [str(python), "-m", "pytest", "-q", "-x", "-n0", "--ff", *tests]
    begun = time.monotonic()
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    seconds = time.monotonic() - begun
    if done.returncode:
        print(f"{module}: its tests fail as they are\n{done.stdout}")
        return 2
    config, session = copy / "mutants.toml", copy / "mutants.sqlite"
    config.write_text(_config(module, shlex.join(command), seconds))
    session.unlink(missing_ok=True)
    _cosmic_ray(copy, "init", config, session)
    count = _draw(session, module, options.most, options.seed)
    print(
        f"{module}: {count} changes, {seconds:.0f} s or less each: {' '.join(tests)}",
        flush=True,
    )
    _cosmic_ray(copy, "exec", config, session)
    return _report(module, session)


def _config(module: str, command: str, seconds: float) -> str:
    # JSON's strings and lists are TOML's, too.
    return "\n".join(
        [
            "[cosmic-ray]",
            f"module-path = {json.dumps([module])}",
            f"timeout = {_SLOWER * seconds + _SECONDS:.0f}",
            "excluded-modules = []",
            f"test-command = {json.dumps(command)}",
            "[cosmic-ray.distributor]",
            'name = "local"',
        ]
    )


def _cosmic_ray(copy: Path, *arguments: str | Path) -> None:
    program = Path(sys.executable).with_name("cosmic-ray")
    subprocess.run([program, *arguments], cwd=copy, check=True)


def _draw(session: Path, module: str, most: int, seed: int) -> int:
    """Leave *most* changes in a session, drawn by *seed*; return how many it has."""
    spans = annotation_spans((ROOT / module).read_text("utf-8"))
    with use_db(session, WorkDB.Mode.open) as work:
        found = sorted(work.work_items, key=lambda item: str(item.mutations))
        items = [
            item
            for item in found
            if not any(start <= item.mutations[0].start_pos < end for start, end in spans)
        ]
        if 0 < most < len(items):
            items = random.Random(seed).sample(items, most)
        work.clear()
        work.add_work_items(items)
    return len(items)


def _report(module: str, session: Path) -> int:
    with use_db(session, WorkDB.Mode.open) as work:
        results: list[Any] = [result for _, result in work.results]
    left = [one for one in results if not one.is_killed]
    unnoticed = [one for one in left if not is_listed(module, one.diff)]
    for one in unnoticed:
        print(one.diff)
    said = f"{module}: {len(results) - len(left)} of {len(results)} changes noticed"
    listed = len(left) - len(unnoticed)
    print(f"{said}, {listed} listed as equivalent" if listed else said, flush=True)
    return int(bool(unnoticed))


if __name__ == "__main__":
    sys.exit(main())
