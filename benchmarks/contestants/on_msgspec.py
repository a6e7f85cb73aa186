"""The flavor on msgspec of the package under test: made in memory, for the run."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from benchmarks.contestants.frames_of_ours import by_endpoint_of
from benchmarks.jobs import Contestant, Jobs
from benchmarks.whole_frames import plainly
from ocppgen import load_project
from ocppgen.memory import load_sources, sources
from ocppgen.naming.flavors import MSGSPEC

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from benchmarks.workloads import Workload

NAME: Final = "ocpp16 on msgspec"


@cache
def _package() -> ModuleType:
    return load_sources(sources(load_project(), flavor=MSGSPEC))


def _jobs(workload: Workload) -> Jobs:
    package: Any = _package()
    message = package.FEATURES[workload.name].request_type

    def refuse(text: bytes) -> object:
        try:
            return message.from_json(text)
        except package.ValidationError as error:
            return error.violations

    return Jobs(
        decode=message.from_json,
        build=message.from_dict,
        verdict=message.check,
        encode=message.to_json,
        refuse=refuse,
    )


def _by_endpoint(workload: Workload) -> Callable[[str], str]:
    return by_endpoint_of(_package())(workload)


ON_MSGSPEC: Final = Contestant(NAME, _jobs, "text is read by msgspec, with the same verdict")
CONTESTANTS: Final = [plainly(NAME, _by_endpoint)]
