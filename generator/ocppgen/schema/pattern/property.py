"""The characters of a Unicode property that a pattern names.

Only general categories, and only as Unicode 14 has them, so that every supported Python
writes the same file: later versions of Unicode are taken back by the tables below.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import chain

from ocppgen.schema.pattern.chars import ANY, LAST, Ranges, complement, ranges_of
from ocppgen.schema.pattern.error import PatternError

_LONG_NAMES = """
L Letter LC Cased_Letter Lu Uppercase_Letter Ll Lowercase_Letter Lt Titlecase_Letter
Lm Modifier_Letter Lo Other_Letter M Mark M Combining_Mark Mn Nonspacing_Mark
Mc Spacing_Mark Me Enclosing_Mark N Number Nd Decimal_Number Nd digit Nl Letter_Number
No Other_Number P Punctuation P punct Pc Connector_Punctuation Pd Dash_Punctuation
Ps Open_Punctuation Pe Close_Punctuation Pi Initial_Punctuation Pf Final_Punctuation
Po Other_Punctuation S Symbol Sm Math_Symbol Sc Currency_Symbol Sk Modifier_Symbol
So Other_Symbol Z Separator Zs Space_Separator Zl Line_Separator Zp Paragraph_Separator
C Other Cc Control Cc cntrl Cf Format Cs Surrogate Co Private_Use Cn Unassigned
"""
"""Each after the short name of the same category."""

_SHORT = dict(zip(_LONG_NAMES.split()[1::2], _LONG_NAMES.split()[::2], strict=True))

_UNKNOWN = (
    "a Unicode property other than a general category is not supported: list the characters"
)

_ASSIGNED_LATER = """
88F 897 C5C CDC CF3 ECE 1ACF-1ADD 1AE0-1AEB 1B4E-1B4F 1B7F 1C89-1C8A 20C1 2427-2429 2B96
2FFC-2FFF 31E4-31E5 31EF A7CB-A7CF A7D2 A7D4 A7DA-A7DC A7F1 FBC3-FBD2 FD90-FD91 FDC8-FDCE
105C0-105F3 10940-10959 10D40-10D65 10D69-10D85 10D8E-10D8F 10EC2-10EC7 10ED0-10ED8
10EFA-10EFF 1123F-11241 11380-11389 1138B 1138E 11390-113B5 113B7-113C0 113C2 113C5
113C7-113CA 113CC-113D5 113D7-113D8 113E1-113E2 116D0-116E3 11B00-11B09 11B60-11B67
11BC0-11BE1 11BF0-11BF9 11DB0-11DDB 11DE0-11DE9 11F00-11F10 11F12-11F3A 11F3E-11F5A 1342F
13439-13455 13460-143FA 16100-16139 16D40-16D79 16EA0-16EB8 16EBB-16ED3 16FF2-16FF6
187F8-187FF 18CFF 18D09-18D1E 18D80-18DF2 1B132 1B155 1CC00-1CCFC 1CD00-1CEB3 1CEBA-1CED0
1CEE0-1CEF0 1D2C0-1D2D3 1DF25-1DF2A 1E030-1E06D 1E08F 1E4D0-1E4F9 1E5D0-1E5FA 1E5FF
1E6C0-1E6DE 1E6E0-1E6F5 1E6FE-1E6FF 1F6D8 1F6DC 1F774-1F77F 1F7D9 1F8B2-1F8BB 1F8C0-1F8C1
1F8D0-1F8D8 1FA54-1FA57 1FA75-1FA77 1FA87-1FA8A 1FA8E-1FA8F 1FAAD-1FAAF 1FABB-1FABF 1FAC6
1FAC8 1FACD-1FACF 1FADA-1FADC 1FADF 1FAE8-1FAEA 1FAEF 1FAF7-1FAF8 1FBCB-1FBEF 1FBFA
2B739-2B73F 2CEA2-2CEAD 2EBF0-2EE5D 31350-33479
"""
"""Assigned by Unicode 15, 15.1, 16 or 17."""

_CHANGED_LATER = {0x295: "Ll", 0x1171E: "Mn"}
"""The category in Unicode 14 of characters that have another one since."""


def property_ranges(name: str) -> Ranges:
    """Give the characters for which the property expression *name* holds."""
    if name == "Any":
        return ANY
    if name == "ASCII":
        return ((0, 0x7F),)
    if name == "Assigned":
        return complement(_category("Cn"))
    key, _, value = name.rpartition("=")
    if key not in {"", "General_Category", "gc"}:
        raise PatternError(_UNKNOWN)
    return _category(_SHORT.get(value, value))


@lru_cache(maxsize=64)
def _category(name: str) -> Ranges:
    """Give the characters of a general category, or of a group of them."""
    table = _categories()
    if name == "LC":
        parts = ["Lu", "Ll", "Lt"]
    elif name in _SHORT.values():
        parts = [category for category in table if category.startswith(name)]
    else:
        raise PatternError(_UNKNOWN)
    return ranges_of(chain.from_iterable(table[category] for category in parts))


@lru_cache(maxsize=1)
def _categories() -> dict[str, Ranges]:
    """Give the characters of every category of two letters."""
    names = [unicodedata.category(chr(code)) for code in range(LAST + 1)]
    for item in _ASSIGNED_LATER.split():
        low, _, high = item.partition("-")
        first, last = int(low, 16), int(high or low, 16)
        names[first : last + 1] = ["Cn"] * (last + 1 - first)
    for code, name in _CHANGED_LATER.items():
        names[code] = name
    pairs: dict[str, list[tuple[int, int]]] = {}
    start = 0
    for code in range(1, LAST + 2):
        if code > LAST or names[code] != names[start]:
            pairs.setdefault(names[start], []).append((start, code - 1))
            start = code
    return {name: tuple(found) for name, found in pairs.items()}
