"""What docs/verdict.md says of error codes, by keyword and by what an endpoint receives."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from ocpp16 import ErrorCode, Violation
from ocpp16.central_system import CentralSystemStub, Endpoint
from ocppgen.schema import vocabulary
from tests.docs.tables import rows, section

ROWS = rows(section("docs/verdict.md", "The code of a violation"))
NAMED = {word: code for words, code in ROWS for word in re.findall(r"`(\w+)`", words)}
EVERY_OTHER = dict(ROWS)["every other"]
KEYWORDS = {*NAMED, *vocabulary.ASSERTIONS} - {"$ref", "properties", "items"}
PAYLOAD = '{"chargePointVendor":"Acme","chargePointModel":"Seven"}'
ANSWERS = [
    ('[2,"1","Fly",{}]', ErrorCode.NOT_IMPLEMENTED),
    ('[2,"1","Heartbeat",{}]', ErrorCode.NOT_SUPPORTED),
    ('[2,"1","UpdateFirmware",{}]', ErrorCode.NOT_SUPPORTED),
    ('[2,"1","Heartbeat"]', ErrorCode.FORMATION_VIOLATION),
    (f'[2,"1","BootNotification",{PAYLOAD}]', ErrorCode.INTERNAL_ERROR),
    ('[2,"1","BootNotification",{"iccid":1,"x":1}]', ErrorCode.FORMATION_VIOLATION),
    ('[2,"1","BootNotification",{"iccid":1}]', ErrorCode.OCCURENCE_CONSTRAINT_VIOLATION),
]


@pytest.mark.parametrize("keyword", sorted(KEYWORDS))
def test_the_code_of_a_keyword(keyword: str) -> None:
    """`type` of the payload itself stands in the first row, and is tried below."""
    code = dict(ROWS)["`type`"] if keyword == "type" else NAMED.get(keyword, EVERY_OTHER)
    assert Violation("/member", keyword, "").code == code


def test_the_payload_itself() -> None:
    assert "`type` of the payload itself" in ROWS[0][0]
    assert Violation("", "type", "").code == ROWS[0][1]


def test_the_rows_stand_in_the_order_in_which_an_endpoint_looks() -> None:
    found = [code for _, code in ROWS]
    assert [one[0] for one in found] == ["F", "O", "T", "P"]
    assert set(found) <= {code.value for code in ErrorCode}


class Failing(CentralSystemStub):
    """A central system with a fault."""

    def on_boot_notification(self, charge_point_id: str, request: Any) -> Any:
        """Fail."""
        raise KeyError(charge_point_id, request)


@pytest.mark.parametrize(("text", "code"), ANSWERS)
def test_the_code_of_an_answer(text: str, code: ErrorCode) -> None:
    events: list[Any] = Endpoint(Failing(), "CP-7").receive(text)
    assert [json.loads(one.text)[:3] for one in events] == [[4, "1", code]]
