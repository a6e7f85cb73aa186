"""Who takes part."""

from typing import Final

from benchmarks.contestants.attrs_models import CATTRS
from benchmarks.contestants.mashumaro_models import MASHUMARO
from benchmarks.contestants.mobilityhouse import MOBILITYHOUSE, MOBILITYHOUSE_UNCHECKED
from benchmarks.contestants.msgspec_models import MSGSPEC
from benchmarks.contestants.ours import OURS, OURS_WITH_ORJSON
from benchmarks.contestants.pydantic_models import PYDANTIC
from benchmarks.contestants.validators import FASTJSONSCHEMA, JSONSCHEMA, JSONSCHEMA_RS

CONTESTANTS: Final = (
    OURS,
    OURS_WITH_ORJSON,
    PYDANTIC,
    MSGSPEC,
    CATTRS,
    MASHUMARO,
    JSONSCHEMA_RS,
    FASTJSONSCHEMA,
    JSONSCHEMA,
    MOBILITYHOUSE,
    MOBILITYHOUSE_UNCHECKED,
)
