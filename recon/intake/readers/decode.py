"""Bytes to text: marks first, then UTF-8, then GB18030 against Big5; in doubt a person is asked."""

from __future__ import annotations

import codecs

from recon.intake.refusal import RefusedError

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes, named: str) -> str:
    """Return the text of a file.

    Raises:
        RefusedError: FI12, the encoding is in doubt: a person must choose.
    """
    encoding = named or detect(data)
    if not encoding:
        raise RefusedError("FI12", "encoding")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise RefusedError("FI12", "encoding", byte=error.start) from None


def detect(data: bytes) -> str:
    """Return the encoding of ``data``, or nothing when no one can be sure."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    for encoding in ("utf-8", "gb18030"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return ""
