"""The endpoints of the generated package answer a frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from benchmarks.whole_frames import plainly
from ocpp16 import FEATURES, Initiator, central_system, charge_point

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.workloads import Workload

OURS: Final = "ocpp16"


def _by_endpoint(workload: Workload) -> Callable[[str], str]:
    feature = FEATURES[workload.name]
    response = feature.response_type.from_dict(workload.response)
    endpoint: Any
    if feature.initiator == Initiator.CENTRAL_SYSTEM:
        endpoint = charge_point.Endpoint(_handler(charge_point, workload.name, response))
    else:
        handler = _handler(central_system, workload.name, response)
        endpoint = central_system.Endpoint(handler, "CP1")

    def receive(text: str) -> str:
        (event,) = endpoint.receive(text)
        answer: str = event.text
        return answer

    return receive


def _handler(role: Any, action: str, response: Any) -> Any:
    """Make a handler of one action: a stub of the role with that method overridden."""
    method = role.ROLE._methods[action]  # noqa: SLF001  (the table of the role)
    stub = getattr(role, f"{role.ROLE.initiator.title().replace('_', '')}Stub")
    return type("Handler", (stub,), {method: lambda *_: response})()


CONTESTANTS: Final = [plainly(OURS, _by_endpoint)]
