"""The templates of a user that take the place of ours: read and checked before a run uses them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import jinja2
from jinja2 import meta, nodes

from ocppgen.disk import resources
from ocppgen.disk.bystanders import is_bystander
from ocppgen.errors import GeneratorError
from ocppgen.schema import jsonfile
from ocppgen.text import listed, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Template:
    """One file of the user's: where it is, as the user would name it, and its text."""

    file: str
    text: str


def read(folders: Iterable[Path]) -> dict[str, Template]:
    """Give the templates in *folders* by name, of two the first; refuse what cannot be used.

    Each takes the place of the template of ours that has its name, or is loaded by one that
    does. Hidden files, and those of desktops and tools, are nobody's business.
    """
    found: dict[str, Template] = {}
    for folder in folders:
        for name, path in _files(folder):
            found.setdefault(name, _template(path))
    trees = {name: _parsed(template) for name, template in found.items()}
    used = _used(trees)
    for name, template in found.items():
        if name in _ours():
            _check_macros(template, _macros(trees[name]), _macros(_our_tree(name)))
        elif name not in used:
            message = f"takes the place of no template; {_advice(name)}"
            raise GeneratorError(message, file=template.file)
    return found


def fault(template: Template, line: int | None, problem: str) -> GeneratorError:
    """Say what is wrong with a line of a template."""
    where = f"line {line}: " if line else ""
    message = f"{where}{' '.join(problem.split()).rstrip('.')}; correct the template"
    return GeneratorError(message, file=template.file)


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """List the files of a folder, each by its path within it."""
    if not folder.is_dir():
        problem = "is no folder" if folder.exists() else "does not exist"
        message = f"{problem}; give a folder of templates"
        raise GeneratorError(message, file=str(folder), setting="templates")
    root = folder.resolve()
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(
            name for name in folders if not (name.startswith(".") or is_bystander(name))
        )
        for name in [*folders, *sorted(files)]:
            path = Path(place, name)
            if name.startswith(".") or is_bystander(name):
                continue
            if path.is_symlink() and (path.is_dir() or not _within(path, root)):
                message = "is a link out of the folder; put a copy there"
                raise GeneratorError(message, file=str(path))
            within = path.relative_to(folder).as_posix()
            if name in folders and within not in _ours():
                continue
            if not path.is_file():
                message = "is no file, where a template has to be; remove it"
                raise GeneratorError(message, file=str(path))
            yield within, path


def _within(path: Path, root: Path) -> bool:
    try:
        return path.resolve(strict=True).is_relative_to(root)
    except (OSError, RuntimeError):  # it leads nowhere, or to itself
        return False


def _template(path: Path) -> Template:
    return Template(
        str(path), jsonfile.decoded(jsonfile.read_bytes(path, str(path)), str(path))
    )


def _parsed(template: Template) -> nodes.Template:
    try:
        return jinja2.Environment(autoescape=False).parse(template.text)  # noqa: S701  (text)
    except jinja2.TemplateSyntaxError as error:
        raise fault(template, error.lineno, error.message or "is no template") from error


def _used(trees: Mapping[str, nodes.Template]) -> set[str]:
    """Name the files that are loaded on the way from those that take the place of ours."""
    used: set[str] = set()
    waiting = [name for name in trees if name in _ours()]
    while waiting:
        name = waiting.pop()
        if name in used:
            continue
        used.add(name)
        loaded = set(meta.find_referenced_templates(trees[name]))
        if None in loaded:  # a name that only the run knows
            return set(trees)
        waiting += [one for one in trees if one in loaded]
    return used


@cache
def _ours() -> frozenset[str]:
    root = resources.templates()
    return frozenset(path.relative_to(root).as_posix() for path in root.rglob("*.jinja"))


@cache
def _our_tree(name: str) -> nodes.Template:
    path = resources.templates() / name
    return _parsed(Template(str(path), path.read_text("utf-8")))


def _macros(tree: nodes.Template) -> dict[str, nodes.Macro]:
    return {node.name: node for node in tree.body if isinstance(node, nodes.Macro)}


def _check_macros(
    template: Template, given: Mapping[str, nodes.Macro], wanted: Mapping[str, nodes.Macro]
) -> None:
    """Refuse a template whose macros cannot be called as those in whose place they stand."""
    for name, original in wanted.items():
        macro = given.get(name)
        if macro is None:
            message = f"lacks the macro {shown(name)} of the original; add it"
            raise GeneratorError(message, file=template.file)
        taken, expected = _parameters(macro), _parameters(original)
        if taken[: len(expected)] != expected or _needed(macro) > _needed(original):
            problem = f"the macro {shown(name)} must take {listed(expected)}"
            raise fault(template, macro.lineno, problem)


def _parameters(macro: nodes.Macro) -> list[str]:
    return [one.name for one in macro.args]


def _needed(macro: nodes.Macro) -> int:
    return len(macro.args) - len(macro.defaults)


def _advice(name: str) -> str:
    """Say what a name may have been meant to be."""
    known = sorted(_ours())
    file = PurePosixPath(name).name
    near = [one for one in known if PurePosixPath(one).name == file]
    near = near or get_close_matches(name, known, n=1, cutoff=0.7)
    if near:
        return f"rename it to {listed(near, 'or')}, or remove it"
    return f"remove it, or give it the name of one in {resources.templates()}"
