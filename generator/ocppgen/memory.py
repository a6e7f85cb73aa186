"""A generated package that is loaded from memory: nothing is written, nothing installed.

Its modules are compiled one by one, when they are first imported: who meets three features of
thirty-nine pays for three.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from importlib import import_module
from importlib.abc import InspectLoader, MetaPathFinder
from importlib.machinery import ModuleSpec
from itertools import count
from typing import TYPE_CHECKING

from ocppgen.naming.flavors import DATACLASS
from ocppgen.pipeline import plan, render_package

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import CodeType, ModuleType

    from ocppgen.naming.package import Package
    from ocppgen.project import Project

_NUMBERS = count()


def load_package(project: Project) -> ModuleType:
    """Generate the package of *project* and give it as a module, under a name of its own.

    Each call loads another package; `unload` forgets one.
    """
    return load_sources(sources(project))


def sources(
    project: Project, package: Package | None = None, *, flavor: str = DATACLASS
) -> dict[str, str]:
    """Give the text of every module by its path within the package: ``core/reset.py``.

    *package* is the plan of *project*, if it is made already. The text is as our templates
    leave it, for Python to read. The user's are left out, and so is the flavor of the project:
    what judges messages is made from the schemas alone.
    """
    project = replace(project, templates={})
    planned = replace(package or plan(project), flavor=flavor)
    files = render_package(planned, project)
    return {
        path.relative_to(project.package).as_posix(): text
        for path, text in files.items()
        if path.suffix == ".py"
    }


def load_sources(files: Mapping[str, str]) -> ModuleType:
    """Give the package whose modules are the texts of *files*."""
    finder = _Finder(f"_ocppgen_memory_{next(_NUMBERS)}", files)
    sys.meta_path.insert(0, finder)
    try:
        return import_module(finder.name)
    except BaseException:
        sys.meta_path.remove(finder)
        raise


def unload(package: ModuleType) -> None:
    """Forget a loaded package; what of it was not imported by then is gone."""
    name = package.__name__
    sys.meta_path[:] = [
        finder
        for finder in sys.meta_path
        if not (isinstance(finder, _Finder) and finder.name == name)
    ]
    for module in [one for one in sys.modules if one == name or one.startswith(name + ".")]:
        del sys.modules[module]


class _Finder(MetaPathFinder, InspectLoader):
    """Finds and loads the modules of one package."""

    def __init__(self, name: str, files: Mapping[str, str]) -> None:
        self.name = name
        self._files = files

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        del path, target
        file = self._file(fullname)
        if file is None:
            return None
        package = file.endswith("__init__.py")
        return ModuleSpec(fullname, self, origin=_origin(file), is_package=package)

    def get_source(self, fullname: str) -> str:
        file = self._file(fullname)
        if file is None:
            raise ImportError(name=fullname)
        return self._files[file]

    def get_code(self, fullname: str) -> CodeType:
        file = self._file(fullname) or ""
        # Not inherited: what this module imports from __future__ is no affair of that one.
        return compile(self.get_source(fullname), _origin(file), "exec", dont_inherit=True)

    def is_package(self, fullname: str) -> bool:
        return (self._file(fullname) or "").endswith("__init__.py")

    def _file(self, fullname: str) -> str | None:
        """Find the file of a module; None for what is not of this package."""
        if fullname == self.name:
            return "__init__.py"
        if not fullname.startswith(self.name + "."):
            return None
        stem = fullname[len(self.name) + 1 :].replace(".", "/")
        for file in (f"{stem}.py", f"{stem}/__init__.py"):
            if file in self._files:
                return file
        return None


def _origin(file: str) -> str:
    return f"<generated {file}>"
