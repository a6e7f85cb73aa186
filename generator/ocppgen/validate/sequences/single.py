"""Rules that each message decides alone.

They are functions of a payload, so that they serve captures and ``ocppgen.spec_violations``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ocppgen.validate.sequences.members import integer, mapping, mappings, text
from ocppgen.validate.sequences.records import CALL, RESULT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Payload = Mapping[str, Any]
    Test = Callable[[Payload], str | None]

_OF_THE_STATION: Final = ("Available", "Unavailable", "Faulted")
_WITH_A_CABLE: Final = ("Preparing", "SuspendedEV", "SuspendedEVSE", "Finishing")

EVENTS: Final = frozenset(
    (
        "FirmwareUpdated",
        "FailedToAuthenticateAtCentralSystem",
        "CentralSystemFailedToAuthenticate",
        "SettingSystemTime",
        "StartupOfTheDevice",
        "ResetOrReboot",
        "SecurityLogWasCleared",
        "ReconfigurationOfSecurityParameters",
        "MemoryExhaustion",
        "InvalidMessages",
        "AttemptedReplayAttacks",
        "TamperDetectionActivated",
        "InvalidFirmwareSignature",
        "InvalidFirmwareSigningCertificate",
        "InvalidCentralSystemCertificate",
        "InvalidChargePointCertificate",
        "InvalidTLSVersion",
        "InvalidTLSCipherSuite",
    )
)
"""The security events of chapter 8 of the whitepaper."""


class Single(NamedTuple):
    """One rule over a single message: its test says what is wrong, if anything is."""

    rule: str
    test: Test


SINGLES: dict[str, dict[str | None, list[Single]]] = {CALL: {}, RESULT: {}}
"""By kind of message and action."""


def of(rule: str, kind: str, *actions: str) -> Callable[[Test], Test]:
    """Make a test the rule for these messages."""

    def add(test: Test) -> Test:
        for action in actions:
            SINGLES[kind].setdefault(action, []).append(Single(rule, test))
        return test

    return add


def broken(kind: str, action: str, payload: Payload) -> Iterator[tuple[str, str | None]]:
    """Judge a message by each rule for it: its id, and what is wrong, None if nothing is."""
    for single in SINGLES[kind].get(action, ()):
        yield single.rule, single.test(payload)


@of("STA-4.9-connector-zero", CALL, "StatusNotification")
def connector_zero(payload: Payload) -> str | None:
    """The station itself has three statuses."""
    status = text(payload, "status")
    if integer(payload, "connectorId") != 0 or status is None or status in _OF_THE_STATION:
        return None
    return f"connector 0 is said to be {status[:20]}"


@of("STA-4.9-ev-communication-error", CALL, "StatusNotification")
def ev_communication_error(payload: Payload) -> str | None:
    """There is a vehicle to communicate with."""
    status = text(payload, "status")
    if text(payload, "errorCode") != "EVCommunicationError" or status is None:
        return None
    return None if status in _WITH_A_CABLE else f"EVCommunicationError goes with {status[:20]}"


@of("TX-6.45-connector-zero", CALL, "StartTransaction")
def transaction_on_zero(payload: Payload) -> str | None:
    """The station itself does not charge."""
    return "starts on connector 0" if integer(payload, "connectorId") == 0 else None


@of("MV-4.7-connector-zero", CALL, "MeterValues")
def main_meter(payload: Payload) -> str | None:
    """The main meter has no transaction."""
    if integer(payload, "connectorId") != 0 or "transactionId" not in payload:
        return None
    return "values of the main meter name a transaction"


@of("WP-8-event-name", CALL, "SecurityEventNotification")
def event_name(payload: Payload) -> str | None:
    """Events have the names of chapter 8."""
    kind = text(payload, "type")
    return None if kind is None or kind in EVENTS else f"{kind[:50]} is no event of chapter 8"


@of("WP-6.1-serial-number", RESULT, "GetInstalledCertificateIds")
def serial_number(payload: Payload) -> str | None:
    """Serial numbers are plain hexadecimal."""
    for data in mappings(payload, "certificateHashData"):
        number = text(data, "serialNumber") or ""
        if number[:2].casefold() == "0x" or (number.startswith("0") and len(number) > 1):
            return f"the serial number {number[:40]} begins with {number[:2]}"
    return None


@of("M03.FR.04-hash-data", RESULT, "GetInstalledCertificateIds")
def hash_data(payload: Payload) -> str | None:
    """What was found is listed."""
    if payload.get("status") != "Accepted" or payload.get("certificateHashData"):
        return None
    return "says Accepted, and lists no certificate"


@of("SC-3.13.1-tx-profile-connector", CALL, "SetChargingProfile")
def tx_profile_connector(payload: Payload) -> str | None:
    """A TxProfile is for a connector."""
    if _purpose(payload) != "TxProfile" or integer(payload, "connectorId") != 0:
        return None
    return "sets a TxProfile on connector 0"


@of("SC-3.13.1-max-profile-connector", CALL, "SetChargingProfile")
def max_profile_connector(payload: Payload) -> str | None:
    """A ChargePointMaxProfile is for the station."""
    connector = integer(payload, "connectorId")
    if _purpose(payload) != "ChargePointMaxProfile" or connector in (None, 0):
        return None
    return f"sets a ChargePointMaxProfile on connector {connector}"


@of("SC-7.8-transaction-id", CALL, "SetChargingProfile")
def profile_transaction(payload: Payload) -> str | None:
    """Only a TxProfile names a transaction."""
    purpose = _purpose(payload)
    if purpose in (None, "TxProfile"):
        return None
    if "transactionId" not in mapping(payload, "csChargingProfiles"):
        return None
    return f"a {str(purpose)[:30]} names a transaction"


@of("SC-5.16.2-remote-start-profile", CALL, "RemoteStartTransaction")
def remote_start_profile(payload: Payload) -> str | None:
    """A remote start brings a TxProfile for what begins."""
    profile = mapping(payload, "chargingProfile")
    purpose = text(profile, "chargingProfilePurpose")
    if purpose is not None and purpose != "TxProfile":
        return f"the profile of a remote start is a {purpose[:30]}"
    return (
        "the profile of a remote start names a transaction"
        if "transactionId" in profile
        else None
    )


@of("SC-5.16.4-first-period", CALL, "SetChargingProfile", "RemoteStartTransaction")
def first_period(payload: Payload) -> str | None:
    """A schedule begins at its beginning."""
    profile = mapping(payload, "csChargingProfiles") or mapping(payload, "chargingProfile")
    periods = mapping(profile, "chargingSchedule").get("chargingSchedulePeriod")
    if not isinstance(periods, list) or not periods or not isinstance(periods[0], dict):
        return None
    start = integer(periods[0], "startPeriod")
    return None if start in (None, 0) else f"the first period begins at {start}"


@of("LIST-6.41-version", CALL, "SendLocalList")
def list_version(payload: Payload) -> str | None:
    """0 and -1 are no versions."""
    version = integer(payload, "listVersion")
    return f"sends the version {version}" if version in (0, -1) else None


def _purpose(payload: Payload) -> str | None:
    return text(mapping(payload, "csChargingProfiles"), "chargingProfilePurpose")
