"""Names are made of the words that OCPP's own spellings are made of."""

from __future__ import annotations

import pytest

from ocppgen.naming.names import field_name, member_name


@pytest.mark.parametrize(
    ("wire", "name"),
    [
        ("chargePointModel", "charge_point_model"),
        ("idTag", "id_tag"),
        ("evseId", "evse_id"),
        ("numberOfEVSEs", "number_of_evs_es"),
        ("soC", "soc"),
        ("soH", "soh"),
        ("bulkSoC", "bulk_soc"),
        ("limitAtSoC", "limit_at_soc"),
        ("isoCode", "iso_code"),
        ("targetSoCurve", "target_so_curve"),
        ("evMaxV2XEnergyRequest", "ev_max_v2x_energy_request"),
        ("v2xBaseline", "v2x_baseline"),
        ("prioritizedEMAIDs", "prioritized_emaids"),
        ("ipSecret", "ip_secret"),
        ("limit_L2", "limit_l2"),
        ("currentkWh", "currentk_wh"),
        ("language1", "language1"),
        ("iso15118SchemaVersion", "iso15118_schema_version"),
    ],
)
def test_a_field_is_named_by_words(wire: str, name: str) -> None:
    assert field_name(wire) == name


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("SoC", "SOC"),
        ("SoCLimitReached", "SOC_LIMIT_REACHED"),
        ("EVSEStateOfCharge", "EVSE_STATE_OF_CHARGE"),
        ("V2GCertificate", "V2G_CERTIFICATE"),
        ("SignV2G20Certificate", "SIGN_V2G20_CERTIFICATE"),
        ("EnergyRequest.Minimum.V2X", "ENERGY_REQUEST_MINIMUM_V2X"),
        ("eMAID", "EMAID"),
        ("IKEv2", "IKEV2"),
        ("IPSec", "IPSEC"),
        ("L2TP", "L2TP"),
        ("RoCoF", "ROCOF"),
        ("s309-1P-16A", "S309_1P_16A"),
        ("Other1PhMax16A", "OTHER_1PH_MAX_16A"),
        ("Other3Ph", "OTHER_3PH"),
        ("SHA256", "SHA256"),
        ("SHA256Algorithm", "SHA256_ALGORITHM"),
        ("L1-N", "L1_N"),
        ("kWh", "KWH"),
        ("Not_Applicable", "NOT_APPLICABLE"),
    ],
)
def test_a_member_is_named_by_words(value: str, name: str) -> None:
    assert member_name(value) == name
