"""Smart charging: which profiles are taken, and against which limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from ocppgen.validate.sequences.area import Area, answered, called, rule
from ocppgen.validate.sequences.areas.configuration import Settings, limit
from ocppgen.validate.sequences.areas.statuses import Statuses
from ocppgen.validate.sequences.areas.transactions import Transactions
from ocppgen.validate.sequences.bounded import bound
from ocppgen.validate.sequences.instants import date_time
from ocppgen.validate.sequences.members import integer, mapping, text
from ocppgen.validate.sequences.outcome import SATISFIED, Reason, Violated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocppgen.validate.sequences.frames import Answer, Call, Frame
    from ocppgen.validate.sequences.outcome import Outcome

_TX_PROFILE: Final = "TxProfile"
_FREE: Final = ("Available", "Unavailable", "Reserved", "Faulted")
_UNITS: Final = {"A": frozenset(("a", "current")), "W": frozenset(("w", "power"))}
_FILTERS: Final = ("connectorId", "chargingProfilePurpose", "stackLevel")
_MOST: Final = 128
_Where: TypeAlias = "tuple[int | None, int | None, str]"
"""Connector, stack level and purpose: there is one profile for each."""


class _Profile(NamedTuple):
    """A profile that was Accepted, and is no TxProfile."""

    connector: int | None
    level: int | None
    purpose: str
    valid_to: float | None
    ends: bool
    """It has a validTo."""
    at: int
    """The index of the answer."""
    line: int


class Charging(Area):
    """The profiles of a station."""

    __slots__ = ("_profiles",)

    _profiles: dict[int, _Profile]
    """By id."""

    def begin(self) -> None:
        """Know of no profile."""
        self._profiles = {}

    def on_gap(self) -> None:
        """Nothing is believed."""
        self.begin()

    def on_boot(self, call: Call) -> None:  # noqa: ARG002  (as for any area)
        """Nothing is believed."""
        self.begin()

    # Limits

    @called("SetChargingProfile", "RemoteStartTransaction")
    def limits(self, call: Call) -> None:
        """Judge a profile by what the station can take."""
        profile = profile_of(call.payload)
        if not profile:
            return
        settings, schedule = self.station.of(Settings), mapping(profile, "chargingSchedule")
        self.stack_level(call, settings, integer(profile, "stackLevel"))
        periods = schedule.get("chargingSchedulePeriod")
        self.periods(call, settings, len(periods) if isinstance(periods, list) else None)
        self.rate_unit(call, settings, text(schedule, "chargingRateUnit"))

    @rule("SC-9.4.1-stack-level")
    def stack_level(self, _: Call, settings: Settings, level: int | None) -> Outcome:
        """The level is one that the station has."""
        return limit(settings, "ChargeProfileMaxStackLevel", level)

    @rule("SC-9.4.3-periods")
    def periods(self, _: Call, settings: Settings, number: int | None) -> Outcome:
        """There are no more periods than the station takes."""
        return limit(settings, "ChargingScheduleMaxPeriods", number)

    @rule("SC-9.4.2-rate-unit")
    def rate_unit(self, _: Call, settings: Settings, unit: str | None) -> Outcome:
        """The unit is one that the station allows."""
        allowed = settings.words("ChargingScheduleAllowedChargingRateUnit")
        if unit not in _UNITS:
            return None
        if not allowed:
            return Reason.SETTING
        if _UNITS[unit] & allowed:
            return SATISFIED
        return Violated(
            f"limits {unit}, which ChargingScheduleAllowedChargingRateUnit does not have"
        )

    # SetChargingProfile

    @called("SetChargingProfile")
    def asked(self, call: Call) -> None:
        """Note whether a transaction runs."""
        call.at_request = self._without_transaction(call)

    @answered("SetChargingProfile")
    def set(self, call: Call, answer: Answer) -> None:
        """Take a profile."""
        profile = mapping(call.payload, "csChargingProfiles")
        ident, purpose = integer(profile, "chargingProfileId"), text(
            profile, "chargingProfilePurpose"
        )
        if answer.blind and ident is not None and purpose is not None:
            self._forget(self._place(call), ident)
        if answer.status != "Accepted" or ident is None or purpose is None:
            return
        if purpose == _TX_PROFILE:
            self.tx_profile_without_transaction(answer, call)
        if self.station.interrupted(call) is None:
            self._replace(call, answer, profile, ident, purpose)

    def _replace(
        self, call: Call, answer: Answer, profile: Mapping[str, Any], ident: int, purpose: str
    ) -> None:
        place = self._place(call)
        self._forget(place, ident)
        if purpose != _TX_PROFILE:
            valid_to = date_time(profile, "validTo")
            ends = "validTo" in profile
            self._profiles[ident] = _Profile(*place, valid_to, ends, answer.index, answer.line)
            bound(self._profiles, _MOST)

    def _forget(self, place: _Where, ident: int) -> None:
        """Forget what a profile of this id, or in this place, replaces."""
        self._profiles = {
            other: one
            for other, one in self._profiles.items()
            if other != ident and (one.connector, one.level, one.purpose) != place
        }

    @staticmethod
    def _place(call: Call) -> _Where:
        profile = mapping(call.payload, "csChargingProfiles")
        level, purpose = integer(profile, "stackLevel"), text(profile, "chargingProfilePurpose")
        return integer(call.payload, "connectorId"), level, purpose or ""

    def _without_transaction(self, frame: Call) -> bool | None:
        """Tell whether a TxProfile has no transaction to be for; None if that is unknown."""
        profile = mapping(frame.payload, "csChargingProfiles")
        connector = integer(frame.payload, "connectorId")
        wanted = integer(profile, "transactionId")
        if connector is None or connector <= 0:
            return None
        one = self.station.of(Transactions).of_connector(connector)
        if one is None:
            status = self.station.of(Statuses).of(connector)
            return None if status is None else status in _FREE or None
        if not one.answered:
            return None
        if one.stop is not None:
            return True
        return wanted is not None and wanted != one.id

    @rule("SC-3.13.1-tx-profile-without-transaction")
    def tx_profile_without_transaction(self, _: Answer, call: Call) -> Outcome:
        """A TxProfile is for a transaction that runs."""
        before, now = call.at_request, self._without_transaction(call)
        if before is None or now is None:
            return Reason.EARLIER
        if not (before and now):
            return SATISFIED
        return Violated("takes a TxProfile, for which no transaction runs", (call.line,))

    # ClearChargingProfile

    @answered("ClearChargingProfile")
    def cleared(self, call: Call, answer: Answer) -> None:
        """Take what the station says to a clearing."""
        ident = integer(call.payload, "id")
        if answer.status == "Unknown" and ident is not None:
            self.clear_unknown(answer, call, self._profiles.get(ident))
        elif answer.status == "Unknown":
            return
        elif ident is not None:
            self._profiles.pop(ident, None)
        else:
            self._profiles = {}

    @rule("SC-5.5-clear-unknown")
    def clear_unknown(self, answer: Answer, call: Call, profile: _Profile | None) -> Outcome:
        """What was taken is known."""
        if profile is None or profile.at > call.index or _over(profile, answer):
            return Reason.EARLIER
        if any(name in call.payload for name in _FILTERS):
            return Reason.EARLIER
        return Violated(
            "says Unknown to the id of a profile that it has", (call.line, profile.line)
        )


def _over(profile: _Profile, frame: Frame) -> bool:
    """Tell whether a profile may be out of date."""
    if not profile.ends:
        return False
    return (
        profile.valid_to is None or frame.instant is None or frame.instant >= profile.valid_to
    )


def profile_of(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give the profile of SetChargingProfile or RemoteStartTransaction; empty if there is none."""
    return mapping(payload, "csChargingProfiles") or mapping(payload, "chargingProfile")
