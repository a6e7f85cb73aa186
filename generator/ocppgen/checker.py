"""One schema, one checker, in memory: for tests, and for users with one schema at hand."""

from __future__ import annotations

import sys
from decimal import Decimal
from functools import lru_cache, partial
from itertools import count
from types import CodeType, ModuleType
from typing import TYPE_CHECKING, Any

from ocppgen.errors import GeneratorError
from ocppgen.naming.naming import name_checker
from ocppgen.python.reserved import RESERVED_CLASSES
from ocppgen.rendering.render import render
from ocppgen.schema.build import build
from ocppgen.schema.documents import Document, check_metaschema, deep_recursion, dialect_for
from ocppgen.schema.jsonfile import is_sane
from ocppgen.schema.vocabulary import Annotations, dialect_named, supported_dialects
from ocppgen.text import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ocppgen.model import ir

FILE = "schema"
"""How the schema is called in errors."""

_PACKAGES = count()
_FIRST = (
    "errors", "reading", "jsontext", "fast_path", "numbers", "equality", "schema", "conditions",
    "members", "message", "date_times", "a_labels", "formats", "preview", "plain", "violations", "scalars",
    "verdicts", "asked", "skimming", "walk",
)  # fmt: skip
_MODULES = ("runtime/__init__", *(f"runtime/{name}" for name in _FIRST), "conditions", "types")


class Checker:
    """The generated code of one schema, loaded."""

    def __init__(self, modules: dict[str, ModuleType]) -> None:
        """Take the functions out of the loaded modules."""
        types: Any = modules["types"]
        walk: Any = modules["runtime/walk"]
        self.accept: Callable[[object], Any] = types._accept__root  # noqa: SLF001
        """The fast path in: raises at the first doubt."""
        self.emit: Callable[[Any], str] = types._emit__root  # noqa: SLF001
        """The fast path out: raises at the first doubt."""
        self.explain: Callable[[object], list[Any]] = partial(
            walk.find_violations_of, types.ROOT_TYPE
        )
        """The slow path: lists every violation."""
        self.to_json_types: Callable[[object], Any] = modules["runtime/plain"].to_json_types
        """What was read, as it would be sent."""
        self.bailout_errors: tuple[type[BaseException], ...] = modules[
            "runtime/fast_path"
        ].BAILOUT_ERRORS

    def check(self, payload: object) -> list[Any]:
        """List the violations of *payload*."""
        try:
            self.accept(payload)
        except self.bailout_errors:
            return self.explain(payload)
        return []


def compile_check(
    schema: object,
    *,
    formats: bool = True,
    dialect: str | None = None,
    annotation_keywords: Iterable[str] = (),
) -> Callable[[object], list[Any]]:
    """Generate and load the checker of one schema; give the function that checks a value.

    The function returns a list of violations (``pointer``, ``keyword``, ``message``,
    ``code``), empty for a valid value. *schema* is decoded JSON, or a boolean. *formats*
    tells whether ``format`` is asserted. Without ``$schema`` the schema is of *dialect*
    (``draft-04`` to ``2020-12``, or a URI), else of 2020-12. *annotation_keywords* are those
    that say nothing of a value, beside the dialect's own and ``x-*``. Raises `GeneratorError`
    for a schema outside the vocabulary; its ``refusals`` tell everything that is.
    """
    return load_checker(
        schema, formats=formats, dialect=dialect, annotation_keywords=annotation_keywords
    ).check


def load_checker(
    schema: object,
    *,
    formats: bool = True,
    dialect: str | None = None,
    annotation_keywords: Iterable[str] = (),
) -> Checker:
    """Do what `compile_check` does, and give both ways of the generated code."""
    default = dialect_named(dialect) if dialect is not None else None
    if dialect is not None and default is None:
        message = f"there is no dialect {shown(dialect)}; use {supported_dialects()}"
        raise GeneratorError(message)
    try:
        with deep_recursion():
            root = _as_read(schema)
    except RecursionError as error:
        message = "is nested too deeply; flatten it with $ref"
        raise GeneratorError(message, file=FILE, pointer="") from error
    document = Document(FILE, root, dialect_for(FILE, root, default), "")
    check_metaschema(document)
    model = build(
        [document],
        annotations=Annotations(
            frozenset() if formats else frozenset({"*"}),
            tuple(annotation_keywords),
            "say formats=False to take formats as annotations",
            "remove it, or name it in annotation_keywords",
        ),
        library=False,
    )
    return load_model(model, FILE)


def load_model(model: ir.Model, file: str) -> Checker:
    """Generate and load the checker of the root that a *file* of the model has."""
    package = name_checker(model, file, reserved=RESERVED_CLASSES)
    return Checker(_load(dict(render(package))))


def _as_read(value: object) -> object:
    """Copy decoded JSON to what our own reader would have made of its text."""
    match value:
        case dict():
            if not all(isinstance(name, str) for name in value):
                message = "a member's name must be a string"
                raise GeneratorError(message, file=FILE, pointer="")
            return {str.__str__(name): _as_read(each) for name, each in value.items()}
        case list():
            return [_as_read(each) for each in value]
        case str():
            return str.__str__(value)
        case None | bool():
            return value
        case float() | int() | Decimal():
            number = Decimal(repr(float(value))) if isinstance(value, float) else value
            if is_sane(number):
                return number if isinstance(number, Decimal) else int(number)
    message = f"{shown(value)} is no JSON value, or too large"
    raise GeneratorError(message, file=FILE, pointer="")


def _load(files: dict[str, str]) -> dict[str, ModuleType]:
    """Run the modules that a checker needs under a package name of their own."""
    package = f"_ocppgen_check_{next(_PACKAGES)}"
    modules: dict[str, ModuleType] = {}
    try:
        root = ModuleType(package)
        root.__path__ = []
        sys.modules[package] = root
        for name in _MODULES:
            if f"{name}.py" in files:
                dotted = f"{package}.{name.replace('/', '.')}"
                module = ModuleType(dotted.removesuffix(".__init__"))
                module.__package__ = dotted.rpartition(".")[0]
                if name.endswith("__init__"):
                    module.__path__ = []
                sys.modules[module.__name__] = modules[name] = module
                exec(_compiled(name, files[f"{name}.py"]), module.__dict__)  # noqa: S102
    finally:
        for name in [package, *(module.__name__ for module in modules.values())]:
            sys.modules.pop(name, None)
    return modules


@lru_cache(maxsize=64)
def _compiled(name: str, text: str) -> CodeType:
    return compile(text, f"<generated {name}>", "exec", dont_inherit=True)
