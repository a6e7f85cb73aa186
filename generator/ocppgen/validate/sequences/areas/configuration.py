"""Configuration: what is known of the settings, and whether the station keeps to its word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ocppgen.validate.sequences.area import Area, answered, called, rule
from ocppgen.validate.sequences.areas.setting_values import alike, named, number_in
from ocppgen.validate.sequences.bounded import bound
from ocppgen.validate.sequences.members import mappings, text
from ocppgen.validate.sequences.outcome import SATISFIED, Reason, Violated

if TYPE_CHECKING:
    from ocppgen.validate.sequences.frames import Answer, Call
    from ocppgen.validate.sequences.outcome import Outcome

_MOST_KEYS: Final = 500
_LONGEST: Final = 500
_SET: Final = ("Accepted", "RebootRequired")
_KEY: Final = "authorizationkey"
_CONNECTORS: Final = "numberofconnectors"


class _Change(NamedTuple):
    """A ChangeConfiguration that was Accepted."""

    value: str
    request: int
    """Indexes of the station's lines."""
    answer: int
    line: int


class Settings(Area):
    """The settings of a station, as far as the capture tells; keys compare without case."""

    __slots__ = (
        "_asked",
        "_authorization_key",
        "_changes",
        "_listed",
        "_values",
        "connectors",
    )

    connectors: int | None
    """NumberOfConnectors, which is asked for often."""
    _values: dict[str, str]
    """What GetConfiguration.conf told, or an Accepted ChangeConfiguration set since."""
    _listed: dict[str, bool]
    """The keys that GetConfiguration.conf listed, and whether they are read-only."""
    _changes: dict[str, _Change]
    """What was Accepted since the last boot."""
    _asked: dict[str, tuple[int, int | None]]
    """By key, the indexes of the latest ChangeConfiguration.req and of its answer."""
    _authorization_key: str | None

    def begin(self) -> None:
        """Know of no setting."""
        self._values, self._listed, self._changes, self._asked = {}, {}, {}, {}
        self._authorization_key = self.connectors = None

    def on_gap(self) -> None:
        """Changes may have been undone; what was told stays known."""
        self._changes = {}

    def on_boot(self, call: Call) -> None:  # noqa: ARG002  (as for any area)
        """Changes may have been undone."""
        self._changes = {}

    # What others ask

    def value(self, key: str) -> str | None:
        """Give the value of a setting; None if it is unknown."""
        return self._values.get(key.casefold())

    def number(self, key: str) -> int | None:
        """Give the value of a setting that is a number."""
        value = self.value(key)
        return number_in(value) if value is not None else None

    def words(self, key: str) -> frozenset[str]:
        """Give the members of a setting that is a list, without case; none if it is unknown."""
        value = self.value(key) or ""
        return frozenset(word for one in value.split(",") if (word := one.strip().casefold()))

    # GetConfiguration

    @answered("GetConfiguration")
    def told(self, call: Call, answer: Answer) -> None:
        """Take what the station tells of its settings."""
        if not answer.result or answer.blind:
            return
        entries = [
            (key, one)
            for one in mappings(answer.payload, "configurationKey")
            if (key := text(one, "key")) is not None and len(key) <= _LONGEST
        ][:_MOST_KEYS]
        unknown = answer.payload.get("unknownKey")
        unknown = (
            [key for key in unknown if isinstance(key, str)]
            if isinstance(unknown, list)
            else []
        )
        told = {key.casefold(): text(one, "value") for key, one in entries}
        wanted = call.payload.get("key")
        asked = (
            [key for key in wanted if isinstance(key, str)] if isinstance(wanted, list) else []
        )
        if asked:
            self.key_missing(answer, call, asked, {*told, *(key.casefold() for key in unknown)})
            self.unasked_key(answer, call, asked, told)
        self.value_not_kept(answer, call, told)
        if _KEY in told:
            self.authorization_key_shown(answer, told[_KEY])
        for key, one in entries:
            self._know(key.casefold(), text(one, "value"))
            self._listed[key.casefold()] = one.get("readonly") is True
        for key in unknown:
            self._know(key.casefold(), None)
        bound(self._listed, _MOST_KEYS)

    def _know(self, key: str, value: str | None) -> None:
        if key == _CONNECTORS:
            self.connectors = number_in(value) if value is not None else None
        if value is None or len(value) > _LONGEST:
            self._values.pop(key, None)
        else:
            self._values[key] = value
            bound(self._values, _MOST_KEYS)

    @rule("CFG-5.8-key-missing")
    def key_missing(self, _: Answer, call: Call, asked: list[str], told: set[str]) -> Outcome:
        """What was asked for is told, as known or unknown."""
        missing = [key for key in asked if key.casefold() not in told]
        if not missing:
            return SATISFIED
        if len(asked) > 1:
            most = self.number("GetConfigurationMaxKeys")
            if most is None:
                return Reason.SETTING
            if len(asked) > most:
                return None
        return Violated(f"tells nothing of {named(missing)}, which was asked for", (call.line,))

    @rule("CFG-5.8-unasked-key")
    def unasked_key(
        self, _: Answer, call: Call, asked: list[str], told: dict[str, str | None]
    ) -> Outcome:
        """Nothing else is told."""
        wanted = {key.casefold() for key in asked}
        more = [key for key in told if key not in wanted]
        if not more:
            return SATISFIED
        return Violated(f"tells of {named(more)}, which was not asked for", (call.line,))

    @rule("CFG-5.3-value-not-kept")
    def value_not_kept(self, _: Answer, call: Call, told: dict[str, str | None]) -> Outcome:
        """What was Accepted is kept."""
        kept: Outcome = None
        for key, value in told.items():
            change = self._changes.get(key)
            if change is None or value is None or key == _KEY or change.answer > call.index:
                continue
            request, answer = self._asked.get(key, (change.request, change.answer))
            if request != change.request and (answer is None or answer > call.index):
                kept = kept or Reason.CROSSING
            elif alike(value, change.value):
                kept = kept or SATISFIED
            else:
                del self._changes[key]
                message = f"{named([key])} does not have the value that was Accepted"
                return Violated(message, (change.line,))
        return kept

    @rule("J-6.2.2-authorization-key-shown")
    def authorization_key_shown(self, _: Answer, shown: str | None) -> Outcome:
        """The key is not read back."""
        if self._authorization_key is None:
            return Reason.EARLIER
        if shown is None or shown.casefold() != self._authorization_key:
            return SATISFIED
        return Violated("shows the AuthorizationKey that was set")

    # ChangeConfiguration

    @called("ChangeConfiguration")
    def asked(self, call: Call) -> None:
        """Note that a setting is about to change."""
        key = text(call.payload, "key")
        if key is not None and len(key) <= _LONGEST:
            self._asked.pop(key.casefold(), None)
            self._asked[key.casefold()] = call.index, None
            bound(self._asked, _MOST_KEYS)

    @answered("ChangeConfiguration")
    def changed(self, call: Call, answer: Answer) -> None:
        """Take what the station says to a change."""
        name, value = text(call.payload, "key"), text(call.payload, "value")
        if name is None or value is None or len(name) > _LONGEST:
            return
        key = name.casefold()
        if self._asked.get(key, (-1, None))[0] == call.index:
            self._asked[key] = call.index, answer.index
        if answer.blind:
            self._changes.pop(key, None)
            self._know(key, None)
            return
        if answer.status in _SET:
            self.readonly_changed(answer, call, key)
            if key == "securityprofile":
                self.security_profile_lowered(answer, call, value)
        elif answer.status == "NotSupported":
            self.listed_key_not_supported(answer, call, key)
        if answer.status == "Accepted":
            self._accepted(call, answer, key, value)
        elif answer.status == "RebootRequired":
            self._changes.pop(key, None)
            self._know(key, None)

    def _accepted(self, call: Call, answer: Answer, key: str, value: str) -> None:
        # Nothing is told across an interruption: the change may have been undone since.
        if self.station.interrupted(call) is None:
            self._changes.pop(key, None)
            self._changes[key] = _Change(
                value[:_LONGEST], call.index, answer.index, answer.line
            )
            bound(self._changes, _MOST_KEYS)
        self._know(key, value)
        if key == _KEY:
            self._authorization_key = value.casefold()

    @rule("CFG-7.29-readonly-changed")
    def readonly_changed(self, answer: Answer, call: Call, key: str) -> Outcome:
        """What is read-only is not changed."""
        if key not in self._listed:
            return Reason.SETTING
        if not self._listed[key]:
            return SATISFIED
        return Violated(
            f"says {answer.status} to a change of a key that is read-only", (call.line,)
        )

    @rule("CFG-5.3-listed-key-not-supported")
    def listed_key_not_supported(self, _: Answer, call: Call, key: str) -> Outcome:
        """What the station has, it supports."""
        if key not in self._listed:
            return Reason.SETTING
        return Violated("says NotSupported to a key that it has listed", (call.line,))

    @rule("A05.FR.01-security-profile-lowered")
    def security_profile_lowered(self, answer: Answer, call: Call, value: str) -> Outcome:
        """The security profile goes up."""
        known = self.number("SecurityProfile")
        if known is None:
            return Reason.SETTING
        wanted = number_in(value)
        if wanted is None:
            return None
        if wanted > known:
            return SATISFIED
        message = f"says {answer.status} to SecurityProfile {wanted}, which is {known} already"
        return Violated(message, (call.line,))


def limit(settings: Settings, key: str, value: int | None) -> Outcome:
    """Compare a number with the setting that limits it: None if there is no such number."""
    if value is None:
        return None
    most = settings.number(key)
    if most is None:
        return Reason.SETTING
    if value <= most:
        return SATISFIED
    return Violated(f"{value} exceeds the station's {key} of {most}")
