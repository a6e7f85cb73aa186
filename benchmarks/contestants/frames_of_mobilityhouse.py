"""mobilityhouse/ocpp: its `ChargePoint` routes the frame and sends the answer."""

from __future__ import annotations

import asyncio
import logging
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from ocpp import messages  # type: ignore[import-untyped]  # has none
from ocpp.charge_point import camel_to_snake_case  # type: ignore[import-untyped]  # has none
from ocpp.routing import on  # type: ignore[import-untyped]  # has none
from ocpp.v16 import ChargePoint, call_result  # type: ignore[import-untyped]  # has none

from benchmarks.whole_frames import FrameContestant

if TYPE_CHECKING:
    from benchmarks.timing import Runner
    from benchmarks.workloads import Workload

UNCHECKED: Final = "mobilityhouse/ocpp, validation off"
IN_LOOP: Final = "mobilityhouse/ocpp, in the loop"
IN_EXECUTOR: Final = "mobilityhouse/ocpp, in its executor (default)"

logging.getLogger("ocpp").setLevel(logging.CRITICAL)
_LOOP: Final = asyncio.new_event_loop()


class _Connection:
    """Keeps what was sent last."""

    sent = ""

    async def send(self, text: str) -> None:
        self.sent = text


def _charge_point(workload: Workload, *, unchecked: bool) -> tuple[Any, _Connection]:
    response = getattr(call_result, workload.name)
    fields = camel_to_snake_case(workload.response)

    class Station(ChargePoint):  # type: ignore[misc]  # of that library
        @on(workload.name, skip_schema_validation=unchecked)  # type: ignore[untyped-decorator]  # of that library
        def answer(self, **_: object) -> object:
            return response(**fields)

    connection = _Connection()

    async def made() -> Any:
        return Station("station", connection)

    return _LOOP.run_until_complete(made()), connection


def _contestant(name: str, *, unchecked: bool, in_executor: bool) -> FrameContestant:
    def runner(workload: Workload) -> Runner:
        station, _ = _charge_point(workload, unchecked=unchecked)

        async def repeat(times: int) -> float:
            route, text = station.route_message, workload.frame
            messages.ASYNC_VALIDATION = in_executor
            start = perf_counter()
            for _ in range(times):
                await route(text)
            return perf_counter() - start

        return lambda times: _LOOP.run_until_complete(repeat(times))

    def answer(workload: Workload) -> str:
        station, connection = _charge_point(workload, unchecked=unchecked)
        messages.ASYNC_VALIDATION = in_executor
        _LOOP.run_until_complete(station.route_message(workload.frame))
        return connection.sent

    return FrameContestant(name, runner, answer)


CONTESTANTS: Final = (
    _contestant(UNCHECKED, unchecked=True, in_executor=False),
    _contestant(IN_LOOP, unchecked=False, in_executor=False),
    _contestant(IN_EXECUTOR, unchecked=False, in_executor=True),
)


def close() -> None:
    """End the loop, and the threads of its executor."""
    _LOOP.run_until_complete(_LOOP.shutdown_default_executor())
    _LOOP.close()
