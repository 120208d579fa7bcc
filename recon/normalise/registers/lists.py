"""The smaller lists of students: who was photographed, who will graduate."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from recon.errors import ExtractError
from recon.normalise.asked import lacking
from recon.normalise.registers.columns import as_text, empty, folded, translated
from recon.normalise.registers.lost_digits import refuse_rounded
from recon.normalise.registers.mistaken import listed, photo_status
from recon.normalise.registers.vocabulary import columns_of
from recon.values import folding
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recon.campaign import Campaign
    from recon.normalise.registers.named import NamedTable


def photos(tables: Sequence[NamedTable], campaign: Campaign) -> pa.Table:
    """Return the photo register.

    Returns:
        ``student_no`` and ``id_card`` folded, ``captured_on`` ISO or ``""``, ``name``, ``photo_status`` and
        ``captured_raw`` as written, ``source``. A date nobody can read is ``""`` beside its ``captured_raw``.

    Raises:
        ExtractError: a table with neither 学号 nor ID, or certainly of another kind.
    """
    parts = []
    for named in tables:
        columns = coded(named, campaign)
        one_of(named, columns, ("student_no", "id_card"), campaign)
        listed(named.name, named.table.column_names, named.above, "photos", campaign)
        rows = named.table.num_rows
        raw = columns.get("captured_on", empty(rows))
        if bare := photo_status(named.table.column_names, campaign):
            columns.setdefault("photo_status", as_text(named.table[bare]))
        part = pa.table(
            {
                "student_no": folded("student_no", columns.get("student_no", empty(rows))),
                "id_card": folded("id_card", columns.get("id_card", empty(rows))),
                "name": columns.get("name", empty(rows)),
                "captured_on": translated(raw, _day),
                "photo_status": columns.get("photo_status", empty(rows)),
                "captured_raw": raw,
                "source": empty(rows, named.name),
            }
        )
        parts.append(
            part.filter(pc.or_(pc.not_equal(part["student_no"], ""), pc.not_equal(part["id_card"], "")))
        )
    return pa.concat_tables(parts) if parts else _empty(PHOTOS)


PHOTOS = ("student_no", "id_card", "name", "captured_on", "photo_status", "captured_raw", "source")
PLANNED = ("student_no", "batch")


def planned(tables: Sequence[NamedTable], campaign: Campaign | None = None) -> pa.Table:
    """Return the planned graduates: ``student_no`` folded, ``batch`` as ``YYYYMM`` or ``""``.

    Raises:
        ExtractError: a table without 学号, or certainly of another kind.
    """
    parts = []
    for named in tables:
        columns = coded(named, campaign)
        one_of(named, columns, ("student_no",), campaign)
        listed(named.name, named.table.column_names, named.above, "planned", campaign)
        batch = columns.get("batch", empty(named.table.num_rows))
        part = pa.table(
            {"student_no": folded("student_no", columns["student_no"]), "batch": translated(batch, _batch)}
        )
        parts.append(part.filter(pc.not_equal(part["student_no"], "")))
    return pa.concat_tables(parts) if parts else _empty(PLANNED)


def nameless(tables: Sequence[NamedTable], campaign: Campaign, codes: Sequence[str]) -> int:
    """Return how many lines tell a name, a capture or a batch, but not whose: none of ``codes`` is filled in."""
    count = 0
    for named in tables:
        columns = coded(named, campaign)
        said, whose = (
            _filled([columns[code] for code in wanted if code in columns], named.table.num_rows)
            for wanted in (_TELLING, codes)
        )
        count += pc.sum(pc.and_not(said, whose)).as_py() or 0
    return count


_TELLING = ("name", "captured_on", "batch")
"""What a line about a student has; a line of totals has none of them."""


def _filled(columns: Sequence[pa.ChunkedArray], rows: int) -> pa.ChunkedArray | pa.Array:
    """Tell of each line whether any of these columns holds more than white space."""
    found: pa.ChunkedArray | pa.Array = pa.repeat(pa.scalar(False), rows)
    for column in columns:
        found = pc.or_(found, pc.not_equal(pc.utf8_trim_whitespace(column), ""))
    return found


def coded(named: NamedTable, campaign: Campaign | None) -> dict[str, pa.ChunkedArray]:
    """Return a list's columns as text under our codes; 登录名 stands for 学号 where that is missing."""
    called = columns_of(named.table.column_names, campaign)
    refuse_rounded(named, called)
    columns = {code: as_text(named.table[name]) for code, name in called.items()}
    if "login" in columns:
        columns.setdefault("student_no", columns["login"])
    return columns


def one_of(
    named: NamedTable,
    columns: Mapping[str, pa.ChunkedArray],
    codes: Sequence[str],
    campaign: Campaign | None = None,
) -> None:
    """Refuse a list that has none of these columns."""
    if columns.keys().isdisjoint(codes):
        zh, en = "或".join(_ASKED[code].zh for code in codes), " or ".join(_ASKED[code].en for code in codes)
        asked = lacking(codes, named.table.column_names, campaign)
        reason = Text(
            f"缺少{zh}列（{asked.zh}）。请补上该列或改列名。",
            f"there is no column for {en} ({asked.en}). Add it, or rename one.",
        )
        raise ExtractError(path=named.name, reason=reason)


_ASKED = {
    "student_no": Text("“学号”", "学号"),
    "id_card": Text("“证件号码”", "证件号码"),
    "file": Text("“文件”", "文件 (file)"),
    "declared_nil": Text("“零报送”", "零报送 (declared_nil)"),
}


def _day(text: str) -> str:
    day = folding.fold("captured_on", text, "number" if re.fullmatch(r"\d{5}(\.\d+)?", text) else "text")
    return "" if "unknown" in day.flaws else day.value


def _batch(text: str) -> str:
    return folding.fold("batch", text).value


def _empty(names: Sequence[str]) -> pa.Table:
    return pa.schema([(name, pa.string()) for name in names]).empty_table()
