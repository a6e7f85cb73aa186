"""The generated `formats.py`, against the RFCs' examples and the independent oracle."""

from __future__ import annotations

import sys
from itertools import combinations
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import black
import jinja2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.oracle import FORMATS, RFC_FORMATS
from tests.oracle.examples import INVALID, VALID

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
HEADER = "# Made for a test.\n"
# Date-times have a parser of their own, which yields a value and not a verdict.
NAMES = sorted(set(FORMATS) - {"date-time"})

# Characters that are often let through by mistake, and those the grammars are made of.
TRAPS = "\n\r\t\0 \x7f:/?#[]@!$&'()*+,;=-._~%\"\\<>^`{|}019afgGvVzZTx"
TRAPS += "\u09ea\uff21\u00e9\u017f\u2028\ud800\U0001f642"
ALPHABETS = {
    "date": "0123456789-",
    "time": "012356789:.Zz+-",
    "uri": "a1:/?#@[]%.",
    "uri-reference": "a1:/?#@[]%.",
    "uuid": "0aF-",
    "email": 'a1.-@"\\[]:IPv6',
    "hostname": "a1.-_",
    "ipv4": "0125.",
    "ipv6": "1fG:.",
}

HOSTILE: dict[str, Callable[[int], str]] = {
    "a path with a newline after it": lambda n: "a:" + "a" * n + "\n",
    "digits": lambda n: "1" * n,
    "colons": lambda n: ":" * n,
    "percent-encodings": lambda n: "%41" * (n // 3),
    "a broken percent-encoding at the end": lambda n: "a:" + "%41" * (n // 3) + "%4",
    "at-signs": lambda n: "a://" + "@" * n,
    "a host of colons": lambda n: "a://[" + ":" * n,
    "labels": lambda n: "a." * (n // 2),
    "a mailbox of atoms": lambda n: "a." * (n // 2) + "a@a",
    "a domain of labels": lambda n: "a@" + "a." * (n // 2) + "-",
    "a domain of hyphens": lambda n: "a@a" + "-" * n,
    "an open quoted string": lambda n: '"' + "a" * n,
    "quoted pairs": lambda n: '"' + '\\"' * (n // 2) + '"@a',
    "an address of colons": lambda n: "a@[IPv6:" + ":" * n + "]",
    "a fraction": lambda n: "00:00:00." + "0" * n,
    "a fraction with its zone": lambda n: "00:00:00." + "0" * n + "Z",
    "hyphens": lambda n: "-" * n,
    "slashes": lambda n: "/" * n,
    "lone surrogates": lambda n: "\ud800" * n,
    "NUL": lambda n: "\0" * n,
    "characters beyond the basic plane": lambda n: "\U0001f642" * n,
}

SETTINGS = settings(max_examples=300, derandomize=True, database=None, deadline=None)


def render(formats: Iterable[str], name: str = "formats") -> str:
    """Render a template of the runtime for a set of formats."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - what comes out is Python
    )
    template = environment.get_template(f"runtime/{name}.py.jinja")
    return template.render(formats=set(formats), header=HEADER)


PACKAGE = "rendered_formats"


def execute(text: str, name: str = "formats") -> dict[str, Any]:
    """Run a rendered module of the runtime and give its names."""
    names: dict[str, Any] = {"__name__": f"{PACKAGE}.{name}", "__package__": PACKAGE}
    exec(compile(text, f"{name}.py", "exec"), names)  # noqa: S102
    return names


def function_name(name: str) -> str:
    """Give the name of the function that checks a format."""
    return "is_" + name.replace("-", "_")


# What a host name has of A-labels stands in a module beside the formats.
A_LABELS = ModuleType(f"{PACKAGE}.a_labels")
vars(A_LABELS).update(execute(render(FORMATS, "a_labels"), "a_labels"))
sys.modules |= {PACKAGE: ModuleType(PACKAGE), A_LABELS.__name__: A_LABELS}
MODULE = execute(render(FORMATS))
GENERATED: dict[str, Callable[[str], bool]] = {
    name: MODULE[function_name(name)] for name in NAMES
}


def edited(text: str, edits: list[tuple[int, str, str]]) -> str:
    """Spoil a text a little, or not at all."""
    for place, edit, char in edits:
        at = place % (len(text) + 1)
        if edit == "insert":
            text = text[:at] + char + text[at:]
        elif edit == "replace":
            text = text[:at] + char + text[at + 1 :]
        elif edit == "delete":
            text = text[:at] + text[at + 1 :]
        else:
            text = text[:at] + text[at // 2 :]
    return text


def near_misses(name: str) -> st.SearchStrategy[str]:
    """Give valid texts of a format with up to three edits."""
    edit = st.tuples(
        st.integers(0, 300),
        st.sampled_from(["insert", "replace", "delete", "repeat"]),
        st.sampled_from(sorted({*TRAPS, *ALPHABETS[name]})),
    )
    return st.builds(edited, st.sampled_from(VALID[name]), st.lists(edit, max_size=3))


@pytest.mark.parametrize(
    ("name", "text", "verdict"),
    [
        *((name, text, True) for name in NAMES for text in VALID[name]),
        *((name, text, False) for name in NAMES for text in INVALID[name]),
    ],
)
def test_examples(name: str, text: str, verdict: bool) -> None:
    """The RFCs' examples and the known traps, by both sides."""
    assert (GENERATED[name](text), FORMATS[name](text)) == (verdict, verdict)


@pytest.mark.parametrize(
    ("text", "by_rfc", "by_us"),
    [
        ("1985-04-12T23:20:50.52Z", True, True),
        ("1996-12-19t16:39:57-08:00", True, True),
        ("1937-01-01T12:00:27.87+00:20", True, True),
        ("2024-02-29T00:00:00z", True, True),
        ("1990-12-31T23:59:60Z", True, False),
        ("1990-12-31T15:59:60-08:00", True, False),
        ("0000-01-01T00:00:00Z", True, False),
        ("1990-12-31T22:59:60Z", False, False),
        ("2023-02-29T00:00:00Z", False, False),
        ("1985-04-12T23:20:50", False, False),
        ("1985-04-12 23:20:50Z", False, False),
        ("1985-04-12T23:20:50Z\n", False, False),
        ("1985-04-12", False, False),
        ("", False, False),
    ],
)
def test_date_times_of_the_oracle(
    text: str,
    by_rfc: bool,
    by_us: bool,
) -> None:
    """What the oracle says of date-times, with and without the deviation."""
    assert RFC_FORMATS["date-time"](text) is by_rfc
    assert FORMATS["date-time"](text) is by_us


@pytest.mark.parametrize("name", NAMES)
def test_near_misses(name: str) -> None:
    """Generated code and oracle agree on almost valid texts."""

    @SETTINGS
    @given(near_misses(name))
    def agree(text: str) -> None:
        assert GENERATED[name](text) == FORMATS[name](text)

    agree()


@pytest.mark.parametrize("name", NAMES)
def test_words(name: str) -> None:
    """Generated code and oracle agree on texts of a format's own characters."""

    @SETTINGS
    @given(st.text(ALPHABETS[name], max_size=20))
    def agree(text: str) -> None:
        assert GENERATED[name](text) == FORMATS[name](text)

    agree()


@SETTINGS
@given(st.text(st.characters()))
def test_any_text(text: str) -> None:
    """Generated code and oracle agree on anything, lone surrogates included."""
    for name in NAMES:
        assert GENERATED[name](text) == FORMATS[name](text)


@pytest.mark.parametrize("tail", ["", "1.2.3.4"])
def test_an_ip_address_has_eight_groups(tail: str) -> None:
    """Or fewer, where ``::`` stands for at least one; an IPv4 address is the last two."""
    wide = 2 if tail else 0
    ends = [tail] if tail else []
    for before in range(10):
        whole = ":".join([*["f"] * before, *ends])
        assert GENERATED["ipv6"](whole) is (before + wide == 8), whole
        for after in range(10):
            text = ":".join(["f"] * before) + "::" + ":".join([*["f"] * after, *ends])
            valid = before + after + wide <= 7
            assert GENERATED["ipv6"](text) is GENERATED["uri"](f"a://[{text}]/") is valid, text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_texts(hostile: str) -> None:
    """Five million characters get the verdict of two thousand, and no exception."""
    some, many = HOSTILE[hostile](2_000), HOSTILE[hostile](5_000_000)
    for name in NAMES:
        verdict = FORMATS[name](some)
        assert (name, GENERATED[name](some)) == (name, verdict)
        assert (name, GENERATED[name](many)) == (name, verdict)


@pytest.mark.parametrize(
    "formats",
    [
        frozenset(formats)
        for count in (0, 1, len(NAMES) - 1, len(NAMES))
        for formats in combinations(NAMES, count)
    ],
    ids=lambda formats: "+".join(sorted(formats)) or "none",
)
def test_only_what_is_used(formats: frozenset[str]) -> None:
    """A set of formats gives its functions, an import if needed, black's layout."""
    text = render(formats)
    assert text.startswith(HEADER)
    assert black.format_str(text, mode=black.Mode()) == text
    names = {name for name in execute(text) if name.startswith("is_")}
    assert names == {function_name(name) for name in formats}
    assert ("\nimport re\n" in text) == bool(formats)


@pytest.mark.parametrize(
    "run", ["x" * 3000, "%41" * 1000, "%4" * 1500, ":@" * 1500, "\u00e9" * 3000]
)
def test_a_long_uri_is_judged_as_a_short_one(run: str) -> None:
    """Wherever a URI, or what is none, is drawn out: the oracle agrees."""
    for text in (*VALID["uri"], *INVALID["uri"]):
        for place in {0, 1, *(text.find(mark) + 1 for mark in ":/?#@%"), len(text)}:
            long = text[:place] + run + text[place:]
            assert GENERATED["uri"](long) is FORMATS["uri"](long), (text, place)
