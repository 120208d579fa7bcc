"""Taking a person out of texts: CSV record by record, markup row by row."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import TYPE_CHECKING

from recon.workspace.redact import markup

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recon.workspace.redact.person import Person

_ENCODINGS = ("utf-8-sig", "gb18030")
_DELIMITERS = ",\t;|，"
_SAMPLE = 200
"""Lines looked at to find the delimiter."""
_LONGEST = 200
"""A record of more lines is a quote that was never closed."""


def redact(data: bytes, person: Person, file: str) -> bytes | None:
    """Return a text without the person, in its own encoding; nothing when it is no text, or cannot be rewritten."""
    encoding, text = _decoded(data)
    if text is None:
        return None
    told = {row for _, row in person.places.get(file, ())}
    if markup.is_markup(text):
        kept = markup.redact(text, person, len(person.places.get(file, ())))
    else:
        kept = _without_records(text, person, told)
    if kept is None or kept == text:
        return None if kept is None else data
    return kept.encode(encoding)


def _decoded(data: bytes) -> tuple[str, str | None]:
    """Return a text and the encoding that gives the same bytes back."""
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return "utf-32", data.decode("utf-32", "replace")
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


def _without_records(text: str, person: Person, told: set[int]) -> str | None:
    """Return a text whose records of the person are empty lines; nothing where the told ones cannot be found.

    Where records and lines are equally many, either is counted; where not, a told record has to show the person.
    """
    lines = io.StringIO(text, newline="").readlines()
    records = list(_records(lines))
    plain = len(records) == len(text.splitlines())
    kept = []
    for number, record in enumerate(records, 1):
        marked = person.marks(record)
        if number in told and not (plain or marked or any(name in record for name in person.names)):
            return None
        mine = marked or number in told
        kept.append(record[len(record.rstrip("\r\n")) :] if mine else record)
    return "".join(kept)


def _records(lines: Sequence[str]) -> Iterator[str]:
    """Yield the records of a text with their ends; a quote may hold the ends of lines."""
    mark, most = _shape(lines)
    at = 0
    while at < len(lines):
        count = _length(lines, at, mark, most) if '"' in lines[at] else 1
        yield "".join(lines[at : at + count])
        at += count


def _length(lines: Sequence[str], at: int, mark: str, most: int) -> int:
    """Return how many lines a record takes: one where the lines that its quote swallows are complete themselves."""
    reader = csv.reader(lines[at : at + _LONGEST], delimiter=mark)
    try:
        next(reader, None)
    except csv.Error:  # a cell longer than any
        return 1
    first, *later = (line.count(mark) >= most > 0 for line in lines[at : at + reader.line_num])
    return 1 if reader.line_num >= _LONGEST or (first and any(later)) else reader.line_num


def _shape(lines: Sequence[str]) -> tuple[str, int]:
    """Return the delimiter of a text, and how many of them stand in most of its lines."""
    counts = {
        mark: Counter(n for line in lines[:_SAMPLE] if (n := line.count(mark))).most_common(1)
        for mark in _DELIMITERS
    }
    mark = max(counts, key=lambda one: counts[one][0][0] * counts[one][0][1] if counts[one] else 0)
    return mark, counts[mark][0][0] if counts[mark] else 0
