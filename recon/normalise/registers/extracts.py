"""The official records: every shape of extract becomes one table of enrolments, merged by 学号."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from recon import model
from recon.errors import ExtractError
from recon.normalise.asked import lacking
from recon.normalise.registers.kinds import Kind, kind_of
from recon.normalise.registers.masked import masked
from recon.normalise.registers.merge import merge
from recon.normalise.registers.mistaken import roster
from recon.normalise.registers.notes import Told, silent, unsaid
from recon.normalise.registers.records import RECORD, records, users
from recon.normalise.registers.supplements import is_list_of_ids, within
from recon.normalise.registers.vocabulary import lexicon
from recon.verdicts.kinds import OPTIONS, TABLES
from recon.words import Category, Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recon.campaign import Campaign
    from recon.normalise.registers.named import NamedTable
    from recon.normalise.registers.records import Records

_RECORDS: dict[Kind, Category] = {
    Kind.STUDENTS: Category.OPEN,
    Kind.CENTRAL: Category.OPEN,
    Kind.ADULT: Category.ADULT,
}
"""Shapes that hold records, the one whose word counts first on top: the new platform is kept up to date."""
_LISTS = frozenset({Kind.PHOTOS, Kind.PLANNED, Kind.SITES, Kind.SUBMISSIONS})
"""What is no extract, though the office holds it too."""
ENROLMENTS = model.schema(
    (
        "enrol_id",
        "category",
        "source",
        "branch_code",
        "site_code",
        "status_raw",
        *(f"{c}_raw" for c in model.OFFICIAL),
    )
)
"""Raw enrolments: exact characters, codes washed."""
DUPLICATES = model.schema(("enrol_id", "field", "value", "source"))
"""EX03: an enrolment twice in one file (field ``student_no``), or a field on which files disagree."""


class Origin(NamedTuple):
    """One table of the extract: where it came from, what it is, and when it was exported."""

    file: str
    kind: str
    rows: int
    exported_on: str = ""
    """ISO day, empty when nobody says."""
    exported_by: str = ""
    """Who says so: content, name, mail, query, told."""


@dataclass(frozen=True)
class Extract:
    """All extracts as one."""

    table: Any
    """:data:`ENROLMENTS`, one line per 学号 (adult: 学号, else 考生号): an Arrow table, or a lazy frame over what an
    engine reads where it lies."""
    duplicates: pa.Table
    """:data:`DUPLICATES`."""
    asked: frozenset[str]
    """``<category>.<field>`` of every column some extract fills; ``open.status``, ``open.site_code`` too."""
    skipped: int = 0
    """Lines without any number and name: empty lines and footers of an export."""
    origins: tuple[Origin, ...] = ()
    """Every table it was made of."""
    seen: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Fields that somebody has looked through → their distinct values that are not clean."""
    places: pa.Table | None = None
    """What ``sites.codes_of`` found and is not yet in the table: a lazy frame gets it where its codes are asked for,
    since a join that is in a plan is made for every line, whatever is asked."""
    notes: tuple[Text, ...] = ()
    """What is told of the extracts themselves; nothing of it is a finding."""

    @property
    def known(self) -> frozenset[str]:
        """Return the fields some extract fills, whatever the category."""
        return frozenset(name.partition(".")[2] for name in self.asked)


def nothing() -> Extract:
    """Return what a run without an extract has."""
    return Extract(ENROLMENTS.empty_table(), DUPLICATES.empty_table(), frozenset())


def enrolments(tables: Sequence[NamedTable], campaign: Campaign) -> Extract:
    """Merge all extracts.

    Args:
        tables: of any known shape (docs/definitions.md, "Extracts"), which its columns tell, in any order.
        campaign: header aliases, scope, and how the adult extract writes its sites.

    Returns:
        The enrolments with what is said twice and what the columns can answer.

    Raises:
        ExtractError: no extract at all, a table of another kind (a roster too), or one without a column that is needed.
    """
    kinds = [(named, kind_in_extract(named, campaign)) for named in tables]
    doubts: list[Text] = []
    for named, kind in kinds:
        check_kind(named, kind, campaign)
        doubts += (*named.told, *masked(named, campaign, names=kind in _RECORDS))
        if kind in _RECORDS:
            doubts += roster(named.name, named.table.column_names, named.above, campaign)
    ranked = sorted(
        (pair for pair in kinds if pair[1] in _RECORDS), key=lambda pair: list(_RECORDS).index(pair[1])
    )
    main, strangers = _records(ranked, campaign)
    if not main:
        raise ExtractError(path=_names(tables), reason=_NO_STUDENTS if tables else _NOTHING)
    accounts = [users(named, campaign) for named, kind in kinds if kind is Kind.USERS]
    merged = merge(main, accounts)
    table = merged.table.select(ENROLMENTS.names).cast(ENROLMENTS)
    skipped = sum(part.skipped for part in main)
    origins = tuple(
        Origin(named.name, kind.value, named.table.num_rows, *named.exported) for named, kind in kinds
    )
    asked, told = _asked(table), _told([*main, *accounts] if table.num_rows else main)
    notes = (*silent(told), *doubts, *strangers, *unsaid(asked))
    return Extract(table, merged.duplicates.cast(DUPLICATES), asked, skipped, origins, notes=notes)


def _records(
    ranked: Sequence[tuple[NamedTable, Kind]], campaign: Campaign
) -> tuple[list[Records], list[Text]]:
    """Read the tables that hold records; a list of IDs beside student data only fills them in."""
    told = [(named, kind, is_list_of_ids(kind, named.table.column_names, campaign)) for named, kind in ranked]
    students = any(not ids and kind is not Kind.ADULT for _, kind, ids in told)
    main = [records(named, _RECORDS[kind], campaign) for named, kind, ids in told if not (ids and students)]
    notes: list[Text] = []
    for named in [named for named, _, ids in told if ids and students]:
        part, strangers = within(records(named, Category.OPEN, campaign, supplement=True), main)
        main.append(part)
        notes += strangers
    return main, notes


def _told(parts: Sequence[Records]) -> list[Told]:
    return [Told(part.name, part.table.num_rows) for part in parts]


_NOTHING = Text(
    "没有学籍数据。请从教务管理系统导出学生信息。",
    "there is no extract. Export the student data from the academic system.",
)
_NO_STUDENTS = Text(
    "只有用户信息，没有学生信息。请再导出“学生信息”（含学号、学籍状态、层次、年级），与用户信息一起放入。",
    "there is only a user export. Also export the student data (学号, 学籍状态, 层次, 年级) and give both.",
)


def kind_in_extract(named: NamedTable, campaign: Campaign) -> Kind:
    """Tell an extract's shape; numbers and names alone are students too, where no more is asked of them."""
    kind, words = kind_of(named.table, campaign), lexicon(campaign)
    numbered = kind is Kind.UNKNOWN and "student_no" in map(words.code, named.table.column_names)
    return Kind.STUDENTS if numbered else kind


def check_kind(named: NamedTable, kind: Kind, campaign: Campaign) -> None:
    """Refuse what is no extract, and say which option it belongs to or which column it lacks."""
    if kind in _LISTS:
        what, option = TABLES[kind.value], OPTIONS[kind.value]
        reason = Text(
            f"这是{what.zh}，请放到“{what.zh}”处（命令行：--{option}；工作区：--kind {option}）。",
            f"this is {what.en}; give it as that (on the command line: --{option}, in a workspace: --kind {option}).",
        )
        raise ExtractError(path=named.name, reason=reason)
    if kind is Kind.UNKNOWN:
        asked = lacking(("student_no",), named.table.column_names, campaign)
        reason = Text(
            f"缺少“学号”列（{asked.zh}）。请改列名，或从教务管理系统重新导出含学号的“学生信息”，不要删改列。",
            f"there is no column 学号 ({asked.en}). Rename it, or export the student data again, with all its columns.",
        )
        raise ExtractError(path=named.name, reason=reason)


def _names(tables: Sequence[NamedTable]) -> str:
    return "、".join(named.name for named in tables) or "--extract"


def _asked(table: pa.Table) -> frozenset[str]:
    """Tell which fields each category's extracts fill; a column that is empty throughout answers nothing."""
    asked: set[str] = set()
    categories = pc.unique(table["category"]).to_pylist()
    for category in categories:
        part = table.filter(pc.equal(table["category"], category)) if len(categories) > 1 else table
        for column in ("branch_code", "site_code", *RECORD):
            if pc.max(pc.binary_length(part[column])).as_py():
                asked.add(f"{category}.{column.removesuffix('_raw')}")
    return frozenset(asked)
