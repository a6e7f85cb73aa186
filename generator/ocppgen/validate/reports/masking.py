"""What a report must not tell: keys, passwords, credentials in URLs, id tags if that is asked for."""

from __future__ import annotations

import json
import re
from typing import Any

from ocppgen.text import printable, shown
from ocppgen.validate.reports.limits import PAYLOAD, TEXT

MASK = "***"

_SECRET_KEY = re.compile(
    r"authorization.?key|auth.?key|passw|passphrase|secret|token|credential|private|"
    r"(?:^|[^a-z])(?:pin|pwd|psk)(?:$|[^a-z])",
    re.IGNORECASE,
)
"""Configuration keys whose values are nobody's business; the first is that of OCPP-J 1.6, 6.2."""

_CONFIGURATION = ("ChangeConfiguration", "GetConfiguration")
_USER = re.compile(r"//.*@", re.DOTALL)
_SIGNED = re.compile(
    r"([?&][^=&#\s]{0,40}(?:sig|token|key|pass|pwd|secret|credential)[^=&#\s]{0,40}=)[^&#\s]*",
    re.IGNORECASE,
)
_TAGS = ("idTag", "parentIdTag", "groupIdTag")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*(?:"|\.\.\.|$)')
_WORD = re.compile(r"[^\s\"',;()]+")
_MOST_CUT = 100
_MOST_TAGS = 100_000
_MOST_SECRETS = 1_000
_SHORTEST_SECRET = 6


class Masks:
    """Masks the texts of one report, each secret alike wherever it stands."""

    def __init__(self, *, redact: bool = False) -> None:
        """With *redact*, give id tags other names, the same tag always the same one."""
        self._redact = redact
        self._tags: dict[str, str] = {}
        self._quoted: dict[str, str] = {}
        self._cut: dict[str, str] = {}
        """Tags as messages quote them, whole or cut short, and what to quote instead."""
        self._secrets: dict[str, None] = {}

    def payload(self, action: str | None, payload: Any) -> str:
        """Write a payload as one line of JSON, cut short, fit to be shown."""
        if isinstance(payload, dict) and (
            action in _CONFIGURATION or "configurationKey" in payload
        ):
            payload = self._configuration(payload)
        text = _json(payload)
        if "//" in text or (self._redact and "dTag" in text):
            try:
                text = _json(self._walked(payload, ""))
            except RecursionError:
                text = "(nested too deeply)"
        return cut(text, PAYLOAD)

    def tag(self, tag: object) -> str:
        """Name an id tag."""
        if not isinstance(tag, str):
            return ""
        return cut(self._alias(tag) if self._redact else tag)

    def text(self, text: object) -> str:
        """Mask a single text of a payload: a URL, a name."""
        return cut(_without_credentials(text)) if isinstance(text, str) else ""

    def message(self, text: str, pointer: str = "", action: str | None = None) -> str:
        """Mask what a violation or finding says; *pointer* leads to the value it is about."""
        text = _without_credentials(text)
        name = pointer.rpartition("/")[2]
        if (action in _CONFIGURATION and "value" in pointer.lower()) or (
            self._redact and name in _TAGS
        ):
            text = _QUOTED.sub(f'"{MASK}"', text)
        for secret in self._secrets:
            text = text.replace(secret, MASK)
        if self._redact:
            for quoted, alias in self._cut.items():
                text = text.replace(quoted, alias)
            text = _QUOTED.sub(lambda quoted: self._quoted.get(quoted[0], quoted[0]), text)
            text = _WORD.sub(lambda word: self._known(word[0]), text)
        return cut(text)

    def _known(self, word: str) -> str:
        bare = word if word in self._tags else word.rstrip(".:")
        alias = self._tags.get(bare)
        return word if alias is None else alias + word[len(bare) :]

    def _alias(self, tag: str) -> str:
        alias = self._tags.get(tag)
        if alias is None:
            if len(self._tags) >= _MOST_TAGS:
                return "id-tag"
            alias = self._tags[tag] = f"id-tag-{len(self._tags) + 1}"
            known = self._quoted if shown(tag).endswith('"') else self._cut
            if known is self._quoted or len(known) < _MOST_CUT:
                known[shown(tag)] = f'"{alias}"'
        return alias

    def _configuration(self, payload: dict[str, Any]) -> Any:
        """Mask the value of a key that is a secret, in whatever shape it comes."""
        settings = payload.get("configurationKey")
        if isinstance(settings, list):
            return payload | {"configurationKey": [self._setting(one) for one in settings]}
        return self._setting(payload)

    def _setting(self, setting: Any) -> Any:
        if not isinstance(setting, dict):
            return setting
        key = next((setting[name] for name in setting if name.lower() == "key"), None)
        if not (isinstance(key, str) and _SECRET_KEY.search(key)):
            return setting
        shown = {}
        for name, value in setting.items():
            is_value = name.lower() != "key" and isinstance(value, str)
            if is_value:
                self._learn(value)
            shown[name] = MASK if is_value else value
        return shown

    def _learn(self, secret: str) -> None:
        if len(secret) >= _SHORTEST_SECRET:
            for spelled in {secret, printable(secret)}:
                if len(self._secrets) < _MOST_SECRETS:
                    self._secrets[spelled] = None

    def _walked(self, value: Any, name: str) -> Any:
        if isinstance(value, str):
            if self._redact and name in _TAGS:
                return self._alias(value)
            return _without_credentials(value)
        if isinstance(value, dict):
            return {
                _without_credentials(key): self._walked(one, key) for key, one in value.items()
            }
        if isinstance(value, list):
            return [self._walked(one, name) for one in value]
        return value


def cut(text: str, most: int = TEXT) -> str:
    """Keep the beginning of a text, with whatever does not show as it is escaped."""
    return printable(text if len(text) <= most else text[: most - 1] + "\u2026")


def _without_credentials(text: str) -> str:
    if "//" not in text:
        return text
    return _SIGNED.sub(rf"\1{MASK}", _USER.sub(f"//{MASK}@", text))


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str).encode


def _json(value: Any) -> str:
    try:
        return _encode(value)
    except (ValueError, RecursionError):
        return type(value).__name__
