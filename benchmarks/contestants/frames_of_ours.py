"""The endpoints of the generated package answer a frame, with each reader of JSON text."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import ocpp16
from benchmarks.contestants.copies import COPIES
from benchmarks.whole_frames import FrameContestant, plainly

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.workloads import Workload

OURS: Final = "ocpp16"


def by_endpoint_of(package: Any) -> Callable[[Workload], Callable[[str], str]]:
    """Return what makes an endpoint of *package* for a workload."""
    central_system = import_module(f"{package.__name__}.central_system")
    charge_point = import_module(f"{package.__name__}.charge_point")

    def by_endpoint(workload: Workload) -> Callable[[str], str]:
        feature = package.FEATURES[workload.name]
        response = feature.response_type.from_dict(workload.response)
        endpoint: Any
        if feature.initiator == package.Initiator.CENTRAL_SYSTEM:
            endpoint = charge_point.Endpoint(_handler(charge_point, workload.name, response))
        else:
            handler = _handler(central_system, workload.name, response)
            endpoint = central_system.Endpoint(handler, "CP1")

        def receive(text: str) -> str:
            (event,) = endpoint.receive(text)
            answer: str = event.text
            return answer

        return receive

    return by_endpoint


def _handler(role: Any, action: str, response: Any) -> Any:
    """Make a handler of one action: a stub of the role with that method overridden."""
    method = role.ROLE.find(action).method
    stub = getattr(role, f"{role.ROLE.initiator.title().replace('_', '')}Stub")
    return type("Handler", (stub,), {method: lambda *_: response})()


CONTESTANTS: Final[list[FrameContestant]] = [
    plainly(OURS, by_endpoint_of(ocpp16)),
    *(plainly(name, by_endpoint_of(package)) for name, package in COPIES.items()),
]
