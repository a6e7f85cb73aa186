"""What is compared: a message class, the schema it was made from, and a judge of that schema."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

import ocpp16
from ocppgen import load_project
from ocppgen.pipeline import plan
from tests import oracle

if TYPE_CHECKING:

    from ocppgen.project import Project

LATER = {"2.0.1": "ocpp201", "2.1": "ocpp21"}
"""The later protocols, by their packages."""


@dataclass(frozen=True)
class Subject:
    """One message of one protocol."""

    protocol: str
    file: str
    schema: Any
    message: Any
    """The generated class."""
    judge: Any

    @property
    def name(self) -> str:
        """How the subject is called in a report: ``1.6 base/Reset.json``."""
        return f"{self.protocol} {self.file}"

    @property
    def internals(self) -> Any:
        """The module ``message`` of the package that the class is of."""
        for base in self.message.__mro__:
            if base.__name__ == "Structure":
                return sys.modules[base.__module__]
        raise LookupError(self.name)

    @property
    def walk(self) -> Any:
        """The module ``walk`` of that package, which lists violations."""
        return import_module(self.internals.__package__ + ".walk")


@cache
def official() -> tuple[Subject, ...]:
    """Give the subjects of the package as it is committed."""
    return _subjects("1.6", load_project(), ocpp16)


@cache
def later(protocol: str) -> tuple[Subject, ...]:
    """Give the subjects of a later protocol, of the package as it is committed."""
    return _subjects(protocol, load_project(edition=protocol), import_module(LATER[protocol]))


def _subjects(protocol: str, project: Project, package: Any) -> tuple[Subject, ...]:
    """Find the class of each file of a project."""
    classes = {}
    for feature in plan(project).features:
        made = package.FEATURES[feature.name]
        for planned, message in (
            (feature.request, made.request_type),
            (feature.response, made.response_type),
        ):
            if planned is not None:
                classes[planned.place.file] = message
    return tuple(
        Subject(
            protocol,
            document.file,
            document.root,
            classes[document.file],
            oracle.validator(document.root),
        )
        for document in project.documents
    )
