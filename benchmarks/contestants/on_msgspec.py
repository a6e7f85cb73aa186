"""The flavor on msgspec of the package under test: made in memory, for the run."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

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
    package: Any = _package()
    feature = package.FEATURES[workload.name]
    response = feature.response_type.from_dict(workload.response)
    by_station = feature.initiator == package.Initiator.CHARGE_POINT
    role: Any = import_module(
        f"{package.__name__}.{'central_system' if by_station else 'charge_point'}"
    )
    method = role.ROLE._methods[workload.name]  # noqa: SLF001  (the table of the role)
    stub = role.CentralSystemStub if by_station else role.ChargePointStub
    handler = type("Handler", (stub,), {method: lambda *_: response})()
    endpoint = role.Endpoint(handler, *["CP1"] * by_station)

    def receive(text: str) -> str:
        (event,) = endpoint.receive(text)
        answer: str = event.text
        return answer

    return receive


ON_MSGSPEC: Final = Contestant(NAME, _jobs, "text is read by msgspec, with the same verdict")
CONTESTANTS: Final = [plainly(NAME, _by_endpoint)]
