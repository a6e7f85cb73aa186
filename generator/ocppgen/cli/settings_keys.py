"""The keys of the settings: what ``ocppgen.toml`` may say, told once.

`settings_file.py` reads by this table; docs/settings.md, `ocppgen schema settings` and what `init`
writes are made from it. A section is read by the same commands: those with its flags.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ocppgen.disk.resources import EDITIONS
from ocppgen.keys.key import NAME as IDENTIFIER
from ocppgen.keys.key import Flag, Inner, Key, Path, Several, Shape, Table, Tables, Text
from ocppgen.naming.flavors import FLAVORS
from ocppgen.schema.overlay_keys import OVERLAY
from ocppgen.text import listed

if TYPE_CHECKING:
    from collections.abc import Mapping

PACKAGE: Final = "package"
RUNTIME: Final = "runtime"
NAME: Final = "name"
"""What the name of a package is called in a table of several."""


def _times() -> Table:
    # Imported here: loading what judges captures takes long, and few runs need it.
    from ocppgen.validate.sequences.parameters import KEYS

    return KEYS


def _of_validate() -> Table:
    text = "What `ocppgen validate --sequences` takes for long, in seconds."
    return Table((Key("sequences", Inner(_times), text),))


_SETS: Final = listed([f"`{one}`" for one in EDITIONS.values()], "or")

SCHEMAS: Final = (
    Key(
        "edition",
        Text((*EDITIONS,)),
        "Version of OCPP of the official schemas.",
        '"1.6"',
        default='`"1.6"`',
        more="Not beside `schemas`.",
    ),
    Key(
        "schemas",
        Several(Path()),
        "Folders of your own schemas, instead of the official ones.",
        '["schemas"]',
        default="the official schemas",
        more="With `extends`, they are read beside those.",
    ),
    Key(
        "extends",
        Path(),
        "Official set, or folder with a catalog, that your schemas add to.",
        '"ocpp16"',
        more=f"A set is {_SETS}.",
    ),
    Key(
        "catalog",
        Path(),
        "Names, senders and profiles for your schemas.",
        '"schemas/catalog.toml"',
        default="names come from the files",
        more="See [the catalog](catalog.md).",
    ),
    Key(
        "overlays",
        Several(Path()),
        "Files of changes to single schemas, each with its reason.",
        '["overlays.toml"]',
        more="They are applied before those of `[[overlay]]`.",
    ),
    Key(
        "profiles",
        Several(Text()),
        "Profiles to keep; `ocppgen list` names them.",
        '["firmware", "securefirmware"]',
        default="all",
        more="By name or by subpackage.",
    ),
    Key(
        "annotation-keywords",
        Several(Text()),
        "Keywords of the schemas that assert nothing.",
        '["tsType", "markdown*"]',
        more="`*` stands for any letters. `x-...` is one without asking.",
    ),
    Key(
        "annotation-formats",
        Several(Text()),
        "Formats that are not to be asserted.",
        '["uri"]',
        more="`*` is every one.",
    ),
    OVERLAY,
)
"""Which schemas a package is made from."""

_NAMED: Final = Key(
    NAME, Text(shape=IDENTIFIER), "Name of the package.", '"v16"', required=True
)
_DOTTED: Final = Shape(
    rf"{IDENTIFIER.pattern}(\.{IDENTIFIER.pattern})*", "identifiers with dots between"
)

SECTIONS: Final[Mapping[str, tuple[Key, ...]]] = {
    "Which schemas": SCHEMAS,
    "What is made of them": (
        Key(
            "package",
            Text(empty=True),
            "Name of the package.",
            '"acme_ocpp"',
            default="that of the catalog, else `ocpp16`",
        ),
        Key(
            "templates",
            Several(Path()),
            "Folders of templates that take the place of single ones.",
            '["templates"]',
            more="See [templates](own-schemas.md#templates).",
        ),
        Key(
            "defaults",
            Flag(),
            "Absent members that have a default read as it.",
            "true",
            default="`false`",
            more="See [defaults](json-schema.md#defaults).",
        ),
        Key(
            "flavor",
            Text(FLAVORS),
            "What the classes are.",
            '"msgspec"',
            default='`"dataclass"`',
            more="See [the flavor on msgspec](msgspec.md).",
        ),
    ),
    "Where it goes": (
        Key(
            "out",
            Path(),
            "Folder that the package lands in, as OUT/PACKAGE.",
            '"src"',
            default="`generated`",
        ),
    ),
    "Several packages": (
        Key(
            RUNTIME,
            Text(shape=_DOTTED),
            "Runtime that the packages share, in a package that they land in, too.",
            '"acme_ocpp.runtime"',
            default="each package has its own",
            more="See [several packages](generate.md#several-packages).",
        ),
        Key(
            PACKAGE,
            Tables(
                Table((_NAMED, *SCHEMAS)),
                by=(NAME,),
            ),
            "One of several packages. Which schemas it has is said here, and not for all.",
        ),
    ),
    "What validate measures by": (
        Key("validate", Inner(_of_validate), "Settings of the command of that name."),
    ),
}
"""The settings by what they are about, in the order of the reference."""

SETTINGS: Final = Table(tuple(key for keys in SECTIONS.values() for key in keys))
"""Everything that the settings may say."""
