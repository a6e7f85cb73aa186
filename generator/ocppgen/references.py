"""Where a ``$ref`` leads: to a schema in one of the given files, or to a refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocppgen.errors import GeneratorError
from ocppgen.ir import Place
from ocppgen.text import shown, token

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ocppgen.documents import Document


class References:
    """Resolves the references of a set of documents among themselves."""

    def __init__(self, documents: Sequence[Document]) -> None:
        """Index *documents*; nothing is resolved before it is asked for."""
        # Imported here: a set of files without references does without it.
        from referencing import Registry
        from referencing.jsonschema import specification_with  # noqa: PLC0415

        self._files = {document.file: document for document in documents}
        self._places: dict[int, Place] = {}
        self._resources: dict[str, Any] = {}
        self._specifications: dict[str, Any] = {}
        by_uri: dict[str, Any] = {}
        owners: dict[str, str] = {}
        for document in documents:
            specification = specification_with(document.dialect.uri)
            resource: Any = specification.create_resource(document.root)
            self._resources[document.file] = resource
            self._specifications[document.file] = specification
            self._places.update(_places(document))
            uris = {document.uri, resource.id() or document.uri}
            for uri in uris:
                if uri in owners:
                    message = f"has the id of {owners[uri]}, {shown(uri)}; give it its own"
                    raise GeneratorError(message, file=document.file, pointer="")
                owners[uri] = document.file
                by_uri[uri] = resource
        registry: Any = Registry().with_resources(by_uri.items())
        self._registry = registry.crawl()

    def resolver(self, file: str) -> Any:
        """Give the resolver that a file's root schema starts with."""
        resource = self._resources[file]
        base = resource.id() or self._files[file].uri
        return self._registry.resolver(base_uri=base)

    def within(self, resolver: Any, schema: Mapping[str, object], file: str) -> Any:
        """Give the resolver for a subschema, which may have an id of its own."""
        return resolver.in_subresource(self._specifications[file].create_resource(schema))

    def lookup(self, resolver: Any, ref: str, place: Place) -> tuple[object, Place, Any]:
        """Find the schema that *ref* names; give it with its place and its resolver."""
        from referencing import exceptions  # noqa: PLC0415

        at = place.pointer + "/$ref"
        try:
            found = resolver.lookup(ref)
        except (exceptions.Unresolvable, exceptions.NoSuchResource, ValueError) as error:
            message = (
                f"{shown(ref)} leads nowhere among the given files (nothing is fetched);"
                " correct it, or add the file"
            )
            raise GeneratorError(message, file=place.file, pointer=at) from error
        target = self._places.get(id(found.contents))
        if isinstance(found.contents, bool):
            target = place  # a boolean has no identity, and needs none
        if target is None:
            message = f"{shown(ref)} does not lead to a schema; correct it"
            raise GeneratorError(message, file=place.file, pointer=at)
        return found.contents, target, found.resolver


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
