"""The calls of one station: which areas take them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ocppgen.validate.sequences.areas.registration import Registration
from ocppgen.validate.sequences.areas.rpc import Rpc
from ocppgen.validate.sequences.areas.trigger_messages import TriggerMessages
from ocppgen.validate.sequences.dispatch import CALLED, SINGLE_CALLS, judge_alone
from ocppgen.validate.sequences.fingerprints import fingerprint
from ocppgen.validate.sequences.frames import NO_RETRY, NOTHING
from ocppgen.validate.sequences.outcome import Reason
from ocppgen.validate.sequences.readings import meter_values
from ocppgen.validate.sequences.repeats import Repeats
from ocppgen.validate.sequences.twice import is_copy, with_another

if TYPE_CHECKING:
    from ocppgen.validate.sequences.answers import Answers
    from ocppgen.validate.sequences.frames import Call
    from ocppgen.validate.sequences.station import Station

_TRANSACTIONAL: Final = frozenset(("StartTransaction", "StopTransaction", "MeterValues"))
_FORGOTTEN: Final = frozenset(
    (
        "DiagnosticsStatusNotification",
        "FirmwareStatusNotification",
        "Heartbeat",
        "LogStatusNotification",
        "MeterValues",
        "SecurityEventNotification",
        "SignedFirmwareStatusNotification",
        "StatusNotification",
    )
)
"""Calls whose content nobody asks for once they have been seen."""


class Calls:
    """Takes the calls of a station."""

    __slots__ = ("_answers", "_registration", "_repeats", "_rpc", "_station")

    def __init__(self, station: Station, answers: Answers) -> None:
        """Know of no call of *station*, whose answers *answers* takes."""
        self._station = station
        self._answers = answers
        self._registration = station.of(Registration)
        self._rpc = station.of(Rpc)
        self._repeats = Repeats()

    def take(self, call: Call, payload: object) -> None:
        """Take a call with its *payload*, whatever that is."""
        action = call.action
        station, registration, rpc = self._station, self._registration, self._rpc
        if action == "MeterValues":
            call.values, call.key = meter_values(call.payload)
        else:
            call.key = fingerprint(action, payload)
        known = rpc.both[call.to_central].of_id(call.id)
        if known is not None and call.now is not None:
            sent = known.sent
            known.sent = with_another(sent, call.now, call.key)
            if is_copy(sent, call.now, call.key):
                return
        call.gaps = station.gaps
        if call.to_central:
            self._from_station(call)
        call.boots = station.boots
        excused = False
        if registration.waits:
            if call.to_central is False:
                registration.received(call)
            excused = registration.excuses(call)
        answer = rpc.sent(call, known, excused=excused)
        if action in _TRANSACTIONAL:
            timeout = station.parameters.call_timeout
            self._repeats.add(call, timeout, station.memory)
        if action in station.triggers.by_kind:
            station.of(TriggerMessages).sent(call)
        states = station.by_slot
        for area, slot, begun, method in CALLED.get(action, ()):
            state = states[slot]
            if state is None:
                if begun:
                    continue
                state = station.of(area)
            method(state, call)
        if action in SINGLE_CALLS and call.retry is NO_RETRY:
            judge_alone(station.bench, SINGLE_CALLS[action], call)
        if answer is not None:
            self._answers.come_before(call, answer)
        if action in _FORGOTTEN:
            call.payload, call.values = NOTHING, ()

    def _from_station(self, call: Call) -> None:
        """Take a call of the station: it may be a boot, answers a trigger, decides what is due."""
        station, registration = self._station, self._registration
        if call.action in station.triggers.by_kind:
            call.trigger = station.triggers.claim(call)
        if call.action != "BootNotification":
            if call.now is not None and call.now > station.deadlines.earliest:
                station.deadlines.decide(call.now)
            if registration.waits:
                registration.sent(call)
        elif registration.is_boot(call):
            self._boot(call)
        elif call.now is not None:
            station.deadlines.decide(call.now)

    def _boot(self, call: Call) -> None:
        station = self._station
        station.boot_in_doubt = call.index > 1 and station.begins_late(call)
        station.boots += 1
        call.boots = station.boots
        station.booted = True
        station.deadlines.forget(Reason.BOOT)
        self._rpc.interrupt(gap=False)
        for area in station.states():
            area.on_boot(call)
        station.triggers.forget()
