"""A central system and a charge point on this machine, and what they say to each other.

Firmware is updated plainly, then signed with RSA and with ECDSA; a forged signature and a
foreign certificate are refused; diagnostics are fetched. Exit code 0 says that all went as
it had to.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from central_system import SUBPROTOCOL, CentralSystem, Station
from charge_point import ChargePoint
from files import FileServer
from signing import Manufacturer, new_key, sign
from websockets.asyncio.server import serve

from ocpp16 import frames
from ocpp16.events import Direction

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from ocpp16.events import WireMessage

FIRMWARE = b"firmware 2.0 " * 5000
SIGNED = ["Downloading", "Downloaded", "SignatureVerified", "Installing", "Installed"]
LONGEST = 60


class Conversation:
    """Prints each message as it passes the central system."""

    def __init__(self) -> None:
        self.count = 0
        self._actions: dict[str, str] = {}

    def note(self, message: WireMessage) -> None:
        """Print a message: the time, the way it goes, the action and what is in it."""
        self.count += 1
        frame = frames.parse(message.text)
        match frame:
            case frames.Call(id=call_id, action=action, payload=payload):
                self._actions[call_id] = action
                words = f"{action}  {_short(payload)}"
            case frames.CallResult(id=call_id, payload=payload):
                words = f"  {self._actions.pop(call_id)} answered  {_short(payload)}"
            case frames.CallError(id=call_id, code=code, description=description):
                words = f"  {self._actions.pop(call_id)} refused  {code}: {description}"
        time = datetime.now(UTC).strftime("%H:%M:%S.%f")[:-3]
        way = "-->" if message.direction is Direction.SENT else "<--"
        print(f"{time}  central system {way} charge point  {words}")


def _short(payload: dict[str, Any]) -> str:
    """Give a payload on one line; a nested object is in brackets, a long text is cut."""
    return ", ".join(f"{name}={_shorter(value)}" for name, value in payload.items())


def _shorter(value: object) -> str:
    if isinstance(value, dict):
        return f"({_short(value)})"
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST else f"{text[:20]}... ({len(text)} characters)"


class Demo:
    """The steps, each with what has to come of it."""

    def __init__(self, station: Station, charge_point: ChargePoint, files: FileServer) -> None:
        self.station = station
        self.charge_point = charge_point
        self.files = files
        self.failures = 0

    def expect(self, what: str, found: object, wanted: object) -> bool:
        """Tell whether something is as it has to be, and say so if it is not."""
        if found != wanted:
            self.failures += 1
            print(f"    NOT AS EXPECTED: {what}: {found}, not {wanted}")
        return found == wanted

    async def plain(self) -> None:
        """Update without a signature."""
        statuses = await self.station.update(self.files.url("firmware.bin"))
        wanted = ["Downloading", "Downloaded", "Installing", "Installed"]
        self.expect("statuses", statuses, wanted)
        self.expect("installed", self.charge_point.installed, [FIRMWARE])

    async def not_there(self) -> None:
        """Name a file that does not exist."""
        statuses = await self.station.update(self.files.url("nowhere.bin"))
        self.expect("statuses", statuses, ["Downloading", "DownloadFailed"])

    async def signed(self, kind: str, manufacturer: Manufacturer) -> None:
        """Update with a signature of a certified key."""
        key = new_key(kind)
        statuses = await self._update_signed(manufacturer.certify(key), sign(key, FIRMWARE))
        self.expect("statuses", statuses, SIGNED)
        self.expect("installed", self.charge_point.installed[-1], FIRMWARE)

    async def forged(self, manufacturer: Manufacturer) -> None:
        """Sign another file than the one that is offered."""
        before = len(self.charge_point.installed)
        key = new_key("RSA")
        signature = sign(key, FIRMWARE + b"!")
        statuses = await self._update_signed(manufacturer.certify(key), signature)
        wanted = ["Downloading", "Downloaded", "InvalidSignature"]
        if self.expect("statuses", statuses, wanted):
            await self._expect_event("InvalidFirmwareSignature")
        self.expect("installed", len(self.charge_point.installed), before)

    async def foreign(self) -> None:
        """Sign with a key that another manufacturer certified."""
        key = new_key("ECDSA")
        statuses = await self._update_signed(Manufacturer().certify(key), sign(key, FIRMWARE))
        if self.expect("statuses", statuses, []):
            await self._expect_event("InvalidFirmwareSigningCertificate")

    async def diagnostics(self) -> None:
        """Fetch what the charge point noted."""
        name = await self.station.fetch_diagnostics(self.files.url("diagnostics/"))
        self.expect("file", name, "diagnostics.log")
        uploaded = self.files.files.get(f"diagnostics/{name}")
        self.expect("content", uploaded, "\n".join(self.charge_point.log).encode())
        print(f"    uploaded: {uploaded!r}")

    async def _expect_event(self, name: str) -> None:
        event = await asyncio.wait_for(self.station.security_events.get(), 10)
        self.expect("security event", event, name)

    async def _update_signed(self, certificate: str, signature: str) -> list[Any]:
        location = self.files.url("firmware.bin")
        return [*await self.station.update_signed(location, certificate, signature)]


async def main() -> int:
    """Run it all; give the exit code."""
    conversation = Conversation()
    manufacturer = Manufacturer()
    central_system = CentralSystem(on_before=conversation.note)
    charge_point = ChargePoint(manufacturer.root)
    with FileServer() as files:
        files.files["firmware.bin"] = FIRMWARE
        async with serve(
            central_system.attend, "127.0.0.1", 0, subprotocols=[SUBPROTOCOL]
        ) as server:
            port = next(iter(server.sockets)).getsockname()[1]
            running = asyncio.create_task(charge_point.run(f"ws://127.0.0.1:{port}/CP-17"))
            station = await asyncio.wait_for(central_system.arrived.get(), 10)
            demo = Demo(station, charge_point, files)
            print("The charge point boots")
            await asyncio.wait_for(station.available.wait(), 10)
            steps: dict[str, Callable[[], Awaitable[None]]] = {
                "A plain update": demo.plain,
                "An update whose file is not there": demo.not_there,
                "An update signed with RSA": partial(demo.signed, "RSA", manufacturer),
                "An update signed with ECDSA": partial(demo.signed, "ECDSA", manufacturer),
                "An update whose signature is forged": partial(demo.forged, manufacturer),
                "An update with a foreign certificate": demo.foreign,
                "Diagnostics": demo.diagnostics,
            }
            for title, step in steps.items():
                print(f"\n{title}")
                await step()
        await asyncio.wait_for(running, 10)
    went = f"wrong in {demo.failures} places" if demo.failures else "as it had to"
    print(f"\n{conversation.count} messages; everything went {went}")
    return 1 if demo.failures else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
