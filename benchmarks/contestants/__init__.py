"""Who takes part."""

from typing import Final

from benchmarks.contestants import (
    frames_by_hand,
    frames_of_mobilityhouse,
    frames_of_ours,
    on_msgspec,
)
from benchmarks.contestants.attrs_models import CATTRS
from benchmarks.contestants.mashumaro_models import MASHUMARO
from benchmarks.contestants.mobilityhouse import MOBILITYHOUSE, MOBILITYHOUSE_UNCHECKED
from benchmarks.contestants.msgspec_models import MSGSPEC
from benchmarks.contestants.ours import OURS, OURS_WITH_READERS
from benchmarks.contestants.pydantic_models import PYDANTIC, PYDANTIC_BY_METHODS
from benchmarks.contestants.validators import FASTJSONSCHEMA, JSONSCHEMA, JSONSCHEMA_RS
from benchmarks.whole_frames import FrameContestant

CONTESTANTS: Final = (
    OURS,
    *OURS_WITH_READERS,
    on_msgspec.ON_MSGSPEC,
    PYDANTIC,
    PYDANTIC_BY_METHODS,
    MSGSPEC,
    CATTRS,
    MASHUMARO,
    JSONSCHEMA_RS,
    FASTJSONSCHEMA,
    JSONSCHEMA,
    MOBILITYHOUSE,
    MOBILITYHOUSE_UNCHECKED,
)


def frame_contestants() -> list[FrameContestant]:
    """List who answers whole frames."""
    return [
        *frames_of_ours.CONTESTANTS,
        *on_msgspec.CONTESTANTS,
        *frames_by_hand.CONTESTANTS,
        *frames_of_mobilityhouse.CONTESTANTS,
    ]
