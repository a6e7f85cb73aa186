"""The keys of ``[[overlay]]``: a change of a published schema, an operation of JSON Patch."""

from __future__ import annotations

from typing import Final

from ocppgen.keys.key import Json, Key, Shape, Table, Tables, Text

WITH_VALUE: Final = ("add", "replace", "test")
WITH_SOURCE: Final = ("copy", "move")
_OPERATIONS: Final = ("add", "copy", "move", "remove", "replace", "test")
_POINTER: Final = Shape(r"(?:/[\s\S]*)?", 'a JSON pointer, which begins with "/"', name=False)

_TABLE: Final = Table(
    (
        Key(
            "file",
            Text(),
            "The schema file, as it is called below its folder.",
            '"base/BootNotification.json"',
            required=True,
        ),
        Key("op", Text(_OPERATIONS), "The operation.", '"replace"', required=True),
        Key(
            "path",
            Text(shape=_POINTER),
            "Where in the file.",
            '"/properties/chargePointSerialNumber/maxLength"',
            required=True,
        ),
        Key("value", Json(), "What `add` and `replace` put there, and `test` expects.", "50"),
        Key(
            "from",
            Text(shape=_POINTER),
            'What `move` and `copy` take: `from = "/properties/imsi"`.',
        ),
        Key(
            "reason",
            Text(),
            "Why the schema is changed; the docstring tells it.",
            '"some serial numbers have 34 letters"',
            required=True,
        ),
    ),
    {
        "allOf": [
            {
                "if": {"properties": {"op": {"enum": [*operations]}}},
                "then": {"required": [key]},
                "else": {"properties": {key: False}},
            }
            for key, operations in (("value", WITH_VALUE), ("from", WITH_SOURCE))
        ]
    },
)

OVERLAY: Final = Key(
    "overlay",
    Tables(_TABLE, ()),
    "A change of a published schema: an operation of JSON Patch (RFC 6902).",
)

OVERLAYS: Final = Table((OVERLAY,))
"""What a file of overlays may say."""
