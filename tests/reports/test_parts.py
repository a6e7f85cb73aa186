"""The small parts of a report: lengths of time, shares, cards."""

from __future__ import annotations

import re

import pytest

from ocppgen.validate.reports.changes import Changes
from ocppgen.validate.reports.clock import Clock, length
from ocppgen.validate.reports.share import Share
from tests.reports.conversation import Conversation, transaction


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.25, "250 ms"),
        (3, "3 s"),
        (3.25, "3.2 s"),
        (60, "1 min"),
        (125, "2 min 5 s"),
        (3_600, "1 h"),
        (5_000, "1 h 23 min"),
        (86_400 + 7_200, "1 d 2 h"),
        (3 * 86_400 + 59, "3 d"),
    ],
)
def test_lengths_of_time(seconds: float, words: str) -> None:
    assert length(seconds) == words


def test_times_are_told_as_far_as_they_are_known() -> None:
    at = 1_715_673_600.5
    clock = Clock(timed=True, dated=True)
    assert (clock.full(at), clock.of_day(at)) == ("2024-05-14 08:00:00", "08:00:00.500")
    assert Clock(timed=True, dated=False).full(at) == "08:00:00"
    assert Clock(timed=False, dated=False).full(1234) == "frame 1,234"
    assert Clock(timed=True, dated=True).full(1e18) == "frame 1,000,000,000,000,000,000"


def test_the_more_there_are_the_less_each_may_hold() -> None:
    share = Share(1000, most=400, least=3)
    held = []
    for holders in range(1, 1001):
        share.join()
        if holders in (1, 4, 100, 1000):
            held.append(share.each)
    assert held == [400, 250, 10, 3]


def test_changes_hold_what_their_share_leaves() -> None:
    share = Share(50, most=20, least=2)
    lanes = [Changes(share) for _ in range(10)]
    for at in range(1000):
        for lane in lanes:
            lane.add(at, f"S{at % 3}")
    for lane in lanes:
        spans = lane.spans(1000, 400)
        assert len(spans) <= 2 * share.each
        assert (spans[0].start, spans[-1].end) == (0, 1000)
        assert sum(span.changes for span in spans) == 1000


def test_changes_are_drawn_in_the_order_of_time() -> None:
    lane = Changes(Share(50, most=20))
    for at, status in ((9, "c"), (1, "a"), (5, "b"), (6, "b")):
        lane.add(at, status)
    spans = lane.spans(10, 20, lambda status: status == "b")
    assert [span[:3] for span in spans] == [(1, 5, "a"), (5, 5, "b"), (9, 10, "c")]


def cards(day: Conversation) -> list[str]:
    """Read the cards of a page as text."""
    found = re.findall(r'<article class="card">.*?</article>', day.page(), re.DOTALL)
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", card)).strip() for card in found]


def test_a_transaction_that_another_replaces_was_never_stopped() -> None:
    day = Conversation()
    start = {"connectorId": 1, "idTag": "A", "meterStart": 1}
    day.call(
        "StartTransaction", start, {"transactionId": 1, "idTagInfo": {"status": "Blocked"}}
    )
    day.call("StartTransaction", {**start, "idTag": "B"}, {"transactionId": 2})
    day.call("StartTransaction", {**start, "idTag": "B"}, {"transactionId": 2})
    first, second = cards(day)
    assert first.startswith("Transaction 1 never stopped")
    assert "A (Blocked)" in first
    assert second.startswith("Transaction 2 running")


def test_a_stop_without_a_start_has_a_card() -> None:
    day = Conversation()
    day.call("StopTransaction", {"transactionId": 7, "meterStop": 5}, {})
    day.call("StopTransaction", {"transactionId": 7, "meterStop": 5}, {})
    (card,) = cards(day)
    assert card.startswith("Transaction 7 finished")
    assert "Start before the capture" in card


def test_steps_that_repeat_are_counted() -> None:
    day = Conversation()
    for status in ("Downloading", "Downloading", "DownloadFailed", "Downloading", "Idle"):
        day.call("FirmwareStatusNotification", {"status": status}, {})
    (card,) = cards(day)
    assert "Requested not in the capture" in card
    steps = re.findall(r"\d\d:\d\d:\d\d (\w+)( 2 times)?", card)
    assert steps == [
        ("Downloading", " 2 times"),
        ("DownloadFailed", ""),
        ("Downloading", ""),
        ("Idle", ""),
    ]


def test_notifications_belong_to_the_request_with_their_id() -> None:
    day = Conversation()
    for number in (1, 2):
        firmware = {"location": f"https://files.example/{number}"}
        request = {"requestId": number, "firmware": firmware}
        day.call("SignedUpdateFirmware", request, {"status": "Accepted"})
    for number, status in ((1, "Downloading"), (2, "Downloaded"), (3, "Installed")):
        notification = {"requestId": number, "status": status}
        day.call("SignedFirmwareStatusNotification", notification, {})
    first, second, third = cards(day)
    assert "files.example/1" in first
    assert first.startswith("Signed firmware update Downloading")
    assert second.startswith("Signed firmware update Downloaded")
    assert third.startswith("Signed firmware update Installed Requested not in the capture")


def test_only_so_many_transactions_are_held_and_the_others_are_counted() -> None:
    day = Conversation()
    for ident in range(1, 251):
        transaction(day, ident)
    assert len(cards(day)) == 100
    assert "150 more transactions, updates and uploads of this station" in day.page()
