"""What a schema says of itself is told to people without the marks of its document."""

from __future__ import annotations

import pytest

from ocppgen.schema.descriptions import cleaned


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ""),
        ("Id of stream.\r\n", "Id of stream."),
        ("Two\r\n\r\nparagraphs. \r\n", "Two paragraphs."),
        ("Charge_ Point\r\nurn:x-oca:ocpp:uid:2:233122\r\nThe system.\r\n", "The system."),
        ("Transaction\r\nurn:x-oca:ocpp:uid:2:233318\r\n", ""),
        ("Signature\nurn:x-enexis:ecdm:uid:1:569464\nBase64.", "Base64."),
        ("Says urn:x-oca: in its text", "Says urn:x-oca: in its text"),
        ("First.\r\nSecond urn:x-oca:1", "First. Second urn:x-oca:1"),
        ("See &lt;&lt;configkey-a,ReportingValueSize&gt;&gt;.", "See ReportingValueSize."),
        ("See <<section-b>>.", "See section-b."),
        ("The CSMS\u2019s \u201ctime\u201d \u2013 now", 'The CSMS\'s "time" - now'),
    ],
)
def test_a_description_is_cleaned(text: str, told: str) -> None:
    assert cleaned(text) == told
