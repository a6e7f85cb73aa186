"""What ``list`` and ``show`` tell programs: the facts, in JSON Schema's own words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Self

from ocppgen.cli.example import Examples
from ocppgen.cli.facts import classes, facts, members
from ocppgen.memory import load_sources, sources, unload

if TYPE_CHECKING:
    from types import TracebackType

    from ocppgen.naming.package import Feature, Message, Package
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

    def example(self, message: Message, class_: Any) -> dict[str, object] | None:
        """Make an example that obeys its class; None if that is beyond us."""
        found = self._examples.structure(message.place)
        return None if class_.check(found) else found

    def example_of(self, feature: Feature, word: str) -> dict[str, object] | None:
        """Make an example of the request or response of a feature."""
        message: Message | None = getattr(feature, word)
        class_ = getattr(self._module.FEATURES[feature.name], f"{word}_type")
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
        described = members(class_)
        for one in described:
            if one["wire"] in defaults:
                one["default"] = defaults[one["wire"]]
        return {
            "class": class_.__name__,
            "module": ".".join(path),
            "schema": str(structure.places[0]),
            "fields": described,
            "additional": None if others is None else facts(others),
        }
