"""The areas: each module has the state and the rules of one.

Where several take the same frame, they take it in the order of `AREAS`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ocppgen.validate.sequences.areas.availability import Availability
from ocppgen.validate.sequences.areas.certificates import Certificates
from ocppgen.validate.sequences.areas.charging import Charging
from ocppgen.validate.sequences.areas.configuration import Settings
from ocppgen.validate.sequences.areas.connectors import Connectors
from ocppgen.validate.sequences.areas.data_transfer import DataTransfer
from ocppgen.validate.sequences.areas.diagnostics import Diagnostics
from ocppgen.validate.sequences.areas.ending import Ending
from ocppgen.validate.sequences.areas.firmware import Firmware
from ocppgen.validate.sequences.areas.identifiers import Identifiers
from ocppgen.validate.sequences.areas.local_list import LocalList
from ocppgen.validate.sequences.areas.log_upload import LogUpload
from ocppgen.validate.sequences.areas.metering import Metering
from ocppgen.validate.sequences.areas.order import Order
from ocppgen.validate.sequences.areas.reboots import Reboots
from ocppgen.validate.sequences.areas.registration import Registration
from ocppgen.validate.sequences.areas.remote_calls import RemoteCalls
from ocppgen.validate.sequences.areas.reservations import Reservations
from ocppgen.validate.sequences.areas.resets import Resets
from ocppgen.validate.sequences.areas.secure_updates import SecureUpdates
from ocppgen.validate.sequences.areas.security_events import SecurityEvents
from ocppgen.validate.sequences.areas.signed_firmware import SignedFirmware
from ocppgen.validate.sequences.areas.signed_steps import SignedSteps
from ocppgen.validate.sequences.areas.statuses import Statuses
from ocppgen.validate.sequences.areas.transactions import Transactions
from ocppgen.validate.sequences.areas.trigger_messages import TriggerMessages

if TYPE_CHECKING:
    from ocppgen.validate.sequences.area import Area

AREAS: Final[tuple[type[Area], ...]] = (
    Registration,
    RemoteCalls,
    TriggerMessages,
    Connectors,
    Transactions,
    Identifiers,
    Metering,
    Order,
    Ending,
    Statuses,
    Resets,
    Availability,
    Settings,
    Reboots,
    SecurityEvents,
    Firmware,
    SecureUpdates,
    Diagnostics,
    SignedFirmware,
    SignedSteps,
    LogUpload,
    Certificates,
    Reservations,
    Charging,
    LocalList,
    DataTransfer,
)
