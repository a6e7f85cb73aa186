"""The package under test, alone and with a faster reader of JSON text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.contestants.copies import COPIES, NOTES
from benchmarks.jobs import Contestant, Jobs
from ocpp16 import FEATURES, ValidationError

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.workloads import Workload

NAME = "ocpp16"


def _standard(workload: Workload) -> Jobs:
    message = FEATURES[workload.name].request_type

    def refuse(text: bytes) -> object:
        try:
            return message.from_json(text)
        except ValidationError as error:
            return error.violations

    return Jobs(
        decode=message.from_json,
        build=message.from_dict,
        verdict=message.check,
        encode=message.to_json,
        refuse=refuse,
    )


def _jobs_of(package: Any) -> Callable[[Workload], Jobs]:
    def jobs(workload: Workload) -> Jobs:
        message = package.FEATURES[workload.name].request_type

        def refuse(text: bytes) -> object:
            try:
                return message.from_json(text)
            except package.ValidationError as error:
                return error.violations

        return Jobs(decode=message.from_json, refuse=refuse)

    return jobs


OURS = Contestant(NAME, _standard, "standard library only")
OURS_WITH_READERS = [
    Contestant(name, _jobs_of(package), NOTES[name]) for name, package in COPIES.items()
]
