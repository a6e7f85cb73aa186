"""What vendors carry in a DataTransfer: which payload it is, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocppgen.model.payloads import CARRIER
from ocppgen.validate.records import Kind

if TYPE_CHECKING:
    from types import ModuleType

    from ocppgen.validate.records import Frame


class CarryingAction(str):
    """DataTransfer as the action of a call, with the vendor and message that it carries.

    An answer says neither: it is judged by the action of its call.
    """

    __slots__ = ("key",)
    key: tuple[str, str]

    @classmethod
    def of(cls, key: tuple[str, str]) -> CarryingAction:
        """Make the action of a call that carries what *key* names."""
        made = cls(CARRIER)
        made.key = key
        return made


class Carried:
    """Looks into the ``data`` of messages, by the payloads of a generated package."""

    def __init__(self, package: ModuleType) -> None:
        """Take the payloads of *package*, if it has any."""
        self._messages: Any = getattr(package, "PAYLOADS", {})
        self._any = bool(self._messages)

    def called(self, frame: Frame) -> str | None:
        """Give the action of a call, with what it carries if that is known."""
        key = self._key(frame.payload) if frame.action == CARRIER else None
        return frame.action if key is None else CarryingAction.of(key)

    def violations(self, action: str, kind: Kind, payload: Any) -> list[Any]:
        """List what is wrong with ``data``; *payload* is valid but for that."""
        if not self._any or action != CARRIER:
            return []
        if kind is not Kind.RESULT:
            key = self._key(payload)
            payload_type = key and self._messages[key].request_type
            data = payload.get("data", self._messages.absent)
        else:
            key = getattr(action, "key", None)
            payload_type = key and self._messages[key].response_type
            data = payload.get("data")
        if payload_type is None or (kind is Kind.RESULT and "data" not in payload):
            return []
        found: list[Any] = self._messages.check_data(payload_type, data)
        return found

    def _key(self, payload: Any) -> tuple[str, str] | None:
        if not isinstance(payload, dict):
            return None
        vendor, message = payload.get("vendorId"), payload.get("messageId")
        if not (isinstance(vendor, str) and isinstance(message, str)):
            return None
        return (vendor, message) if (vendor, message) in self._messages else None
