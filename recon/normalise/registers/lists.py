"""The smaller lists: who was photographed, who will graduate, what a mailbox knows."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from recon.campaign.clock import SHANGHAI
from recon.errors import ExtractError
from recon.model import Submission
from recon.normalise.forms import form_of_titles
from recon.normalise.registers.columns import as_text, empty, folded, translated
from recon.normalise.registers.vocabulary import lexicon
from recon.values import folding
from recon.words import Category, Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recon.campaign import Campaign
    from recon.normalise.registers.named import NamedTable

_KINDS = {"replace": "替换 重报 重新报送 整表", "add": "补报 追加 增报", "amend": "更正 修改 退回更正 改正"}
_KIND_WORDS = {word: kind for kind, words in _KINDS.items() for word in (kind, *words.split())}
_YES = frozenset({"是", "true", "yes", "y", "1", "√", "零报送", "✓"})
_TIME = re.compile(
    r"(?P<y>20\d\d)[-/.年](?P<mo>\d{1,2})[-/.月](?P<d>\d{1,2})日?"
    r"(?:[T ]*(?P<h>\d{1,2})[:：](?P<mi>\d\d)(?:[:：](?P<s>\d\d))?)?"
)


def photos(tables: Sequence[NamedTable], campaign: Campaign) -> pa.Table:
    """Return the photo register.

    Returns:
        ``student_no`` and ``id_card`` folded, ``captured_on`` ISO or ``""``, ``photo_status`` and
        ``captured_raw`` as written, ``source``. A date nobody can read is ``""`` beside its ``captured_raw``.

    Raises:
        ExtractError: a table with neither 学号 nor ID.
    """
    parts = []
    for named in tables:
        columns = coded(named, campaign)
        _one_of(named, columns, ("student_no", "id_card"))
        rows = named.table.num_rows
        raw = columns.get("captured_on", empty(rows))
        part = pa.table(
            {
                "student_no": folded("student_no", columns.get("student_no", empty(rows))),
                "id_card": folded("id_card", columns.get("id_card", empty(rows))),
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


PHOTOS = ("student_no", "id_card", "captured_on", "photo_status", "captured_raw", "source")
PLANNED = ("student_no", "batch")


def planned(tables: Sequence[NamedTable], campaign: Campaign | None = None) -> pa.Table:
    """Return the planned graduates: ``student_no`` folded, ``batch`` as ``YYYYMM`` or ``""``.

    Raises:
        ExtractError: a table without 学号.
    """
    parts = []
    for named in tables:
        columns = coded(named, campaign)
        _one_of(named, columns, ("student_no",))
        batch = columns.get("batch", empty(named.table.num_rows))
        part = pa.table(
            {"student_no": folded("student_no", columns["student_no"]), "batch": translated(batch, _batch)}
        )
        parts.append(part.filter(pc.not_equal(part["student_no"], "")))
    return pa.concat_tables(parts) if parts else _empty(PLANNED)


def submissions(tables: Sequence[NamedTable], campaign: Campaign | None = None) -> tuple[Submission, ...]:
    """Return what a submissions list knows of the files and of the units that declared nil.

    Raises:
        ExtractError: no column for the file and none for nil declarations, or a time that cannot be read.
    """
    found: list[Submission] = []
    for named in tables:
        columns = coded(named, campaign)
        _one_of(named, columns, ("file", "declared_nil"))
        lists = {code: column.to_pylist() for code, column in columns.items()}
        for at in range(named.table.num_rows):
            said = _submission({code: values[at].strip() for code, values in lists.items()}, named.name, at)
            if said.file or said.declared_nil:
                found.append(said)
    return tuple(found)


def coded(named: NamedTable, campaign: Campaign | None) -> dict[str, pa.ChunkedArray]:
    """Return a list's columns as text under our codes; 登录名 stands for 学号 where that is missing."""
    words = lexicon(campaign)
    columns: dict[str, pa.ChunkedArray] = {}
    for name in named.table.column_names:
        code = words.code(name)
        if code and code not in columns:
            columns[code] = as_text(named.table[name])
    if "login" in columns:
        columns.setdefault("student_no", columns["login"])
    return columns


def _one_of(named: NamedTable, columns: Mapping[str, pa.ChunkedArray], codes: Sequence[str]) -> None:
    if columns.keys().isdisjoint(codes):
        zh, en = "或".join(_ASKED[code].zh for code in codes), " or ".join(_ASKED[code].en for code in codes)
        raise ExtractError(
            path=named.name,
            reason=Text(f"缺少{zh}列。请补上该列。", f"there is no column for {en}. Add it."),
        )


_ASKED = {
    "student_no": Text("“学号”", "学号"),
    "id_card": Text("“证件号码”", "证件号码"),
    "file": Text("“文件”", "文件 (file)"),
    "declared_nil": Text("“零报送”", "零报送 (declared_nil)"),
}


def _submission(line: Mapping[str, str], source: str, at: int) -> Submission:
    unit = (
        line.get("unit", "") or line.get("site_code", "") or line.get("site", "") or line.get("site_name", "")
    )
    form = line.get("form", "")
    return Submission(
        file=line.get("file", "").replace("\\", "/"),
        unit=unit,
        form=form if form in {*Category} else form_of_titles([form]),
        received_at=_moment(line.get("received_at", ""), source, at),
        kind=_KIND_WORDS.get(line.get("kind", ""), ""),
        declared_nil=line.get("declared_nil", "").lower() in _YES,
    )


def _moment(text: str, source: str, at: int) -> str:
    """Return an ISO time of Shanghai; a day without a time counts as its beginning.

    Raises:
        ExtractError: it is no time, and guessing would make students late.
    """
    if not text:
        return ""
    try:
        return _iso(datetime.fromisoformat(text))
    except ValueError:
        found = _TIME.fullmatch(text)
    if found:
        with suppress(ValueError):
            year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
            return _iso(datetime(year, month, day, hour, minute, second, tzinfo=SHANGHAI))
    raise ExtractError(
        path=source,
        reason=Text(
            f"第 {at + 1} 条的收到时间无法识别。请写成 2020-06-09 15:30。",
            f"the time of receipt on line {at + 1} cannot be read. Write 2020-06-09 15:30.",
        ),
    )


def _iso(moment: datetime) -> str:
    local = moment.replace(tzinfo=SHANGHAI) if moment.tzinfo is None else moment.astimezone(SHANGHAI)
    return local.isoformat(timespec="seconds")


def _day(text: str) -> str:
    day = folding.fold("captured_on", text, "number" if re.fullmatch(r"\d{5}(\.\d+)?", text) else "text")
    return "" if "unknown" in day.flaws else day.value


def _batch(text: str) -> str:
    return folding.fold("batch", text).value


def _empty(names: Sequence[str]) -> pa.Table:
    return pa.schema([(name, pa.string()) for name in names]).empty_table()
