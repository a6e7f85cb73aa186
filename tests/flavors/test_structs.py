"""What the classes of the flavor on msgspec are, to msgspec and to the standard library."""

from __future__ import annotations

import dataclasses
import pickle
import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

import ocpp16
from ocppgen import GeneratorError, load_project
from ocppgen.naming.flavors import MSGSPEC
from ocppgen.pipeline import plan, share_runtime
from tests.flavors.made import module, on_msgspec

if TYPE_CHECKING:
    from pathlib import Path

MOMENT = datetime(2024, 5, 1, tzinfo=UTC)
TEXT = '{"location":"ftp://host/fw","retrieveDate":"2024-05-01T00:00:00Z"}'


def update_firmware() -> Any:
    """Return the class that most tests look at."""
    return on_msgspec().FEATURES["UpdateFirmware"].request_type


def test_a_message_is_a_struct_with_the_names_of_the_wire() -> None:
    for name, feature in on_msgspec().FEATURES.items():
        ours = ocpp16.FEATURES[name]
        for kind in ("request_type", "response_type"):
            made, expected = getattr(feature, kind), getattr(ours, kind)
            assert issubclass(made, msgspec.Struct)
            fields = msgspec.structs.fields(made)
            assert [one.encode_name for one in fields] == [*expected.members]
            assert [one.name for one in fields] == [
                one.name for one in dataclasses.fields(expected)
            ]
            assert made.members.keys() == expected.members.keys()
            assert [repr(one) for one in made.members.values()] == [
                repr(one) for one in expected.members.values()
            ]


def test_msgspec_is_told_what_it_checks() -> None:
    for name, keyword, limit in (
        ("BootNotification", "max_length", 20),
        ("GetInstalledCertificateIds", "min_length", 1),
    ):
        feature = on_msgspec().FEATURES[name]
        made = feature.request_type if "Boot" in name else feature.response_type
        info: Any = msgspec.inspect.type_info(made)
        found = [one.type for one in info.fields]
        assert limit in [getattr(one, keyword, None) for one in found]


def test_every_message_of_the_official_schemas_is_read_by_msgspec() -> None:
    """What `_settle` passes is what msgspec read: the readers are there, and are used."""
    structs = module("runtime.structs")
    for feature in on_msgspec().FEATURES.values():
        for made in (feature.request_type, feature.response_type):
            assert structs.is_told(made)
            msgspec.json.Decoder(made)


def test_the_standard_library_takes_messages() -> None:
    made = update_firmware()
    one = made.from_json(TEXT)
    names = [field.name for field in dataclasses.fields(one)]
    assert names == [*made.__struct_fields__]
    assert dataclasses.asdict(one).keys() == {*names}
    assert dataclasses.asdict(one) == {
        "location": "ftp://host/fw",
        "retries": None,
        "retrieve_date": MOMENT,
        "retry_interval": None,
    }
    changed = dataclasses.replace(one, retries=3)
    assert changed == msgspec.structs.replace(one, retries=3) != one
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)
    with pytest.raises(AttributeError, match="more"):
        one.more = 1
    with pytest.raises(TypeError, match="positional"):
        made("ftp://host/fw")
    assert dataclasses.is_dataclass(made)


def test_msgspec_writes_messages_by_the_names_of_the_wire() -> None:
    one = update_firmware().from_json(TEXT)
    assert msgspec.json.decode(msgspec.json.encode(one)) == one.to_dict()


def test_a_subclass_with_a_field_of_its_own_reads_as_its_schema_says() -> None:
    class Traced(update_firmware()):  # type: ignore[misc]  # made in memory
        trace: str = ""

    read = Traced.from_json(TEXT)
    assert (type(read), read.retrieve_date) == (Traced, MOMENT)
    with pytest.raises(on_msgspec().ValidationError, match="unknown member"):
        Traced.from_json(TEXT[:-1] + ',"trace":"x"}')
    read.trace = "here"
    assert read.to_json() == TEXT


def test_a_reader_of_the_user_takes_the_place_of_msgspec() -> None:
    read: list[Any] = []

    def loads(text: str | bytes) -> Any:
        read.append(text)
        return msgspec.json.decode(text)

    on_msgspec().use_json_reader(loads)
    try:
        update_firmware().from_json(TEXT)
        assert read[-1] == TEXT
    finally:
        on_msgspec().use_json_reader(None)
    count = len(read)
    assert update_firmware().from_json(TEXT).retrieve_date == MOMENT
    assert len(read) == count


def test_packages_of_several_flavors_share_no_runtime() -> None:
    one = plan(load_project(profiles=["firmware"]))
    packages = [one, dataclasses.replace(one, name="other", flavor=MSGSPEC)]
    with pytest.raises(GeneratorError, match="several flavors share no runtime"):
        share_runtime(packages, "runtime")


def test_the_command_makes_the_flavor_and_checks_it(tmp_path: Path) -> None:
    (tmp_path / "ocppgen.toml").write_text('flavor = "msgspec"\nprofiles = ["firmware"]\n')

    def run(*arguments: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    assert run("-m", "ocppgen", "generate")[0] == 0
    assert run("-m", "ocppgen", "check")[0] == 0
    code, said = run("-m", "ocppgen", "check", "--flavor", "dataclass")
    assert (code, "runtime/structs.py" in said) == (1, True)
    program = (
        "import sys; sys.path.insert(0, 'generated')\n"
        "from ocpp16.firmware import UpdateFirmwareRequest as made\n"
        "import ocpp16, msgspec\n"
        f"print(made.from_json('{TEXT}').to_json(), issubclass(made, msgspec.Struct))\n"
        "print(ocpp16.__doc__)"
    )
    code, said = run("-c", program)
    assert said.startswith(f"{TEXT} True\n")
    assert "pip install msgspec" in said
    (tmp_path / "capture.log").write_text('[2,"1","UpdateFirmware",{"location":1}]\n')
    code, said = run("-m", "ocppgen", "validate", "capture.log")
    assert (code, "missing required member" in said) == (1, True)
