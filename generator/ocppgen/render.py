"""The package to text: which template writes which file, and with what words."""

from __future__ import annotations

import traceback
from contextlib import contextmanager
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import jinja2

from ocppgen import commas, exports, ir, resources
from ocppgen.errors import GeneratorError
from ocppgen.imports import relative
from ocppgen.mark import HEADER
from ocppgen.memo import cache_folder
from ocppgen.phrases import ModuleWriter
from ocppgen.quoting import (
    add,
    assign,
    call,
    comment,
    docstring,
    each,
    key,
    pointer_step,
    prose,
    quoted,
    wrapped,
)
from ocppgen.spelling import literal
from ocppgen.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ocppgen.package import Module, Package, Profile


_RUNTIME = ("errors", "jsontext", "keywords", "lazy", "message", "numbers", "registry")
_TALKING = (
    "async_endpoint",
    "calling",
    "connection",
    "endpoint",
    "events",
    "frames",
    "roles",
    "serving",
)
"""What only a package has whose catalog says who sends what."""


@cache
def environment(overrides: tuple[Path, ...] = ()) -> jinja2.Environment:
    """Make the template environment; templates in *overrides* win over ours, one by one."""
    folders = [*overrides, resources.templates()]
    loaders = [jinja2.FileSystemLoader(folder) for folder in folders]
    env = jinja2.Environment(
        loader=jinja2.ChoiceLoader(loaders),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        bytecode_cache=_bytecode_cache(),
        autoescape=False,  # noqa: S701  (text, not HTML; `quoted` guards the code)
        auto_reload=False,
    )
    env.filters |= {
        "comment": comment,
        "format_function": lambda name: "is_" + name.replace("-", "_"),
        "literal": literal,
        "key": key,
        "pointer": pointer_step,
        "prose": prose,
        "quoted": quoted,
    }
    env.globals |= {
        "add": add,
        "assign": assign,
        "call": call,
        "each": each,
        "key": key,
        "import_lines": exports.lines,
        "public": exports.public,
        "paragraph": lambda text, indent: wrapped(prose(text), indent, 0),
        "relative": lambda module: relative(module, ("__init__",)),
        "union": exports.union,
        "wrap": lambda text, first: wrapped(text, 0, first),
        "summary": lambda text, indent: docstring(prose(text), indent),
    }
    return env


def _bytecode_cache() -> jinja2.FileSystemBytecodeCache | None:
    """Keep compiled templates between runs: compiling them takes longer than all else.

    They are kept for this user alone, under the digest of their text.
    """
    folder = cache_folder()
    if folder is None:
        return None
    return jinja2.FileSystemBytecodeCache(str(folder), pattern="%s.template")


def render(package: Package, overrides: Sequence[Path] = ()) -> Iterator[tuple[str, str]]:
    """Write every file of a package; give its path within the package, and its text."""
    writer = _Writer(package, environment(tuple(overrides)))
    with _blamed():
        yield from writer.files()


def render_one(template: str, overrides: Sequence[Path] = (), **context: Any) -> str:
    """Write one file that is no part of the package."""
    with _blamed():
        return _tidy(environment(tuple(overrides)).get_template(template).render(**context))


@contextmanager
def _blamed() -> Iterator[None]:
    """Let errors name the template and its line."""
    try:
        yield
    except jinja2.TemplateError as error:
        name, line = _place_of(error)
        where = f"line {line}: " if line else ""
        message = f"{where}{error.message or type(error).__name__}; correct the template"
        raise GeneratorError(message, file=str(name)) from error


def _place_of(error: jinja2.TemplateError) -> tuple[str, int | None]:
    """Find the template that failed: where the error says so, or where it came from."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return error.filename or error.name or "templates", error.lineno
    if isinstance(error, jinja2.TemplateNotFound):
        return str(error.name or "templates"), None
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.endswith(".jinja"):
            return frame.filename, frame.lineno
    return "templates", None


class _Writer:
    """Renders the templates of one package."""

    def __init__(self, package: Package, env: jinja2.Environment) -> None:
        self._package = package
        self._env = env
        every = [*package.modules, *([package.types] if package.types else [])]
        self._modules: list[Module] = every
        self._formats = sorted(_formats(every))
        self._nesting = commas.nesting(every)
        self._helpers = {
            helper.place: helper.type for module in every for helper in module.helpers
        }

    def files(self) -> Iterator[tuple[str, str]]:
        for module in self._modules:
            yield str(PurePosixPath(*module.path)) + ".py", self._module(module)
        for name in _RUNTIME:
            yield f"{name}.py", self._render(f"runtime/{name}.py.jinja")
        if set(self._formats) - {"date-time"}:
            yield "formats.py", self._render("formats.py.jinja")
        if "date-time" in self._formats:
            yield "date_times.py", self._render("runtime/date_times.py.jinja")
        yield "py.typed", HEADER + "\n"
        every = exports.of_package(self._package)
        yield "__init__.py", self._render(
            "package.py.jinja", exports=every, version=__version__
        )
        yield "features.py", self._render("features.py.jinja")
        for profile in self._package.profiles:
            yield from self._profile(profile)
        if self._package.catalogued:
            yield from self._talking()

    def _talking(self) -> Iterator[tuple[str, str]]:
        for name in _TALKING:
            yield f"{name}.py", self._render(f"runtime/{name}.py.jinja")
        for role in exports.whole_roles(self._package):
            yield f"{role.module}.py", self._render("role.py.jinja", role=role)

    def _module(self, module: Module) -> str:
        writer = ModuleWriter(self._package, module.path, self._helpers, self._nesting)
        docstring = writer.docstring_of(module)
        body = self._env.get_template("body.jinja").render(module=module, m=writer)
        header = "\n".join(
            [HEADER, *(f"# Made from {comment(file)}" for file in module.sources)]
        )
        text = self._env.get_template("module.py.jinja").render(
            header=header, docstring=docstring, m=writer, body=body.strip("\n")
        )
        return _tidy(text)

    def _profile(self, profile: Profile) -> Iterator[tuple[str, str]]:
        folder = profile.entry.package
        every = exports.of_profile(self._package, profile)
        text = self._render(
            "profile/init.py.jinja",
            profile=profile,
            exports=every,
            profile_docstring=docstring(prose(profile.entry.summary or profile.entry.name), 0),
        )
        yield f"{folder}/__init__.py", text
        yield f"{folder}/profile.py", self._render("profile/profile.py.jinja", profile=profile)
        roles = exports.roles_of(profile.features)
        handlers = {"roles": roles, "type_imports": exports.type_imports(roles)}
        text = self._render("profile/handlers.py.jinja", profile=profile, handlers=handlers)
        yield f"{folder}/handlers.py", text
        for role in roles:
            text = self._render("profile/dispatch.py.jinja", profile=profile, role=role)
            yield f"{folder}/{role.module}.py", text

    def _render(self, template: str, **context: Any) -> str:
        text = self._env.get_template(template).render(
            header=HEADER,
            catalogued=self._package.catalogued,
            formats=self._formats,
            uses=_uses(self._modules),
            package=self._package,
            **context,
        )
        return _tidy(text)


def _tidy(text: str) -> str:
    """End with one newline, and never leave more than two lines empty."""
    lines: list[str] = []
    for line in text.split("\n"):
        if line.strip() or lines[-2:] != ["", ""]:
            lines.append(line.rstrip() if not line.strip() else line)
    return "\n".join(lines).strip("\n") + "\n"


def _types(modules: Sequence[Module]) -> Iterator[ir.Type]:
    """Go through every type that the modules hold, parts included."""
    stack: list[ir.Type] = []
    for module in modules:
        for structure in module.structures:
            stack += [field.type for field in structure.fields]
            stack += [] if structure.extra is None else [structure.extra]
        stack += [helper.type for helper in module.helpers]
    while stack:
        one = stack.pop()
        yield one
        stack += ir.parts(one)


def _formats(modules: Sequence[Module]) -> set[str]:
    texts = [one for one in _types(modules) if isinstance(one, ir.Text)]
    return {text.format for text in texts if text.format is not None}


def _uses(modules: Sequence[Module]) -> set[str]:
    """Name what only some packages need of the code that is the same for all."""
    texts = [one for one in _types(modules) if isinstance(one, ir.Text)]
    return {"pattern"} if any(text.pattern is not None for text in texts) else set()
