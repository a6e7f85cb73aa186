"""What the figures were taken on and with."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any

_PACKAGES = (
    "attrs",
    "black",
    "cattrs",
    "datamodel-code-generator",
    "fastjsonschema",
    "jsonschema",
    "jsonschema-rs",
    "mashumaro",
    "msgspec",
    "ocpp",
    "orjson",
    "pydantic",
)


def describe() -> dict[str, Any]:
    """Name the processor, the interpreter and the packages."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "packages": {name: version(name) for name in _PACKAGES},
    }


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    if path.exists():
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
