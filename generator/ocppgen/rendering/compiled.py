"""Compiled templates, kept between runs: compiling them takes longer than all else.

They are code. So they are kept in this user's own folder only, under the digest of all that
decides what they do, and one that is cut short or changed is not used.
"""

from __future__ import annotations

import hashlib
import marshal
import sys
from functools import cache
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING

import jinja2

from ocppgen.disk import private
from ocppgen.python import quoting

if TYPE_CHECKING:
    from jinja2.bccache import Bucket

_DIGEST = hashlib.sha256().digest_size


class CompiledTemplates(jinja2.BytecodeCache):
    """Keeps what Jinja compiles, or does without where there is no folder for it."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a compiled template from the folder, if it is there and whole."""
        data = private.read(_name(bucket)) or b""
        digest, code = data[:_DIGEST], data[_DIGEST:]
        if hashlib.sha256(code).digest() != digest:
            return
        try:
            loaded = marshal.loads(code)  # noqa: S302  (written by this user, and whole)
        except (EOFError, ValueError, TypeError):
            return
        bucket.code = loaded if isinstance(loaded, CodeType) else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Put a compiled template into the folder."""
        if bucket.code is not None:
            code = marshal.dumps(bucket.code)
            private.write(_name(bucket), hashlib.sha256(code).digest() + code)


def _name(bucket: Bucket) -> str:
    """Name a template by its text, its place, and who compiles it how."""
    parts = (
        sys.version,
        jinja2.__version__,
        str(bucket.environment.sandboxed),
        _filters(),
        bucket.key,
        bucket.checksum,
    )
    return hashlib.sha256("\0".join(parts).encode()).hexdigest() + ".template"


@cache
def _filters() -> str:
    """Give the digest of our filters' code: Jinja calls them on constants when it compiles."""
    digest = hashlib.sha256()
    for path in sorted(Path(quoting.__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
