"""A conversation is read right in any layout, whatever the stations are called."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from ocppgen.validate.records import REUSED
from tests.validate.reading.conversation import TALK, Line, lines, written
from tests.validate.tools import everything, judged

if TYPE_CHECKING:
    from collections.abc import Callable

    from ocppgen.validate.records import FrameRecord


def doubled(text: str) -> str:
    """Quote a cell of a table."""
    quoted = text.replace('"', '""')
    return f'"{quoted}"'


def apart(line: Line) -> dict[str, Any]:
    """Put the parts of a frame in members of their own."""
    kind, ident, *rest = line.frame
    parts = {2: ("action", "payload"), 3: ("payload",)}
    named = parts.get(kind, ("errorCode", "errorDescription", "errorDetails"))
    return {"messageTypeId": kind, "messageId": ident, **dict(zip(named, rest, strict=True))}


LAYOUTS: dict[str, Callable[[Line], str]] = {
    "mobilityhouse": lambda a: f"INFO:ocpp:{a.station}: {a.word('receive message', 'send')} {a.text}",
    "evcc": lambda a: f"[ocpp  ] TRACE {a.at:%Y/%m/%d %H:%M:%S} {a.word('recv', 'send')} {a.station}: {a.text}",
    "steve": lambda a: f"[INFO ] {a.plain} ocpp.ws.WebSocketLogger (qtp1-2) - [chargeBoxId={a.station},"
    f" sessionId=4f1c] {a.word('Received', 'Sending')}: {a.text}",
    "words": lambda a: f"{a.iso} {a.word('received from', 'sent to')} {a.station}: {a.text}",
    "arrow behind": lambda a: f"{a.plain} {a.station} {a.word('->', '<-')} {a.text}",
    "arrow before": lambda a: f"{a.plain} {a.word('<--', '-->')} {a.station} {a.text}",
    "arrows that mean nothing": lambda a: f"{a.at:%H:%M:%S} -> [{a.station}] {a.word('Recv', 'Send')}: {a.text}",
    "both ends": lambda a: f"{a.iso} "
    + a.word(f"{a.station} -> CSMS", f"CSMS -> {a.station}")
    + f": {a.text}",
    "sides": lambda a: f"{a.plain} | {a.station} | {a.word('CP->CS', 'CS->CP')} | {a.text}",
    "a thread beside": lambda a: f"{a.plain} [exec-{a.at.second % 3}] [{a.station}] {a.word('RX', 'TX')} {a.text}",
    "behind the frame": lambda a: f"{a.plain} {a.word('recv', 'sent')} {a.text} (station {a.station})",
    "labels": lambda a: f'ts={a.iso} cp="{a.station}" dir={a.word("in", "out")} msg={a.text}',
    "address": lambda a: f"{a.plain} wss://csms.example/ocpp/{quote(a.station, '/@:*')}"
    f" {a.word('<', '>')} {a.text}",
    "words of no known language": lambda a: f"{a.plain} {a.word('saatu', 'annettu')} {a.station}: {a.text}",
    "epoch": lambda a: f"{a.at.timestamp() * 1000:.0f} {a.station} {a.word('recv', 'send')} {a.text}",
    "docker compose": lambda a: f"csms-1  | {a.plain} {a.station} {a.word('<', '>')} {a.text}",
    "syslog": lambda a: f"{a.at:%b %d %H:%M:%S} host ocppd[81]: {a.station} {a.word('in', 'out')} {a.text}",
    "a container's": lambda a: f"{a.iso} stdout F [{a.station}] {a.word('>>', '<<')} {a.text}",
    "a mail": lambda a: f"> {a.plain} {a.station}: {a.word('receive message', 'send')} {a.text}",
    "colours": lambda a: f"{a.plain} \x1b[32m{a.word('RECV', 'SENT')}\x1b[0m \x1b[1m{a.station}\x1b[0m {a.text}",
    "Markdown": lambda a: f"| {a.plain} | {a.station} | {a.word('in', 'out')} | `{a.text}` |",
    "JSON in text": lambda a: f"{a.plain} {a.station} {a.word('recv', 'send')} {json.dumps(a.text)}",
    "Python's repr": lambda a: f"{a.plain} {a.station} {a.word('got', 'sent')} {a.text!r}",
    "semicolons": lambda a: f'"{a.at:%d.%m.%Y %H:%M:%S}";"{a.station}";"{a.word("eingehend", "ausgehend")}"'
    f";{doubled(a.text)}",
    "commas": lambda a: f"{a.iso},{a.station},{a.word('IN', 'OUT')},{doubled(a.text)}",
    "tabs": lambda a: f"{a.plain}\t{a.station}\t{a.word('Charger-CMS', 'CMS-Charger')}\t{a.text}",
    "records": lambda a: json.dumps(
        {"ts": a.iso, "cp": a.station, "dir": a.word("in", "out"), "msg": a.frame}
    ),
    "records of text": lambda a: json.dumps(
        {"message": a.text, "outbound": not a.up, "chargePointId": a.station, "time": a.iso}
    ),
    "records in parts": lambda a: json.dumps(
        {"at": a.iso, "stationId": a.station, "origin": a.word("cp", "csms"), **apart(a)}
    ),
    "records with two ends": lambda a: json.dumps(
        {
            "t": a.iso,
            "source": a.word(a.station, "csms"),
            "target": a.word("csms", a.station),
            "data": a.text,
        }
    ),
    "a log in records": lambda a: json.dumps(
        {
            "level": "debug",
            "msg": a.word("received JSON message from ", "sent JSON message to ")
            + f"{a.station}: {a.text}",
            "time": a.iso,
        }
    ),
    "the line above": lambda a: f"{a.plain} {a.station} {a.word('-->', '<--')}\n"
    + json.dumps(a.frame, indent=2),
    "an object of JavaScript": lambda a: f"{a.iso} {a.station} {{\n  message: '"
    + a.text.replace("\\", "\\\\")
    + f"',\n  outbound: {a.word('false', 'true')}\n}}",
}
NAMES = {
    "plain": ("CP-0042", "CP-0043"),
    "hardware addresses": ("00:11:22:33:44:55", "00:11:22:33:99:55"),
    "the same end": ("site1/CP1", "site2/CP1"),
    "blanks": ("Carport Left", "Harbour Left"),
    "hash": ("GARAGE#1", "STREET#1"),
    "percent": ("A%201", "B%201"),
    "long": ("x7k2" * 19 + "-24", "x7k2" * 19 + "-76"),
    "not ASCII": ("Ladesäule-3", "Зарядка-8"),
    "digits": ("45440146", "60834571"),
    "digits first": ("0571399AB656469", "0870226AB527482"),
    "default names": ("charger", "station"),
    "EVSE ids": ("DE*AXZ*E1420*1", "DE*ZBY*E9253*1"),
}


def check(records: list[FrameRecord], names: tuple[str, str]) -> None:
    """Hold records against the conversation."""
    assert len(records) == len(TALK)
    for said, record in zip(TALK, records, strict=True):
        station = names[said.station]
        assert record.station in (station, quote(station, "/@:*"))
        assert record.direction.words == said.way
        assert [one.keyword for one in record.violations] == [said.keyword] * bool(said.keyword)
        call = None if said.call is None else records[said.call].line
        assert record.call_line == call


@pytest.mark.parametrize("kind", NAMES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_any_layout_and_any_name(layout: str, kind: str) -> None:
    names = NAMES[kind]
    check(everything(written(LAYOUTS[layout], names)), names)


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("layout", ["commas", "arrow behind", "records"])
def test_the_newest_first(layout: str, mark: str) -> None:
    """The rows are turned round, so that calls come before their answers."""
    names = NAMES["plain"]
    rows = written(LAYOUTS[layout], names).splitlines()
    records = everything(mark + "\n".join(reversed(rows)))
    check(records, names)
    assert [record.line for record in records] == list(range(len(TALK), 0, -1))


def test_pairs_in_a_row() -> None:
    """A row holds a call and its answer; its direction is that of the call."""
    rows = ["Charger,Direction,Request,Response"]
    said = lines(NAMES["plain"])
    for number, one in enumerate(TALK):
        if one.call is not None:
            asked = said[one.call]
            pair = f"{doubled(asked.text)},{doubled(said[number].text)}"
            rows.append(f"{asked.station},{asked.word('Charger-CMS', 'CMS-Charger')},{pair}")
    records = everything("\n".join(rows))
    assert len(records) == 2 * (len(rows) - 1)
    for call, answer in zip(records[::2], records[1::2], strict=True):
        assert answer.call_line == call.line == answer.line
        assert answer.station == call.station
        assert {call.direction.words, answer.direction.words} == {
            "to central system",
            "to charge point",
        }


def test_a_document() -> None:
    """Each record has its lines, and what is said of it before and behind its frame."""
    names = NAMES["blanks"]
    said = [
        {
            "at": one.iso,
            "to": one.word("backend", "charger"),
            "raw": one.frame,
            "charger": one.station,
        }
        for one in lines(names)
    ]
    text = json.dumps({"version": 1, "items": said}, indent=2)
    records = everything(text)
    check(records, names)
    assert text.splitlines()[records[3].line - 1].strip() == "{"
    assert text.splitlines()[records[3].last_line - 1].strip() == "},"


def test_two_layouts_in_a_file() -> None:
    """Two services write into one log, each in its layout, with ids of the other."""
    first = written(LAYOUTS["mobilityhouse"], ("charger", "wallbox")).splitlines()
    second = written(LAYOUTS["evcc"], ("CP-1", "CP-2")).splitlines()
    mixed = [line for pair in zip(first, second, strict=True) for line in pair]
    records = everything("\n".join(mixed))
    for offset, names in ((0, ("charger", "wallbox")), (1, ("CP-1", "CP-2"))):
        mine = records[offset::2]
        check(mine, names)


def test_copies_are_dropped() -> None:
    """The debug lines of websockets tell every frame again, without the station, and cut."""
    rows = []
    for number, one in enumerate(lines(("charger", "client"))):
        text = one.text if number % 3 else f"{one.text[:12]}...{one.text[-4:]}"
        rows.append(
            f"{one.plain} DEBUG (MainThread) [websockets.server] {one.word('<', '>')} TEXT"
            f" '{text}' [{len(one.text)} bytes]"
        )
        rows.append(
            f"{one.plain} INFO (MainThread) [ocpp] {one.station}:"
            f" {one.word('receive message', 'send')} {one.text}"
        )
    text = "\n".join(rows)
    check(everything(text), ("charger", "client"))
    assert judged(text).summary.copies == len(TALK)


@pytest.mark.parametrize("size", [64, 100_000])
def test_files_of_a_tail(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """``tail -f`` of several files says once whose lines follow, be it in an earlier piece."""
    monkeypatch.setattr("ocppgen.validate.source.CHUNK", size)
    rows = []
    last = ""
    for one in lines(("/var/log/CP-1.log", "/var/log/CP-2.log")):
        rows += ["", f"==> {one.station} <=="] * (one.station != last)
        rows += [f"{one.iso} {one.word('RX', 'TX')} {one.text}"]
        last = one.station
    check(everything("\n".join(rows)), ("/var/log/CP-1.log", "/var/log/CP-2.log"))


BROKEN = {
    "a type in quotes": ('["2","5","Heartbeat",{}]', "frame"),
    "a type that is no integer": ('[2.0,"5","Heartbeat",{}]', "frame"),
    "too few": ('[2,"5"]', "frame"),
    "single quotes": ("[2,'5','Heartbeat',{}]", "json"),
    "curly quotes": ("[2,\u201c5\u201d,\u201cHeartbeat\u201d,{}]", "json"),
    "HTML's quotes": ("[2,&quot;5&quot;,&quot;Heartbeat&quot;,{}]", "json"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_frames_in_their_place(name: str) -> None:
    """What stands where frames stand is told, though it does not begin as one."""
    text, keyword = BROKEN[name]
    log = written(LAYOUTS["arrow behind"], NAMES["plain"])
    noise = "2024-05-01 10:00:09.000 CP-0042 has connectors [2, 3]\n"
    records = everything(f"{log}{noise}2024-05-01 10:00:10.000 CP-0042 -> {text}\n")
    assert len(records) == len(TALK) + 1
    assert [one.keyword for one in records[-1].violations] == [keyword]


def test_stations_that_no_line_names() -> None:
    """Ids meet, and nothing says whose they are: no answer is accused by another's call."""
    rows = [
        f"{one.plain} {one.word('received', 'sent')} {one.text}" for one in lines(("a", "b"))
    ]
    text = "\n".join(rows)
    for record in everything(text):
        assert record.station is None
        assert record.unknown["station"]
        if record.call is not None:
            assert not record.violations
    assert judged(text).summary.notes[REUSED].count == 0


def test_an_answer_that_is_no_object() -> None:
    """It is wrong whatever it answers."""
    (record,) = everything('[3,"1",[1]]')
    assert [(one.pointer, one.keyword) for one in record.violations] == [("", "type")]


@pytest.mark.parametrize("size", [64, 700, 4000])
@pytest.mark.parametrize("layout", ["the line above", "an object of JavaScript", "commas"])
def test_where_the_file_is_cut(layout: str, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """It makes no difference, also where a frame or what is said of it spans lines."""
    text = written(LAYOUTS[layout], NAMES["blanks"])
    whole = everything(text)
    monkeypatch.setattr("ocppgen.validate.source.CHUNK", size)
    assert everything(text) == whole
