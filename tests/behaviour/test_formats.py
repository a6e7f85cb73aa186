"""The generated `formats.py`, against the RFCs' examples and the independent oracle."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import black
import jinja2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.oracle import FORMATS, RFC_FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
HEADER = "# Made for a test.\n"
# Date-times have a parser of their own, which yields a value and not a verdict.
NAMES = sorted(set(FORMATS) - {"date-time"})

LABEL_63 = "a" * 63
NAME_253 = f"{LABEL_63}.{LABEL_63}.{LABEL_63}.{'a' * 61}"

VALID: dict[str, list[str]] = {
    "date": ["1985-04-12", "2024-02-29", "2000-02-29", "0000-02-29", "9999-12-31"],
    "time": [
        "23:20:50.52Z",
        "16:39:57-08:00",
        "00:00:00z",
        "23:59:60Z",
        "23:59:60-00:00",
        "15:59:60.123-08:00",
        "01:29:60+01:30",
        "12:00:00.000000000000000000001+23:59",
    ],
    "uri": [
        "ftp://ftp.is.co.za/rfc/rfc1808.txt",
        "ftp://user:secret@host.example:2121/firmware/EVSE-2.1.tar.gz?x=1#f",
        "ldap://[2001:db8::7]/c=GB?objectClass?one",
        "tel:+1-816-555-1212",
        "urn:oasis:names:specification:docbook:dtd:xml:4.1.2",
        "file:///etc/hosts",
        "a:",
        "a+b-c.1:/",
        "a://",
        "a://@:/",
        "a://host:/",
        "a://256.1.1.1/",
        "a://[::ffff:1.2.3.4]:80//x//",
        "a://[v1F.a:b]",
        "a:b//c:@",
        "a:%41%zz".replace("zz", "fF"),
        "a:?/?#/?",
    ],
    "uuid": [
        "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        "F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6",
        "00000000-0000-0000-0000-000000000000",
    ],
    "email": [
        "Joe.Bloggs@example.com",
        "a@b",
        "!#$%&'*+-/=?^_`{|}~@x--y.1",
        '""@a',
        '"a@b c\\"\\\\.."@a',
        "a@[127.000.0.1]",
        "a@[IPv6:1:2:3:4:5:6:7:8]",
        "a@[ipv6:1:2:3:4:5:6::]",
        "a@[IPV6:::]",
        "a@[IPv6:1:2::3:4:1.2.3.4]",
        "a@[IPv6:1:2:3:4:5:6:1.2.3.4]",
        f"{'a' * 65}@{'a' * 64}.b",
    ],
    "hostname": ["localhost", "3com.com", "a--b", "xn--4gbwdl.x", LABEL_63, NAME_253],
    "ipv4": ["0.0.0.0", "255.255.255.255", "192.168.10.1"],  # noqa: S104
    "ipv6": [
        "2001:DB8:0:0:8:800:200C:417A",
        "2001:db8::8:800:200c:417a",
        "::",
        "::1",
        "1::",
        "1:2:3:4:5:6:7::",
        "::2:3:4:5:6:7:8",
        "1:2:3::5:6:7:8",
        "::ffff:129.144.52.38",
        "1:2:3:4:5:6:1.2.3.4",
        "1:2:3:4:5::1.2.3.4",
    ],
}
VALID["uri-reference"] = [
    *VALID["uri"],
    *["", "//a", "//", "/a", "a", "./a:b", "a/b:c", "?a:b", "#a:b", ";x", "/..//"],
]

INVALID: dict[str, list[str]] = {
    "date": [
        *["", "1985-4-12", "85-04-12", "19850412", "1985-04-12T", "1985-04-31"],
        *["2023-02-29", "1900-02-29", "2024-02-30", "2024-00-01", "2024-13-01"],
        *["2024-01-00", "2024-01-32", "+2024-01-01", "2024-01-01\n", "१९८५-०४-१२"],
    ],
    "time": [
        *["", "23:20:50", "23:20:50.Z", "23:20Z", "24:00:00Z", "23:60:00Z"],
        *["23:59:61Z", "22:59:60Z", "23:59:60+01:00", "23:59:60-00:30"],
        *["00:00:00+24:00", "00:00:00+00:60", "00:00:00+0000", "00:00:00 Z"],
        *["00:00:00,5Z", "00:00:00Z\n", "00:00:0০Z", "T00:00:00Z"],
    ],
    "uri": [
        *["", ":", "a", "//a", "/a", "1a:b", "a_b:c", "%61:b", "é:a", "a:é", "a: b"],
        *["a:%", "a:%4", "a:%4g", "a:b\n", "\na:b", "a:[", "a:#a#b", 'a:"', "a:\\"],
        *["a://b@c@d", "a://b:c:1", "a://b:8a", "a://[::1", "a://[::1]a", "a://[]"],
        *["a://[1.2.3.4]", "a://[fe80::1%25en0]", "a://[v.a]", "a://[v1.]"],
        *[
            "a://[vg.a]",
            "a://[::01.2.3.4]",
            "a://[v1.%41]",
            "a://%5",
            "a:\0",
            "a:\ud800",
        ],
    ],
    "uri-reference": [
        *[":", "1:b", "a_b:c", "%41:b", "//a:b", "//[", "//a@b@c", "/[", "a b", "%4"],
        *["#a#b", "?[", "\\", "a\n", "é", "http:// x"],
    ],
    "uuid": [
        *[
            "",
            "f81d4fae7dec11d0a76500a0c91e6bf6",
            "{f81d4fae-7dec-11d0-a765-00a0c91e6bf6}",
        ],
        *[
            "f81d4fae-7dec-11d0-a765-00a0c91e6bfg",
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf6\n",
        ],
        *[
            "f81d4fae-7dec-11d0-a76500a0-c91e6bf6",
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf６",
        ],
    ],
    "email": [
        *[
            "",
            "@",
            "a",
            "a@",
            "@a",
            "a@b@c",
            ".a@b",
            "a.@b",
            "a..b@c",
            "a b@c",
            "a@b c",
        ],
        *[
            "a@-b",
            "a@b-",
            "a@b-.c",
            "a@b.-c",
            "a@.b",
            "a@b.",
            "a@b..c",
            "a@b_c",
            "a@b\n",
        ],
        *['"@a', '"a""b"@c', '"a"\\b@c', '"a\\"@b', '"a".b@c', 'a."b"@c', '"\n"@a'],
        *['"\\\n"@a', '"\x7f"@a', '"é"@a', "é@a", "a@é", "a\0@b", "a,b@c", "(a)b@c"],
        *["a@[]", "a@[1.2.3]", "a@[1.2.3.256]", "a@[1.2.3.0004]", "a@[::1]", "a@[x:y]"],
        *["a@[IPv6:1:2:3:4:5:6:7::]", "a@[IPv6:1:2:3::4:5:1.2.3.4]", "a@b[1.2.3.4]"],
        *["a@[IPv6:1:2:3::4:5:6:1.2.3.4]", "a@[IPv6:::1", "a@[\u0131Pv6:::1]"],
    ],
    "hostname": [
        *["", ".", "a.", ".a", "a..b", "-a", "a-", "a.-b", "a_b", "a b", "é", "a\n"],
        *[f"{LABEL_63}a", f"{NAME_253}a", "a\uff0eb", "\u212a", "a:1"],
    ],
    "ipv4": [
        *[
            "",
            "1.2.3",
            "1.2.3.4.5",
            "1.2.3.256",
            "1.2.3.04",
            "01.2.3.4",
            "1.2.3.",
            "+1.2.3.4",
        ],
        *["1.2.3.4\n", " 1.2.3.4", "0x1.2.3.4", "1.2.3.٤", "1.2.3.4/24", "2130706433"],
    ],
    "ipv6": [
        *[
            "",
            ":",
            ":::",
            "1",
            "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:8:9",
            "1:2:3:4:5:6:7:8::",
        ],
        *["1::2:3:4:5:6:7:8", "1::2::3", ":1::", "::1:", "12345::", "::g", "::1.2.3"],
        *[
            "::1.2.3.256",
            "::1.2.3.04",
            "1.2.3.4::",
            "::1.2.3.4:1",
            "1:2:3:4:5:6:7:1.2.3.4",
        ],
        *["fe80::1%eth0", "::1/64", "[::1]", "::1\n", " ::1", "::１"],
    ],
}

# Characters that are often let through by mistake, and those the grammars are made of.
TRAPS = (
    "\n\r\t\0 \x7f:/?#[]@!$&'()*+,;=-._~%\"\\<>^`{|}019afgGvVzZTx৪Ａéſ\u2028\ud800🙂"
)
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


def render(formats: Iterable[str]) -> str:
    """Render the template for a set of formats."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - what comes out is Python
    )
    template = environment.get_template("formats.py.jinja")
    return template.render(formats=set(formats), header=HEADER)


def execute(text: str) -> dict[str, Any]:
    """Run a rendered module and give its names."""
    names: dict[str, Any] = {"__name__": "formats"}
    exec(compile(text, "formats.py", "exec"), names)  # noqa: S102
    return names


def function_name(name: str) -> str:
    """Give the name of the function that checks a format."""
    return "is_" + name.replace("-", "_")


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
    """Valid texts of a format with up to three edits."""
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
def test_examples(name: str, text: str, verdict: bool) -> None:  # noqa: FBT001
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
    by_rfc: bool,  # noqa: FBT001
    by_us: bool,  # noqa: FBT001
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
        for count in (0, 1, 2, len(NAMES) - 1, len(NAMES))
        for formats in combinations(NAMES, count)
    ],
    ids=lambda formats: "+".join(sorted(formats)) or "none",
)
def test_only_what_is_used(formats: frozenset[str]) -> None:
    """Each set of formats gives its functions, an import if needed, and black's layout."""
    text = render(formats)
    assert text.startswith(HEADER)
    assert black.format_str(text, mode=black.Mode()) == text
    names = {name for name in execute(text) if name.startswith("is_")}
    assert names == {function_name(name) for name in formats}
    assert ("\nimport re\n" in text) == bool(formats)
