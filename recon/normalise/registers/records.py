"""One table of an extract → its records under our names, each with the key by which extracts are merged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from recon import fields, model
from recon.errors import ExtractError
from recon.normalise.asked import lacking
from recon.normalise.registers.columns import empty, folded, translated
from recon.normalise.registers.lost_digits import damaged, refuse_rounded
from recon.normalise.registers.masked import without_masked
from recon.normalise.registers.padding import unpadded
from recon.normalise.registers.terms import FIELD, column_of_status, columns_of_cohort
from recon.normalise.registers.vocabulary import columns_of
from recon.normalise.spellings import folded as folded_word
from recon.words import Category, Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recon.campaign import Campaign, Scope
    from recon.normalise.registers.named import NamedTable

RECORD = ("status_raw", *(f"{code}_raw" for code in model.OFFICIAL))
"""The raw columns of a record."""
_SITE_COLUMNS = ("site", "site_name", "department", "branch", "class_name")
"""Where an adult extract may write the site, the likeliest first."""
_STATION = r"(?:函授站点?|教学[点站]|学习中心|工作站)\s*$"
"""系所 that is a site and no faculty: the branch beside it is then no site's name."""
_EXAM = "考:"
"""Keeps a 考生号 that stands in for a missing 学号 apart from every 学号."""


@dataclass(frozen=True)
class Records:
    """The records of one table: category, key, source, branch_code, site_code and :data:`RECORD`."""

    name: str
    table: pa.Table
    skipped: int = 0


def records(
    named: NamedTable, category: Category, campaign: Campaign, *, supplement: bool = False
) -> Records:
    """Read a student, central or adult extract; a ``supplement`` need not say what its students study.

    Raises:
        ExtractError: a column is missing without which nothing can be compared, or the ID lost its digits.
    """
    columns = _by_code(named, campaign)
    if not supplement:
        require(named.name, columns, named.table.column_names, category, campaign)
    rows = named.table.num_rows
    raw = {
        code: columns.get(code, empty(rows))
        for code in ("status", *model.OFFICIAL, "site_name", "department")
    }
    raw["site"] = columns.get("site", raw["site_name"])
    codes = {code: folded(code, columns.get(code, empty(rows))) for code in ("branch_code", "site_code")}
    if category is Category.ADULT:
        raw["site"], raw["branch"], codes["site_code"] = _placed(raw, codes["site_code"], campaign.scope)
    table = pa.table(
        {
            "category": empty(rows, category.value),
            "key": _key(raw, category),
            "source": empty(rows, named.name),
            **codes,
            **{f"{code}_raw": raw[code] for code in ("status", *model.OFFICIAL)},
        }
    )
    somebody = pc.or_(pc.not_equal(table["key"], ""), pc.not_equal(table["id_card_raw"], ""))
    kept = table if pc.all(somebody).as_py() is not False else table.filter(somebody)
    return Records(named.name, kept, rows - kept.num_rows)


def users(named: NamedTable, campaign: Campaign) -> Records:
    """Read a user export: login name → ID. Accounts of teachers find no record and fall away."""
    columns = _by_code(named, campaign)
    _refuse_float(named, columns)
    table = pa.table(
        {
            "key": folded("student_no", columns["login"]),
            "id_card_raw": columns["id_card"],
            "name_raw": columns.get("name", empty(named.table.num_rows)),
            "source": empty(named.table.num_rows, named.name),
        }
    )
    return Records(named.name, table.filter(pc.not_equal(table["key"], "")))


def _by_code(named: NamedTable, campaign: Campaign) -> dict[str, pa.ChunkedArray]:
    """Return the columns as text under our codes; of two columns for one field one counts."""
    columns: dict[str, pa.ChunkedArray] = {}
    called = columns_of(named.table.column_names, campaign)
    refuse_rounded(named, called)
    for code, name in called.items():
        _refuse_float(named, {code: named.table[name]})
        columns[code] = unpadded(named.table[name])
    if "id_card" in columns:
        columns["id_card"] = without_masked(columns["id_card"])

    def distinct(name: str) -> list[str]:
        return [str(value) for value in pc.unique(unpadded(named.table[name])).to_pylist()]

    if FIELD in called:
        names = columns_of_cohort(named.table.column_names, called[FIELD], distinct, campaign)
        columns[FIELD] = _cohort(named, names)
    if status := column_of_status(called, distinct, campaign):
        columns["status"] = unpadded(named.table[status])
    return columns


def _cohort(named: NamedTable, names: Sequence[str]) -> pa.ChunkedArray:
    parts = [unpadded(named.table[name]) for name in names]
    return parts[0] if len(parts) == 1 else pc.binary_join_element_wise(*parts, "")


def _refuse_float(named: NamedTable, columns: Mapping[str, pa.ChunkedArray]) -> None:
    """Refuse an ID column of floating numbers: no double holds 18 digits."""
    column = columns.get("id_card")
    if column is not None and pa.types.is_floating(column.type) and column.null_count < len(column):
        raise ExtractError(path=named.name, reason=damaged(fields.ID_CARD.title.zh))


def require(
    name: str, columns: Mapping[str, object], called: Sequence[str], category: Category, campaign: Campaign
) -> None:
    """Refuse an extract without a column that the comparison or the campaign's scope needs.

    Args:
        name: how messages name the extract.
        columns: field code → column.
        called: what all its columns are called.
        category: whose records it holds.
        campaign: its scope and header aliases.
    """
    scope = campaign.scope.get(category)
    needed = [
        "name",
        *(["cohort"] if scope and scope.cohorts else []),
        *(["level"] if scope and scope.levels else []),
    ]
    missing = [] if category is Category.ADULT and "exam_no" in columns else ["student_no"]
    missing = [code for code in (*missing, *needed) if code not in columns]
    if missing:
        zh = "、".join(f"“{fields.BY_CODE[code].title.zh}”" for code in missing)
        en = ", ".join(fields.BY_CODE[code].title.en for code in missing)
        source, asked = _SOURCES[category], lacking(missing, called, campaign)
        raise ExtractError(
            path=name,
            reason=Text(
                f"缺少{zh}列（{asked.zh}）。请改列名，或从{source.zh}重新导出，不要删改列。",
                f"missing: {en} ({asked.en}). Rename, or export it again from {source.en}, with all its columns.",
            ),
        )


_SOURCES = {
    Category.OPEN: Text("教务管理系统的“学生信息”", "the academic system's student data"),
    Category.ADULT: Text("学信平台的成人教育学籍数据", "the adult-education records (CHSI)"),
}


def _key(raw: Mapping[str, pa.ChunkedArray], category: Category) -> pa.ChunkedArray:
    """Return 学号, for an adult without one 考生号; empty keys never meet."""
    number = folded("student_no", raw["student_no"])
    if category is not Category.ADULT:
        return number
    exam = folded("exam_no", raw["exam_no"])
    marked = pc.if_else(pc.equal(exam, ""), "", pc.binary_join_element_wise(_EXAM, exam, ""))
    return pc.if_else(pc.equal(number, ""), marked, number)


def _placed(
    raw: Mapping[str, pa.ChunkedArray], site_code: pa.ChunkedArray, scope: Mapping[Category, Scope]
) -> tuple[pa.ChunkedArray, pa.ChunkedArray, pa.ChunkedArray]:
    """Find an adult's site through the campaign's mapping, in whichever column the extract writes it.

    Returns:
        Site and branch as the extract writes them, and the site's code (``""`` where the mapping knows none).
        A branch column that turns out to write the site is no branch.
    """
    sites = scope[Category.ADULT].sites if Category.ADULT in scope else {}
    mapping = {folded_word(text): code for text, code in sites.items()}
    site, branch = raw["site"], raw["branch"]
    for code in _SITE_COLUMNS:
        found = translated(raw[code], lambda text: mapping.get(folded_word(text), ""))
        take = pc.and_(pc.equal(site_code, ""), pc.not_equal(found, ""))
        site = pc.if_else(take, raw[code], site)
        site_code = pc.if_else(take, found, site_code)
    station = pc.and_(pc.equal(site, ""), pc.match_substring_regex(raw["department"], _STATION))
    site = pc.if_else(station, raw["department"], site)
    site = pc.if_else(pc.equal(site, ""), branch, site)
    return site, pc.if_else(pc.equal(site, branch), "", branch), site_code
