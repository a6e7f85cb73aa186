"""What is masked in a single text or payload, and what is left as it is."""

from __future__ import annotations

import json

import pytest

from ocppgen.validate.reports.masking import Masks

VALUE = "s3cr3t-v4lue"
SECRETS = ["AuthorizationKey", "authorization_key", "BasicAuthKey", "BasicAuthPassword", "WiFiPassphrase",
           "clientSecret", "ApiToken", "CredentialOfTheApn", "PrivateKey", "sim.pin", "SIM-PIN", "apn_pwd",
           "wifi psk", "PSK"]  # fmt: skip
OTHERS = ["HeartbeatInterval", "ConnectionTimeOut", "PinnedTopic", "Upsk1ll", "SecurityProfile"]


@pytest.mark.parametrize("key", [*SECRETS, *OTHERS])
def test_the_value_of_a_key(key: str) -> None:
    """In a call that sets it, in an answer that tells it, and in what is said of it afterwards."""
    told = key not in SECRETS
    masks = Masks()
    assert (VALUE in masks.message(f'set to "{VALUE}"')) is True
    payloads: list[tuple[str | None, dict[str, object]]] = [
        ("ChangeConfiguration", {"key": key, "value": VALUE}),
        ("ChangeConfiguration", {"Key": key, "Value": VALUE}),
        ("GetConfiguration", {"configurationKey": [{"key": key, "value": VALUE}, 7]}),
        (None, {"configurationKey": [{"key": key, "readonly": True, "value": VALUE}]}),
    ]
    for action, payload in payloads:
        shown = masks.payload(action, payload)
        assert key in shown
        assert (VALUE in shown) == told
    assert (VALUE in masks.message(f"the value {VALUE} is refused")) == told


def test_another_messages_value_is_no_secret() -> None:
    text = Masks().payload("DataTransfer", {"key": "AuthorizationKey", "value": VALUE})
    assert VALUE in text


def test_what_a_message_quotes_of_a_key_is_masked() -> None:
    """Its violation points at the value, whatever the key is called."""
    said = 'must be shorter than "abc"'
    for action, pointer, masked in (
        ("ChangeConfiguration", "/value", True),
        ("GetConfiguration", "/configurationKey/0/value", True),
        ("ChangeConfiguration", "/key", False),
        ("DataTransfer", "/value", False),
    ):
        assert ('"***"' in Masks().message(said, pointer, action)) == masked


@pytest.mark.parametrize(("length", "masked"), [(5, False), (6, True), (7, True)])
def test_a_short_secret_is_no_word_to_look_for(length: int, masked: bool) -> None:
    """Else every text that has it by chance would be spoilt."""
    masks = Masks()
    secret = "x1" * 3 + "y"
    masks.payload("ChangeConfiguration", {"key": "AuthorizationKey", "value": secret[:length]})
    assert (secret[:length] not in masks.message(f"shows {secret[:length]}")) == masked


def test_a_secret_is_masked_as_a_message_spells_it() -> None:
    """Control characters are escaped there."""
    masks = Masks()
    masks.payload("ChangeConfiguration", {"key": "AuthorizationKey", "value": "abc\x1bdefg"})
    assert "defg" not in masks.message("shows abc\\x1bdefg")


def test_there_are_only_so_many_secrets() -> None:
    """A capture may make up as many as it likes; what was first is masked on."""
    masks = Masks()
    for number in range(1_100):
        masks.payload("ChangeConfiguration", {"key": "PSK", "value": f"secret-{number:04}"})
    assert masks.message("has secret-0000") == "has ***"
    assert masks.message("has secret-1099") == "has secret-1099"


URLS = [
    ("ftp://user:pass@host/f", "ftp://***@host/f"),
    ("ftp://a@b:c@host/f", "ftp://***@host/f"),
    ("ftp://host/f", "ftp://host/f"),
    *(
        (f"https://host/f?a=1&{name}=abc&b=2#c", f"https://host/f?a=1&{name}=***&b=2#c")
        for name in ("sig", "X-Signature", "access_token", "apikey", "pass", "PWD", "secret", "credential")
    ),
    ("https://host/f?size=abc", "https://host/f?size=abc"),
]  # fmt: skip


@pytest.mark.parametrize(("url", "shown"), URLS)
def test_an_address(url: str, shown: str) -> None:
    """In a text, in a message, in a payload, and as the name of a member."""
    masks = Masks()
    assert masks.text(url) == shown
    assert masks.message(f"fetches {url}") == f"fetches {shown}"
    assert json.loads(masks.payload("UpdateFirmware", {"a": [{url: url}]})) == {
        "a": [{shown: shown}]
    }


@pytest.mark.parametrize("member", ["idTag", "parentIdTag", "groupIdTag"])
def test_an_id_tag_has_another_name_wherever_it_stands(member: str) -> None:
    for redact in (False, True):
        masks = Masks(redact=redact)
        shown = masks.payload("Authorize", {"idTagInfo": {member: "CARD"}})
        assert ("CARD" in shown) != redact
        said = "CARD: CARD. (CARD) is known"
        assert masks.message(said) == (said.replace("CARD", "id-tag-1") if redact else said)
        wrong = masks.message('not "CARDS..."', f"/idTagInfo/{member}")
        assert ("CARDS" in wrong) != redact


def test_a_payload_that_is_nested_too_deeply_is_not_told() -> None:
    deep: object = "ftp://user:pass@host"
    for _ in range(900):
        deep = [deep]
    shown = Masks().payload("DataTransfer", {"data": deep})
    assert "pass" not in shown
