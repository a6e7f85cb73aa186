"""What ``list`` and ``show`` tell programs: the facts, in JSON Schema's own words."""

from __future__ import annotations

import json
from importlib import import_module
from typing import TYPE_CHECKING, Any, Self

from ocppgen.cli.example import Examples
from ocppgen.cli.facts import classes, conditions, facts, members, of_type
from ocppgen.memory import load_sources, sources, unload
from ocppgen.naming.package import VendorMessage
from ocppgen.text import token

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from ocppgen.model import ir
    from ocppgen.naming.package import Feature, Message, NamedStructure, Package
    from ocppgen.project import Project


class Facts:
    """Describes features by the ``members`` of their classes, which it loads."""

    def __init__(self, project: Project, package: Package) -> None:
        """Load the package of *project*, whose plan is *package*; nothing is written."""
        self._examples = Examples(package)
        self._module: Any = load_sources(sources(project, package))
        self._structures = {
            (module.path, structure.name): structure
            for module in package.every
            for structure in module.structures
        }
        self._modules: dict[ir.Place, tuple[str, ...]] = {
            one.places[0]: module for (module, _), one in self._structures.items()
        }

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Forget the package."""
        unload(self._module)

    def feature(self, feature: Feature) -> dict[str, Any]:
        """Describe a feature, both messages of it."""
        loaded = self._module.FEATURES[feature.name]
        return {
            "feature": feature.name,
            "profile": feature.profile,
            "initiator": feature.initiator,
            "summary": feature.summary,
            "request": self._message(feature.request, loaded.request_type),
            "response": self._message(feature.response, loaded.response_type),
        }

    def payload(self, payload: VendorMessage) -> dict[str, Any]:
        """Describe a message of a vendor, and what it carries."""
        loaded = self._module.PAYLOADS[payload.vendor, payload.message]
        return {
            "vendor": payload.vendor,
            "message": payload.message,
            "initiator": payload.initiator,
            "summary": payload.summary,
            "request": self._message(payload.request, loaded.request_type),
            "response": self._message(payload.response, loaded.response_type),
        }

    def example(self, message: Message, class_: Any) -> dict[str, object] | None:
        """Make an example that obeys its class; None if that is beyond us."""
        found = self._examples.structure(message.place)
        return None if class_.check(found) else found

    def example_of(
        self, feature: Feature | VendorMessage, word: str
    ) -> dict[str, object] | None:
        """Make an example of a request or response."""
        message: Message | None = getattr(feature, word)
        if isinstance(feature, VendorMessage):
            described = self._module.PAYLOADS[feature.vendor, feature.message]
        else:
            described = self._module.FEATURES[feature.name]
        class_ = getattr(described, f"{word}_type")
        return None if message is None else self.example(message, class_)

    def _message(self, message: Message | None, class_: Any) -> dict[str, Any] | None:
        if message is None:
            return None
        own, *nested = classes(class_)
        return {
            **self._class(own),
            "classes": [self._class(one) for one in nested],
            "example": self.example(message, class_),
        }

    def _class(self, class_: Any) -> dict[str, Any]:
        path = tuple(class_.__module__.split(".")[1:])
        others = class_.members.additional
        structure = self._structures[path, class_.__name__]
        defaults = {
            one.wire: json.loads(one.default) for one in structure.fields if one.default
        }
        texts = {one.wire: one.description for one in structure.fields if one.description}
        described = members(class_)
        for one in described:
            if one["wire"] in defaults:
                one["default"] = defaults[one["wire"]]
            if one["wire"] in texts:
                one["text"] = texts[one["wire"]]
        return {
            "class": class_.__name__,
            "module": ".".join(path),
            "schema": str(structure.places[0]),
            **({"text": structure.summary} if structure.summary else {}),
            "fields": described,
            "additional": None if others is None else facts(others),
            **({"allOf": asked} if (asked := conditions(class_)) else {}),
        }

    def asked(self, structure: NamedStructure) -> Iterator[str]:
        """Write what a class asks beyond the types of its members, a line each."""
        module = ".".join((self._module.__name__, *self._modules[structure.places[0]]))
        class_ = getattr(import_module(module), structure.name)
        for field in structure.fields:
            for at, condition in of_type(class_.members[field.wire].type):
                yield f"/{token(field.wire)}{at} must also meet {json.dumps(condition)}"
        for condition in conditions(class_):
            yield f"must also meet {json.dumps(condition)}"
