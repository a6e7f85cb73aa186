"""What a type checker must not let pass: each marked line has that one error, others none."""

# ruff: noqa: B015, B018, F401, T201  (it is the type checkers that are to see it)

from __future__ import annotations

from datetime import UTC, datetime

import ocpp16
from ocpp16 import FEATURES, firmware
from ocpp16.core import BootNotificationRequest
from ocpp16.firmware import UPDATE_FIRMWARE, FirmwareStatus
from ocpp16.firmware import FirmwareStatusNotificationRequest as Report
from ocpp16.firmware import GetDiagnosticsRequest as Diagnostics
from ocpp16.firmware import UpdateFirmwareRequest as Update
from ocpp16.firmware import UpdateFirmwareRequst as Requst  # error: has no attribute

NOW = datetime.now(UTC)
PLACE = "http://x/y"

Update(location=PLACE)  # error: Missing named argument "retrieve_date"
Update(location=PLACE, retrieve_date="today")  # error: "str"; expected "datetime"
Update(location=PLACE, retrieve_date=NOW, retry=1)  # error: Unexpected keyword
Update(PLACE, retrieve_date=NOW)  # error: Too many positional arguments
Update(location=None, retrieve_date=NOW)  # error: incompatible type "None"; expected "str"
Report(status="Installed")  # error: incompatible type "str"; expected "FirmwareStatus"
FirmwareStatus.INSTALED  # error: has no attribute "INSTALED"

UPDATE = Update(location=PLACE, retrieve_date=NOW)
UPDATE.retrys = 1  # error: has no attribute "retrys"
UPDATE.location = None  # error: expression has type "None", variable has type "str"
UPDATE.retries = "3"  # error: expression has type "str", variable has type "int | None"
Update.feature_name = 7  # error: expression has type "int", variable has type "str"


def optional(request: Diagnostics) -> int:
    """Forget that an optional member may be absent."""
    return request.retries + 1  # error: Unsupported operand types for + ("None"


def reading(payload: object) -> Update:
    """Take what is read for something else."""
    faults: list[str] = Update.check(payload)  # error: expression has type "list[Violation]"
    Update.from_json(payload)  # error: type "object"; expected
    print(faults, Update.from_dict())  # error: Missing positional argument "payload"
    return BootNotificationRequest.from_dict(payload)  # error: Incompatible return value type


FEATURES["Reset"].title  # error: "Feature[Any, Any]" has no attribute "title"
UPDATE_FIRMWARE.name = "Update"  # error: "Feature" is read-only
FEATURES["Mine"] = UPDATE_FIRMWARE  # error: Unsupported target for indexed assignment
UPDATE_FIRMWARE.initiator == 7  # error: Non-overlapping equality check

firmware.Nope  # error: Module has no attribute "Nope"
ocpp16.firmware.Nope  # error: Module has no attribute "Nope"
ocpp16.Nope  # error: Module has no attribute "Nope"
