"""The groups of the JSON-Schema-Test-Suite, read from the archive."""

from __future__ import annotations

import json
import tarfile
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from tests.suite.fetch import archive

if TYPE_CHECKING:
    from collections.abc import Iterator

DRAFTS = {
    "draft4": "draft-04",
    "draft6": "draft-06",
    "draft7": "draft-07",
    "draft2019-09": "2019-09",
    "draft2020-12": "2020-12",
}
"""The dialects that we read, by the folders of the suite."""

# Its tests want contents to be looked into, which no draft demands.
_LEFT_OUT = "optional/content"


@dataclass(frozen=True)
class File:
    """One file of the suite: the tests of one keyword in one draft."""

    draft: str
    name: str
    """Its path without the draft: ``type``, ``optional/format/date-time``."""
    text: bytes

    @property
    def formats(self) -> bool:
        """Whether formats are to be asserted."""
        return self.name.startswith("optional/format/")

    def groups(self) -> list[dict[str, Any]]:
        """Give the groups: a schema, and instances with the verdict on each."""
        groups: list[dict[str, Any]] = json.loads(self.text)
        return groups


@cache
def files() -> list[File]:
    """List every file of the drafts that we read."""
    with tarfile.open(archive()) as tar:
        return sorted(_files(tar), key=lambda file: (file.draft, file.name))


def _files(tar: tarfile.TarFile) -> Iterator[File]:
    for member in tar:
        path = PurePosixPath(member.name)
        if path.parts[1:3] != ("json", "tests") or path.suffix != ".json":
            continue
        folder, *rest = path.with_suffix("").parts[3:]
        name = "/".join(rest)
        stream = tar.extractfile(member)
        if folder in DRAFTS and name != _LEFT_OUT and stream is not None:
            yield File(DRAFTS[folder], name, stream.read())
