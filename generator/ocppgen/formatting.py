"""Let black lay out what may not be laid out yet, and only that: it costs more than all else."""

from __future__ import annotations

from os import cpu_count
from typing import TYPE_CHECKING

from ocppgen.errors import GeneratorError
from ocppgen.quoting import WIDTH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import PurePosixPath

MOST_LINES = 5_000
"""Longer files are written as they are rendered: black would take minutes."""

_PROSE = ("#", '"""', "``")
"""How lines begin that black does not break."""

_FEW = 12
"""So many files are formatted sooner than a second process starts."""


def formatted(
    files: Mapping[PurePosixPath, str],
    on_disk: Callable[[PurePosixPath], str | None] = lambda _: None,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
    *,
    own_templates: bool = True,
    overridden: bool = False,
    processes: bool = False,
) -> dict[PurePosixPath, str]:
    """Give every file as it is to be written; *on_disk* says what is there now.

    A file whose rendered text stands on disk already is left alone. So is one of our *own
    templates* with no code that is too wide, where a test holds them to black's layout: for
    packages with a catalog. *processes* spreads the work, which only a program's own entry may ask for.
    What is no Python is refused where templates are *overridden*; else the fault is ours.
    """
    done = dict(files)
    stale = [
        path
        for path, text in files.items()
        if path.suffix == ".py"
        and text.count("\n") <= MOST_LINES
        and (not own_templates or _is_wide(text))
        and on_disk(path) != text
    ]
    texts = [files[path] for path in stale]
    ready = 0
    try:
        for text in _each(texts, processes=processes):
            done[stale[ready]] = text
            ready += 1
            progress(ready, len(stale))
    except NoPythonError as error:
        if not overridden:
            raise
        message = f"the templates make no Python of it: {error}; correct them"
        raise GeneratorError(message, file=str(stale[ready])) from error
    return done


def _is_wide(text: str) -> bool:
    wide = [line.lstrip() for line in text.split("\n") if len(line) > WIDTH]
    return any(not line.startswith(_PROSE) for line in wide)


def _each(texts: Sequence[str], *, processes: bool) -> Iterator[str]:
    if not processes or len(texts) <= _FEW or (cpu_count() or 1) == 1:
        yield from map(black, texts)
        return
    # Imported here: a run that changes little does without it.
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor() as pool:
        yield from pool.map(black, texts, chunksize=4)


class NoPythonError(ValueError):
    """A rendered text is no Python."""


def black(text: str) -> str:
    """Format one file; raise `NoPythonError` for what is none."""
    # Imported here: a run that changes nothing does without it.
    from black import format_str
    from black.mode import Mode, TargetVersion
    from black.parsing import InvalidInput

    mode = Mode(target_versions={TargetVersion.PY311}, line_length=WIDTH)
    try:
        return format_str(text, mode=mode)
    except InvalidInput as error:
        raise NoPythonError(str(error).partition("\n")[0]) from error
