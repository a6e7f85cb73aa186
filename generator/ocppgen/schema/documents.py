"""Schema files in, checked documents out: dialect, metaschema, references.

References are resolved by the `referencing` library among the given files only: nothing is
ever fetched, and no file outside the given folders is ever opened.
"""

from __future__ import annotations

import hashlib
import sys
from codecs import BOM_UTF8
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ocppgen.errors import GeneratorError, Refusals
from ocppgen.schema import jsonfile, overlays
from ocppgen.schema.vocabulary import LATEST, Dialect, dialect_of, supported_uris
from ocppgen.text import shown, token

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ocppgen.schema.overlays import Change, Operation

BASE = "https://schemas.invalid/"
"""Where files stand for relative references. Never asked: `.invalid` has no hosts."""


@dataclass(frozen=True, slots=True)
class Document:
    """One schema file, decoded."""

    file: str
    root: object
    dialect: Dialect
    digest: str
    """The SHA-256 of its text with LF at the ends of lines, without a byte order mark."""

    @property
    def uri(self) -> str:
        """The address that relative references of a file without an id start from."""
        return BASE + quote(self.file.encode("utf-8", "surrogatepass"))


def load(file: str, data: bytes) -> Document:
    """Read one schema file; one without ``$schema`` is of the latest dialect."""
    root = jsonfile.loads(data, file)
    return Document(file, root, dialect_for(file, root, None), _digest(data))


def changed(
    document: Document, operations: Sequence[Operation]
) -> tuple[Document, tuple[Change, ...]]:
    """Give a document as overlays leave it, told in its descriptions, and what they changed."""
    root, changes = overlays.apply(document.root, operations)
    dialect = dialect_for(document.file, root, document.dialect)
    return replace(document, root=overlays.noted(root, changes), dialect=dialect), changes


def _digest(data: bytes) -> str:
    """Give the SHA-256 of a file as it is before a checkout or an editor changes line ends."""
    return hashlib.sha256(data.removeprefix(BOM_UTF8).replace(b"\r\n", b"\n")).hexdigest()


def dialect_for(file: str, root: object, default: Dialect | None) -> Dialect:
    """Find the dialect of a schema by its ``$schema``."""
    if not isinstance(root, dict) or "$schema" not in root:
        return default or LATEST
    declared = root["$schema"]
    known = dialect_of(declared) if isinstance(declared, str) else None
    if known is None:
        message = f"{shown(declared)} is no supported dialect; write {supported_uris()}"
        raise GeneratorError(message, file=file, pointer="/$schema")
    return known


def check_metaschema(document: Document) -> None:
    """Refuse a document that its dialect's metaschema refuses."""
    # Imported here: the official files need no check, and the import costs more than all else.
    from jsonschema import validators

    root, dialect = document.root, document.dialect
    if not isinstance(root, dict) and not (isinstance(root, bool) and dialect.booleans):
        message = f"a schema is an object, not {shown(root)}"
        raise GeneratorError(message, file=document.file, pointer="")
    validator = validators.validator_for({"$schema": dialect.spelled_uri})
    checker = validator(validator.META_SCHEMA)
    try:
        with deep_recursion():
            copied: Any = _floats(root, whole=dialect.integral_floats)
            errors = list(checker.iter_errors(copied))
    except RecursionError as error:
        message = "is nested too deeply to be checked; flatten it with $ref"
        raise GeneratorError(message, file=document.file, pointer="") from error
    refusals = Refusals()
    for found in errors:
        pointer = "".join("/" + token(str(part)) for part in found.absolute_path)
        message = (
            f"{shown(found.instance)} breaks the metaschema of {dialect.name}"
            f" (keyword {found.validator!r}); correct the schema"
        )
        refusals.add(GeneratorError(message, file=document.file, pointer=pointer))
    refusals.raise_any()


@contextmanager
def deep_recursion() -> Iterator[None]:
    """Allow for schemas of some hundred levels, which libraries walk by recursion."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, 8_000))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def _floats(value: object, *, whole: bool) -> object:
    """Copy a value with the numbers that the metaschema checker understands."""
    match value:
        case Decimal():
            return int(value) if whole and value == value.to_integral_value() else float(value)
        case dict():
            return {name: _floats(each, whole=whole) for name, each in value.items()}
        case list():
            return [_floats(each, whole=whole) for each in value]
    return value
