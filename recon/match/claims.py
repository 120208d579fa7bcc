"""Claims: who else, among live rows, speaks of the same student, the same 学号 or the same ID.

Only keys that occur more than once are collected; for everybody else the answer is :data:`ALONE`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import pyarrow as pa

from recon import fields, model
from recon.match.keys import DAMAGED, enrolment_key, tells, whole_identity
from recon.sites import UNKNOWN
from recon.values.comparing import compare
from recon.values.identity import from_15
from recon.words import By, Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from recon.engine import Engine
    from recon.sites import Tree

    Frame = nw.LazyFrame[Any]

ALONE: Mapping[str, int | bool] = {
    "dup_file": 1,
    "dup_first": True,
    "dup_same": True,
    "dup_unit": 1,
    "dup_units": 1,
    "no_people": 1,
    "id_numbers": 1,
    "site_below": True,
    "repeat": False,
}
"""The claim of a row that shares nothing with another and whose home site lies below its unit."""

_BASE = (
    "row_id",
    "file",
    "unit",
    "enrol_id",
    "student_no",
    "id_card",
    "name",
    "by",
    "agree_student_no",
    "agree_id_card",
    "agree_name",
    "conflict",
)
_OTHERS = tuple(code for code in fields.CODES if code not in _BASE)


@dataclass(frozen=True, slots=True)
class _Claim:
    row_id: int
    file: str
    unit: str
    enrol_id: int
    student_no: str
    id_card: str
    name: str
    by: str
    agree_student_no: str
    agree_id_card: str
    agree_name: str
    conflict: str
    text: str
    """The whole row, once spelled right, to tell identical rows from different ones."""


_SAME = frozenset({"same", "format"})
_UNSAID = frozenset({"missing-here", "not-asked"})
_TWO = 2
_Who = tuple[str, str] | None
"""Who stands under another's number or ID; nobody where it is the student himself."""


def claims(rows: Frame, tree: Tree, engine: Engine) -> pa.Table:
    """Return the claims of the rows that are not alone (``model.CLAIMS``).

    Args:
        rows: live rows with their match (``enrol_id``, ``agree_student_no``) and the matched ``o_site_code``.
        tree: tells which home sites lie below a unit.
        engine: the engine that holds ``rows``.
    """
    base = rows.select(*_BASE, "id_card_flaws", *_OTHERS)
    base = base.with_columns(id_card=whole_identity()).with_columns(enrolment=enrolment_key())
    found: dict[int, dict[str, object]] = defaultdict(lambda: dict(ALONE))
    for group in _groups(base, "enrolment", engine):
        _same_student(group, found)
    for group in _groups(base.filter(tells("student_no")), "student_no", engine):
        _same_number(group, found)
    for group in _groups(base.filter(tells("id_card")), "id_card", engine):
        _same_identity(group, found)
    for row_id in _outside(rows, tree, engine):
        found[row_id]["site_below"] = False
    ids = sorted(found)
    columns = {name: [found[i][name] for i in ids] for name in ALONE}
    return pa.table({"row_id": ids, **columns}, schema=model.CLAIMS)


def _groups(base: Frame, key: str, engine: Engine) -> Iterable[list[_Claim]]:
    """Collect the rows whose ``key`` occurs more than once, group by group. Empty keys are never equal."""
    often = engine.repeated(base.select(key).filter(nw.col(key) != ""), [key]).rename_columns(["shared"])
    groups: dict[str, list[_Claim]] = defaultdict(list)
    if not often.num_rows:
        return groups.values()
    whole = nw.concat_str(*(nw.col(code) for code in fields.CODES), separator="\x1f")
    sharing = base.join(engine.frame(often), left_on=key, right_on="shared", how="inner")
    table = engine.collect(sharing.select(*_BASE, "enrolment", text=whole))
    for record in table.sort_by("row_id").to_pylist():
        groups[record[key]].append(_Claim(**{name: record[name] for name in _Claim.__slots__}))
    return groups.values()


def _same_student(group: Sequence[_Claim], found: dict[int, dict[str, object]]) -> None:
    """Several rows of one student: in a file, in files of a unit, of several units.

    A row that is another person's under his number (MA07) or with his ID alone counts for him, but is not he: it
    repeats no row of his.
    """
    own = [c for c in group if c.agree_name != "different"]
    ids, names = {c.id_card for c in own}, {c.name for c in own}
    mates: defaultdict[tuple[_Who, str], list[_Claim]] = defaultdict(list)
    files: defaultdict[tuple[_Who, str], set[str]] = defaultdict(set)
    units: defaultdict[_Who, set[str]] = defaultdict(set)
    first: dict[str, int] = {}
    for claim in group:
        who = _intruder(claim, ids, names)
        mates[who, claim.file].append(claim)
        files[who, claim.unit].add(claim.file)
        units[who].add(claim.unit)
        first.setdefault(claim.unit, claim.row_id)
    for (who, _), alike in mates.items():
        same = len({claim.text for claim in alike}) == 1
        for claim in alike:
            found[claim.row_id].update(
                dup_file=len(alike),
                dup_first=alike[0].row_id == claim.row_id,
                dup_same=same,
                dup_unit=len(files[who, claim.unit]),
                dup_units=len(units[who]),
                repeat=claim.enrol_id >= 0 and first[claim.unit] != claim.row_id,
            )


def _intruder(claim: _Claim, ids: Collection[str], names: Collection[str]) -> _Who:
    """Return who stands under another's number or ID, nobody where it is the student himself.

    Args:
        claim: one row of the student's.
        ids: the IDs of those rows that do not bear quite another name; where the record has none, they tell.
        names: the names of those rows; where the row gives no ID, they tell.
    """
    if claim.agree_name != "different":  # nothing more is asked of all the others, who may be many
        return (claim.name, claim.id_card) if claim.conflict == "name-and-id" else None
    numbered = claim.by == By.EXAM_NO or claim.agree_student_no in _SAME
    unlike = claim.agree_id_card == "missing-there" and claim.id_card not in {"", *ids}
    nameless = claim.agree_id_card in _UNSAID and any(_are_two(claim.name, name) for name in names)
    other = not numbered or unlike or nameless
    return (claim.name, claim.id_card) if other or claim.conflict == "name-and-id" else None


def _gives_no_id(claim: _Claim) -> bool:
    """Tell whether a row has no ID to speak of; what a number cell left of the record's speaks for the student."""
    return claim.id_card == "" and claim.agree_id_card != DAMAGED


def _are_two(one: str, other: str) -> bool:
    """Tell whether two names are two people's: not one mistyped, cut short, turned round or with a remark behind it."""
    found = compare("name", one, other)
    return one != "" != other and (found.kind, found.cause) == (Kind.DIFFERENT, "other")


def _same_number(group: Sequence[_Claim], found: dict[int, dict[str, object]]) -> None:
    """One 学号 for rows that differ in name and in ID: two people (a typing error in one of them is not).

    Where one of two rows gives no ID, the names have to be two people's.
    """
    people = {(c.name, from_15(c.id_card) or c.id_card) for c in group if c.name and c.id_card}
    names, identities = {name for name, _ in people}, {identity for _, identity in people}
    count = min(len(names), len(identities))
    first = next((claim for claim in group if claim.name), group[0])
    unsaid = (claim for claim in group if claim is not first and (_gives_no_id(first) or _gives_no_id(claim)))
    if count < _TWO and any(_are_two(first.name, claim.name) for claim in unsaid):
        count = _TWO
    if count >= _TWO:
        for claim in group:
            found[claim.row_id]["no_people"] = count


def _same_identity(group: Sequence[_Claim], found: dict[int, dict[str, object]]) -> None:
    """One ID for several 学号; fine when the extract has every one of these enrolments, all of one person.

    Where the extract has no ID, the name tells: one person's rows are fine, of two people one has the other's ID.
    """
    numbers = {c.student_no for c in group if c.student_no}
    called = {c.name for c in group if _is_called(c)}
    known = all(c.agree_student_no in _SAME for c in group)
    if len(numbers) < 2 or (known and len(called) < 2):
        return
    for claim in group:
        if not (_is_called(claim) and claim.agree_id_card == "missing-there" and len(called) == 1):
            found[claim.row_id]["id_numbers"] = len(numbers)


def _is_called(claim: _Claim) -> bool:
    """Tell whether the extract calls the student of a row's number as the row does."""
    return claim.agree_student_no in _SAME and claim.agree_name in {*_SAME, "variant"} and not claim.conflict


def lies_outside(unit: str, home: str, tree: Tree) -> bool:
    """Tell whether a home site is not in the reporting unit's line; an unknown unit is not judged."""
    return home != "" and unit != UNKNOWN and not tree.reports_for(unit, home)


def _outside(rows: Frame, tree: Tree, engine: Engine) -> list[int]:
    """Return the rows whose home site lies outside."""
    narrow = rows.select("row_id", "enrol_id", "unit", "o_site_code")
    matched = narrow.filter((nw.col("enrol_id") >= 0) & (nw.col("o_site_code") != ""))
    pairs = engine.collect(matched.select("unit", "o_site_code").unique()).to_pylist()
    outside = [p for p in pairs if lies_outside(p["unit"], p["o_site_code"], tree)]
    if not outside:
        return []
    columns = ("unit", "o_site_code")
    table = pa.table({c: pa.array([p[c] for p in outside], pa.string()) for c in columns})
    found = engine.collect(matched.join(engine.frame(table), on=list(columns), how="inner").select("row_id"))
    return sorted(found.column("row_id").to_pylist())
