"""The checks and types of ``ocpp16`` in a server that mobilityhouse/ocpp runs already.

`Checked` looks at each message that comes, and logs what is wrong with it and where, before
the server takes it as it always did; so it may turn its own checks off where charge points
break the schema. A handler may read its request into a typed message.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ocpp.routing import on
from ocpp.v16 import ChargePoint, call_result
from ocpp.v16.enums import RegistrationStatus
from websockets import Subprotocol
from websockets.asyncio.server import ServerConnection, serve

from ocpp16 import FEATURES, frames

if TYPE_CHECKING:
    from collections.abc import Iterator

log = logging.getLogger("checked")


def faults(text: str) -> Iterator[str]:
    """Yield what is wrong with a CALL: ``FirmwareStatusNotification /status: must be ...``."""
    try:
        frame = frames.parse(text)
    except frames.FrameError as error:
        yield str(error)
        return
    if not isinstance(frame, frames.Call):
        return
    feature = FEATURES.get(frame.action)
    if feature is None:
        yield f"there is no action {frame.action!r}"
        return
    for violation in feature.request_type.check(frame.payload):
        yield f"{frame.action} {violation}"


class Checked(ChargePoint):
    """The server's class for a charge point, with one method more than it had."""

    async def route_message(self, raw_msg: str) -> None:
        """Log the faults of a message, then do what was done before."""
        for fault in faults(raw_msg):
            log.warning("%s: %s", self.id, fault)
        await super().route_message(raw_msg)

    @on("BootNotification")
    def on_boot_notification(self, **_members: Any) -> call_result.BootNotification:
        now = datetime.now(UTC).isoformat()
        return call_result.BootNotification(now, 300, RegistrationStatus.accepted)

    @on("FirmwareStatusNotification", skip_schema_validation=True)
    def on_firmware_status(
        self, status: str, **_: Any
    ) -> call_result.FirmwareStatusNotification:
        log.info("%s: firmware %s", self.id, status)
        return call_result.FirmwareStatusNotification()


async def attend(socket: ServerConnection) -> None:
    """Serve a charge point."""
    charge_point_id = socket.request.path.strip("/") if socket.request else ""
    await Checked(charge_point_id, socket).start()


async def main(port: int = 9000) -> None:
    """Serve until interrupted."""
    async with serve(attend, "127.0.0.1", port, subprotocols=[Subprotocol("ocpp1.6")]):
        await asyncio.Future()


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    asyncio.run(main())
