"""dBase and FoxPro tables (dbf): the fields' names are row 1, a record's row is its number and one.

Adult-education extracts (KSH, XH, XM, SFZH …) were exchanged so for decades. A deleted record is only marked, and stays
in the file until somebody packs it: it is told and never read as a student's.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from recon.asides import in_rows
from recon.intake.grid import Grid
from recon.intake.readers import decode
from recon.intake.readers.dbf_layout import layout
from recon.intake.readers.dbf_values import Texts, converter, is_cut
from recon.intake.refusal import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recon.intake.job import Answer, Job
    from recon.intake.readers.dbf_layout import Field, Layout
    from recon.intake.readers.dbf_values import Convert

_PAGES = {0x4D: "gb18030", 0x7A: "gb18030", 0x4F: "cp950", 0x78: "cp950"}
"""Code pages of Chinese; whoever writes another one, or none, does not know or does not say."""
_LIVE, _DELETED, _EOF = 0x20, 0x2A, 0x1A
_SAMPLE = 5_000
"""Records looked at to find out the encoding."""
_FEW = 4
"""One text in so many may be in no encoding before the encoding itself is in doubt."""


def read(job: Job, reply: Answer) -> None:
    """Read every live record.

    Raises:
        RefusedError: FI01 cut off or damaged, FI02 locked, FI12 the encoding is in doubt.
    """
    data = Path(job.path).read_bytes()
    found = layout(data)
    if found is None:
        raise RefusedError("FI01", "database")
    if found.locked:
        raise RefusedError("FI02", "unknown-lock")
    held = (len(data) - found.head) // found.size
    if held < found.records:
        raise RefusedError("FI01", "cut-short", counted=found.records, read=max(held, 0))
    texts = Texts(decode.canonical(job.encoding) or _encoding(data, found))
    try:
        "".encode(texts.encoding)
    except LookupError:
        raise RefusedError("FI12", "encoding", candidates="gb18030, utf-8, big5") from None
    reply.grids.append(_table(data, found, texts, reply))
    if texts.wrong * _FEW > texts.beyond:
        raise RefusedError("FI12", "encoding", candidates="gb18030, utf-8, big5")
    if more := sum(1 for _ in _beyond(data, found)):
        reply.tell("FI12", "more-records", count=more, counted=found.records)


def _table(data: bytes, found: Layout, texts: Texts, reply: Answer) -> Grid:
    grid, deleted, cut = Grid(""), list[int](), list[int]()
    fields = [field for field in found.fields if field.kind != "0"]
    grid.add_texts(1, [texts.text(_whole(field.name, texts.encoding)) for field in fields])
    cells = [(field, converter(field, texts)) for field in fields]
    unread: set[bytes] = set()
    texts.cut = False
    for number, record in enumerate(_records(data, found, found.records), 2):
        if record[0] == _DELETED:
            deleted.append(number)
            continue
        if record[0] != _LIVE:
            raise RefusedError("FI01", "damaged")
        values = [_value(record, field, convert, found, unread) for field, convert in cells]
        grid.add(number, [text for text, _ in values], "".join(kind for _, kind in values))
        if texts.cut:
            cut.append(number)
            texts.cut = False
    for reason, rows in (("deleted", deleted), ("cut-text", cut)):
        if rows:
            reply.tell("FI12", reason, count=len(rows), rows=in_rows(rows))
    if unread:
        names = "、".join(sorted(texts.text(name) for name in unread))
        reply.tell("FI12", "memo", names=names)
    return grid


def _value(
    record: bytes, field: Field, convert: Convert | None, found: Layout, unread: set[bytes]
) -> tuple[str, str]:
    raw = record[field.start : field.end]
    if _is_set(record, found, field.null_bit):
        return "", " "
    if convert is None:
        if raw.strip(b" 0\0"):
            unread.add(field.name)
        return "", " "
    if _is_set(record, found, field.full_bit):
        raw = raw[: raw[-1]]
    return convert(raw)


def _is_set(record: bytes, found: Layout, bit: int) -> bool:
    """Tell whether one of Visual FoxPro's flags is set in a record."""
    if bit < 0 or found.flags is None:
        return False
    flags = record[found.flags.start : found.flags.end]
    return bit // 8 < len(flags) and bool(flags[bit // 8] >> bit % 8 & 1)


def _records(data: bytes, found: Layout, count: int) -> Iterator[bytes]:
    for at in range(found.head, found.head + count * found.size, found.size):
        yield data[at : at + found.size]


def _beyond(data: bytes, found: Layout) -> Iterator[bytes]:
    """Yield whole records behind those the head counts: a program that broke off did not count them any more."""
    for at in range(found.head + found.records * found.size, len(data) - found.size + 1, found.size):
        if data[at] not in {_LIVE, _DELETED}:
            return
        yield data[at : at + found.size]


def _whole(name: bytes, encoding: str) -> bytes:
    """Return a field's name without the half of a character: it has room for ten bytes, five characters."""
    try:
        name.decode(encoding)
    except UnicodeDecodeError as error:
        return name[: error.start] if is_cut(name, error) else name
    return name


def _encoding(data: bytes, found: Layout) -> str:
    """Return UTF-8 where all texts can be read in it and most are Chinese, whatever the head says; else its code page.

    Read as GB 18030 such texts would be other characters without an error.
    """
    texts = [field.name for field in found.fields]
    for record in _records(data, found, min(found.records, _SAMPLE)):
        texts += [record[f.start : f.end].rstrip(b" \0") for f in found.fields if f.kind in "CV"]
    wide = [text for text in texts if not text.isascii()]
    read = [_as_utf8(text) for text in wide]
    chinese = sum(any(map(_is_wide, text or "")) for text in read)
    if None not in read and chinese * 2 > len(wide):
        return "utf-8"
    return _PAGES.get(found.page, "gb18030")


def _as_utf8(raw: bytes) -> str | None:
    """Return a text without the part of a character at its end; None where it is no UTF-8."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return _as_utf8(raw[: error.start]) if is_cut(raw, error) else None


def _is_wide(character: str) -> bool:
    """Tell a character from U+2000 on: the dot of a name is none, and makes no text another one's."""
    return character > "\u2000"
