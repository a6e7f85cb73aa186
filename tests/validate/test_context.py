"""Time, direction and connection are read from the text around a frame, as logs have it."""

from __future__ import annotations

import pytest

from ocppgen.validate import context
from ocppgen.validate.records import Direction

UNKNOWN, SENT, RECEIVED = Direction.UNKNOWN, Direction.SENT, Direction.RECEIVED
CENTRAL, POINT = Direction.TO_CENTRAL_SYSTEM, Direction.TO_CHARGE_POINT

LINES: list[tuple[str, str, str, Direction]] = [
    # what stands before the frame, time, connection, direction
    ("", "", "", UNKNOWN),
    ("   ", "", "", UNKNOWN),
    (
        "2024-03-15 09:30:00,123 INFO ocpp CP_1: receive message ",
        "2024-03-15 09:30:00,123",
        "CP_1",
        RECEIVED,
    ),
    ("INFO:ocpp:CP_1: send ", "", "CP_1", SENT),
    ("[2024-01-01T10:00:00Z] CP01 -> CSMS: ", "2024-01-01T10:00:00Z", "CP01", CENTRAL),
    ("[2024-01-01T10:00:00+02:00] CSMS -> CP01: ", "2024-01-01T10:00:00+02:00", "CP01", POINT),
    ("CP -> CS ", "", "", CENTRAL),
    ("CP <- CS ", "", "", POINT),
    ("charge point <- central system: ", "", "", POINT),
    ("central system => charge point: ", "", "", POINT),
    (
        "[SteVe] INFO 2024-01-01 10:00:00 (qtp-44) - [chargeBoxId=CP1, sessionId=0a] Received: ",
        "2024-01-01 10:00:00",
        "CP1",
        RECEIVED,
    ),
    ("[ocpp  ] TRACE 2024/03/01 12:00:00 recv cp-1: ", "2024/03/01 12:00:00", "cp-1", RECEIVED),
    ("[ocpp  ] TRACE 12:00:00.5 send cp-1: ", "12:00:00.5", "cp-1", SENT),
    ("received JSON message from CP1: ", "", "CP1", CENTRAL),
    ("sent JSON message to CP1: ", "", "CP1", POINT),
    ("message from wallbox to the server: ", "", "", CENTRAL),
    ("> ", "", "", SENT),
    ("< ", "", "", RECEIVED),
    (">> ", "", "", SENT),
    ("<- ", "", "", RECEIVED),
    ("\u2192 ", "", "", SENT),
    ("\u2190 ", "", "", RECEIVED),
    ("<cp>", "", "", UNKNOWN),
    (
        '{"timestamp": 1710000000.123, "direction": "in", "cpId": "CP7", "frame": ',
        "1710000000.123",
        "CP7",
        RECEIVED,
    ),
    ('{"direction":"out","station_id":"a.b-c","frame":', "", "a.b-c", SENT),
    ("[IN] ", "", "", RECEIVED),
    ("|out| ", "", "", SENT),
    ("in 5 ms, out of luck ", "", "", UNKNOWN),
    ("Received response to request 17: ", "", "", RECEIVED),
    ("connected to 10.0.0.1; received ", "", "", RECEIVED),
    ("answer to request: ", "", "", SENT),
    ("wss://csms.example/ocpp/1.6/CP99 incoming ", "", "CP99", RECEIVED),
    ("GET /ocpp/CP01 : ", "", "CP01", UNKNOWN),
    ("at src/ocpp/handler.java: ", "", "", UNKNOWN),
    ("[http-nio-8080-exec-3] [WB0815] outgoing ", "", "WB0815", SENT),
    ("2024-05-01 11:58:02 CP-7 <- ", "2024-05-01 11:58:02", "CP-7", POINT),
    ("2024-05-01 11:58:02 CP-7 -> ", "2024-05-01 11:58:02", "CP-7", CENTRAL),
    ("INFO a.b: WB_0815: >> ", "", "WB_0815", SENT),
    ("DEBUG wb@site-2.example << ", "", "wb@site-2.example", RECEIVED),
    ("wb1 \u2190 ", "", "wb1", RECEIVED),
    ("wb1\u2192", "", "wb1", SENT),
    ("wb1->", "", "wb1", SENT),
    ("wb1 --> ", "", "wb1", SENT),
    ("wb1 <-- ", "", "wb1", RECEIVED),
    ("wb1 => ", "", "wb1", SENT),
    ("wb1 > ", "", "wb1", SENT),
    ("-> wb1 ", "", "wb1", SENT),
    ("CSMS <- wb1: ", "", "wb1", CENTRAL),
    ("CSMS1 -> wb2: ", "", "wb2", POINT),
    ("central-system-1 -> ", "", "", POINT),
    ("2024-05-01T11:58:02Z -> ", "2024-05-01T11:58:02Z", "", SENT),
    ("2024-05-01T11:58:02.123 <- ", "2024-05-01T11:58:02.123", "", RECEIVED),
    ("2024-05-01T11:58:02+02:00 -> ", "2024-05-01T11:58:02+02:00", "", SENT),
    ("11:58:02 -> ", "11:58:02", "", SENT),
    ("10.0.0.1:8080 -> ", "", "", SENT),
    ("INFO -> ", "", "", SENT),
    ("received <- ", "", "", RECEIVED),
    ("thread-3 -> ", "", "", SENT),
    ("ocpp1.6 -> ", "", "", SENT),
    ("request-17 -> ", "", "", SENT),
    ("v2 -> ", "", "", SENT),
    ("17 -> ", "", "", SENT),
    ("<cp1>", "", "", UNKNOWN),
    ("[worker-3] [pool-1-thread-7] [L12] outgoing ", "", "L12", SENT),
]


@pytest.mark.parametrize(("before", "time", "connection", "direction"), LINES)
def test_before_the_frame(
    before: str, time: str, connection: str, direction: Direction
) -> None:
    assert context.time(before, "") == time
    assert context.way(before, "") == (connection, direction)


@pytest.mark.parametrize(
    ("behind", "time", "connection", "direction"),
    [
        (', "time": "2024-05-01T10:00:00Z", "dir": "out"}', "2024-05-01T10:00:00Z", "", SENT),
        (" sent to CP_3 by server", "", "CP_3", SENT),
        (' received, "chargePointId": "X1"', "", "X1", RECEIVED),
    ],
)
def test_behind_the_frame(
    behind: str, time: str, connection: str, direction: Direction
) -> None:
    """What stands behind is asked only for what is not known from before."""
    assert context.time("", behind) == time
    assert context.way("", behind) == (connection, direction)
    assert context.way("[CP_9] received ", behind) == ("CP_9", RECEIVED)


def test_digits_make_no_difference_but_in_names() -> None:
    """Lines that differ in digits only are looked at once, and still tell their own names."""
    names = [context.way(f"2024-05-01 10:00:{n:02} [CP{n:04}] sent ", "") for n in range(60)]
    assert names == [(f"CP{n:04}", SENT) for n in range(60)]


def test_only_so_much_is_looked_at() -> None:
    far = "received " + "x" * 2 * context.WINDOW
    assert context.way(far, "") == ("", UNKNOWN)
