"""A message can be called as the specification, the classes or the schema files call it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from ocppgen import load_project
from ocppgen.errors import GeneratorError
from ocppgen.pipeline import plan
from ocppgen.validate.messages import find_message
from ocppgen.validate.records import Kind
from tests.cli.commands import write_schemas

if TYPE_CHECKING:
    from pathlib import Path

    from ocppgen.naming.package import Package

REQUEST, RESPONSE = Kind.CALL, Kind.RESULT


@cache
def official() -> Package:
    """Plan the official package."""
    return plan(load_project())


@pytest.mark.parametrize(
    ("name", "action", "kind"),
    [
        ("UpdateFirmware.req", "UpdateFirmware", REQUEST),
        ("UpdateFirmware.conf", "UpdateFirmware", RESPONSE),
        ("updatefirmware.REQ", "UpdateFirmware", REQUEST),
        ("UpdateFirmware.request", "UpdateFirmware", REQUEST),
        ("UpdateFirmware.response", "UpdateFirmware", RESPONSE),
        ("UpdateFirmwareRequest", "UpdateFirmware", REQUEST),
        ("UpdateFirmwareConfirmation", "UpdateFirmware", RESPONSE),
        ("UpdateFirmwareResponse", "UpdateFirmware", RESPONSE),
        ("UpdateFirmware", "UpdateFirmware", REQUEST),
        ("UpdateFirmware.json", "UpdateFirmware", REQUEST),
        ("base/UpdateFirmwareResponse.json", "UpdateFirmware", RESPONSE),
        ("SignedUpdateFirmwareResponse", "SignedUpdateFirmware", RESPONSE),
        ("SignedUpdateFirmware.conf", "SignedUpdateFirmware", RESPONSE),
    ],
)
def test_names(name: str, action: str, kind: Kind) -> None:
    assert find_message(official(), name) == (action, kind)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        (
            "UpdateFirmwar.req",
            'there is no message "UpdateFirmwar.req"; did you mean UpdateFirmware.req?',
        ),
        ("zzz", 'there is no message "zzz"; see `ocppgen list`'),
        ("", 'there is no message ""; see `ocppgen list`'),
        ("\x1b[2J" * 100, None),
    ],
)
def test_other_names(name: str, reason: str | None) -> None:
    with pytest.raises(GeneratorError) as caught:
        find_message(official(), name)
    said = str(caught.value)
    assert said.isprintable()
    assert len(said) < 200
    assert reason is None or said == reason


FEATURES = """
[[profiles]]
name = "Main"
package = "main"
"""
FEATURE = """
[[features]]
name = "{0}"
profile = "Main"
initiator = "either"
request = "{0}.json"
response = "{0}Response.json"
"""


def test_a_class_goes_before_what_its_name_might_mean_besides(tmp_path: Path) -> None:
    """`PangRequest` is the class of one feature, though there is a feature Pang."""
    names = ("Ping", "Pang")
    schemas = write_schemas(
        tmp_path / "schemas", Pang={"type": "object"}, PangResponse={"type": "object"}
    )
    catalog = FEATURES + "".join(
        FEATURE.format(name) + f'request_class = "{other}Request"\n'
        for name, other in zip(names, reversed(names), strict=True)
    )
    (tmp_path / "catalog.toml").write_text(catalog)
    package = plan(load_project([schemas], catalog=tmp_path / "catalog.toml"))
    assert find_message(package, "PangRequest") == ("Ping", REQUEST)
    assert find_message(package, "pangrequest") == ("Ping", REQUEST)
    assert find_message(package, "Pang.req") == ("Pang", REQUEST)


def test_a_file_without_an_answer(tmp_path: Path) -> None:
    package = plan(load_project([write_schemas(tmp_path, Lone={"type": "object"})]))
    assert find_message(package, "Lone") == ("Lone", REQUEST)
    with pytest.raises(GeneratorError, match="did you mean"):
        find_message(package, "Lone.conf")


def test_two_messages_with_one_name(tmp_path: Path) -> None:
    """What differs in case only must be written as it is."""
    schemas = write_schemas(tmp_path, PING={"type": "object"})
    package = plan(load_project([schemas], catalog=None))
    assert find_message(package, "Ping") == ("Ping", REQUEST)
    assert find_message(package, "PING") == ("PING", REQUEST)
    with pytest.raises(GeneratorError, match=r"may be PING\.req and Ping\.req; say which"):
        find_message(package, "ping")
