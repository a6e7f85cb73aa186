"""``--edition`` chooses the official schemas, their catalog and the package's name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.commands import invoke, one_line

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("edition", "count", "first"),
    [("1.6", 39, "base/Authorize.json"), ("2.0.1", 64, None), ("2.1", 91, None)],
)
def test_an_edition_is_a_set_with_its_catalog(
    work: Path, edition: str, count: int, first: str | None
) -> None:
    assert work
    features = json.loads(invoke("list", "--edition", edition, "--format", "json").out)
    assert len(features) == count
    authorize = next(one for one in features if one["feature"] == "Authorize")
    assert authorize["request"]["schema"] == (first or "AuthorizeRequest.json")
    assert authorize["request"]["class"] == "AuthorizeRequest"


def test_without_one_it_is_1_6(work: Path) -> None:
    assert work
    assert invoke("list").out == invoke("list", "--edition", "1.6").out


def test_the_package_has_the_name_of_its_edition(work: Path) -> None:
    said = invoke("generate", "--edition", "2.1", "--profiles", "batteryswap", "--out", ".")
    assert said.out.startswith("2 features, ")
    assert sorted(path.name for path in work.iterdir() if path.is_dir()) == ["ocpp21"]


def test_an_edition_can_be_a_setting_and_the_flag_wins(work: Path) -> None:
    settings = 'edition = "2.0.1"\nprofiles = ["meter"]\npackage = "mine"\n'
    (work / "ocppgen.toml").write_text(settings)
    assert "TransactionEvent" not in invoke("list").out
    assert "MeterValuesRequest.json" in invoke("list").out
    assert "NotifyDERAlarm" in invoke("list", "--edition", "2.1").out


def test_what_cannot_be(work: Path) -> None:
    (work / "ocppgen.toml").write_text('edition = "2.2"\n')
    line = 'ocppgen.toml#/edition: must be 1.6, 2.0.1 or 2.1, not "2.2"'
    assert one_line(invoke("list")) == line
    (work / "ocppgen.toml").unlink()
    both = invoke("list", "--edition", "2.1", "--schemas", ".")
    assert one_line(both) == (
        "an edition is of the official schemas; extend it, or leave it out"
    )
    role = ("--role", "charge-point")
    assert one_line(invoke("scaffold", "--edition", "2.1", *role)) == (
        "OCPP 2.1 has no charge-point; use csms or charging-station"
    )
