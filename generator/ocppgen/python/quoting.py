"""The only way of a schema's text into generated code.

Whatever the text holds (quotes, newlines, bidi marks, template syntax), what comes out is one
string literal or one docstring, printable to the last character.
"""

from __future__ import annotations

import json
import textwrap

from ocppgen.text import escape, printable, token

WIDTH = 88


def quoted(text: str) -> str:
    """Spell a string literal, with the quotes that black would choose."""
    if text.isascii() and text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    mark = "'" if text.count('"') > text.count("'") else '"'
    return mark + "".join(_char(char, mark) for char in text) + mark


def pointer_step(name: str) -> str:
    """Make a member's name the next step of a JSON pointer."""
    return "/" + token(name)


def prose(text: str) -> str:
    """Make a text fit for a docstring: one paragraph, no quote marks or escapes of its own.

    What is not printable is spelled out, so that `help` shows it as it is; of some of it
    (a lone surrogate) Python would not even make a docstring.
    """
    plain = printable(" ".join(text.split()))
    if plain.isascii() and plain.isprintable() and '"' not in plain and "\\" not in plain:
        return plain
    return "".join(_char(char, '"') for char in plain)


def wrapped(text: str, indent: int, quotes: int = 3) -> str:
    """Break a docstring's paragraph into lines, the first of which follows three quotes."""
    lines = textwrap.wrap(
        text,
        width=WIDTH - indent,
        initial_indent=" " * quotes,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return ("\n" + " " * indent).join(lines)[quotes:] if lines else ""


def docstring(text: str, indent: int) -> str:
    """Spell a whole docstring of one paragraph; *text* has passed `prose`."""
    if indent + len(text) + 6 <= WIDTH:
        return f'"""{text}"""'
    lines = wrapped(text, indent).split("\n")
    if len(lines) == 1:  # all that does not fit is the closing quotes
        head, _, tail = lines[0].rpartition(" ")
        lines = [head, " " * indent + tail] if head else lines
    return '"""' + "\n".join([*lines, " " * indent + '"""'])


def call(head: str, arguments: list[str], indent: int, tail: str = "") -> str:
    """Spell a call on one line, or with one argument a line where it would be too long.

    *indent* is how far the call will stand from the margin; the lines after the first are
    spelled from the margin, and moved with the rest.
    """
    line = f"{head}({', '.join(arguments)}){tail}"
    if indent + len(line) <= WIDTH:
        return line
    inner = "".join(f"    {argument},\n" for argument in arguments)
    return f"{head}(\n{inner}){tail}"


def name_lines(names: list[str]) -> str:
    """Spell the items of a list of names, as many on a line as it holds."""
    return _filled([f"{quoted(name)}," for name in names], 4)


def name_row(module: str, names: list[str], indent: int) -> str:
    """Spell a row of a table from modules to their names, as many on a line as it holds."""
    items = [f"{quoted(name)}," for name in names]
    items[-1] = items[-1] + ")," if len(items) == 1 else items[-1][:-1] + "),"
    items[0] = f"{quoted(module)}: ({items[0]}"
    return _filled(items, indent + 4).replace("\n", "\n    ")


def _filled(items: list[str], indent: int) -> str:
    lines: list[str] = []
    for item in items:
        if lines and indent + len(lines[-1]) + 1 + len(item) <= WIDTH:
            lines[-1] += " " + item
        else:
            lines.append(item)
    return "\n".join(lines)


def signature(
    head: str, parameters: list[str], result: str, indent: int, body: str = ""
) -> str:
    """Spell the first line of a function, its parameters on lines of their own if need be.

    *body* is that of a function which stands on one line.
    """
    tail = f") -> {result}:{body}"
    line = f"{head}({', '.join(parameters)}{tail}"
    if indent + len(line) <= WIDTH:
        return line
    inner = ", ".join(parameters)
    if len(parameters) > 1 and indent + 4 + len(inner) <= WIDTH:
        return f"{head}(\n    {inner}\n{tail}"
    return f"{head}(\n" + "".join(f"    {one},\n" for one in parameters) + tail


def each(target: str, expression: str, indent: int, items: str = "items") -> str:
    """Spell a list made of *items*, broken as black would break it."""
    line = f"{target} = [{expression} for each in {items}]"
    if indent + len(line) <= WIDTH:
        return line
    inner = f"{expression} for each in {items}"
    if indent + 4 + len(inner) > WIDTH:
        inner = f"{expression}\n    for each in {items}"
    return f"{target} = [\n    {inner}\n]"


def assign(name: str, value: str, indent: int) -> str:
    """Spell an assignment, its value in parentheses where it would be too long."""
    line = f"{name} = {value}"
    if indent + len(line) <= WIDTH:
        return line
    at = _last_bracket(value) + 1
    if value[-1] in ")]" and indent + len(name) + 3 + at <= WIDTH:
        return f"{name} = {value[:at]}\n    {value[at:-1]}\n{value[-1]}"
    return f"{name} = (\n    {value}\n)"


def either(name: str, value: str, test: str, indent: int) -> str:
    """Spell the beginning of an ``if`` that gives a value a name and tests it.

    A *name* that is yet to be declared (``item: Any``) gets its value before.
    """
    if ":" in name:
        return f"{assign(name, value, indent)}\nif {name.partition(':')[0]} {test}:"
    line = f"if ({name} := {value}) {test}:"
    if indent + len(line) <= WIDTH:
        return line
    return f"if (\n    {name} := {value}\n) {test}:"


def _last_bracket(value: str) -> int:
    """Find the bracket that the end of a value closes; none of them stands in a string."""
    depth = 0
    for at in range(len(value) - 1, -1, -1):
        depth += (value[at] in ")]") - (value[at] in "([")
        if depth == 0:
            return at
    return -1


def add(target: list[str], parts: list[str], indent: int) -> str:
    """Spell an assignment or a return of a sum, broken as black would break it.

    *target* has what the sum goes to (``text =``, ``return``), and what it begins with.
    """
    head, *start = target
    summands = [*start, *parts]
    line = f"{head} {' + '.join(summands)}"
    if indent + len(line) <= WIDTH:
        return line
    if len(summands) == _TWO and summands[-1].endswith(")"):
        opened = _opening(summands[-1])
        first = f"{head} {summands[0]} + {summands[-1][:opened]}"
        if indent + len(first) <= WIDTH:
            return f"{first}\n    {summands[-1][opened:-1]}\n)"
    inner = " + ".join(summands)
    if indent + 4 + len(inner) > WIDTH:
        inner = "\n    + ".join(summands)
    return f"{head} (\n    {inner}\n)"


def _opening(call: str) -> int:
    """Find where the arguments of the last call begin."""
    depth = 0
    for at in range(len(call) - 1, -1, -1):
        depth += (call[at] == ")") - (call[at] == "(")
        if depth == 0:
            return at + 1
    return len(call)


_TWO = 2
"""With so many summands black breaks the last one's brackets, if that is enough."""


def key(name: str, before: str) -> str:
    """Spell the literal of a member's name in JSON text, after a brace or a comma."""
    return quoted(f"{before}{json.dumps(name)}:")


def _char(char: str, mark: str) -> str:
    if char in ("\\", mark):
        return "\\" + char
    if char == "\n":
        return "\\n"
    return char if char.isascii() and char.isprintable() else escape(char)
