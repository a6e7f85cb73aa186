"""Let black lay out what may not be laid out yet, and only that: it costs more than all else."""

from __future__ import annotations

import ast
from contextlib import closing
from functools import partial
from os import cpu_count
from typing import TYPE_CHECKING

from ocppgen.python.quoting import WIDTH

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping, Sequence
    from pathlib import PurePosixPath

MOST_LINES = 5_000
"""Longer files are written as they are rendered: black would take minutes."""

_PROSE = ("#", '"""', "``")
"""How lines begin that black does not break."""

_FEW = 12
"""So many files are formatted sooner than a second process starts."""


class NoPythonError(Exception):
    """What was rendered is no Python: in which file, where, and why."""

    def __init__(self, path: PurePosixPath, text: str) -> None:
        """Ask Python itself: it knows better than black which line is wrong."""
        super().__init__(path)
        self.path = path
        self.line, self.reason = 1, "black cannot read it"
        try:
            ast.parse(text)
        except SyntaxError as error:
            self.line, self.reason = error.lineno or 1, error.msg
        except (ValueError, RecursionError, MemoryError) as error:  # a NUL; too deep
            self.reason = str(error)
        self.text = (text.split("\n") + [""] * self.line)[self.line - 1]


class _NotParsedError(Exception):
    """Black cannot read a text."""


def formatted(
    files: Mapping[PurePosixPath, str],
    on_disk: Callable[[PurePosixPath], str | None] = lambda _: None,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
    *,
    stable: Callable[[PurePosixPath], bool] = lambda _: True,
    processes: bool = False,
) -> dict[PurePosixPath, str]:
    """Give every file as it is to be written; *on_disk* says what is there now.

    A file whose rendered text stands on disk already is left alone. So is a *stable* one,
    whose template a test holds to black's layout, with no code that is too wide. *processes*
    spreads the work, which only a program's own entry may ask for. Raises `NoPythonError` for
    what templates of the user's may have made.
    """
    done = dict(files)
    stale = [
        path
        for path, text in files.items()
        if path.suffix == ".py"
        and text.count("\n") <= MOST_LINES
        and (not stable(path) or _is_wide(text))
        and on_disk(path) != text
    ]
    with closing(_each([files[path] for path in stale], processes=processes)) as each:
        for index, (path, made) in enumerate(zip(stale, each, strict=True)):
            try:
                done[path] = made()
            except _NotParsedError as error:
                raise NoPythonError(path, files[path]) from error
            progress(index + 1, len(stale))
    return done


def _is_wide(text: str) -> bool:
    wide = [line.lstrip() for line in text.split("\n") if len(line) > WIDTH]
    return any(not line.startswith(_PROSE) for line in wide)


def _each(texts: Sequence[str], *, processes: bool) -> Generator[Callable[[], str], None, None]:
    """Give for each text how to have it formatted."""
    if not processes or len(texts) <= _FEW or (cpu_count() or 1) == 1:
        yield from (partial(black, text) for text in texts)
        return
    # Imported here: a run that changes little does without it.
    from ocppgen.processes.workers import Helpers

    with Helpers() as helpers:
        yield from [helpers.submit(black, text).result for text in texts]


def black(text: str) -> str:
    """Format one file."""
    # Imported here: a run that changes nothing does without it.
    from black import format_str
    from black.mode import Mode, TargetVersion
    from black.parsing import InvalidInput

    mode = Mode(target_versions={TargetVersion.PY311}, line_length=WIDTH)
    try:
        return format_str(text, mode=mode)
    except (InvalidInput, SyntaxError, RecursionError) as error:  # SyntaxError: a NUL, on 3.14
        raise _NotParsedError(str(error)) from error
