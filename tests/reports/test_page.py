"""The page as text: one file, nothing from elsewhere, bounded, the same for the same capture."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from markupsafe import escape

from ocppgen.validate.records import Direction
from ocppgen.validate.sequences.rules import load_rules
from ocppgen.validate.sequences.tally import RuleTally, StationSummary, Tally
from tests.reports.conversation import (
    Conversation,
    busy_day,
    finding,
    transaction,
    violation,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
DATA = re.compile(r'<script type="application/json"[^>]*>(.*?)</script>', re.DOTALL)


def digest(text: str) -> str:
    """Give what a policy knows a script or a style by."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_the_policy_allows_its_own_style_and_script_alone() -> None:
    page = busy_day().page()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    rules = policy[1].replace("&#39;", "'").split("; ")
    (script,), (style,) = SCRIPT.findall(page), STYLE.findall(page)
    assert rules == [
        "default-src 'none'",
        f"style-src '{digest(style)}'",
        f"script-src '{digest(script)}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]


def test_nothing_is_fetched() -> None:
    page = busy_day().page()
    assert re.findall(r"<(?:link|img|iframe|object|embed|base)\b", page) == []
    assert re.findall(r"\bsrc=|url\((?!#|`#)|@import|\bstyle=", page) == []
    assert page.isascii()


def test_the_same_capture_gives_the_same_page() -> None:
    assert busy_day().page(finding(1)) == busy_day().page(finding(1))


HOSTILE = [
    "</script><script>hurt()</script>",
    "<img src=x onerror=hurt()>",
    '"><b onmouseover="hurt()',
    "{{ 7 * 7 }}{% raw %}",
    "\x1b[31mred\x07",
    "\u202egnirts\u2066",
    "\ud800\udfff",
    "\u2028\u2029\x00",
    "<!--",
    "]]>&amp;",
    "x" * 1_000_000,
]


def hostile_day(text: str) -> Conversation:
    """Put a text wherever a capture may have one."""
    day = Conversation(file=f"{text[:200]}.log")
    wrong = (violation("pattern", f"/{text}", text),)
    boot = {"chargePointVendor": text, "chargePointModel": text, "firmwareVersion": text}
    day.call("BootNotification", boot, {"status": text}, station=text, wrong=wrong)
    for connector in (1, text):
        about = {"connectorId": connector, "status": text, text: text}
        day.call("StatusNotification", about, {}, station=text, ident=text)
    day.call("Reset", {"type": text}, {}, station=text)
    start = {"connectorId": 1, "idTag": text, "meterStart": 1}
    answer = {"transactionId": 5, "idTagInfo": {"status": text}}
    day.call("StartTransaction", start, answer, station=text)
    day.call("StopTransaction", {"transactionId": 5, "reason": text}, {}, station=text)
    day.call(
        "UpdateFirmware",
        {"location": text, "retrieveDate": text},
        {"status": text},
        station=text,
    )
    day.call("FirmwareStatusNotification", {"status": text}, {}, station=text)
    day.call("GetLog", {"log": {"remoteLocation": text}}, {"filename": text}, station=text)
    day.call(text, {"deep": [[[text]]]}, text, station=text, ident=text)
    return day


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_stays_text(text: str) -> None:
    """The tags of the page are those of a harmless capture, and nothing is passed on raw."""
    page, harmless = hostile_day(text).page(), hostile_day("plain").page()
    assert tags(page) == tags(harmless)
    assert page.replace("\n", "").isprintable()
    assert len(page) < len(harmless) + 60_000
    json.loads(DATA.findall(page)[0])


def tags(page: str) -> list[str]:
    """List the elements of a page with the names of their attributes."""
    body = SCRIPT.sub("", STYLE.sub("", page))
    found = re.findall(r"<[a-zA-Z!/][^>]*>", body)
    return [re.sub(r'="[^"]*"', "", tag) for tag in found]


def test_payloads_of_any_shape_are_let_pass() -> None:
    day = Conversation()
    deep: object = "x"
    for _ in range(900):
        deep = [deep]
    for payload in (None, [], [1], 7, "x", {"idTag": deep}, {"status": 5, "connectorId": True}):
        for action in (
            "StatusNotification",
            "StartTransaction",
            "UpdateFirmware",
            "MeterValues",
        ):
            day.call(action, payload, payload)
    assert f"{len(day.records)}</dd>" in day.page(redact=True)


def sizes() -> Iterator[int]:
    """Measure the pages of a fleet's traffic and of four times that."""
    for days in (100, 400):
        day = Conversation()
        for number in range(days * 20):
            station = f"CP-{number % 5}"
            day.call("Heartbeat", {"x": number}, {}, station=station, wrong=(violation(),))
            day.call(
                "StatusNotification",
                {"connectorId": 1, "status": f"S{number % 7}"},
                {},
                station=station,
            )
            start = {"connectorId": 1, "idTag": "x", "meterStart": number}
            day.call("StartTransaction", start, {"transactionId": number}, station=station)
            day.call("StopTransaction", {"transactionId": number}, {}, station=station)
            day.wait(1000)
        yield len(day.page())


def test_the_page_does_not_grow_with_the_capture() -> None:
    less, more = sizes()
    assert more < 1.1 * less


def test_what_is_left_out_is_told() -> None:
    day = Conversation()
    for number in range(100):
        for _ in range(14):
            day.call("Authorize", {}, wrong=(violation(),), station=f"CP-{number:03}")
    page = day.page()
    assert "40 stations have no timeline and no cards." in page
    assert "1,340 violations and findings are counted, but not shown one by one." in page
    assert "60 of 1,400 shown" in page


def test_rare_rules_are_shown_beside_frequent_ones() -> None:
    """However many violations of many rules there are, each rule has its examples."""
    day = Conversation()
    for rule in range(40):
        for number in range(40):
            wrong = (violation(f"often{rule}"),)
            day.call("Authorize", {}, wrong=wrong, station=f"CP-{number}")
    day.call("Authorize", {}, wrong=(violation("rare"),))
    page = day.page()
    assert page.count('<details class="problem') == 600
    assert page.count('data-rule="schema:rare"') == 2
    assert {page.count(f'data-rule="schema:often{rule}"') for rule in range(40)} <= {15, 16}


def test_a_diagram_has_the_frames_around_and_those_related() -> None:
    day = Conversation()
    for _ in range(30):
        day.call("Heartbeat", {}, {"currentTime": "x"})
    (diagram,) = re.findall(
        r'<ol class="diagram".*?</ol>', day.page(finding(41, 3, 5)), re.DOTALL
    )
    lines = [int(line) for line in re.findall(r'class="line">(\d+)<', diagram)]
    assert lines == [3, 5, *range(36, 46)]
    assert re.findall(r"(\d+) frames? in between", diagram) == ["1", "30"]
    roles = re.findall(r'<li class="(up|down) (hit|related)?', diagram)
    assert roles[:3] == [("up", "related"), ("up", "related"), ("down", "")]
    assert roles[7] == ("up", "hit")


def test_the_right_one_of_several_frames_in_a_line_is_shown() -> None:
    """And lines that stand a little out of order are found, too."""
    day = Conversation()
    for action in ("Heartbeat", "Authorize", "StatusNotification", "Heartbeat"):
        day.call(action, {}, {})
    lines = (1, 1, 3, 3, 2, 2, 9, 9)
    day.records = [
        record._replace(line=line) for record, line in zip(day.records, lines, strict=True)
    ]
    for line, action in ((1, "Heartbeat"), (3, "Authorize"), (2, "StatusNotification")):
        page = day.page(finding(line, action=action))
        (hit,) = re.findall(r'<li class="\w+ hit">.*?</li>', page, re.DOTALL)
        assert f'<span class="name">{action}.req</span>' in hit


def test_arrows_follow_the_action_and_then_the_log() -> None:
    """What a log calls sent goes where the requests go that it sends."""
    day = Conversation()
    for action in ("DataTransfer", "Heartbeat", "DataTransfer", "Reset", "DataTransfer"):
        day.call(action, {}, {})
    ways = [Direction.SENT, Direction.RECEIVED] * 3 + [Direction.RECEIVED, Direction.SENT]
    ways += [Direction.RECEIVED, Direction.TO_CHARGE_POINT]
    day.records = [
        record._replace(direction=way) for record, way in zip(day.records, ways, strict=True)
    ]
    page = day.page(finding(1), finding(10))
    first, last = re.findall(r'<ol class="diagram".*?</ol>', page, re.DOTALL)
    arrows = [re.findall(r'<li class="(up|down|unknown)', one) for one in (first, last)]
    assert arrows[0] == ["unknown", "unknown", "up", "down", "up"]
    assert arrows[1] == ["up", "down", "down", "up", "down", "down"]


def test_a_finding_tells_its_rule_and_section() -> None:
    page = busy_day().page(finding(1, message="Line 1 has no answer"))
    rule = load_rules()["J-4.1.1-call-unanswered"]
    assert escape(rule.statement) in page
    assert escape(rule.source) in page
    assert "Line 1 has no answer" in page


def test_what_rules_came_to_is_told() -> None:
    """Also of those that told nothing, and of stations that could not be judged to the end."""
    kept, other = list(load_rules())[:2]
    undecidable = Counter({"gap": 2, "capture ends": 1})
    tally = Tally(
        {kept: RuleTally(satisfied=1200, undecidable=undecidable), other: RuleTally()}
    )
    station = StationSummary(
        "", "CP-7", "", "", 1, 0, 0, {}, judged=False, why="clock went back"
    )
    tally.stations.append(station)
    text = re.sub(r"<[^>]*>", "", busy_day().page(tally=tally))
    assert "2 rules without findings" in text
    assert "kept 1,200 times; undecidable 3 times (gap 2, capture ends 1)" in text
    assert "nothing to judge" in text
    assert "was not judged to the end: clock went back." in text


def test_a_transaction_and_an_update_have_their_cards() -> None:
    day = busy_day()
    transaction(day, 18, connector=2)
    text = re.sub(r"<[^>]*>", " ", day.page())
    text = re.sub(r"\s+", " ", text)
    assert "Transaction 17 finished Connector 1 Id tag CARD-1" in text
    assert "2.500 kWh, 3 MeterValues" in text
    assert "(Local)" in text
    assert "Firmware update Installed" in text
    assert "Diagnostics upload UploadFailed" in text
    assert "1 outage of 1 h 23 min" in text


def test_lanes_are_those_of_the_station() -> None:
    data = json.loads(DATA.findall(busy_day().page())[0])
    (day,) = [one for one in data if one["name"] == "CP-7"]
    lanes = {lane["name"]: [span[3] for span in lane["spans"]] for lane in day["lanes"]}
    assert lanes == {
        "Charge point": ["Available"],
        "Connector 1": ["Available", "Preparing", "Charging", "Available"],
        "Transactions, 1": ["17"],
        "Connector 2": ["Available"],
        "Firmware update": [
            "Requested",
            "Downloading",
            "Downloaded",
            "Installing",
            "Installed",
        ],
        "Diagnostics upload": ["Requested", "Uploading", "UploadFailed"],
    }
    assert [round(end - start) for start, end in day["gaps"]] == [5001]


def test_a_capture_without_times_is_drawn_by_the_order_of_its_frames() -> None:
    day = Conversation(timed=False)
    for status in ("Available", "Charging", "Available"):
        day.call("StatusNotification", {"connectorId": 1, "status": status}, {})
    (data,) = json.loads(DATA.findall(day.page())[0])
    assert data["timed"] is False
    assert [span[:2] for span in data["lanes"][0]["spans"]] == [[0, 2], [2, 4], [4, 5]]


def test_changes_too_many_to_draw_are_drawn_together() -> None:
    day = Conversation()
    for number in range(3000):
        day.call("StatusNotification", {"connectorId": 1, "status": f"S{number % 2}"})
    (data,) = json.loads(DATA.findall(day.page())[0])
    spans = data["lanes"][0]["spans"]
    assert len(spans) <= 400
    assert sum(span[4] for span in spans) == 3000
    assert all(one[1] == other[0] for one, other in pairwise(spans))


def test_a_log_that_is_newest_first_tells_of_no_transactions() -> None:
    """What follows what cannot be told; statuses and outages are drawn in the order of time."""
    forth = busy_day().page()
    day = busy_day()
    lines = range(1, len(day.records) + 1)
    day.records = [
        record._replace(line=line, last_line=line, call_line=None)
        for line, record in zip(lines, reversed(day.records), strict=True)
    ]
    back = day.page()
    assert "Transaction 17" not in back
    assert "the log is newest first, or merged" in back
    assert "the log is newest first, or merged" not in forth
    first, last = (
        {lane["name"]: lane["spans"] for lane in json.loads(DATA.findall(page)[0])[0]["lanes"]}
        for page in (forth, back)
    )
    assert last == {
        name: first[name] for name in ("Charge point", "Connector 1", "Connector 2")
    }


def test_an_outage_is_a_silence_within_a_file_or_from_one_to_the_next() -> None:
    """Files that tell of the same time, one after the other, have none between them."""
    day = Conversation()
    for file, seconds in (("a", (0, 10, 2000)), ("b", (5, 20)), ("c", (9000, 9001))):
        day.file = file
        for at in seconds:
            day.seconds = at
            day.call("Heartbeat", {})
    (data,) = json.loads(DATA.findall(day.page())[0])
    assert data["gaps"] == [[10, 2000], [20, 9000]]


def test_marks_are_spread_over_a_long_time() -> None:
    day = Conversation()
    for _ in range(5000):
        day.call("Reset", {"type": "Hard"}, wrong=(violation(),))
    (data,) = json.loads(DATA.findall(day.page())[0])
    for name in ("marks", "flags"):
        times = sorted(at for at, *_ in data[name])
        assert 100 < len(times) < 1000
        assert times[0] == 0
        assert max(after - before for before, after in pairwise(times)) < 100


def test_stations_without_end_are_told_as_one() -> None:
    day = Conversation()
    for number in range(20_010):
        day.call("Heartbeat", {}, station=f"CP-{number}")
    page = day.page()
    assert "The first 20,000 stations are told apart, and no others." in page
    assert "(all other stations)" in page
