"""What a part of a mail or of a single-file page holds, however carelessly its writer declared it."""

from __future__ import annotations

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
