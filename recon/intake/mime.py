"""What a part of a mail or of a single-file page holds, however carelessly its writer declared it."""

from __future__ import annotations

import re
from email.errors import (
    CloseBoundaryNotFoundDefect,
    NoBoundaryInMultipartDefect,
    StartBoundaryNotFoundDefect,
)
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from email.message import Message

_ENCODING = "Content-Transfer-Encoding"
_AROUND = " \t\r\n\"'"
_CUT = (CloseBoundaryNotFoundDefect, NoBoundaryInMultipartDefect, StartBoundaryNotFoundDefect)
_CODE = re.compile(r"[A-Za-z0-9+/]*={0,8}")
_BETWEEN = re.compile(r"[\s>]+")
"""What a decoder passes over, and a program that quotes a mail puts before its lines."""


def is_cut(message: Message) -> bool:
    """Tell whether a mail, or one inside it, lacks a line between its parts or behind the last one.

    What follows the place where it breaks off never came. The parts that came are there like those of a whole mail.
    """
    return any(isinstance(defect, _CUT) for part in message.walk() for defect in part.defects)


def content(part: Message) -> bytes:
    """Return a part's bytes, decoded.

    The library knows an encoding by its bare name alone; some writers put quotes, spaces or a parameter around it.
    """
    declared = encoding(part)
    if _ENCODING in part and part[_ENCODING] != declared:
        part.replace_header(_ENCODING, declared)
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def is_broken(part: Message) -> bool:
    """Tell whether a part's base64 code cannot be right, and not all that it held was decoded.

    The library stops where the code seems to end, and passes over what is no code.
    """
    held = part.get_payload()
    inner = held[0] if isinstance(held, list) and held else None
    if inner is not None and not isinstance(inner, str) and not inner.keys():  # a mail in code, see below
        held = inner.get_payload()
    if encoding(part) != "base64" or not isinstance(held, str):
        return False
    code = _BETWEEN.sub("", held)
    letters = len(code.rstrip("="))
    wanting = -letters % 4
    return not _CODE.fullmatch(code) or wanting == 3 or wanting > len(code) - letters


def mail(part: Message) -> bytes:
    """Return the mail that a part of type ``message/rfc822`` carries, empty where there is none.

    The standard forbids to encode it, and some gateways do: then the library takes the code for the mail's text.
    """
    inner = part.get_payload()
    found = inner[0] if isinstance(inner, list) and inner else None
    if found is None or isinstance(found, str):
        return b""
    if encoding(part) == "base64" and not found.keys():
        found[_ENCODING] = "base64"
        return content(found)
    return bytes(found.as_bytes())


def encoding(part: Message) -> str:
    """Return how a part says it is encoded, without what surrounds the word."""
    return str(part.get(_ENCODING, "")).partition(";")[0].strip(_AROUND).lower()
