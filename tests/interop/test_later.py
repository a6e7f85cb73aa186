"""OCPP 2.0.1 and 2.1 with software that we did not write, over WebSockets, in both roles.

An example of every request, with all members, goes to the peer and comes from it, and so does
an example of its response.
"""

from __future__ import annotations

import pytest

from tests.interop.later import ROLES, examples, exchanged
from tests.interop.peers import why_not

MOBILITYHOUSE = "mobilityhouse/ocpp 2.1.0"
OCPP_RPC = "ocpp-rpc 2.2.1"

# ocpp-rpc has the schemas of 2.1 under names that its strict mode does not find.
ENDS = [
    (peer, edition, role)
    for peer, edition in (
        (MOBILITYHOUSE, "2.0.1"),
        (MOBILITYHOUSE, "2.1"),
        (OCPP_RPC, "2.0.1"),
    )
    for role in ROLES
]

_NAMES = "its conversion of names to snake case and back loses "
LIMITS = {
    (MOBILITYHOUSE, "2.0.1"): dict[str, str](),
    (OCPP_RPC, "2.0.1"): dict[str, str](),
    (MOBILITYHOUSE, "2.1"): {
        **dict.fromkeys(
            (
                "GetCompositeSchedule",
                "NotifyChargingLimit",
                "NotifyEVChargingNeeds",
                "NotifyEVChargingSchedule",
                "PullDynamicScheduleUpdate",
                "RequestStartTransaction",
                "SetChargingProfile",
                "UpdateDynamicSchedule",
            ),
            _NAMES + "limit_L2, priceScheduleID and the like",
        ),
        "Authorize": _NAMES + "iso15118CertificateHashData",
        "BatterySwap": _NAMES + "soC",
        "Get15118EVCertificate": _NAMES + "prioritizedEMAIDs",
        "NotifySettlement": _NAMES + "receiptUrl",
        "ReportChargingProfiles": _NAMES + "priceScheduleID",
        "ReportDERControl": _NAMES + "fixedPF and the like",
        "SetDERControl": _NAMES + "fixedPFAbsorb and fixedPFInject",
    },
}


@pytest.mark.parametrize(("peer", "edition", "role"), ENDS)
def test_every_feature_passes(peer: str, edition: str, role: str) -> None:
    """Both ends see the same request and the same response, whoever sends."""
    if why_not(peer):
        pytest.skip(why_not(peer))
    found = exchanged(peer, edition, role)
    asked = {name for name, (_, response) in examples(edition).items() if response is not None}
    assert {name for _, name in found} == asked
    assert len(found) == len(asked) + 1  # DataTransfer goes both ways
    limits = LIMITS[peer, edition]
    assert {
        key: outcome
        for key, outcome in found.items()
        if outcome != "the same" and key[1] not in limits
    } == {}


@pytest.mark.parametrize(("peer", "edition"), LIMITS)
def test_limits_are_there(peer: str, edition: str) -> None:
    """A limit of a peer that it has no longer is to be taken off the list."""
    if why_not(peer):
        pytest.skip(why_not(peer))
    lost = {
        name
        for role in ROLES
        for (_, name), outcome in exchanged(peer, edition, role).items()
        if outcome != "the same"
    }
    assert lost == {*LIMITS[peer, edition]}
