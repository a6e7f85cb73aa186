"""Our names of OCPP 2.0.1 and 2.1 are those that mobilityhouse/ocpp has, but for a list.

Its enums and dataclasses are lists of names made by people. Where ours differ, the reason
stands beside.
"""

from __future__ import annotations

import dataclasses
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any

import pytest

from ocppgen import load_project
from ocppgen.pipeline import plan

VERSIONS = {"2.0.1": "v201", "2.1": "v21"}

# Words of theirs that differ, in members of enums: ours say the value as it is.
MEMBERS = {
    ("ChargingRateUnitEnumType", "W"): "the value is W; theirs is watts",
    ("ChargingRateUnitEnumType", "A"): "the value is A; theirs is amps",
    ("CostDimensionEnumType", "IdleTIme"): "a slip of the pen in the value, not in the name",
}
# Fields, and why.
FIELDS = {
    "type": "hides a builtin: type_",
    "language1": "one word with its number",
    "language2": "likewise",
    "iso15118CertificateHashData": "likewise",
    "iso15118SchemaVersion": "likewise",
}


@cache
def planned(edition: str) -> Any:
    """Name the package of an edition."""
    return plan(load_project(edition=edition))


def plain(name: str) -> str:
    """Compare names without regard to case and underscores."""
    return name.replace("_", "").lower()


@pytest.mark.parametrize("edition", VERSIONS)
def test_members_of_enums(edition: str) -> None:
    theirs = import_module(f"ocpp.{VERSIONS[edition]}.enums")
    compared = 0
    for module in planned(edition).every:
        for enum in module.enums:
            found = getattr(theirs, enum.name, None)
            if not isinstance(found, type) or not issubclass(found, Enum):
                continue
            values = {one.value: one.name for one in found}
            for member in enum.members:
                if member.value in values and (enum.name, member.value) not in MEMBERS:
                    compared += 1
                    assert plain(member.name) == plain(values[member.value]), enum.name
    assert compared > 400


@pytest.mark.parametrize("edition", VERSIONS)
def test_words_of_members(edition: str) -> None:
    """Where theirs are in snake case, the words are the same, too."""
    theirs = import_module(f"ocpp.{VERSIONS[edition]}.enums")
    found = {}
    for module in planned(edition).every:
        for enum in module.enums:
            names = {one.value: one.name for one in getattr(theirs, enum.name, ())}
            for member in enum.members:
                other = names.get(member.value, member.name.lower()).lower()
                if (enum.name, member.value) not in MEMBERS and other != member.name.lower():
                    found[member.value] = (member.name, other)
    assert found == (WORDS_201 if edition == "2.0.1" else WORDS_21)


# Value, our name, theirs: theirs split other words, or do not split.
WORDS_201 = {
    "NotFound": ("NOT_FOUND", "notfound"),
    "eMAID": ("EMAID", "e_maid"),
}
WORDS_21 = {
    "IKEv2": ("IKEV2", "ik_ev2"),
    "IPSec": ("IPSEC", "ip_sec"),
    "L2TP": ("L2TP", "l2_tp"),
    "Not_Applicable": ("NOT_APPLICABLE", "not__applicable"),
    "PctEffectiveV": ("PCT_EFFECTIVE_V", "pct_effectivev"),
    "PctMaxW": ("PCT_MAX_W", "pct_maxw"),
    "RoCoF": ("ROCOF", "ro_cof"),
    "SoCLimitReached": ("SOC_LIMIT_REACHED", "so_c_limit_reached"),
}


@pytest.mark.parametrize("edition", VERSIONS)
def test_fields(edition: str) -> None:
    version = VERSIONS[edition]
    datatypes = import_module(f"ocpp.{version}.datatypes")
    call = import_module(f"ocpp.{version}.call")
    result = import_module(f"ocpp.{version}.call_result")
    compared = 0
    for module in planned(edition).every:
        for structure in module.structures:
            name = structure.name
            base = name.removesuffix("Request").removesuffix("Response")
            places = (datatypes, name), (call, base), (result, base)
            where = 2 if name.endswith("Response") else 1 if name.endswith("Request") else 0
            found = getattr(places[where][0], places[where][1], None)
            if found is None or not dataclasses.is_dataclass(found):
                continue
            theirs = {one.name for one in dataclasses.fields(found)} - {"custom_data"}
            ours = {
                one.name: one.wire
                for one in structure.fields
                if one.wire not in FIELDS and one.wire != "customData"
            }
            compared += len(ours)
            plainly = {plain(one) for one in theirs}
            differ = {one for one in ours if plain(one) not in plainly}
            assert differ == set(), (name, sorted(theirs))
            assert {*ours} <= theirs, name
    assert compared > 300
