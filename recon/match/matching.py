"""Match every roster row: the bulk as expressions, the residue on the ladder.

A row whose 学号, ID and name all agree with one active enrolment is matched by a join. The few others are
collected with the enrolments that share a key with them, so that cost grows with the rows, never with their product.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import pyarrow as pa
import pyarrow.compute as pc

from recon import model
from recon.match.crosswise import id_in_the_names_cell, id_in_the_numbers_cell, number_in_the_ids_cell
from recon.match.holders import Holders, Near, lines_of
from recon.match.ladder import Match, climb, climb_by_name
from recon.match.people import ACTIVE, Candidate, Row
from recon.values.identity import from_15, may_be_left_of, names_somebody
from recon.words import Category

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

    from recon.engine import Engine

    Frame = nw.LazyFrame[Any]

_OFFICIAL = ("e_id", "e_name", "e_level", "e_cohort", "e_major", "e_scope", "e_status")


def match(
    roster: Frame,
    enrolments: Frame,
    engine: Engine,
    desk: Engine | None = None,
    beside: AbstractContextManager[Any] | None = None,
) -> Frame:
    """Match roster rows to enrolments.

    Args:
        roster: folded rows with ``form`` (``open``/``adult``), one line per row.
        enrolments: folded enrolments with ``scope``, unique by 学号.
        engine: the engine that holds the enrolments.
        desk: the engine that holds the rows, and will hold the answer; the same if not given.
        beside: what the engine may do while candidates are compared.

    Returns:
        One line per row with ``model.MATCH_COLUMNS``.
    """
    desk = desk or engine
    everybody = Holders(engine, enrolments)
    near = everybody if desk is engine else Near(desk, _sharing(roster, enrolments, engine))
    joined = desk.keep(_join_by_number(roster, near), "numbered")
    exact = joined.filter(nw.col("exact")).select(*_bulk_columns())
    others = joined.filter(~nw.col("exact")).select("row_id")
    residue = desk.collect(roster.select(*Row._fields).join(others, on="row_id", how="inner"))
    rows = [Row._make(line) for line in lines_of(residue.sort_by("row_id"), Row._fields)]
    finished = _finish(rows, everybody, near, beside)
    return nw.concat([exact, desk.frame(_table(finished))])


def _sharing(roster: Frame, enrolments: Frame, engine: Engine) -> pa.Table:
    """Fetch the enrolments of which some row has the 学号, or the ID in either form, reading them once."""
    told = engine.collect(roster.select("student_no", "id_card"))
    whole = pc.unique(told["id_card"]).to_pylist()
    keys = {
        "student_no": pc.unique(told["student_no"]).to_pylist(),
        "id_card": {key for identity in whole for key in _identities(identity)},
    }
    near = enrolments.select(*Candidate._fields)  # fewer columns make a cheaper query plan
    for key, values in keys.items():
        known = pa.array(sorted(value for value in values if value), pa.string())
        marked = pa.table({key: known, f"by_{key}": pa.repeat(1, len(known))})
        near = near.join(engine.frame(marked), on=key, how="left")
    some = nw.any_horizontal(*(~nw.col(f"by_{key}").is_null() for key in keys), ignore_nulls=False)
    return engine.collect(near.filter(some).select(*Candidate._fields))


def _join_by_number(roster: Frame, near: Holders) -> Frame:
    """Join rows to the enrolment of their 学号 and tell where everything agrees. An empty 学号 never joins."""
    flaws = ("student_no_flaws", "name_flaws")
    # By form too: schools define adult numbers themselves, and one may read like an open student's.
    on = {"student_no": "student_no", "form": "form"}
    joined = near.engine.look_up(roster.select(*Row._fields, *flaws), _numbered(near.enrolments), on)
    text = (*_OFFICIAL, *(f"e_{k}_raw" for k in model.AGREEMENT))
    number = nw.col("enrol_id").fill_null(-1).cast(nw.Int64)
    joined = joined.with_columns(number, *(nw.col(c).fill_null("") for c in text))
    exact = (
        (nw.col("enrol_id") >= 0)
        & (nw.col("id_card") != "")
        & (nw.col("id_card") == nw.col("e_id"))
        & (nw.col("name") != "")
        & (nw.col("name") == nw.col("e_name"))
        & ~nw.col("id_card_flaws").str.contains("damaged", literal=True)
        & speaks_of_its_number(nw.col("e_scope") == "in", *courses())
        & nw.col("e_status").is_in(ACTIVE)
    )
    return joined.select("row_id", "enrol_id", *(_agreement(key) for key in model.AGREEMENT), exact=exact)


def _numbered(enrolments: Frame) -> Frame:
    """Return what a row is held against (``e_…``) of the enrolments that have a 学号."""
    return enrolments.filter(nw.col("student_no") != "").select(
        nw.col("student_no"),
        nw.col("enrol_id"),
        form=nw.col("category"),
        e_id=nw.col("id_card"),
        e_name=nw.col("name"),
        e_level=nw.col("level"),
        e_cohort=nw.col("cohort"),
        e_major=nw.col("major"),
        e_scope=nw.col("scope"),
        e_status=nw.col("status"),
        **{f"e_{key}_raw": nw.col(f"{key}_raw") for key in model.AGREEMENT},
    )


def speaks_of_its_number(in_scope: nw.Expr, near: nw.Expr, sure: nw.Expr) -> nw.Expr:
    """Tell whether a row cannot mean the person's other enrolment: the rest is for the ladder to say.

    Args:
        in_scope: the enrolment is in this campaign's scope.
        near: the first that :func:`courses` returns.
        sure: the second.
    """
    return (in_scope & near) | sure


def courses() -> tuple[nw.Expr, nw.Expr]:
    """Tell whether a row names a course near enough to one in scope, and whether it is the enrolment for sure."""
    same = {key: nw.col(key) == nw.col(f"e_{key}") for key in ("level", "cohort", "major")}
    silent = {key: told | (nw.col(key) == "") for key, told in same.items()}
    course = same["level"] & same["cohort"]
    return course | (silent["level"] & silent["cohort"] & silent["major"]), course & same["major"]


def _agreement(key: str) -> nw.Expr:
    clean = (nw.col(f"{key}_flaws") == "") | (nw.col(f"{key}_raw") == nw.col(f"e_{key}_raw"))
    return nw.when(clean).then(nw.lit("same")).otherwise(nw.lit("format")).alias(f"agree_{key}")


def _bulk_columns() -> list[nw.Expr]:
    return [
        nw.col("row_id"),
        nw.col("enrol_id"),
        nw.lit("both").alias("by"),
        *(nw.col(f"agree_{key}") for key in model.AGREEMENT),
        nw.lit("").alias("conflict"),
        nw.lit(-1, dtype=nw.Int64()).alias("other_enrol_id"),
    ]


def _finish(
    rows: Sequence[Row], everybody: Holders, near: Holders, beside: AbstractContextManager[Any] | None
) -> list[Match]:
    """Send the residue up the ladder: first by shared keys, then the rest by name with a similar key.

    Args:
        rows: the residue.
        everybody: all enrolments.
        near: those of which some row has the 学号 or the ID.
        beside: what the engine may do while candidates are compared.
    """
    if not rows:
        return []
    sharing = _sharing_a_key(rows, everybody, near)
    with beside or nullcontext():
        first = {row.row_id: climb(row, sharing.get(row.row_id, ())) for row in rows}
    lost = [row for row in rows if first[row.row_id].enrol_id < 0 and not first[row.row_id].conflict]
    homonyms = everybody.called_alike([row for row in lost if row.name])
    second = {row.row_id: climb_by_name(row, homonyms.get(row.row_id, ())) for row in lost}
    return [second.get(row.row_id, first[row.row_id]) for row in rows]


def _sharing_a_key(rows: Sequence[Row], everybody: Holders, near: Holders) -> dict[int, list[Candidate]]:
    """Return, per row, the enrolments with its 学号, its 考生号 or its ID (in either form), whichever cell it is in."""
    probes: list[tuple[Holders, str, list[tuple[int, str]]]] = [
        (near, "student_no", [(row.row_id, row.student_no) for row in rows]),
        (near, "id_card", [(row.row_id, key) for row in rows for key in _identities(row.id_card)]),
        (everybody, "exam_no", [(row.row_id, number) for row in rows for number in _exam_numbers(row)]),
        (everybody, "student_no", [(row.row_id, number) for row in rows for number in _elsewhere(row)]),
    ]
    found: dict[int, list[Candidate]] = defaultdict(list)
    for holders, key, pairs in probes:
        _add(found, holders, key, pairs)
    whose = [(row.row_id, key) for row in rows for key in _identities_elsewhere(row, found[row.row_id])]
    _add(found, everybody, "id_card", whose)
    return found


def _add(
    found: dict[int, list[Candidate]], holders: Holders, key: str, pairs: Sequence[tuple[int, str]]
) -> None:
    for row_id, candidate in holders.look_up([p for p in pairs if p[1]], key):
        found[row_id].append(candidate)


def _identities_elsewhere(row: Row, found: Sequence[Candidate]) -> set[str]:
    """Return the IDs of whom a row may speak that are not in the ID's cell: in another's, or there but cut short."""
    named = (c.id_card for c in found if c.student_no == row.student_no != "")
    whole = {identity for identity in named if row.id_card and may_be_left_of(row.id_card, identity)}
    return (whole - {row.id_card}) | {id_in_the_numbers_cell(row), id_in_the_names_cell(row)}


def _exam_numbers(row: Row) -> set[str]:
    """Return what may be an adult's 考生号; some write it where the 学号 belongs."""
    return {row.exam_no, row.student_no} if row.form == Category.ADULT else {row.exam_no}


def _elsewhere(row: Row) -> set[str]:
    """Return what may be a 学号 though it stands where the ID or the 考生号 belongs."""
    return {number_in_the_ids_cell(row), row.exam_no if row.form == Category.ADULT else ""}


def _identities(sent: str) -> set[str]:
    """Return the ID as sent and, for a 15-digit one, in its 18-digit form; none where it names nobody."""
    if not names_somebody(sent):
        return set()
    return {sent, from_15(sent)} if len(sent) == 15 and sent.isdigit() else {sent}


def _table(matches: Sequence[Match]) -> pa.Table:
    columns: dict[str, list[Any]] = {
        "row_id": [m.row_id for m in matches],
        "enrol_id": [m.enrol_id for m in matches],
        "by": [m.by.value for m in matches],
        **{f"agree_{key}": [getattr(m.agree, key) for m in matches] for key in model.AGREEMENT},
        "conflict": [m.conflict for m in matches],
        "other_enrol_id": [m.other_enrol_id for m in matches],
    }
    return pa.table(columns, schema=model.MATCHES)
