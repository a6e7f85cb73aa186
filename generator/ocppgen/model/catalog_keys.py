"""The keys of a catalog: what it may say, told once.

`catalog.py` reads by this table; docs/catalog.md and `ocppgen schema catalog` are made from it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from ocppgen.keys.key import (
    CLASS,
    LOWER,
    NAME,
    PLACE,
    PLACES,
    PROSE,
    Flag,
    Json,
    Key,
    Named,
    Several,
    Table,
    Tables,
    Text,
)
from ocppgen.model.protocol import DEFAULT, PROTOCOLS

_SENDERS: Final = dict.fromkeys(word for one in PROTOCOLS.values() for word in one.initiators)
_SUMMARY: Final = Key(
    "summary", PROSE, "What it is for, in a sentence: its docstring.", '"Open a gate."'
)


def _at(what: str, example: str) -> Key:
    return Key(
        PLACES,
        Several(Text(shape=PLACE), empty=False),
        f"The places of {what}: the path of a schema file below its folder, and a JSON pointer.",
        example,
        required=True,
    )


def _by_protocol(version: str) -> dict[str, Any]:
    """Say for an editor which senders and frames a version of OCPP-J has."""
    protocol = PROTOCOLS[version]
    spoken = {"properties": {"protocol": {"const": version}}}
    named = {} if protocol is DEFAULT else {"required": ["protocol"]}
    frames = ["call", "send"] if protocol.unanswered else ["call"]
    feature = {"initiator": {"enum": [*protocol.initiators]}, "frame": {"enum": frames}}
    senders = {"initiator": feature["initiator"]}
    both = {
        "features": {"items": {"properties": feature}},
        "payloads": {"items": {"properties": senders}},
    }
    return {"if": spoken | named, "then": {"properties": both}}


_PROFILE: Final = Table(
    (
        Key("name", Text(shape=NAME), "The name of the profile.", '"Gates"', required=True),
        Key("package", Text(shape=LOWER), "Its subpackage.", '"gate"', required=True),
        _SUMMARY,
    )
)

_FEATURE: Final = Table(
    (
        Key(
            "name",
            Text(shape=CLASS),
            "The name of the feature: the action of its CALL.",
            '"OpenGate"',
            required=True,
        ),
        Key("profile", Text(), "The `name` of its profile.", '"Gates"', required=True),
        Key(
            "initiator",
            Text((*_SENDERS,)),
            "Who sends the request.",
            '"central_system"',
            required=True,
            more="The first two are of OCPP 1.6, the next two of 2.0.1 and 2.1.",
        ),
        Key(
            "frame",
            Text(("call", "send")),
            "The frame of the request.",
            '"call"',
            default='`"call"`',
            more="A SEND, which only OCPP 2.1 has, is not answered.",
        ),
        Key("request", Text(), "The file of its schema.", '"OpenGate.json"', required=True),
        Key(
            "response",
            Text(),
            "The file of the schema of the response.",
            '"OpenGateResponse.json"',
            more='Required, but for a `frame = "send"`, which has none.',
        ),
        Key(
            "request_class",
            Text(shape=CLASS),
            "The class of the request.",
            '"OpenGateRequest"',
            default="`name` with `Request` behind it",
        ),
        Key(
            "response_class",
            Text(shape=CLASS),
            "The class of the response.",
            '"OpenGateConfirmation"',
            default="`name` with `Response` behind it",
        ),
        _SUMMARY,
    ),
    {
        "if": {"properties": {"frame": {"const": "send"}}, "required": ["frame"]},
        "then": {"properties": {"response": False}},
        "else": {"required": ["response"]},
    },
)

_PAYLOAD: Final = Table(
    (
        Key("vendor", Text(), "The `vendorId`.", '"com.acme"', required=True),
        Key("message", Text(), "The `messageId`.", '"SetPrice"', required=True),
        Key(
            "request",
            Text(),
            "The file of the schema of what the request carries.",
            '"acme/SetPrice.json"',
            default="nothing is known of what it carries",
        ),
        Key(
            "response",
            Text(),
            "The file of the schema of what the response carries.",
            '"acme/SetPriceResponse.json"',
            default="nothing is known of what it carries",
            more="At least one of the two files is given.",
        ),
        Key(
            "initiator",
            Text((*_SENDERS,)),
            "Who sends it.",
            '"central_system"',
            default="whoever may send a DataTransfer",
        ),
        Key(
            "name",
            Text(shape=CLASS),
            "What its classes, module and method are named after.",
            '"SetPrice"',
            default="the `message`",
            more="The class of the response has `Response` behind it.",
        ),
        Key(
            "package",
            Text(shape=LOWER),
            "The subpackage of the vendor.",
            '"acme"',
            default="the last part of the `vendor`: `acme` for `com.acme`",
        ),
        replace(_SUMMARY, example='"Show a price."'),
    ),
    {"anyOf": [{"required": ["request"]}, {"required": ["response"]}]},
)

_TYPE: Final = Table(
    (
        Key("name", Text(shape=CLASS), "The name of the class.", '"GateReason"', required=True),
        _at("the enum or object", '["OpenGate.json#/properties/reason"]'),
        Key(
            "shared",
            Flag(),
            "Whether the class lives in `types`, for all profiles.",
            "true",
            default="`false`: with the features that use it",
        ),
        _SUMMARY,
    )
)

_MEMBER: Final = Table(
    (
        _at("the member", '["OpenGate.json#/properties/wait"]'),
        Key(
            "text",
            Text(),
            "What stands below the field: a unit, what its absence means.",
            '"Seconds."',
            required=True,
        ),
    )
)

_TOLERANCE: Final = Table(
    (
        Key(
            "rule",
            Text(),
            "What may pass, as `Tolerance` takes it.",
            '"OpenGate.req#/gate required"',
            required=True,
        ),
        Key("reason", Text(), "Why it may.", '"Some stations have one gate."', required=True),
        Key(
            "default",
            Json(),
            "What is read where a required member is missing.",
            "1",
            default="a reading without the member is refused",
        ),
    )
)

CATALOG: Final = Table(
    (
        Key(
            "package",
            Text(shape=LOWER),
            "The name of the package.",
            '"gates"',
            default='`"ocpp16"`',
            more="The setting `package` goes before it.",
        ),
        Key(
            "protocol",
            Text((*PROTOCOLS,)),
            "The version of OCPP-J that the package speaks.",
            '"1.6"',
            default=f'`"{DEFAULT.version}"`',
        ),
        Key(
            "edition",
            PROSE,
            "Which edition the schemas are, for `SCHEMA_SET.edition`.",
            '"Gates of 2025-03"',
        ),
        Key(
            "share",
            Text(("definitions",)),
            "Definitions of one name are one class.",
            '"definitions"',
            default="each definition is a class of its own",
            more="Where the shapes of two differ, the run stops and names both.",
        ),
        Key(
            "profiles",
            Tables(_PROFILE, ("name",)),
            "A profile: a group of features, and a subpackage.",
        ),
        Key(
            "features",
            Tables(_FEATURE, ("name",)),
            "A feature: a request and the response to it, and who sends the request.",
        ),
        Key(
            "payloads",
            Tables(_PAYLOAD, ("vendor", "message")),
            "A message of a vendor, which DataTransfer carries.",
        ),
        Key(
            "types",
            Tables(_TYPE, (PLACES,)),
            "A name for an enum or object, wherever the schemas have it.",
            more="All places of one type must hold the same schema.",
        ),
        Key(
            "names",
            Named(PLACE, Text(shape=NAME)),
            "Better Python names: of fields by their property, of enum members by their value.",
            '"OpenGate.json#/properties/class" = "category"\n'
            '"OpenGate.json#/properties/side/enum/0" = "LEFT"',
        ),
        Key("members", Tables(_MEMBER, (PLACES,)), "What no schema says of a member."),
        Key(
            "tolerances",
            Tables(_TOLERANCE, ("rule",)),
            "A rule of the package's ready-made tolerance, `FIELD`.",
        ),
    ),
    {"allOf": [_by_protocol(version) for version in PROTOCOLS]},
)
"""Everything that a catalog may say."""
