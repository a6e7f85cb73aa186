"""The layouts that are known: one row each, with an example.

A row is a pattern for what stands around a frame: ``{time}``, ``{station}`` and ``{direction}``
stand for what they say, ``{frame}`` for the frame, ``{...}`` for anything, ``{word}`` for a word;
``(a|b)`` is a choice, ``[x]`` in doubled brackets ``[[x]]`` may be missing, and a blank is any
blank space. A pattern begins anywhere in a line, since wrappers (syslog, docker, kubectl) may stand
before it, and ends right before the frame, or goes on behind it.

To add a layout, add a row: its name, where it comes from, its pattern, an example. The tests read
every example by its own row.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ocppgen.errors import GeneratorError
from ocppgen.text import shown
from ocppgen.validate.reading.times import TIME

if TYPE_CHECKING:
    from collections.abc import Mapping


class Layout(NamedTuple):
    """A layout of log lines."""

    name: str
    about: str
    """Which software writes it."""
    pattern: str
    example: str
    """A line, or the lines, with a frame."""
    copy: bool = False
    """It tells again what another line of the log tells, with the station."""
    regex: bool = False
    """The pattern is a regular expression as it stands: a user's own."""


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "mobilityhouse",
        "mobilityhouse/ocpp with logging.basicConfig",
        "(DEBUG|INFO|WARNING):ocpp:{station}: {direction=send|receive message} {frame}",
        'INFO:ocpp:CP-7: receive message [2,"1","Heartbeat",{}]',
    ),
    Layout(
        "mobilityhouse-dashes",
        "mobilityhouse/ocpp with a format of dashes",
        "{time} - ocpp - (DEBUG|INFO|WARNING) - {station}: {direction=send|receive message} {frame}",
        '2024-05-01 12:00:00,123 - ocpp - INFO - CP-7: send [2,"1","Heartbeat",{}]',
    ),
    Layout(
        "home-assistant",
        "Home Assistant's integration lbbrhzn/ocpp",
        "{time} (DEBUG|INFO|WARNING) ({...}) [ocpp] {station}: {direction=send|receive message} {frame}",
        '2024-05-01 12:00:00.123 INFO (MainThread) [ocpp] CP-7: send [2,"1","ClearCache",{}]',
    ),
    Layout(
        "mobilityhouse-other",
        "mobilityhouse/ocpp with a format of one's own",
        "{time}{...}ocpp[[{mark}]] [[{level}]] [[{mark}]] {station}: {direction=send|receive message} {frame}",
        'csms-1  | 2024-05-01 12:00:00,123 INFO ocpp CP-7: send [2,"1","ClearCache",{}]',
    ),
    Layout(
        "websockets",
        "Python's websockets with debug on: a copy of each frame, cut if it is long",
        "{time}{...}websockets.{word}{...}{direction=<|>} TEXT '{frame}",
        "2024-05-01 12:00:00.123 DEBUG (MainThread) [websockets.server] < TEXT"
        ' \'[2,"1","Heartbeat",{}]\' [22 bytes]',
        copy=True,
    ),
    Layout(
        "websockets-basic",
        "the same with logging.basicConfig",
        "DEBUG:websockets.{word}:{direction=<|>} TEXT '{frame}",
        'DEBUG:websockets.server:< TEXT \'[2,"1","Heartbeat",{}]\' [22 bytes]',
        copy=True,
    ),
    Layout(
        "evcc",
        "evcc --log trace",
        "[ocpp  ] TRACE {time} {direction=recv|send} {station}: {frame}",
        '[ocpp  ] TRACE 2024/05/01 12:00:00 recv CP-7: [2,"1","Heartbeat",{}]',
    ),
    Layout(
        "evcc-json-message",
        "evcc before 0.130, with ocpp-go's own words",
        "[ocpp  ] TRACE {time} {direction=received|sent} JSON message (from|to) {station}: {frame}",
        '[ocpp  ] TRACE 2024/05/01 12:00:00 sent JSON message to CP-7: [3,"1",{}]',
    ),
    Layout(
        "ocpp-go",
        "lorenzodonini/ocpp-go, whatever its logger writes before it",
        "{direction=received|sent} JSON message (from|to) {station}: {frame}",
        'time="2024-05-01T12:00:00Z" level=debug msg="received JSON message from CP-7:'
        ' [2,\\"1\\",\\"Heartbeat\\",{}]" logger=ocppj',
    ),
    Layout(
        "steve",
        "SteVe",
        "[chargeBoxId={station}, sessionId={word}] {direction=Received|Sending}[[ {word}]]: {frame}",
        "[INFO ] 2024-05-01 12:00:00,123 de.rwth.idsg.steve.ocpp.ws.WebSocketLogger (qtp716-21) -"
        ' [chargeBoxId=CP-7, sessionId=4f1c] Received: [2,"1","Heartbeat",{}]',
    ),
    Layout(
        "microocpp",
        "MicroOcpp and ArduinoOcpp on a serial line",
        "[(MO|AO|OCPP)] {direction=Send|Recv}: {frame}",
        '12:00:00.123 -> [MO] Send: [2,"1","Heartbeat",{}]',
    ),
    Layout(
        "libocpp",
        "EVerest's libocpp: a line with time and sides, the frame below it",
        "{time}: {direction=ChargePoint>CentralSystem|CentralSystem>ChargePoint} [[{word}]] {frame}",
        '2024-05-01T12:00:00.123Z: ChargePoint>CentralSystem Heartbeat \n[2,"1","Heartbeat",{}]',
    ),
    Layout(
        "libocpp-html",
        "EVerest's libocpp, its HTML",
        '<tr class="{word}"> <td>{time}</td> <td>{direction=ChargePoint&gt;CentralSystem|'
        'CentralSystem&gt;ChargePoint}</td> {...}<pre lang="json">{frame}',
        '<tr class="ChargePoint"> <td>2024-05-01T12:00:00.123Z</td>'
        " <td>ChargePoint&gt;CentralSystem</td> <td><b>Heartbeat</b></td><td><b></b></td>"
        ' <td><pre lang="json">[2,"1","Heartbeat",{}]</pre></td> </tr>',
    ),
    Layout(
        "everest",
        "EVerest's console: the side that sends",
        "ocpp:OCPP {...}:: {direction=ChargePoint|CentralSystem}: {frame}",
        "2024-05-01 12:00:00.123 [INFO] ocpp:OCPP        :: ChargePoint:"
        ' [2,"1","Heartbeat",{}]',
    ),
    Layout(
        "octt",
        "the Open Charge Alliance's compliance testing tool",
        "{time} (REQUEST|RESPONSE) {time2} {direction=msg-in|msg-out} {frame}",
        "2024-05-01 12:00:00.123\nREQUEST\n2024-05-01 12:00:00.123\nmsg-in\n"
        '[2,"1","Heartbeat",{}]',
    ),
    Layout(
        "sap-simulator",
        "SAP's e-mobility charging stations simulator",
        "{time} {station} | {word}.{word}: {direction=<<|>>} Command '{...}' {word} {word} payload: {frame}",
        "info: 1.5.2024, 12:00:00 CP-7 | OCPP16RequestService.internalSendMessage: >> Command"
        ' \'Heartbeat\' sent request payload: [2,"1","Heartbeat",{}]',
    ),
    Layout(
        "ocpp-rpc",
        "mikuso/ocpp-rpc: its message events, written with console.log",
        "{time} {station} { message: '{frame}',{...}outbound: {direction=true|false}",
        '2024-05-01T12:00:00.123Z CP-7 { message: \'[2,"1","Heartbeat",{}]\', outbound: false }',
    ),
    Layout(
        "proxy",
        "a proxy's log, with the request that opened the connection",
        '{time} {...}{direction=client->upstream|upstream->client}{...}"GET {path} HTTP/{word}"{...}{frame}',
        "2024/05/01 12:00:00 [info] 31#31: *17 ws text client->upstream, client: 10.0.0.5,"
        ' request: "GET /ocpp/CP-7 HTTP/1.1", host: "csms.example": [2,"1","Heartbeat",{}]',
    ),
)
"""The known layouts. The first that fits is taken, so the special ones stand before the general."""

_ANYTHING = r"[^\x1f]{0,300}?"
_HOLES = {
    "time2": rf"{TIME}",
    "frame": "\x1f",
    "...": _ANYTHING,
    "word": r"[^\s,;:|\]\x1f]{1,100}",
    "level": r"(?:DEBUG|INFO|WARNING|ERROR)",
    "mark": r"[\]\)\|:,-]",
    "station": r"(?P<station>[^\s\x1f](?:[^\n\x1f]{0,198}?[^\s\x1f])?)",
    "path": r"(?:/(?i:ocppj?|ocpp[\d._]*j?|steve|websockets?|ws|centralsystem(?:service)?|services?|v?\d(?:\.\d)?))*/(?P<station>[^\s?\"]{1,200})",
    "time": rf"(?P<time>{TIME})",
}
_PARTS = re.compile(
    r"\{(?P<hole>time2|time|station|frame|word|path|level|mark|\.\.\.)\}|\{direction=(?P<direction>[^{}]+)\}"
    r"|(?P<open>\[\[(?=\{|\s))|(?P<close>(?<=\})\]\])|\((?P<choice>[\w|]+)\)|(?P<space>\s+)|(?P<text>.)"
)


@lru_cache(maxsize=256)
def _compiled(layout: Layout) -> re.Pattern[str]:
    if layout.regex:
        return re.compile(layout.pattern)
    made: list[str] = []
    for part in _PARTS.finditer(layout.pattern):
        match part.lastgroup:
            case "hole":
                made.append(_HOLES[part["hole"]])
            case "direction":
                words = "|".join(
                    re.escape(one).replace(r"\ ", " ") for one in part["direction"].split("|")
                )
                made.append(f"(?P<direction>{words})")
            case "open":
                made.append("(?:")
            case "close":
                made.append(")?")
            case "choice":
                made.append(f"(?:{part['choice']})")
            case "space":
                made.append(r"\s*")
            case _:
                made.append(re.escape(part["text"]))
    return re.compile("".join(made))


def match_layout(layout: Layout, text: str) -> Mapping[str, tuple[int, int]] | None:
    """Find what a layout names in the text around a frame: spans by group; None if it is another's."""
    found = _compiled(layout).search(text)
    if found is None:
        return None
    return {
        group: found.span(group)
        for group in ("time", "station", "direction")
        if group in found.re.groupindex and found[group] is not None
    }


def layouts_named(layout: str | None, station: str | None) -> tuple[Layout, ...] | None:
    """Return the layouts that a user asks for; None if the file is to choose.

    *layout* is the name of a row, or a regular expression with the group ``station`` and, if
    wanted, ``time`` and ``direction``; *station* is one that finds the station: its first group,
    or the whole. Raises `GeneratorError` for what is neither.
    """
    if layout is not None and station is not None:
        message = "--station is the short form of --layout: give one of them"
        raise GeneratorError(message)
    if station is not None:
        return (_given("--station", station),)
    if layout is None:
        return None
    known = {row.name: row for row in LAYOUTS}
    if layout in known:
        return (known[layout],)
    if "(" not in layout:
        close = get_close_matches(layout[:100], known)
        hint = f"did you mean {close[0]}?" if close else "see `ocppgen layouts`"
        message = f"there is no layout {shown(layout)}; {hint}"
        raise GeneratorError(message)
    return (_given("--layout", layout),)


def _given(flag: str, pattern: str) -> Layout:
    try:
        compiled = re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        message = f"{flag} {shown(pattern)} is not a regular expression: {error}"
        raise GeneratorError(message) from error
    if flag == "--station" and "station" not in compiled.groupindex:
        pattern = _named_first(pattern) if compiled.groups else f"(?P<station>{pattern})"
    elif "station" not in compiled.groupindex:
        message = (
            f"{flag} {shown(pattern)} has no group (?P<station>...): say where the name is"
        )
        raise GeneratorError(message)
    return Layout("given", "given with a flag", pattern, "", regex=True)


def _named_first(pattern: str) -> str:
    """Name the first group of a pattern that is no mere bracket."""
    return re.sub(r"(?<!\\)\((?!\?)", "(?P<station>", pattern, count=1)
