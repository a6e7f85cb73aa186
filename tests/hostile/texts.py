"""Texts that would like to be code, or to break whatever holds them."""

from __future__ import annotations

from tests.hostile.packages import TRIP

TEXTS = {
    "plain": "plain text",
    "three quotes": f'"""\n{TRIP}\n"""',
    "three single quotes": f"'''\n{TRIP}\n'''",
    "quote": f'" + {TRIP} + "',
    "single quote": f"' + {TRIP} + '",
    "newline": f"a\n{TRIP}\n",
    "carriage return": f"a\r{TRIP}\r",
    "form feed": f"a\f{TRIP}\v\x1c",
    "next line": f"a\x85{TRIP}\u2028{TRIP}\u2029{TRIP}",
    "nul": f"a\0{TRIP}\0",
    "backslash": "\\",
    "backslashes": "\\\\\\",
    "backslash quote": f'\\"""\n{TRIP}\n#',
    "escaped quote": f"\\x22\\x22\\x22\\n{TRIP}",
    "named escape": "\\N{QUOTATION MARK}\\u0022\\U00000022",
    "bad escape": "\\N{\\x\\u12",
    "continuation": f"a\\\n{TRIP}",
    "hash": f"# {TRIP}",
    "braces": f"{{{TRIP}}} {{0}} {{}} {{x!r}} %s %(x)s ${{x}}",
    "template": f"{{{{ {TRIP} }}}} {{% import 'os' %}} {{# x #}} {{% raw %}} {{% endraw %}}",
    "template end": "}} %} #} {{",
    "surrogate": "\ud800 \udfff",
    "bidi": "\u202e \u2066 \u200f \u061c",
    "invisible": "\u200b\u00ad\ufeff\u2060",
    "emoji": "\U0001f600\u0301",
    "control": "\x1b[31m\x07\x08\x7f\x9b",
    "decorator": f"@{TRIP}",
    "coding": "-*- coding: utf-7 -*-",
    "noqa": "noqa type: ignore fmt: off fmt: skip",
    "path": "../../etc/passwd",
    "long": f"{TRIP} " * 500,
    "long word": "x" * 3000,
    "empty": "",
    "spaces": "   ",
}
"""Each is put wherever a schema, a catalog or a setting has text."""
