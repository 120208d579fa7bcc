"""Taking a person out of texts: CSV line by line, HTML and SpreadsheetML row by row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recon.workspace.redact.person import Person

_ENCODINGS = ("utf-8-sig", "gb18030")
_MARKUP_ROW = re.compile(r"<((?:\w+:)?(?:tr|Row))\b[^>]*>.*?</\1>", re.DOTALL | re.IGNORECASE)
_MARKUP = re.compile(r"^\s*<(?:!doctype|html|\?xml|\?mso|table|workbook|head|meta)", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


def redact(data: bytes, person: Person, file: str) -> bytes | None:
    """Return a text without the person, in its own encoding; nothing when it is no text."""
    encoding, text = _decoded(data)
    if text is None:
        return None
    if _MARKUP.match(text):
        return _markup(text, person).encode(encoding)
    rows = person.at(file, "")
    lines = text.splitlines(keepends=True)
    kept = [_kept(line, person, listed=number in rows) for number, line in enumerate(lines, 1)]
    return "".join(kept).encode(encoding)


def _decoded(data: bytes) -> tuple[str, str | None]:
    """Return a text and the encoding that gives the same bytes back."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16", data.decode("utf-16", "replace")
    if b"\x00" in data:
        return "", None
    for encoding in _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        same = "utf-8" if encoding == "utf-8-sig" and not data.startswith(b"\xef\xbb\xbf") else encoding
        return same, text
    return "", None


def _kept(line: str, person: Person, *, listed: bool) -> str:
    """Return a line, or only its end when it is the person's: the rows below keep their numbers."""
    if listed or person.marks(line):
        return line[len(line.rstrip("\r\n")) :]
    return line


def _markup(text: str, person: Person) -> str:
    text = without_rows(text, person)
    for value in person.numbers:
        text = text.replace(value, "").replace(value.lower(), "")
    return text


def without_rows(text: str, person: Person) -> str:
    """Return a page with the person's rows emptied."""

    def kept(found: re.Match[str]) -> str:
        row = found.group()
        return f"<{found.group(1)}></{found.group(1)}>" if person.marks(_TAG.sub(" ", row)) else row

    return _MARKUP_ROW.sub(kept, text)
