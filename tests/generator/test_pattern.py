"""Patterns: what they mean, which are refused and why, and that none takes long."""

from __future__ import annotations

import re
import unicodedata
import warnings

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ocppgen.schema.pattern import PatternError, translate

ASTRAL = "\U0001f600"

ISO_DATE_TIME = (
    r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d"
    r"(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$"
)

HOST_NAME = r"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$"

IPV4 = (
    r"^(25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)" r"(\.(25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)){3}$"
)

MEANINGS: list[tuple[str, list[str], list[str]]] = [
    # Literals, and where a match may be.
    ("", ["", "a"], []),
    ("b", ["b", "abc"], ["", "B"]),
    ("^b", ["b", "bc"], ["ab", "a\nb"]),
    ("b$", ["b", "ab"], ["bc", "b\n", "b\nc"]),
    ("^b$", ["b"], ["b\n", "\nb", "bb"]),
    ("^$", [""], ["\n", "a"]),
    ("a^b|b$a", [], ["ab", "ba", "a\nb"]),
    ("^a|b$", ["ac", "cb"], ["cac", "bc"]),
    ("(?:^|,)a(?:,|$)", ["a", "b,a", "a,b", "b,a,b"], ["ba", "ab"]),
    ("a#b c", ["a#b c"], ["a", "a#bc"]),
    # Sets whose meaning differs from Python's.
    (r"^\d$", ["0", "9"], ["\u0661", "\uff11", "a"]),
    (r"^\D$", ["\u0661", "a"], ["0"]),
    (r"^\w$", ["a", "Z", "_", "5"], ["\u00e9", "\u0661", "-"]),
    (r"^\W$", ["\u00e9", "-"], ["a", "_"]),
    (
        r"^\s$",
        list("\t\n\v\f\r \xa0\u1680\u2000\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"),
        [],
    ),
    (r"^\s$", [], ["\x1c", "\x1f", "\x85", "\u180e", "\u200b", "a"]),
    (r"^\S$", ["\x1c", "\x85", "a"], [" ", "\ufeff"]),
    ("^.$", ["a", "\x85", "\v", "\x1c", ASTRAL], ["", "\n", "\r", "\u2028", "\u2029"]),
    ("^[^]$", ["a", "\n", "\u2028", ASTRAL], ["", "ab"]),
    ("a|[]", ["a"], ["", "b"]),
    ("(?:[])*", [""], []),
    # Words are of ASCII.
    (r"\bb\b", ["b", "a b c", "\u00e9b\u00e9", "-b-"], ["ab", "b_", "1b"]),
    (r"\Bb", ["ab", "_b"], ["b", "-b", "\u00e9b"]),
    (r"^\B$|^a\b", ["", "a", "a-"], ["aa", "-"]),
    # Escapes.
    (r"^\t\n\v\f\r\0\x41\u0042\cJ$", ["\t\n\v\f\r\0AB\n"], ["tnvfr"]),
    (r"^\cj\cZ$", ["\n\x1a"], ["jZ"]),
    (r"^\^\$\\\.\*\+\?\(\)\[\]\{\}\|\/$", ["^$\\.*+?()[]{}|/"], [""]),
    (r"^\-\_\#\ \"\@\&\~$", ['-_# "@&~'], [""]),
    ("^a}]$", ["a}]"], ["a"]),
    (r"^\ud83d\ude00$", [ASTRAL], ["\ud83d", "\ude00"]),
    ("^\ud83d\ude00$", [ASTRAL], []),
    (r"^\u{1F600}{2}$", [ASTRAL * 2], [ASTRAL]),
    (r"^\u{000041}$", ["A"], []),
    (r"^\ud83d$", ["\ud83d"], [ASTRAL]),
    (r"^\ud83d\u0041$", ["\ud83dA"], []),
    ("^\u00e9\u2028$", ["\u00e9\u2028"], ["e"]),
    # Classes.
    ("^[a-cx]$", ["a", "b", "c", "x"], ["d", "-"]),
    ("^[^a-c]$", ["d", "\n", ASTRAL], ["a", ""]),
    ("^[a-]$|^[-b]$", ["a", "-", "b"], ["c"]),
    (r"^[\w-.]$", ["a", "-", "."], [",", "x."]),
    (r"^[\d\]\\\-^]$", ["1", "]", "\\", "-", "^"], ["d"]),
    (r"^[\b]$", ["\b"], ["b"]),
    (r"^[^\W_]$", ["a", "1"], ["_", "-"]),
    ("^[[a]$", ["[", "a"], ["]"]),
    ("^[!--&&||~~]$", ["!", "-", "&", "|", "~"], [".", "a"]),
    ("^[.*+?(){}$|#]+$", [".*+?(){}$|#"], ["a"]),
    (
        "^[\u00e9-\u00fc\U0001f600-\U0001f602]$",
        ["\u00ea", "\U0001f601"],
        ["\u00fd", "\U0001f603"],
    ),
    (r"^[\ud83d\ude00-\ud83d\ude02]$", ["\U0001f601"], ["\ud83d"]),
    # Quantifiers.
    ("^a*b+c?$", ["b", "aabbc"], ["a", "abcc"]),
    ("^a{2}$", ["aa"], ["a", "aaa"]),
    ("^a{2,}$", ["aa", "aaaa"], ["a"]),
    ("^a{1,02}$", ["a", "aa"], ["", "aaa"]),
    ("^a{0}b{1}c{0,1}$", ["b", "bc"], ["ab"]),
    ("^a*?b+?c??d{1,2}?$", ["bd", "aabbcdd"], ["ad"]),
    ("^(?:ab){2}$", ["abab"], ["ab", "abb"]),
    ("^[ab]{1000}$", ["ab" * 500], ["ab" * 501]),
    # Groups and alternatives.
    ("^(a|b(?:c|d)|)$", ["a", "bc", "bd", ""], ["b", "c"]),
    ("^(?<year>[0-9]{4})(?<$m_1>-[0-9]{2})?$", ["2024", "2024-01"], ["24"]),
    ("^(^a$)$", ["a"], ["aa"]),
    ("^(?:^)*(?:$)*$", [""], ["a"]),
    # Lookaheads where the text starts.
    ("^(?!admin$)[a-z]+$", ["administrator", "a"], ["admin", "1"]),
    (r"^(?=.*[A-Z])(?=.*\d).{4,}$", ["aA1b", "1234B"], ["aaaa", "A1", "AAAA"]),
    (r"^(?!\s*$)", ["a", " a"], ["", " \t"]),
    ("^(?=a|b)[^a]|^(?!c)d", ["b", "d"], ["a", "c"]),
    # Properties.
    (r"^\p{L}+$", ["a\u00e9\u4e2d\U00010400"], ["1", "_", "a1"]),
    (r"^\P{L}$", ["1", "\u0661"], ["a", "\u4e2d"]),
    (r"^[\p{Lu}\p{Nd}]$", ["A", "\u00c9", "\u0661"], ["a"]),
    (r"^\p{Letter}\p{gc=Nd}\p{General_Category=Punctuation}$", ["a1-"], ["aa-"]),
    (r"^\p{LC}\p{Zs}\p{punct}$", ["a\u00a0!"], ["\u4e2d\u00a0!"]),
    (r"^\p{ASCII}\p{Any}\p{Assigned}$", ["a\n\u4e2d"], ["\u00e9aa", "aa\U000e0fff"]),
    # Patterns as schemas have them.
    (ISO_DATE_TIME, ["2024-02-29T23:59:59Z", "2024-02-29T23:59:59.123+01:00"], ["2024-02-29"]),
    (HOST_NAME, ["a", "a-b.example", "a" * 63], ["-a", "a-", "a..b", "a" * 64]),
    (IPV4, ["127.0.0.1", "255.249.99.9"], ["256.1.1.1", "1.1.1"]),
    (r"^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$", ["a@b.example"], ["a@b", "a@b@c.example"]),
    (r"^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$", ["", "YQ=="], ["Y"]),
]


REFUSALS: list[tuple[str, str]] = [
    # What no automaton can do, or what Python does otherwise.
    (r"(a)\1", r"a back reference (\1) is not supported: write out what it may match"),
    (r"(?<n>a)\k<n>", r"a back reference (\k) is not supported: write out what it may match"),
    ("(?<=a)b", "a lookbehind (?<= is not supported: match what stands before, too"),
    ("(?<!a)b", "a lookbehind (?<! is not supported: match what stands before, too"),
    ("a(?=b)", "a lookahead is not supported: put it right after a leading ^"),
    ("(?!a)b", "a lookahead is not supported"),
    ("^a(?=b)", "a lookahead is not supported"),
    ("(?:^a|(?=b))", "a lookahead is not supported"),
    ("^(?=(?=a)b)", "a lookahead is not supported"),
    ("(?:^(?=a))*", "a lookahead is not supported"),
    ("(?i:a)", "a group of another kind is not supported: use ( (?: or (?<name>"),
    ("(?P<n>a)", "a group of another kind"),
    ("(?#a)", "a group of another kind"),
    ("(?>a)", "a group of another kind"),
    (
        r"\p{Script=Greek}",
        "a Unicode property other than a general category is not supported: list the characters",
    ),
    (r"\p{Alphabetic}", "a Unicode property other than"),
    (r"\p{gc=Any}", "a Unicode property other than"),
    (r"\p{}", "a Unicode property other than"),
    # What is no pattern.
    ("(a", "a group is not closed: add )"),
    ("a)", r"a ) closes no group: escape it as \)"),
    ("[a", "a class is not closed: add ]"),
    ("[b-a]", "a range in a class is out of order"),
    ("*", "there is nothing for * to repeat"),
    ("a**", "there is nothing for * to repeat"),
    ("a+++", "there is nothing for + to repeat"),
    ("^*", "there is nothing for * to repeat"),
    (r"\b+", "there is nothing for + to repeat"),
    ("^(?=a)?", "there is nothing for ? to repeat"),
    ("{2}", r"a { repeats nothing: escape it as \{"),
    ("a{,2}", r"a { starts no {n}, {n,} or {n,m}: escape it as \{"),
    ("a{", "a { starts no {n}"),
    ("a{2,1}", "the bounds of a quantifier are out of order"),
    ("(?<1>a)", "the name of a group is not an identifier: correct it"),
    ("(?<n", "the name of a group is not closed: add >"),
    ("(?<n>a)(?<n>b)", "two groups have the same name: rename one"),
    ("a\\", "a backslash at the end escapes nothing"),
    (r"\a", "an escape of 'a' is not supported"),
    (r"\c1", "an escape of 'c' is not supported"),
    ("\\\u00e9", r"an escape of '\xe9' is not supported"),
    (r"[\B]", "an escape of 'B' is not supported"),
    (r"\01", r"an octal escape is not supported: use \xHH"),
    (r"\x1", r"\x needs 2 hexadecimal digits"),
    (r"\u12", r"\u needs 4 hexadecimal digits"),
    (r"\u{110000}", r"\u{...} needs a hexadecimal code point up to 10FFFF"),
    (r"\u{}", r"\u{...} needs a hexadecimal"),
    (r"\u{12", r"\u{ is not closed: add }"),
    (r"\pL", r"\p needs the name of a property in braces"),
    # What is too much.
    ("a" * 5_001, "it is longer than 5000 characters: shorten it"),
    ("(" * 5_000, "groups are nested more than 50 deep: take some out"),
    ("a{1001}", "a quantifier above 1000 is not supported: lower it"),
    ("a{" + "9" * 4_900 + "}", "a quantifier above 1000 is not supported: lower it"),
    ("(?:a{1000}){3}", "it is too large with its quantifiers written out"),
    ("(?:(?:(?:){1000}){1000}){1000}", "it is too large with its quantifiers written out"),
    ("(?:a?){1000}", "it is too large with its quantifiers written out"),
    (r"\p{L}" * 100, "it needs too much room: use smaller character classes"),
    (
        "".join(map(chr, range(0x4E00, 0x5500))),
        "it tells too many characters apart: use ranges",
    ),
    # What takes too long on some text.
    ("^(a+)+$", "it can take time exponential in the text: make the parts it repeats differ"),
    ("(a|a)*$", "exponential"),
    ("^(a|aa)+$", "exponential"),
    ("(x+x+)+y", "exponential"),
    ("^(?:a*)*b", "exponential"),
    (r"^(\w+\s?)*$", "exponential"),
    ("^(a|b|ab)*$", "exponential"),
    ("^(?:(?:a|a)*b)?", "exponential"),
    ("^(?=(a+)+b)", "exponential"),
    ("^(?:a|a)*[]", "exponential"),
    (
        "a+b",
        "it can take time quadratic in the text or worse: anchor it with ^ or add maxLength",
    ),
    (r"\s+$", "quadratic"),
    (".*a.*", "quadratic"),
    ("^a*a*$", "it can take time quadratic in the text or worse: add maxLength"),
    (r"^[^@\s]+@[^@\s]+\.[^@\s]+$", "quadratic"),
    ("^(?:a(?:(?:a|b)*c)?)*", "quadratic"),
    ("(?:cb)+!", "quadratic"),
    ("(?:(?:(?:(?:[^a]a){3,}){2,}){1,2})*", "quadratic"),
    ("^(?!.*.*b)", "quadratic"),
    ("^(?:.*a){20}$", "quadratic"),
    (
        "^(?:a?){30}$",
        "it has too many ways to match the same text: repeat less or add maxLength",
    ),
    (
        "(?:|){20}a",
        "it has too many ways to match the same text: repeat less, anchor it with ^",
    ),
    ("(?:|){20}[]", "too many ways"),
    ("^(?:|){20}$b", "too many ways"),
    (r"a\b(?:|){20}b", "too many ways"),
    ("[a-z]{1,1000}!", "too many ways"),
]

QUICK = [
    *(pattern for pattern, _, _ in MEANINGS),
    "[0-9]+",
    "(?:a|b)+",
    "(?:a|a)*",
    "(?:a+b)*",
    "ab+",
    "^a+b",
    "^.*a",
    r"\b\w+\b",
    "^(?:a+b)*$",
    "^(?:[^,]*,)*[^,]*$",
    "^(a|b)*a(a|b){12}c$",
    "a{256}",
    ".{0,200}!",
    "[a-z]{0,8}[a-z0-9]{0,8}!",
    "^(?:a(?:a{1,9}c)?)*",
    "(?:^|b)a+b",
    "^a{0,3}a{0,3}a{0,3}$",
    r"^\s*[a-z]+(?:\s+[a-z]+)*\s*$",
]

TEMPTING = [
    "a",
    "b",
    "ab",
    "ba",
    "aab",
    "a1",
    "a-",
    "1.",
    "a,",
    "a.",
    " ",
    "a ",
    "\n",
    "-",
    ASTRAL,
]


def matches(source: str, text: str) -> bool:
    """Say what generated code says, whatever the flags; a warning from `re` is a failure."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = {
            re.compile(source, flags).search(text) is not None
            for flags in (re.NOFLAG, re.VERBOSE | re.DOTALL | re.MULTILINE | re.ASCII)
        }
    assert len(found) == 1
    return found.pop()


@pytest.mark.parametrize(("pattern", "yes", "no"), MEANINGS)
def test_what_a_pattern_means(pattern: str, yes: list[str], no: list[str]) -> None:
    source = translate(pattern)
    assert source.isascii()
    assert source.isprintable()
    assert [text for text in yes if not matches(source, text)] == []
    assert [text for text in no if matches(source, text)] == []


@pytest.mark.parametrize(("pattern", "words"), REFUSALS)
def test_why_a_pattern_is_refused(pattern: str, words: str) -> None:
    with pytest.raises(PatternError, match=re.escape(words)) as refusal:
        translate(pattern)
    assert str(refusal.value).isprintable()


@pytest.mark.parametrize(
    ("pattern", "source"),
    [
        ("^[0-9a-f]{8}-x$", r"\A[0-9a-f]{8}-x\Z"),
        (r"(?<a>\w+?)|[^\n]", r"[0-9A-Z_a-z]+|[^\x0a]"),
        ("(?:a|b)c{1,}(d)", r"(?:a|b)c+d"),
        ("[]{2}[^]", r"(?:(?!)){2}[\x00-\U0010ffff]"),
        ("a b#/\"'", "a\\x20b\\#/\"'"),
        ("^(?!a|b)", r"\A(?!a|b)"),
    ],
)
def test_what_is_written(pattern: str, source: str) -> None:
    assert translate(pattern) == source


@pytest.mark.parametrize("pattern", ["a+b", r"\s+$", ".*a.*", r"^[^@\s]+@[^@\s]+\.[^@\s]+$"])
def test_a_short_text_may_take_quadratic_time(pattern: str) -> None:
    assert translate(pattern, 255) == translate(pattern, 1_000)
    with pytest.raises(PatternError, match="lower maxLength"):
        translate(pattern, 20_000)


def test_a_short_text_is_as_short_as_its_last_character() -> None:
    """So many steps are acceptable; those of one character more are not."""
    assert translate("^a*a*a*$", 130)
    with pytest.raises(PatternError, match="lower maxLength"):
        translate("^a*a*a*$", 131)


@pytest.mark.parametrize("pattern", ["^(a+)+$", "^(?:a|a)*b", "^(a|b|ab)*$"])
def test_no_text_is_short_enough_for_exponential_time(pattern: str) -> None:
    with pytest.raises(PatternError, match="exponential"):
        translate(pattern, 5)


@pytest.mark.parametrize(
    ("pattern", "longest"),
    [("^(?:a?){30}$", 255), ("(?:.*a){20}", 100), ("^a*a*a*$", 255), ("^(?:.*a){4}$", 60)],
)
def test_a_short_text_may_not_take_any_time(pattern: str, longest: int) -> None:
    with pytest.raises(PatternError, match="lower maxLength"):
        translate(pattern, longest)


def test_a_pattern_may_be_too_hard_to_judge() -> None:
    with pytest.raises(PatternError, match="it is too complex to tell how long it takes"):
        translate("[a-z]+[0-9]+[a-z]+x", 5_000)


@pytest.mark.parametrize("pattern", QUICK)
def test_no_text_takes_long(pattern: str) -> None:
    """With quadratic time, one of these texts would take minutes."""
    compiled = re.compile(translate(pattern))
    for part in TEMPTING:
        for last in ("", "!", "\n"):
            compiled.search(part * 20_000 + last)


@pytest.mark.parametrize("pattern", ["a+b", "^a*a*$", "(?:a|b)+c", r"^[^@]+@[^@]+\.[^@]+$"])
def test_no_short_text_takes_long(pattern: str) -> None:
    compiled = re.compile(translate(pattern, 1_000))
    for part in [*TEMPTING, "a@", "."]:
        compiled.search(("a@" + part * 1_000)[:999] + "!")


def test_categories_are_those_of_unicode_14() -> None:
    """Whatever Python has, and whatever came to Unicode since."""
    sizes = {
        "L": 131_756,
        "Lu": 1_831,
        "Ll": 2_227,
        "Nd": 660,
        "P": 819,
        "S": 7_741,
        "Cn": 829_834,
    }
    for name, size in sizes.items():
        compiled = re.compile(translate(rf"^\p{{{name}}}$"))
        found = sum(compiled.search(chr(code)) is not None for code in range(0x110000))
        assert found == size, (name, unicodedata.unidata_version)


PIECES = [
    *"ab1-^$.|()[]{}*+?\\,:=!<>&~ ",
    *("(?:", "(?=", "(?!", "(?<a>", "{2}", "{0,3}", "{1,}", "[^", "a-z", "[[", "--", "&&"),
    *(r"\d", r"\W", r"\s", r"\b", r"\B", r"\p{Lu}", r"\u{1F600}", r"\ud83d", r"\cA", r"\0"),
    *("\u00e9", ASTRAL, "\ud83d", "\ude00", "\n"),
]


@settings(max_examples=500, deadline=None)
@given(
    pattern=st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=40),
    longest=st.none() | st.integers(0, 60),
)
@example(pattern="(?:" * 50 + "a" + ")*" * 50, longest=None)
@example(pattern="(?:a|b|ab){0,20}" * 20, longest=60)
@example(pattern="^" + "(?=.*a)" * 400, longest=None)
@example(pattern=r"[\p{L}\P{L}]" * 300, longest=10_000)
@example(pattern="|" * 5_000, longest=None)
def test_any_text_is_translated_or_refused(pattern: str, longest: int | None) -> None:
    try:
        words = source = translate(pattern, longest)
    except PatternError as refusal:
        source, words = "", str(refusal)
    assert words.isascii()
    assert words.isprintable()
    for text in ("", "a", "ab-1 \n", "\u00e9" + ASTRAL):
        matches(source, text)
