"""Both flavors say the same of any text: the object, what is sent for it, or what is wrong."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ocpp16
from tests.differential.samples import Sampler
from tests.differential.subjects import official
from tests.flavors.made import on_msgspec, outcome

PROFILE = {
    "connectorId": 1,
    "csChargingProfiles": {
        "chargingProfileId": 1,
        "stackLevel": 0,
        "chargingProfilePurpose": "TxProfile",
        "chargingProfileKind": "Absolute",
        "validFrom": "2024-05-01T00:00:00Z",
        "chargingSchedule": {
            "chargingRateUnit": "A",
            "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 8.1}],
        },
    },
}
FIRMWARE = {"location": "https://host/fw", "retrieveDate": "2024-05-01T00:00:00Z"}
HARD = [
    *("1e400", "-1e400", "1E400", "1e-400", "-0", "-0.0", "0.0", "1.0", "1e0", "10E-1", "01", "+1"),
    *("NaN", "Infinity", "-Infinity", "null", "true", '"1"', "[]", "{}", "[1]", '{"a":1}', "1,1"),
    *(str(number) for number in (2**53 + 1, 2**63, 2**64, -(2**63) - 1, 10**400)),
    *("9" * 4300, "9" * 4301, "8.15", "8.10", "81e-1", "9007199254740993.0", "1e22", "0.30000000000000004"),
    *('"\\ud800"', '"\\udc00\\ud800"', '"\\u00e9"', '"\ue000"', '"\u2028"', '"\x7f"', '"\x01"', '"\\x"'),
    *('"2024-05-01 00:00:00Z"', '"2024-05-01T00:00:00+0200"', '"2024-05-01T00:00:00+02"'),
    *('"2024-05-01T00:00:00.9999999Z"', '"2024-05-01T00:00:00.1Z"', '"2024-05-01t00:00:00z"'),
    *('"2024-05-01T24:00:00Z"', '"2024-05-01T23:59:60Z"', '"0000-01-01T00:00:00Z"', '"2024-05-01T00:00:00"'),
    *('"2024-05-01T00:00:00-00:00"', '"2024-05-01T00:00:00+23:60"', '"20240501T000000Z"', '"2024-W18-3T00:00:00Z"'),
    *('"2024-05-01T00:00:00Z\\u0000"', '"\\u0032024-05-01T00:00:00Z"', '"2024-05-01T00:00:00,5Z"'),
    *('"http://h/\\u002c"', '"http://h/,,"', '"http://[::1]:80/"', '"http://h:x/"', '"no uri"', '"a:b"'),
    "[" * 500 + "]" * 500, "[" * 100_000, '{"a":' * 5_000, "\ufeff1", " 1 ", "1 1", "", "nul", "1//",
]  # fmt: skip
"""What stands for a value of a text, most of it as JSON does not have it."""


@cache
def classes() -> dict[str, tuple[Any, Any]]:
    """Pair the classes of both flavors, by the names of ours."""
    theirs = on_msgspec().FEATURES
    return {
        getattr(feature, kind).__name__: (getattr(feature, kind), getattr(theirs[name], kind))
        for name, feature in ocpp16.FEATURES.items()
        for kind in ("request_type", "response_type")
    }


def assert_alike(name: str, text: str | bytes) -> None:
    ours, theirs = classes()[name]
    expected = outcome(ours, text, ocpp16.ValidationError)
    assert outcome(theirs, text, on_msgspec().ValidationError) == expected, text
    if isinstance(text, str):
        assert_alike(name, text.encode("utf-8", "surrogatepass"))


def with_value(value: Any, path: tuple[Any, ...], text: str) -> str:
    """Spell a payload with *text* in the place of one of its values."""
    if not path:
        return text
    parts: list[str] = []
    for key, each in value.items() if isinstance(value, dict) else enumerate(value):
        rest = path[1:] if key == path[0] else None
        spelled = json.dumps(each) if rest is None else with_value(each, rest, text)
        parts.append(f"{json.dumps(key)}:{spelled}" if isinstance(value, dict) else spelled)
    inner = ",".join(parts)
    return f"{{{inner}}}" if isinstance(value, dict) else f"[{inner}]"


def paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """List the ways to each value within a value."""
    found = [path]
    entries: Any = value.items() if isinstance(value, dict) else ()
    for key, each in enumerate(value) if isinstance(value, list) else entries:
        found += paths(each, (*path, key))
    return found


@pytest.mark.parametrize(
    ("name", "payload"),
    [("SetChargingProfileRequest", PROFILE), ("UpdateFirmwareRequest", FIRMWARE)],
)
def test_hard_values_in_every_place(name: str, payload: dict[str, Any]) -> None:
    for path in paths(payload):
        for text in HARD:
            assert_alike(name, with_value(payload, path, text))


@pytest.mark.parametrize(
    ("name", "payload"),
    [("SetChargingProfileRequest", PROFILE), ("UpdateFirmwareRequest", FIRMWARE)],
)
def test_every_member_twice_and_unknown_ones(name: str, payload: dict[str, Any]) -> None:
    text = json.dumps(payload, separators=(",", ":"))
    assert_alike(name, text)
    for at, character in enumerate(text):
        if character == "{":
            body = text[at + 1 :]
            for more in ('"x":1,', '"connectorId":1,', '"retries":null,', '"location":"a:b",'):
                assert_alike(name, text[: at + 1] + more + body)
            first = body[: body.index(",") + 1]
            assert_alike(name, text[: at + 1] + first + body)


@pytest.mark.parametrize(
    "text", [b"\xff{}", b'{"\xff":1}', b"\xef\xbb\xbf{}", b"{}\x00", b" {} "]
)
def test_bytes_that_are_no_text(text: bytes) -> None:
    for name in ("HeartbeatRequest", "GetDiagnosticsConfirmation", "UpdateFirmwareRequest"):
        assert_alike(name, text)


@pytest.mark.parametrize("given_text", [bytearray(b"{}"), memoryview(b"{}"), None, 1, {}])
def test_what_is_no_text_is_a_mistake(given_text: Any) -> None:
    for one in classes()["HeartbeatRequest"]:
        with pytest.raises(TypeError, match="a JSON text is str or bytes"):
            one.from_json(given_text)


@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(random=st.randoms(use_true_random=False))
def test_texts_drawn_along_the_schemas(random: Any) -> None:
    """Hypothesis draws a payload, puts a hard value into it, and doubles a piece of its text."""
    subject = random.choice(official())
    name = subject.message.__name__
    payload = Sampler(random, subject.schema, wild=0.05).payload()
    text = json.dumps(payload)
    assert_alike(name, text)
    if isinstance(payload, dict):
        text = with_value(payload, random.choice(paths(payload)), random.choice(HARD))
        assert_alike(name, text)
    at, to = sorted(random.randrange(len(text) + 1) for _ in range(2))
    assert_alike(name, text[:to] + text[at:])
