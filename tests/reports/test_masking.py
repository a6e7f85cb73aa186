"""What a page must not tell: keys, passwords, credentials of URLs, and id tags if that is asked."""

from __future__ import annotations

import pytest

from ocppgen.text import shown
from tests.reports.conversation import Conversation, finding, transaction, violation

SECRET = "0123456789ABCDEF"  # noqa: S105  (of no station)


@pytest.mark.parametrize("key", ["AuthorizationKey", "authorizationkey ", "BasicAuthPassword"])
def test_a_key_that_is_set_is_masked(key: str) -> None:
    day = Conversation()
    day.call("ChangeConfiguration", {"key": key, "value": SECRET}, {"status": "Accepted"})
    page = day.page(finding(1, message=f'shows "{SECRET}"'))
    assert SECRET not in page
    assert "***" in page
    assert key.strip() in page


@pytest.mark.parametrize("action", ["GetConfiguration", None])
def test_a_key_that_is_told_is_masked(action: str | None) -> None:
    """Also where the call is not known, so that nothing says what the answer is."""
    day = Conversation()
    settings = [
        {"key": "HeartbeatInterval", "readonly": False, "value": "300"},
        {"key": "AuthorizationKey", "readonly": False, "value": SECRET},
    ]
    day.call("GetConfiguration", {}, {"configurationKey": settings})
    day.records[1] = day.records[1]._replace(action=action)
    page = day.page(finding(2))
    assert SECRET not in page
    assert "300" in page


def test_a_violation_does_not_tell_a_key() -> None:
    day = Conversation()
    wrong = (
        violation("maxLength", "/value", f'must have less characters than "{SECRET[:9]}..."'),
    )
    day.call("ChangeConfiguration", {"key": "AuthorizationKey", "value": SECRET}, wrong=wrong)
    assert SECRET[:9] not in day.page()


@pytest.mark.parametrize(
    "url",
    [
        "ftp://user:secret1@files.example/7.bin",
        "https://user:sec/ret1@files.example/",
        "https://secret1@word@files.example/",
        'https://user:sec"ret1@files.example/',
        "https://files.example/7.bin?X-Amz-Signature=secret1&x=1",
        "https://files.example/7.bin?x=1&access_token=secret1",
    ],
)
def test_credentials_of_a_url_are_masked(url: str) -> None:
    day = Conversation()
    day.call("UpdateFirmware", {"location": url, "retrieveDate": "2024-05-14T09:00:00Z"}, {})
    day.call("GetLog", {"log": {"remoteLocation": url}, "requestId": 1}, {})
    page = day.page(finding(1, message=f"fetches {url}"))
    assert "secret1" not in page
    assert "ret1" not in page
    assert "files.example" in page


def test_id_tags_have_other_names_if_that_is_asked_for() -> None:
    day = Conversation()
    transaction(day, 1, tag="CARD-A")
    transaction(day, 2, tag="CARD-B")
    info = {"status": "Accepted", "parentIdTag": "CARD-C"}
    wrong = (violation("maxLength", "/idTag", 'must be shorter than "CARD-A..."'),)
    last = day.call("Authorize", {"idTag": "CARD-A"}, {"idTagInfo": info}, wrong=wrong)
    found = finding(last, message="CARD-A may not charge; CARD-C: may")
    plain, page = day.page(found), day.page(found, redact=True)
    assert "CARD-A" in plain
    assert "CARD-" not in page
    assert "id-tag-1" in page
    assert "id-tag-2" in page


@pytest.mark.parametrize("tag", ["MY CARD", "A" * 80, 'CARD "7"', "K\u00e4rtchen"])
def test_a_message_does_not_tell_an_id_tag(tag: str) -> None:
    """Quoted as messages quote a value: with escapes, and cut if it is long."""
    day = Conversation()
    day.call("Authorize", {"idTag": tag}, {})
    page = day.page(finding(1, message=f"{shown(tag)} may not charge"), redact=True)
    assert tag[:5] not in page
    assert "&#34;id-tag-1&#34; may not charge" in page


def test_the_same_tag_has_the_same_name() -> None:
    day = Conversation()
    for tag in ("A-1", "B-2", "A-1"):
        day.call("Authorize", {"idTag": tag}, {})
    page = day.page(finding(5), redact=True)
    assert page.count("id-tag-1&#34;") == 2
    assert page.count("id-tag-2&#34;") == 1
