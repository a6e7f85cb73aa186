"""A DataTransfer that cannot carry the payloads of a catalog is refused, and says why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ocppgen import load_project
from ocppgen.pipeline import plan
from tests.hostile.packages import message, refusal, write

if TYPE_CHECKING:
    from pathlib import Path

TEXT = {"type": "string", "maxLength": 5}
STATUS = {"enum": ["Accepted", "Rejected", "UnknownMessageId", "UnknownVendorId"]}
REQUEST = {"vendorId": TEXT, "messageId": TEXT, "data": TEXT}
RESPONSE = {"status": STATUS, "data": TEXT}
CATALOG = """
protocol = "2.1"

[[profiles]]
name = "Main"
package = "main"

[[features]]
name = "DataTransfer"
profile = "Main"
initiator = "{initiator}"
request = "Carrier.json"
response = "CarrierResponse.json"

[[payloads]]
vendor = "{vendor}"
message = "{message}"
request = "X.json"
{more}
"""
USUAL = {"initiator": "either", "vendor": "acme", "message": "Lamps", "more": ""}


def files(
    request: dict[str, Any] = REQUEST, response: dict[str, Any] = RESPONSE
) -> dict[str, Any]:
    """Give the schemas of the carrier and of what it carries."""
    every = {"Carrier.json": message(**request), "CarrierResponse.json": message(**response)}
    return every | {"X.json": message(a={"type": "integer"})}


def changed(**words: str) -> str:
    """Write the catalog with other words."""
    return CATALOG.format(**USUAL | words)


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    # the schemas, the catalog, and what is told
    (
        files(response={**RESPONSE, "status": {"enum": ["Accepted", "Rejected"]}}),
        changed(),
        "CarrierResponse.json#/properties/status: has no status with Accepted, Rejected,"
        " UnknownMessageId and UnknownVendorId: payloads cannot be answered",
    ),
    (
        files(response={**RESPONSE, "status": TEXT}),
        changed(),
        "CarrierResponse.json#/properties/status: has no status with Accepted, ",
    ),
    (
        files(response={**RESPONSE, "data": {"type": "integer"}}),
        changed(),
        "CarrierResponse.json#/properties/data: has another type than in the request: payloads"
        " cannot be carried",
    ),
    *(
        (
            files(request={key: REQUEST[key] for key in REQUEST if key != wire}),
            changed(),
            f'Carrier.json#: has no property "{wire}", so that it cannot carry payloads',
        )
        for wire in REQUEST
    ),
    (
        files(request={**REQUEST, "payload": TEXT}),
        changed(),
        'Carrier.json: payload is what carries payloads; give "payload" another name',
    ),
    (
        files(request={**REQUEST, "of": TEXT}),
        changed(),
        'Carrier.json: of is what carries payloads; give "of" another name',
    ),
    (
        files(),
        changed(message="Lamps2"),
        "catalog.toml#/payloads/0/message: is longer than the 5 characters of messageId; correct",
    ),
    (
        files(),
        changed(vendor="acmes2"),
        "catalog.toml#/payloads/0/vendor: is longer than the 5 characters of vendorId; correct",
    ),
    (
        files(),
        changed(initiator="csms", more='initiator = "charging_station"'),
        "catalog.toml#/payloads/0/initiator: DataTransfer is not sent so; correct it",
    ),
    (
        files(),
        changed(vendor="class"),
        'catalog.toml#/payloads/0/vendor: "class" cannot name a package; add `package`',
    ),
    (
        files(),
        changed().replace('response = "CarrierResponse.json"', 'frame = "send"'),
        "catalog.toml#/payloads: payloads are carried by DataTransfer, which has no response; add",
    ),
    (
        files(),
        changed().replace('package = "main"', 'package = "payloads"'),
        "catalog.toml#/profiles: a package with payloads has a module payloads; give it another",
    ),
    (
        files(),
        changed(more='order = 1\nname = "Lamp"'),
        "catalog.toml#/payloads/0/order: there is no such key; ",
    ),
]


@pytest.mark.parametrize(("schemas", "catalog", "told"), REFUSED, ids=range(len(REFUSED)))
def test_what_cannot_be_carried(
    schemas: dict[str, Any], catalog: str, told: str, tmp_path: Path
) -> None:
    if 'frame = "send"' in catalog:
        del schemas["CarrierResponse.json"]
    assert refusal(write(tmp_path / "schemas", schemas), catalog).startswith(told)


@pytest.mark.parametrize(
    "words",
    [
        {},
        {"initiator": "csms"},
        {"initiator": "csms", "more": 'initiator = "csms"'},
        {"more": 'initiator = "charging_station"'},
        {"more": 'name = "Other"\npackage = "others"'},
    ],
)
def test_what_can_be_carried(words: dict[str, str], tmp_path: Path) -> None:
    """So that the table above is known to spoil what is right."""
    (tmp_path / "catalog.toml").write_text(changed(**words))
    folder = write(tmp_path / "schemas", files())
    package = plan(load_project([folder], catalog=tmp_path / "catalog.toml"))
    (vendor,) = package.vendors
    named = "others" if "package" in words.get("more", "") else "acme"
    assert (vendor.package, len(vendor.messages)) == (named, 1)
    assert package.carrying == ("DataTransfer",)
