"""Another reader of JSON Schema sees in the official schemas what we see.

datamodel-code-generator turns each official schema into pydantic models. They are walked
whole, and so is our model; both are told in the same plain tuples, and must be equal.
"""

from __future__ import annotations

import json
import types
from dataclasses import replace
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin

import annotated_types
import pytest
from datamodel_code_generator import GenerateConfig, InputFileType, generate_dynamic_models
from datamodel_code_generator.enums import DataModelType
from datamodel_code_generator.format import Formatter
from pydantic import AnyUrl, AwareDatetime, BaseModel, RootModel

from ocpp16 import FEATURES
from ocppgen import load_project
from ocppgen.disk import resources
from ocppgen.model import ir
from ocppgen.pipeline import plan
from ocppgen.schema.build import build

# What a type is, the same for both readers: a word, and what limits it.
View = tuple[Any, ...]


@cache
def our_model() -> ir.Model:
    """Read all official schemas our way."""
    return build(load_project().documents)


FILES = sorted(our_model().roots)


def our_view(one: ir.Type, model: ir.Model) -> View:
    """Tell what our model says of a type."""
    match one:
        case ir.Reference(place=place):
            structure = model.structures[place]
            members = {
                field.wire: (field.required, our_view(field.type, model))
                for field in structure.fields
            }
            return ("object", "closed" if structure.extra is None else "open", members)
        case ir.Map(values=ir.Nothing()):
            return ("object", "closed", {})
        case ir.List(item=item):
            return ("array", one.min_items, one.max_items, our_view(item, model))
        case ir.Choice(values=values):
            return ("enum", values)
        case ir.Text(min_length=None, pattern=None):
            return ("string", one.max_length, one.format)
        case ir.Integer(limits=limits) | ir.Number(limits=limits):
            assert replace(limits, multiple_of=None) == ir.Limits()
            kind = "integer" if isinstance(one, ir.Integer) else "number"
            return (kind, limits.multiple_of)
        case ir.Boolean():
            return ("boolean",)
    raise TypeError(one)


def official_schema(file: str) -> dict[str, Any]:
    """Read one of the official schemas."""
    schema: dict[str, Any] = json.loads((resources.schemas() / file).read_bytes())
    return schema


def their_models(schema: dict[str, Any]) -> dict[str, Any]:
    """Let the other reader make its models of one schema."""
    models: dict[str, Any] = generate_dynamic_models(
        schema,
        cache_size=0,
        config=GenerateConfig(
            input_file_type=InputFileType.JsonSchema,
            output_model_type=DataModelType.PydanticV2BaseModel,
            class_name="Message",
            use_annotated=True,
            disable_timestamp=True,
            formatters=[Formatter.BUILTIN],
        ),
    )
    return models


def their_view(annotation: Any, metadata: list[Any]) -> View:
    """Tell what a pydantic annotation says; *metadata* has the limits that stand with it."""
    if get_origin(annotation) in (Union, types.UnionType):
        # An optional member: pydantic has None for its absence.
        (annotation,) = [each for each in get_args(annotation) if each is not type(None)]
    limits = _limits(metadata)
    if get_origin(annotation) is list:
        (item,) = get_args(annotation)
        shortest, longest = limits.pop("min_length", None), limits.pop("max_length", None)
        assert limits == {}
        return ("array", shortest, longest, their_view(item, []))
    if annotation is AwareDatetime or annotation is AnyUrl:
        assert limits == {}
        return ("string", None, "uri" if annotation is AnyUrl else "date-time")
    if issubclass(annotation, RootModel):
        root = annotation.model_fields["root"]
        return their_view(root.annotation, root.metadata)
    if issubclass(annotation, BaseModel):
        members = {
            field.alias
            or name: (field.is_required(), their_view(field.annotation, field.metadata))
            for name, field in annotation.model_fields.items()
        }
        extra = annotation.model_config.get("extra")
        return ("object", "closed" if extra == "forbid" else "open", members)
    if issubclass(annotation, Enum):
        return ("enum", tuple(member.value for member in annotation))
    if annotation is str:
        longest = limits.pop("max_length", None)
        assert limits == {}
        return ("string", longest, None)
    if annotation in (int, float):
        step = limits.pop("multiple_of", None)
        assert limits == {}
        kind = "integer" if annotation is int else "number"
        return (kind, None if step is None else Decimal(repr(step)))
    assert annotation is bool, annotation
    return ("boolean",)


def _limits(metadata: list[Any]) -> dict[str, Any]:
    """Name the limits of an annotation, refusing those that this test does not know."""
    found: dict[str, Any] = {}
    for one in metadata:
        match one:
            case annotated_types.MaxLen(max_length=length):
                found["max_length"] = length
            case annotated_types.MinLen(min_length=length):
                found["min_length"] = length
            case annotated_types.MultipleOf(multiple_of=step):
                found["multiple_of"] = step
            case _:
                raise TypeError(one)
    return found


def views(file: str, model: ir.Model) -> tuple[View, View]:
    """Give both views of a schema file, ours first."""
    return our_view(model.roots[file], model), their_view(
        their_models(official_schema(file))["Message"], []
    )


@pytest.mark.parametrize("file", FILES)
def test_both_readers_see_the_same(file: str) -> None:
    ours, theirs = views(file, our_model())
    assert ours == theirs
    assert [*ours[2]] == [*theirs[2]], "the order of the members"


@cache
def exported() -> dict[str, dict[str, Any]]:
    """Export the schema of each class, by the file that the class was made from."""
    return {
        message.place.file: getattr(FEATURES[feature.name], f"{kind}_type").json_schema()
        for feature in plan(load_project()).features
        for kind in ("request", "response")
        if (message := getattr(feature, kind)) is not None
    }


@pytest.mark.parametrize("file", FILES)
def test_the_other_reader_sees_the_same_in_what_classes_export(file: str) -> None:
    ours = our_view(our_model().roots[file], our_model())
    theirs = their_view(their_models(exported()[file])["Message"], [])
    assert ours == theirs
    assert [*ours[2]] == [*theirs[2]], "the order of the members"


def _changed(file: str, pointer: str, name: str, **changes: Any) -> ir.Model:
    """Give our model with one property read otherwise."""
    model, place = our_model(), ir.Place(file, pointer)
    structure = model.structures[place]
    fields = tuple(
        replace(field, **changes) if field.wire == name else field for field in structure.fields
    )
    assert fields != structure.fields
    return replace(
        model, structures={**model.structures, place: replace(structure, fields=fields)}
    )


FIRMWARE = ("security/SignedUpdateFirmware.json", "/definitions/FirmwareType")
SAMPLES = (
    "base/MeterValues.json",
    "/properties/meterValue/items/properties/sampledValue/items",
)
PERIODS = (
    "base/SetChargingProfile.json",
    "/properties/csChargingProfiles/properties/chargingSchedule/properties/chargingSchedulePeriod/items",
)


@pytest.mark.parametrize(
    ("file", "pointer", "name", "changes"),
    [
        (*FIRMWARE, "signature", {"required": False}),
        (*FIRMWARE, "signature", {"wire": "Signature"}),
        (*FIRMWARE, "signature", {"type": ir.Text(max_length=801)}),
        (*FIRMWARE, "signature", {"type": ir.Text()}),
        (*FIRMWARE, "retrieveDateTime", {"type": ir.Text()}),
        (*FIRMWARE, "retrieveDateTime", {"type": ir.Text(format="uri")}),
        ("base/UpdateFirmware.json", "", "location", {"type": ir.Text()}),
        ("base/UpdateFirmware.json", "", "retries", {"type": ir.Number()}),
        ("base/UpdateFirmware.json", "", "retries", {"required": True}),
        ("base/GetConfiguration.json", "", "key", {"type": ir.List(ir.Text(max_length=51))}),
        (*SAMPLES, "unit", {"type": ir.Choice(ir.Place(""), ("Wh",))}),
        (*SAMPLES, "value", {"type": ir.Integer()}),
        (*PERIODS, "limit", {"type": ir.Number()}),
        (*PERIODS, "limit", {"type": ir.Number(ir.Limits(multiple_of=Decimal("0.01")))}),
        (*PERIODS, "numberPhases", {"type": ir.Boolean()}),
    ],
)
def test_a_difference_is_seen(
    file: str, pointer: str, name: str, changes: dict[str, Any]
) -> None:
    ours, theirs = views(file, _changed(file, pointer, name, **changes))
    assert ours != theirs


@pytest.mark.parametrize("file", ["base/Heartbeat.json", "base/StopTransaction.json"])
def test_openness_is_seen(file: str) -> None:
    model, place = our_model(), ir.Place(file)
    opened = replace(model.structures[place], extra=ir.Anything())
    ours, theirs = views(file, replace(model, structures={**model.structures, place: opened}))
    assert ours != theirs


def test_a_minimum_of_items_is_seen() -> None:
    file = "security/GetInstalledCertificateIdsResponse.json"
    place = ir.Place(file)
    (hashes,) = [
        one for one in our_model().structures[place].fields if one.wire == "certificateHashData"
    ]
    assert isinstance(hashes.type, ir.List)
    assert hashes.type.min_items == 1
    changed = replace(hashes.type, min_items=None)
    ours, theirs = views(file, _changed(file, "", "certificateHashData", type=changed))
    assert ours != theirs
