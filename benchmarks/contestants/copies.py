"""The package again in this process, each time with another reader of JSON text.

A reader is chosen for a whole package; one that is imported under another parent has its own.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

import msgspec
import orjson

import ocpp16

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def _with_reader(parent: str, loads: Callable[[Any], Any]) -> Any:
    module = ModuleType(parent)
    module.__path__ = [str(Path(ocpp16.__file__).parents[1])]
    sys.modules[parent] = module
    package = import_module(f"{parent}.{ocpp16.__name__}")
    package.use_json_reader(loads)
    return package


WITH_ORJSON: Final = "ocpp16 + orjson"
WITH_MSGSPEC: Final = "ocpp16 + msgspec's reader"

COPIES: Final[Mapping[str, Any]] = {
    WITH_ORJSON: _with_reader("copy_with_orjson", orjson.loads),
    WITH_MSGSPEC: _with_reader("copy_with_msgspec", msgspec.json.decode),
}
NOTES: Final = {
    WITH_ORJSON: "use_json_reader(orjson.loads)",
    WITH_MSGSPEC: "use_json_reader(msgspec.json.decode)",
}
