"""How templates run: what they may call, where they come from, what is said when one fails."""

from __future__ import annotations

import re
import traceback
from contextlib import contextmanager
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ocppgen.disk import resources
from ocppgen.errors import GeneratorError
from ocppgen.python import exports
from ocppgen.python.calls import mapped
from ocppgen.python.imports import relative, sorted_lines
from ocppgen.python.literals import literal
from ocppgen.python.quoting import (
    add,
    assign,
    call,
    docstring,
    each,
    either,
    key,
    name_lines,
    name_row,
    pointer_step,
    prose,
    quoted,
    signature,
    wrapped,
)
from ocppgen.rendering.compiled import CompiledTemplates
from ocppgen.rendering.overrides import Template, fault
from ocppgen.text import listed, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from jinja2.runtime import Context

    from ocppgen.rendering.formatting import NoPythonError

NONE: Final[Mapping[str, Template]] = MappingProxyType({})
"""No templates of the user's."""

_NAMED = 3
_EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
"""What of a template's line is not written as it stands."""


def environment(overrides: Mapping[str, Template] = NONE) -> jinja2.Environment:
    """Give the template environment; templates in *overrides* win over ours, one by one.

    Where there are any, all run in Jinja's sandbox: a user's template sees the package that it
    is given, and reaches nothing else.
    """
    return _environment(overrides) if overrides else _own_environment()


@cache
def _own_environment() -> jinja2.Environment:
    return _environment(NONE)


def _environment(overrides: Mapping[str, Template]) -> jinja2.Environment:
    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        template = overrides.get(name)
        return (template.text, template.file, lambda: True) if template else None

    ours = jinja2.FileSystemLoader(resources.templates(), encoding="utf-8-sig")
    kind = ImmutableSandboxedEnvironment if overrides else jinja2.Environment
    env = kind(
        loader=jinja2.ChoiceLoader([jinja2.FunctionLoader(load), ours]),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        bytecode_cache=CompiledTemplates(),
        autoescape=False,  # text, not HTML; `quoted` guards the code
        auto_reload=False,
    )
    env.filters |= {
        "imports": _imports,
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
        "by_module": exports.by_module,
        "call": call,
        "each": each,
        "either": either,
        "key": key,
        "import_lines": exports.lines,
        "public": exports.public,
        "paragraph": lambda text, indent: wrapped(prose(text), indent, 0),
        "relative": lambda module: relative(module, ("__init__",)),
        "mapped": mapped,
        "name_lines": name_lines,
        "name_row": name_row,
        "signature": signature,
        "union": exports.union,
        "wrap": lambda text, first: wrapped(text, 0, first),
        "summary": lambda text, indent: docstring(prose(text), indent),
    }
    return env


@jinja2.pass_context
def _imports(context: Context, text: str) -> str:
    """Spell relative imports, one a line; where a runtime is shared, it stands elsewhere."""
    shared = context["package"].runtime
    return text if shared is None else sorted_lines(text, shared)


@contextmanager
def blamed(overrides: Mapping[str, Template]) -> Iterator[None]:
    """Let errors name the user's template and its line."""
    try:
        yield
    except GeneratorError:
        raise
    except Exception as error:
        place = _place_of(error, {one.file: one for one in overrides.values()})
        if place is None:
            raise
        problem = str(error) or type(error).__name__
        if not isinstance(error, jinja2.TemplateError):
            problem = f"{type(error).__name__}: {error}"
        if isinstance(error, jinja2.TemplateNotFound):
            problem = f"there is no template {shown(error.name)}"
        raise fault(*place, problem) from error


def _place_of(
    error: Exception, files: Mapping[str, Template]
) -> tuple[Template, int | None] | None:
    """Find the line of the user's that failed: where the error says so, or where it came from."""
    if isinstance(error, jinja2.TemplateSyntaxError) and (error.filename or "") in files:
        return files[error.filename or ""], error.lineno
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename in files:
            return files[frame.filename], frame.lineno
    return None


def no_python(error: NoPythonError, overrides: Mapping[str, Template]) -> GeneratorError:
    """Say which of the user's templates makes a line that is no Python."""
    problem = f"makes line {error.line} of {error.path} no Python ({error.reason})"
    wordings = [
        (len(words), template, number)
        for template in overrides.values()
        for number, line in enumerate(template.text.splitlines(), 1)
        if (words := _EXPRESSION.sub("", line).strip())
        and re.fullmatch(_wildcards(line.strip()), error.text.strip())
    ]
    if wordings:
        _, template, line = max(wordings, key=lambda found: found[0])
        return fault(template, line, problem)
    names = listed([one.file for one in overrides.values()][:_NAMED], "or")
    return fault(Template(names, ""), None, problem)


def _wildcards(line: str) -> str:
    return ".*".join(re.escape(part) for part in _EXPRESSION.split(line))
