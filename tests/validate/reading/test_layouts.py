"""Every known layout reads its own example; a user names one, or writes a pattern."""

from __future__ import annotations

import json
import re

import pytest
from click.testing import CliRunner

from ocppgen.cli.main import main
from ocppgen.errors import GeneratorError
from ocppgen.validate.reading.layouts import LAYOUTS, layouts_named
from tests.validate.reading.conversation import TALK, written
from tests.validate.tools import command, everything, frame


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda row: row.name)
def test_an_example_is_read_by_its_own_row(layout: object) -> None:
    (row,) = (one for one in LAYOUTS if one is layout)
    (record,) = everything(row.example)
    assert record.layout == row.name
    assert not record.violations
    assert record.station == ("CP-7" if "CP-7" in row.example else None)
    if "{time}" in row.pattern:
        assert record.time
        assert record.time in row.example


def test_names_differ() -> None:
    names = [row.name for row in LAYOUTS]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch("[a-z-]+", name) for name in names)


def test_the_list() -> None:
    result = CliRunner().invoke(main, ["layouts"])
    assert result.exit_code == 0
    for row in LAYOUTS:
        assert f"{row.name}: {row.about}\n" in result.stdout
    told = json.loads(CliRunner().invoke(main, ["layouts", "--format", "json"]).stdout)
    assert [one["name"] for one in told["layouts"]] == [row.name for row in LAYOUTS]


ODD = "\n".join(
    [
        f"10:00:00 box of north rings {frame(2, '1', 'Heartbeat', {})}",
        f"10:00:01 box of south rings {frame(2, '1', 'Authorize', {'idTag': 'x'})}",
        f"10:00:02 box of north heard {frame(3, '1', {'currentTime': '2024-05-01T10:00:00Z'})}",
    ]
).encode()


@pytest.mark.parametrize(
    "flags",
    [
        ("--layout", r"(?P<time>\S+) box of (?P<station>\w+) (?P<direction>\w+) "),
        ("--station", r"box of (\w+)"),
        ("--station", r"(?<=box of )\w+"),
    ],
)
def test_a_pattern_of_ones_own(flags: tuple[str, str]) -> None:
    answer = command(*flags, "--format", "jsonl", "--all", "-", data=ODD)
    told = [json.loads(line) for line in answer.out.splitlines()]
    assert [one["station"] for one in told] == ["north", "south", "north"]
    assert told[2]["call_line"] == 1


def test_a_pattern_finds_its_station_in_fields() -> None:
    """Of a record or a row, the fields are searched as lines ``name=value``."""
    rows = [
        {"tags": f"a,{name},b", "msg": [2, "1", "Heartbeat", {}]} for name in ("north", "south")
    ]
    data = "\n".join(map(json.dumps, rows)).encode()
    answer = command("--station", r"tags=a,(\w+)", "--format", "jsonl", "--all", "-", data=data)
    told = [json.loads(line)["station"] for line in answer.out.splitlines()]
    assert told == ["north", "south"]


def test_a_layout_by_name() -> None:
    text = written(
        lambda a: f"INFO:ocpp:{a.station}: {a.word('receive message', 'send')} {a.text}",
        ("x", "y"),
    )
    answer = command(
        "--layout", "mobilityhouse", "--format", "jsonl", "--all", "-", data=text.encode()
    )
    told = [json.loads(line) for line in answer.out.splitlines()]
    assert [one["station"] for one in told] == [("x", "y")[said.station] for said in TALK]
    assert {one["layout"] for one in told} == {"mobilityhouse"}


@pytest.mark.parametrize(
    ("layout", "station", "message"),
    [
        ("stevee", None, 'there is no layout "stevee"; did you mean steve?'),
        ("qqqq", None, 'there is no layout "qqqq"; see `ocppgen layouts`'),
        (
            "(?P<time>x)",
            None,
            '--layout "(?P<time>x)" has no group (?P<station>...): say where',
        ),
        (None, "(", '--station "(" is not a regular expression: missing ), unterminated'),
        ("steve", "x", "--station is the short form of --layout: give one of them"),
    ],
)
def test_what_is_no_layout(layout: str | None, station: str | None, message: str) -> None:
    with pytest.raises(GeneratorError) as caught:
        layouts_named(layout, station)
    assert caught.value.message.startswith(message)
