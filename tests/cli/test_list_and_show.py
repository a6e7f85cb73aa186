"""`list` and `show` tell what there is, to people and to programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from ocpp16 import FEATURES
from tests.cli.commands import invoke, run, write_schemas

if TYPE_CHECKING:
    from pathlib import Path


def test_the_table_of_features(work: Path) -> None:
    answer = run("list", cwd=work)
    assert (answer.code, answer.err) == (0, "")
    head, *rows = answer.out.splitlines()
    assert head.split() == ["feature", "profile", "sent", "by", "request", "response"]
    assert [row.split()[0] for row in rows] == [*FEATURES]
    (firmware,) = [row for row in rows if row.startswith("UpdateFirmware ")]
    assert " FirmwareManagement " in firmware
    assert " central system " in firmware
    assert (
        "base/UpdateFirmware.json (location, retries?, retrieveDate, retryInterval?)"
        in firmware
    )
    assert firmware.endswith("base/UpdateFirmwareResponse.json (empty)")
    assert "BootNotification.json (chargePointVendor, chargePointModel, 7 more)  " in answer.out
    assert max(map(len, rows)) < 280
    assert len({row.index("base/") for row in rows if "base/" in row}) == 1


def test_the_table_for_programs(work: Path) -> None:
    assert work.is_dir()
    answer = invoke("list", "--format", "json")
    assert (answer.code, answer.err) == (0, "")
    rows: list[dict[str, Any]] = json.loads(answer.out)
    assert [row["feature"] for row in rows] == [*FEATURES]
    for row in rows:
        feature = FEATURES[row["feature"]]
        assert (row["profile"], row["initiator"]) == (feature.profile, feature.initiator)
        assert row["summary"]
        for role in ("request", "response"):
            message: Any = feature.request_type if role == "request" else feature.response_type
            told = row[role]
            assert told["class"] == message.__name__
            assert f"ocpp16.{told['module']}" == message.__module__
            names = {field["name"]: field["wire"] for field in told["fields"]}
            assert names == {one.name: wire for wire, one in message.members.items()}
            required = {field["wire"] for field in told["fields"] if field["required"]}
            missing = {one.message for one in message.check({})}
            assert missing == {f'missing required member "{name}"' for name in required}
            assert message.check(told["example"]) == []
            assert {*told["example"]} == {*message.members}


def test_one_feature(work: Path) -> None:
    answer = run("show", "SignedUpdateFirmware", cwd=work)
    assert (answer.code, answer.err) == (0, "")
    for line in (
        "SignedUpdateFirmware: Ask the charge point to fetch firmware",
        "profile SecureFirmwareUpdate, sent by central system",
        "SignedUpdateFirmwareRequest   (securefirmware.signed_update_firmware, from security/",
        "  signingCertificate  signing_certificate  a string of at most 5500 characters  required",
        "AcceptedCanceled",
        '"retrieveDateTime": "',
    ):
        assert line in answer.out or line.strip() in " ".join(answer.out.split()), line
    assert all(line == line.rstrip() for line in answer.out.splitlines())
    assert answer.out.replace("\n", "").isprintable()


@pytest.mark.parametrize("feature", FEATURES)
def test_every_feature_can_be_shown(feature: str, work: Path) -> None:
    assert work.is_dir()
    page = invoke("show", feature)
    assert (page.code, page.err) == (0, "")
    assert page.out.startswith(f"{feature}: ")
    answer = invoke("show", feature, "--format", "json")
    told = json.loads(answer.out)
    assert told == next(
        row
        for row in json.loads(invoke("list", "--format", "json").out)
        if row["feature"] == feature
    )


def test_a_folder_of_ones_own(work: Path) -> None:
    note = {"type": "string", "description": "\x1b[31m\u202e red \n"}
    schema = {"type": "object", "properties": {"a\nb": note, "c": {"enum": ["\x07"]}}}
    schemas = write_schemas(work / "schemas", Odd=schema)
    for arguments in (
        ("list",),
        ("show", "Odd"),
        ("show", "Ping"),
        ("list", "--format", "json"),
    ):
        answer = invoke(*arguments, "--schemas", schemas)
        assert (answer.code, answer.err) == (0, "")
        assert answer.out.replace("\n", "").isprintable()
    assert "Ping     -        -" in invoke("list", "--schemas", schemas).out


def test_help_names_every_command(work: Path) -> None:
    answer = run("--help", cwd=work)
    assert (answer.code, answer.err) == (0, "")
    for command in ("generate", "check", "list", "show", "scaffold", "validate"):
        assert f"\n  {command} " in answer.out
        page = invoke(command, "--help")
        assert page.code == 0
        assert "--schemas" in page.out
