"""Validators of JSON schemas, with a plain dataclass made by hand from what they take."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

import fastjsonschema
import jsonschema  # type: ignore[import-untyped,unused-ignore]  # has none
import jsonschema_rs

from benchmarks.contestants.plain_models import BUILDERS
from benchmarks.jobs import Contestant, Jobs

if TYPE_CHECKING:
    from benchmarks.workloads import Workload

FAST = "fastjsonschema + dataclass"
RUST = "jsonschema-rs + dataclass"
REFERENCE = "jsonschema"


def _pointer(path: Any) -> str:
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in path)


def _fast(workload: Workload) -> Jobs:
    build = BUILDERS[workload.name]
    validate = fastjsonschema.compile(workload.schema)

    def refuse(text: bytes) -> object:
        try:
            return validate(json.loads(text))
        except fastjsonschema.JsonSchemaValueException as error:
            return [error]

    return Jobs(
        decode=lambda text: build(validate(json.loads(text))),
        build=lambda payload: build(validate(payload)),
        verdict=validate,
        refuse=refuse,
    )


def _rust(workload: Workload) -> Jobs:
    build = BUILDERS[workload.name]
    validator = jsonschema_rs.validator_for(workload.schema, validate_formats=True)
    validate = validator.validate

    def decode(text: bytes) -> object:
        payload = json.loads(text)
        validate(payload)
        return build(payload)

    def checked(payload: Any) -> object:
        validate(payload)
        return build(payload)

    def refuse(text: bytes) -> object:
        errors = validator.iter_errors(json.loads(text))
        return [(_pointer(error.instance_path), error.message) for error in errors]

    return Jobs(decode=decode, build=checked, verdict=validator.is_valid, refuse=refuse)


def _reference(workload: Workload) -> Jobs:
    # On binary floats it refuses 8.1 as a multiple of 0.1; its authors advise decimals.
    parse = partial(json.loads, parse_float=Decimal) if workload.in_decimals else json.loads
    schema = parse(json.dumps(workload.schema))
    cls = jsonschema.validators.validator_for(schema)
    validator = cls(schema, format_checker=cls.FORMAT_CHECKER)

    def refuse(text: bytes) -> object:
        errors = validator.iter_errors(parse(text))
        return [(_pointer(error.absolute_path), error.message) for error in errors]

    return Jobs(verdict=validator.is_valid, refuse=refuse, parse=parse)


FASTJSONSCHEMA = Contestant(FAST, _fast, "refuse: first error only")
JSONSCHEMA_RS = Contestant(RUST, _rust, "formats asserted")
JSONSCHEMA = Contestant(REFERENCE, _reference, "formats asserted, decimals where needed")
