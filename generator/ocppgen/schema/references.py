"""Where a ``$ref`` leads: to a schema in one of the given files, or to a refusal."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin

from ocppgen.errors import GeneratorError
from ocppgen.model.ir import Place
from ocppgen.text import shown, token

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ocppgen.schema.documents import Document

_SPACE = 0x20

# What the library ends in when a reference, or an id, is none.
_LOST = (ValueError, LookupError, TypeError, AttributeError)


class References:
    """Resolves the references of a set of documents among themselves."""

    def __init__(self, documents: Sequence[Document]) -> None:
        """Index *documents*; nothing is resolved before it is asked for."""
        # Imported here: a set of files without references does without it.
        from referencing import Registry
        from referencing.jsonschema import specification_with

        self._places: dict[int, Place] = {}
        self._bases: dict[str, str] = {}
        self._addresses: dict[str, set[str]] = {}
        """By which addresses each file is known."""
        self._specifications: dict[str, Any] = {}
        self._keywords: dict[str, str] = {}
        owners: dict[str | tuple[str, str], Place] = {}
        by_uri: dict[str, Any] = {}
        for document in documents:
            file = document.file
            self._places.update(_places(document))
            self._specifications[file] = specification_with(document.dialect.uri)
            self._keywords[file] = document.dialect.id_keyword
            resource: Any = self._specifications[file].create_resource(document.root)
            self._bases[file] = self._indexed(document, resource, owners)
            by_uri[document.uri] = resource
            self._addresses[file] = {document.uri, self._bases[file]}
        self._registry: Any = Registry().with_resources(by_uri.items()).crawl()

    def resolver(self, file: str) -> Any:
        """Give the resolver that a file's root schema starts with."""
        return self._registry.resolver(base_uri=self._bases[file])

    def within(self, resolver: Any, schema: Mapping[str, object], place: Place) -> Any:
        """Give the resolver for a subschema that has an id of its own."""
        resource = self._specifications[place.file].create_resource(schema)
        try:
            return resolver.in_subresource(resource)
        except _LOST as error:
            raise self._no_id(schema, place) from error

    def lookup(self, resolver: Any, ref: str, place: Place) -> tuple[object, Place, Any]:
        """Find the schema that *ref* names; give it with its place and its resolver."""
        from referencing import exceptions

        at = place.pointer + "/$ref"
        try:
            found = resolver.lookup(_plain(ref))
        except (exceptions.Unresolvable, exceptions.NoSuchResource, *_LOST) as error:
            message = self._astray(ref, place.file) or (
                f"{shown(ref)} leads nowhere among the given files (nothing is fetched);"
                " correct it, or add the file"
            )
            raise GeneratorError(message, file=place.file, pointer=at) from error
        target = self._places.get(id(found.contents))
        if isinstance(found.contents, bool):
            target = place  # a boolean has no identity, and needs none
        elif target is not None and not target.pointer.endswith(_pointer(ref)):
            target = None  # the library counts items from the end, which pointers do not
        if target is None:
            message = f"{shown(ref)} does not lead to a schema; correct it"
            raise GeneratorError(message, file=place.file, pointer=at)
        return found.contents, target, found.resolver

    def _astray(self, ref: str, file: str) -> str:
        """Say what is wrong with a reference to a file's name, where its own id counts."""
        try:
            address = urljoin(self._bases[file], ref)
        except ValueError:
            return ""
        path = posixpath.normpath(
            posixpath.join(posixpath.dirname(file), ref.partition("#")[0])
        )
        if path not in self._bases or address.partition("#")[0] in self._addresses[path]:
            return ""
        keyword = self._keywords[path]
        return (
            f"{shown(ref)} is {address}, by the id of the file, and {path} has another"
            f' address; give it that as its "{keyword}"'
        )

    def _indexed(
        self,
        document: Document,
        root: Any,
        owners: dict[str | tuple[str, str], Place],
    ) -> str:
        """Give the base of a document; refuse ids and anchors that are there twice."""
        base = ""
        stack: list[tuple[str, Any]] = [(document.uri, root)]
        while stack:
            uri, resource = stack.pop()
            place = self._places.get(id(resource.contents), Place(document.file))
            try:
                name = resource.id()
                uri = urljoin(uri, _plain(name or ""))
                names = [(uri, anchor.name) for anchor in resource.anchors()]
                stack.extend((uri, each) for each in resource.subresources())
            except _LOST as error:
                raise self._no_id(resource.contents, place) from error
            base = base or uri
            keys: list[str | tuple[str, str]] = [*([uri] if name else []), *names]
            for key in keys:
                if owners.setdefault(key, place) != place:
                    spelled = key if isinstance(key, str) else f"#{key[1]}"
                    message = (
                        f"the id {shown(spelled)} is that of {owners[key]} too; change one"
                    )
                    raise GeneratorError(message, file=place.file, pointer=place.pointer)
        return base

    def _no_id(self, schema: Mapping[str, object], place: Place) -> GeneratorError:
        keyword = self._keywords[place.file]
        found = schema.get(keyword) if isinstance(schema, dict) else schema
        message = f"{shown(found)} is no address; correct the id"
        return GeneratorError(message, file=place.file, pointer=f"{place.pointer}/{keyword}")


def _plain(address: str) -> str:
    """Give an address, or raise `ValueError` where libraries would leave something out."""
    if address != address.strip() or any(ord(char) < _SPACE for char in address):
        raise ValueError(address)
    return address


def _pointer(ref: str) -> str:
    """Give the JSON pointer of a reference, if it has one."""
    fragment = unquote(ref.partition("#")[2])
    return fragment if fragment.startswith("/") else ""


def _places(document: Document) -> Iterator[tuple[int, Place]]:
    """List every object of a document by its identity."""
    stack: list[tuple[object, str]] = [(document.root, "")]
    while stack:
        value, pointer = stack.pop()
        if isinstance(value, dict):
            yield id(value), Place(document.file, pointer)
            stack.extend((each, f"{pointer}/{token(name)}") for name, each in value.items())
        elif isinstance(value, list):
            stack.extend((each, f"{pointer}/{index}") for index, each in enumerate(value))
