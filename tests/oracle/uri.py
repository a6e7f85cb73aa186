"""Internet addresses and URIs, taken apart at their delimiters; see `formats`."""

from __future__ import annotations

from string import ascii_letters, digits, hexdigits
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_UNRESERVED = frozenset(ascii_letters + digits + "-._~")
_SUB_DELIMS = frozenset("!$&'()*+,;=")
_REG_NAME = _UNRESERVED | _SUB_DELIMS
_PCHAR = _REG_NAME | frozenset(":@")


def is_ipv4(text: str) -> bool:
    """Whether the text is four decimal numbers up to 255, as short as they can be."""
    parts = text.split(".")
    return len(parts) == 4 and all(
        part in {str(number) for number in range(256)} for part in parts
    )


def _groups(text: str, is_quad: Callable[[str], bool] | None) -> int | None:
    """How many 16-bit groups the text spells, the last two perhaps as a quad."""
    if text == "":
        return 0
    count = 0
    parts = text.split(":")
    for index, part in enumerate(parts):
        if 1 <= len(part) <= 4 and all(char in hexdigits for char in part):
            count += 1
        elif is_quad and index == len(parts) - 1 and is_quad(part):
            count += 2
        else:
            return None
    return count


def is_ipv6(
    text: str,
    *,
    fewest_left_out: int = 1,
    is_quad: Callable[[str], bool] = is_ipv4,
) -> bool:
    """Whether the text is an IPv6 address of RFC 4291, section 2.2, without a zone.

    How many groups "::" must stand for, and what an IPv4 tail is, differs between RFCs.
    """
    head, gap, tail = text.partition("::")
    if not gap:
        return _groups(text, is_quad) == 8
    before, after = _groups(head, None), _groups(tail, is_quad)
    if before is None or after is None:
        return False
    return before + after <= 8 - fewest_left_out


def _consists_of(text: str, allowed: frozenset[str]) -> bool:
    """Whether the text has only these characters and well-formed percent-encodings."""
    at = 0
    while at < len(text):
        if text[at] == "%":
            pair = text[at + 1 : at + 3]
            if len(pair) != 2 or not all(char in hexdigits for char in pair):
                return False
            at += 3
        elif text[at] in allowed:
            at += 1
        else:
            return False
    return True


def _is_ip_literal(text: str) -> bool:
    """Whether the text may stand in a host's brackets; RFC 3986, section 3.2.2."""
    if text[:1] in {"v", "V"}:
        version, dot, address = text[1:].partition(".")
        return (
            dot == "."
            and version != ""
            and all(char in hexdigits for char in version)
            and address != ""
            and all(char in _REG_NAME or char == ":" for char in address)
        )
    return is_ipv6(text)


def _is_authority(text: str) -> bool:
    """Whether the text is an authority of RFC 3986, section 3.2."""
    userinfo, at, host = text.partition("@")
    if not at:
        userinfo, host = "", text
    if not _consists_of(userinfo, _REG_NAME | {":"}):
        return False
    if host.startswith("["):
        literal, bracket, port = host[1:].partition("]")
        if not bracket or not _is_ip_literal(literal):
            return False
        if port == "":
            return True
        colon, port = port[0], port[1:]
        return colon == ":" and all(char in digits for char in port)
    name, _, port = host.partition(":")
    return _consists_of(name, _REG_NAME) and all(char in digits for char in port)


def _is_rest(text: str) -> bool:
    """Whether the text is what may follow the scheme, or stand without one."""
    text, _, fragment = text.partition("#")
    path, _, query = text.partition("?")
    if not _consists_of(fragment, _PCHAR | {"/", "?"}):
        return False
    if not _consists_of(query, _PCHAR | {"/", "?"}):
        return False
    if path.startswith("//"):
        authority, slash, path = path[2:].partition("/")
        return _is_authority(authority) and _consists_of(slash + path, _PCHAR | {"/"})
    return _consists_of(path, _PCHAR | {"/"})


def _is_scheme(text: str) -> bool:
    """Whether the text is a scheme of RFC 3986, section 3.1."""
    return text[:1] in frozenset(ascii_letters) and all(
        char in ascii_letters + digits + "+-." for char in text
    )


def is_uri(text: str) -> bool:
    """Whether the text is a URI of RFC 3986, section 3: with a scheme."""
    scheme, colon, rest = text.partition(":")
    return colon == ":" and _is_scheme(scheme) and _is_rest(rest)


def is_uri_reference(text: str) -> bool:
    """Whether the text is a URI-reference of RFC 3986, section 4.1."""
    if is_uri(text):
        return True
    # Section 4.2: without a scheme, no colon in the first segment of a relative path.
    path = text.partition("#")[0].partition("?")[0]
    return ":" not in path.partition("/")[0] and _is_rest(text)
