"""What a catalog or a setting says is as hostile as a schema, and gets the same checks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.commands import invoke, one_line, state
from tests.hostile.packages import TRIP, loaded, message, refusal, write

if TYPE_CHECKING:
    from pathlib import Path

PROFILE = '[[profiles]]\nname = "Main"\npackage = "main"\n'
FEATURE = (
    '[[features]]\nname = "X"\nprofile = "Main"\ninitiator = "either"\n'
    'request = "X.json"\nresponse = "Y.json"\n'
)
GOOD = PROFILE + FEATURE
THING = {"type": "object", "properties": {"t": {"type": "integer"}}}
TYPE = '[[types]]\nname = "A"\nat = ["X.json#/properties/a"]\n'
LOWER = "must be a lower-case identifier, not "
NAME = "must be an identifier, not "
CLASS = "must be an identifier with a capital, not "

SPOILT: list[tuple[str, str]] = [
    (f"package = {json.dumps(TRIP)}\n{GOOD}", f'#/package: {LOWER}"{TRIP}"'),
    (f'package = "../x"\n{GOOD}', f'#/package: {LOWER}"../x"'),
    (f'package = "class"\n{GOOD}', f'#/package: {LOWER}"class"'),
    (f'package = "a\\u2028b"\n{GOOD}', f'#/package: {LOWER}"a\\u2028b"'),
    (f"package = 7\n{GOOD}", "#/package: must be a string, not 7"),
    (f"{GOOD}[[members]]\n", "#/members/0/at: must be given"),
    (f'{GOOD}[[members]]\nat = ["X.json#/properties/a"]\n', "#/members/0/text: must be given"),
    (
        f'{GOOD}[[members]]\ntext = "x"\nat = ["X.json#/properties/no"]\n',
        "#/members/0/at/0: X.json#/properties/no is not a property; correct it",
    ),
    (
        f'{GOOD}[[members]]\ntext = "x"\nat = ["X.json#/a", "X.json#/a"]\n',
        '#/members: "X.json#/a" is named twice; remove one',
    ),
    (f"edition = []\n{GOOD}", "#/edition: must be a string, not []"),
    (f"protocol = 1.6\n{GOOD}", "#/protocol: must be a string, not 1.6"),
    (
        f'protocol = "2.2"\n{GOOD}',
        '#/protocol: must be 1.6, 2.0.1 or 2.1, not "2.2"',
    ),
    (f'share = "all"\n{GOOD}', '#/share: must be definitions, not "all"'),
    (f'protocol = ""\n{GOOD}', '#/protocol: must be 1.6, 2.0.1 or 2.1, not ""'),
    (
        'protocol = "2.1"\n' + GOOD.replace("either", "charge_point"),
        '#/features/0/initiator: must be csms, charging_station or either, not "charge_point"',
    ),
    (
        GOOD.replace("either", "csms"),
        '#/features/0/initiator: must be central_system, charge_point or either, not "csms"',
    ),
    (GOOD + 'frame = "post"', '#/features/0/frame: must be call or send, not "post"'),
    (GOOD + 'frame = "send"', "#/features/0/frame: OCPP 1.6 has no SEND; use call"),
    (
        f'protocol = "2.1"\n{GOOD}frame = "send"',
        "#/features/0/response: a message in a SEND has no response; remove it",
    ),
    (
        PROFILE.replace("main", "a/../../b") + FEATURE,
        f'#/profiles/0/package: {LOWER}"a/../../b"',
    ),
    (PROFILE.replace("main", "ma\\nin") + FEATURE, f'#/profiles/0/package: {LOWER}"ma\\nin"'),
    (
        PROFILE.replace('"main"', "true") + FEATURE,
        "#/profiles/0/package: must be a string, not true",
    ),
    (
        PROFILE.replace("main", "errors") + FEATURE,
        "#/profiles: every package has a module errors; give the profile another package",
    ),
    (PROFILE.replace("Main", TRIP) + FEATURE, f'#/profiles/0/name: {NAME}"{TRIP}"'),
    (PROFILE.replace("Main", '\\"\\"\\"') + FEATURE, f'#/profiles/0/name: {NAME}"\\"\\"\\""'),
    (PROFILE + FEATURE.replace('"X"', '"x"'), f'#/features/0/name: {CLASS}"x"'),
    (PROFILE + FEATURE.replace('"X"', '"X\\r"'), f'#/features/0/name: {CLASS}"X\\r"'),
    (PROFILE + FEATURE.replace('"X"', '"True"'), f'#/features/0/name: {CLASS}"True"'),
    (
        GOOD + f"request_class = {json.dumps(TRIP)}",
        f'#/features/0/request_class: {CLASS}"{TRIP}"',
    ),
    (GOOD + 'request_class = "None"', f'#/features/0/request_class: {CLASS}"None"'),
    (
        GOOD + 'request_class = "Same"\nresponse_class = "Same"',
        "X.json#: meets Y.json in one class name; rename one of the two",
    ),
    (
        GOOD + 'request_class = "Structure"',
        "X.json#: Structure is the name of something else there; choose another",
    ),
    (
        GOOD + 'request_class = "ValidationError"',
        "X.json#: ValidationError is the name of something else there; choose another",
    ),
    (GOOD + "summary = 7", "#/features/0/summary: must be a string, not 7"),
    (
        GOOD + f"{json.dumps(TRIP)} = 7",
        f"#/features/0/{TRIP}: there is no such key; use name, ",
    ),
    (
        GOOD + '[[types]]\nname = "a b"\nat = ["X.json#/properties/a"]',
        f'#/types/0/name: {CLASS}"a b"',
    ),
    (
        GOOD + '[[types]]\nname = "Any"\nat = ["X.json#/properties/a"]',
        "X.json#/properties/a: Any is the name of something else there; choose another",
    ),
    (
        GOOD + '[[types]]\nname = "X"\nat = ["X.json#/properties/a"]',
        "X.json#/properties/a: X is the name of something else there; choose another",
    ),
    (
        GOOD + '[[types]]\nname = "XRequest"\nat = ["X.json#/properties/a"]',
        "X.json#: meets X.json#/properties/a in one class name; rename one of the two",
    ),
    (GOOD + '[[types]]\nname = "A"\nat = []', '#/types/0/at: must be a list of "FILE#POINTER"'),
    (GOOD + '[[types]]\nname = "A"\nat = [7]', "#/types/0/at/0: must be a string, not 7"),
    (
        GOOD + '[[types]]\nname = "A"\nat = ["../X.json#/properties/a"]',
        '#/types/0/at: there is no schema file "../X.json"; correct it',
    ),
    (
        GOOD + '[[types]]\nname = "A"\nat = ["X.json#/properties/a"]\nshared = "yes"',
        '#/types/0/shared: must be true or false, not "yes"',
    ),
    (
        GOOD + f'[names]\n"X.json#/properties/a" = {json.dumps(TRIP)}',
        f'#/names/X.json#~1properties~1a: {NAME}"{TRIP}"',
    ),
    (
        GOOD + '[names]\n"X.json#/properties/a" = "from_dict"',
        '#/names/X.json#~1properties~1a: "from_dict" cannot be the name of "a"; choose another',
    ),
    (
        GOOD + '[names]\n"X.json#/properties/a" = "__class__"',
        '#/names/X.json#~1properties~1a: "__class__" cannot be the name of "a"; choose another',
    ),
    (
        GOOD + '[names]\n"X.json#/properties/a" = "self"',
        '#/names/X.json#~1properties~1a: "self" cannot be the name of "a"; choose another',
    ),
    (
        GOOD + '[names]\n"X.json#/properties/a" = "b"',
        'X.json#: the names of "a" and "b" meet; give one another name',
    ),
    (
        GOOD + '[names]\n"X.json#/properties/a/enum/0" = "mro"',
        '#/names/X.json#~1properties~1a~1enum~10: "mro" cannot be the name of "on"; choose another',
    ),
    (
        GOOD + '[names]\n"X.json#/properties/a/enum/0" = "_missing_"',
        '#/names/X.json#~1properties~1a~1enum~10: "_missing_" cannot be the name of "on";'
        " choose another",
    ),
    ("names = 7\n" + GOOD, "#/names: must be a table"),
    # What is named twice, so that one of the two would be lost.
    (
        GOOD + PROFILE.replace("main", "other"),
        '#/profiles: "Main" is named twice; remove one',
    ),
    (
        GOOD + PROFILE.replace("Main", "Other"),
        '#/profiles: "main" is named twice; remove one',
    ),
    (
        GOOD + FEATURE.replace("X.json", "V.json").replace("Y.json", "W.json"),
        '#/features: "X" is named twice; remove one',
    ),
    (
        GOOD + FEATURE.replace('"X"', '"Z"').replace("Y.json", "W.json"),
        '#/features: "X.json" is named twice; remove one',
    ),
    (
        GOOD + FEATURE.replace('"X"', '"Z"').replace("X.json", "V.json"),
        '#/features: "Y.json" is named twice; remove one',
    ),
    (GOOD.replace("Y.json", "X.json"), '#/features: "X.json" is named twice; remove one'),
    (
        GOOD + TYPE + TYPE.replace('"A"', '"B"'),
        '#/types: "X.json#/properties/a" is named twice; remove one',
    ),
    (
        GOOD.replace('response = "Y.json"', 'frame = "call"'),
        "#/features/0/response: must be given",
    ),
    (
        GOOD.replace('profile = "Main"', 'profile = "None"'),
        '#/features/0/profile: there is no profile "None"; add it to [[profiles]]',
    ),
    # What is no value of its key.
    (
        f'{GOOD}[[members]]\ntext = ""\nat = ["X.json#/properties/a"]\n',
        "#/members/0/text: must be given",
    ),
    *(
        (
            f'{GOOD}[[tolerances]]\nrule = "x"\nreason = "y"\ndefault = {value}\n',
            "#/tolerances/0/default: must be a JSON value, not ",
        )
        for value in ("inf", "nan", "[[1, {a = -inf}]]", "1979-05-27")
    ),
    # What no table has.
    (PROFILE + "order = 1\n" + FEATURE, "#/profiles/0/order: there is no such key; use name, "),
    (GOOD + "order = 1\n", "#/features/0/order: there is no such key; use name, "),
    (GOOD + TYPE + "order = 1\n", "#/types/0/order: there is no such key; use name, "),
    (
        f'{GOOD}[[members]]\ntext = "x"\nat = ["X.json#/properties/a"]\norder = 1\n',
        "#/members/0/order: there is no such key; use at or text",
    ),
    (
        f'{GOOD}[[tolerances]]\nrule = "x"\nreason = "y"\norder = 1\n',
        "#/tolerances/0/order: there is no such key; use rule, ",
    ),
    (
        f'{GOOD}[[payloads]]\nvendor = "v"\nmessage = "m"\norder = 1\n',
        "#/payloads/0/order: there is no such key; use vendor, ",
    ),
    (
        PROFILE.replace('"main"', '"Main"') + FEATURE,
        f'#/profiles/0/package: {LOWER}"Main"',
    ),
    (GOOD + "\0", " is not TOML: "),
    ("\ud800", " is not TOML: "),
    ("a = " + "[" * 5000, " is not TOML: "),
    ("[" * 100_000, " is not TOML: "),
    ('"""', " is not TOML: "),
    ("a.b.c = 1\n" * 3, " is not TOML: "),
    ("x = 1" + "0" * 5000, " is not TOML: "),
]


DIFFERENT: list[tuple[Any, Any]] = [
    ({"enum": ["on", "off"]}, {"enum": ["on"]}),
    ({"enum": ["on", "off"]}, {"enum": ["off", "on"]}),
    ({"enum": ["on", "off"]}, THING),
    (THING, {"enum": ["on", "off"]}),
    (THING, {**THING, "required": ["t"]}),
    (THING, {**THING, "properties": {"t": {"type": "string"}}}),
    (THING, {**THING, "properties": {"u": {"type": "integer"}}}),
    (THING, {**THING, "additionalProperties": False}),
    (THING, {**THING, "minProperties": 1}),
    (THING, {**THING, "maxProperties": 1}),
    (THING, {**THING, "not": {"required": ["t"]}}),
]


@pytest.fixture
def schemas(tmp_path: Path) -> Path:
    """Give a folder with two small messages."""
    on = message(a={"enum": ["on", "off"]}, b={"type": "integer"})
    return write(tmp_path / "schemas", {"X.json": on, "Y.json": message()})


@pytest.mark.parametrize(("catalog", "told"), SPOILT, ids=lambda one: one[-40:])
def test_a_spoilt_catalog_is_refused(catalog: str, told: str, schemas: Path) -> None:
    line = refusal(schemas, catalog)
    start = f"catalog.toml{told}" if told.startswith("#") else told
    start = f"catalog.toml:{told}" if told.startswith(" ") else start
    assert line.startswith(start)
    assert len(line) < 400


def test_a_good_catalog_is_used(schemas: Path) -> None:
    """So that the table above is known to spoil what is right."""
    names = (
        '[names]\n"X.json#/properties/a" = "better"\n"X.json#/properties/a/enum/0" = "IS_ON"\n'
    )
    with loaded(schemas, GOOD + names) as package:
        instance = package.FEATURES["X"].request_type.from_dict({"a": "on", "b": 1})
        assert instance.better.name == "IS_ON"


@pytest.mark.parametrize(("one", "other"), DIFFERENT, ids=range(len(DIFFERENT)))
def test_places_of_one_type_hold_the_same_schema(
    one: dict[str, Any], other: dict[str, Any], schemas: Path
) -> None:
    """Else a payload would be judged by the schema of another."""
    write(schemas, {"X.json": message(a=one), "Y.json": message(a=other)})
    both = TYPE.replace('a"]', 'a", "Y.json#/properties/a"]') + "shared = true\n"
    line = refusal(schemas, GOOD + both)
    assert line.startswith("catalog.toml#/types/0: ")
    assert line.endswith("differ; give each an entry of its own")


@pytest.mark.parametrize("thing", [THING, {"enum": ["on", "off"]}], ids=["object", "enum"])
def test_a_type_is_one_class_wherever_the_schemas_repeat_it(
    thing: dict[str, Any], schemas: Path
) -> None:
    """In lists, maps, unions and conditions, too."""
    places = {
        "plain": ("", thing, 0),
        "listed": ("/items", {"type": "array", "items": thing}, [0]),
        "named": (
            "/additionalProperties",
            {"type": "object", "additionalProperties": thing},
            {"k": 0},
        ),
        "chosen": ("/oneOf/0", {"oneOf": [thing, {"type": "integer"}]}, 0),
        "deep": (
            "/items/items",
            {"type": "array", "items": {"type": "array", "items": thing}},
            [[0]],
        ),
        "held": (
            "/items",
            {"type": "array", "items": thing, "not": {"minItems": 3}},
            [0],
        ),
    }
    payloads = ("on",) if "enum" in thing else ({"t": 1},)
    properties = {name: schema for name, (_, schema, _) in places.items()}
    write(
        schemas,
        {
            "X.json": message(**properties) | {"additionalProperties": thing},
            "Y.json": message(**properties),
        },
    )
    at = [f"{file}#/properties/{name}{rest}" for file in ("X.json", "Y.json")
          for name, (rest, _, _) in places.items()]  # fmt: skip
    entry = f'[[types]]\nname = "Thing"\nshared = true\nat = {[*at, "X.json#/additionalProperties"]}\n'
    with loaded(schemas, GOOD + entry) as package:
        kind = package.types.Thing
        feature = package.FEATURES["X"]
        for request in (feature.request_type, feature.response_type):
            for name, (_, _, shape) in places.items():
                payload = json.loads(json.dumps(shape).replace("0", json.dumps(payloads[0])))
                value = getattr(request.from_dict({name: payload}), name)
                while isinstance(value, list | dict):
                    value = value[0] if isinstance(value, list) else value["k"]
                assert type(value) is kind
        other = feature.request_type.from_dict({"more": payloads[0]})
        assert type(other.extra["more"]) is kind
        classes = [one for one in vars(package.types).values() if isinstance(one, type)]
        assert [one.__name__ for one in classes if one.__module__ == kind.__module__] == [
            "Thing"
        ]


def test_two_types_of_one_name_in_a_profile(schemas: Path) -> None:
    write(schemas, {"V.json": message(a={"enum": ["yes"]}), "W.json": message()})
    second = FEATURE.replace("X", "V").replace("Y", "W")
    line = refusal(schemas, GOOD + second)
    assert line.endswith(
        ": Main has another type named A; give one of them another name in [[types]] of the catalog"
    )


SETTINGS: list[tuple[str, str]] = [
    (
        f"package = {json.dumps(TRIP)}",
        f'ocppgen.toml#/package: "{TRIP}" is no name for a package; use an identifier',
    ),
    (
        'package = "../evil"',
        'ocppgen.toml#/package: "../evil" is no name for a package; use an identifier',
    ),
    (
        'package = "a.b"',
        'ocppgen.toml#/package: "a.b" is no name for a package; use an identifier',
    ),
    (
        'package = "class"',
        'ocppgen.toml#/package: "class" is no name for a package; use an identifier',
    ),
    (
        'package = "\\u00e4"',
        'ocppgen.toml#/package: "\u00e4" is no name for a package; use an identifier',
    ),
    ("package = 7", "ocppgen.toml#/package: must be a string, not 7"),
    ('schemas = "schemas"', 'ocppgen.toml#/schemas: must be a list of strings, not "schemas"'),
    ("schemas = [7]", "ocppgen.toml#/schemas: must be a list of strings, not [7]"),
    ('schemas = ["\\u0000"]', 'ocppgen.toml#/schemas: "\\u0000" is not a path: it has a NUL'),
    ('out = "\\u0000"', 'ocppgen.toml#/out: "\\u0000" is not a path: it has a NUL'),
    (
        'profiles = ["../x"]',
        'ocppgen.toml#/profiles: there is no profile "../x": there is no catalog',
    ),
    *(
        (
            f"validate.sequences.gap = {value}",
            "ocppgen.toml#/validate/sequences/gap: must be a number of seconds above 0, not ",
        )
        for value in ("0", "-1", "inf", "nan", "true", '"5"')
    ),
    ('flavor = "{{ x }}"', 'ocppgen.toml#/flavor: must be dataclass or msgspec, not "{{ x }}"'),
    (f"{json.dumps(TRIP)} = 1", f"ocppgen.toml#/{TRIP}: there is no such key; use "),
    ('"\\u202e\\n" = 1', "ocppgen.toml#/\\u202e\\x0a: there is no such key; use "),
    ("\ud800", "ocppgen.toml: is not UTF-8 (byte 0); save it as UTF-8"),
    ("x = " + "[" * 5000, "ocppgen.toml: is not TOML: "),
    ("x = 1" + "0" * 5000, "ocppgen.toml: is not TOML: "),
]


@pytest.mark.parametrize(("settings", "told"), SETTINGS, ids=lambda one: one[:30])
def test_spoilt_settings_are_refused(
    settings: str, told: str, schemas: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one line, with nothing written."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    text = settings if "schemas =" in settings else f'{settings}\nschemas = ["../schemas"]\n'
    (work / "ocppgen.toml").write_bytes(text.encode("utf-8", "surrogatepass"))
    before = state(tmp_path / "work"), state(schemas)
    assert one_line(invoke("generate")).startswith(told)
    assert (state(tmp_path / "work"), state(schemas)) == before
