"""Which message a name means: ``UpdateFirmware.req``, a class, or the stem of a schema file."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ocppgen.errors import GeneratorError
from ocppgen.text import listed, shown
from ocppgen.validate.checking import Message
from ocppgen.validate.records import Kind, label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ocppgen.naming.package import Feature, Package

_SUFFIXES = {
    Kind.CALL: (".req", ".request", "Request"),
    Kind.RESULT: (".conf", ".confirmation", ".response", "Confirmation", "Response"),
}


def find_message(package: Package, name: str) -> Message:
    """Find the message that *name* means; raise `GeneratorError` if there is none such."""
    version = package.protocol.version
    spellings = [one for feature in package.features for one in _spellings(feature)]
    for wanted, fold in ((name, str), (name.casefold(), str.casefold)):
        # The classes and files of the package come before what a name might mean besides.
        for trusted in (True, False):
            meant = {
                message
                for spelling, message, own in spellings
                if own == trusted and fold(spelling) == wanted
            }
            if len(meant) == 1:
                return meant.pop()
            if meant:
                several = sorted(label(one.kind, one.action, version) for one in meant)
                message = f"{shown(name)} may be {listed(several)}; say which"
                raise GeneratorError(message)
    labels = {
        one: label(message.kind, message.action, version) for one, message, _ in spellings
    }
    close = dict.fromkeys(labels[one] for one in get_close_matches(name[:100], labels))
    hint = f"did you mean {' or '.join(close)}?" if close else "see `ocppgen list`"
    message = f"there is no message {shown(name)}; {hint}"
    raise GeneratorError(message)


def _spellings(feature: Feature) -> Iterator[tuple[str, Message, bool]]:
    """Yield each spelling of a message, and whether it is that of its class or file."""
    for kind, part in ((Kind.CALL, feature.request), (Kind.RESULT, feature.response)):
        if part is None:
            continue
        message = Message(feature.name, kind)
        for suffix in _SUFFIXES[kind]:
            yield feature.name + suffix, message, False
        yield part.name, message, True
        file = PurePosixPath(part.place.file)
        for spelling in dict.fromkeys((file.stem, file.name, str(file))):
            yield spelling, message, True
