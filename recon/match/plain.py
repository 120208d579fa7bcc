"""Plain rows: they equal the record of their 学号 character by character, so the ladder need not look at them."""

from __future__ import annotations

from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Any, NamedTuple

import narwhals.stable.v2 as nw

from recon import model
from recon.match.matching import courses, speaks_of_its_number
from recon.match.people import ACTIVE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import pyarrow as pa

    from recon.engine import Engine

    Frame = nw.LazyFrame[Any]

KEYS = (*model.AGREEMENT, "exam_no")
COURSE = ("level", "cohort", "major")
FOUND = ("site_code", "due", "eligible", "fact")
"""What is told of the record beside its number."""


class Records(NamedTuple):
    """The records that rows are compared with."""

    frame: Frame
    """Folded enrolments, unique by 学号 and category."""
    flawed: Mapping[str, list[str]]
    """Key → its values that do not fold to themselves. Their records have no plain rows."""
    told: Sequence[str]
    """What the facts of a record hang on, as far as it tells records apart."""
    with_facts: Callable[[Frame], Frame]
    """Puts scope, due, eligible and ``fact`` beside records; asked of those only that agree."""
    category: str = ""
    """The one category of all of them, which is the form of all rows too; empty where there are several."""


def plain(probe: Frame, records: Records, compared: Mapping[str, str], engine: Engine) -> pa.Table:
    """Return the rows that agree with their record in everything: ``row_id, enrol_id`` and :data:`FOUND`.

    Each is a row that :func:`recon.match.match` matches by both keys, with all three in agreement.

    Args:
        probe: ``row_id`` and ``form``; the keys as sent, all from text cells; the compared fields and :data:`COURSE`
            folded.
        records: what they are compared with.
        compared: the fields that both sides have, keys aside → the probe's column that is true where a row's roster
            lacks it; empty where none does.
        engine: the engine that holds both frames.
    """
    asked, told = tuple(dict.fromkeys((*compared, *COURSE))), [n for n in records.told if n not in COURSE]
    official = records.frame.filter(*_clean(records.flawed), nw.col("student_no") != "").select(
        nw.col("enrol_id"),
        nw.col("student_no_raw").alias("student_no"),
        nw.col("category").alias("form"),
        nw.col("site_code"),
        *dict.fromkeys(("status", *told)),
        *(nw.col(f"{key}_raw").alias(f"e_{key}") for key in KEYS if key != "student_no"),
        *(nw.col(field).alias(f"e_{field}") for field in asked),
    )
    # Where all records are of one category, joining on the form too would cost a quarter more for nothing.
    joined = probe.join(official, on=["student_no", *(() if records.category else ("form",))], how="inner")
    same = [_same(field, absent) for field, absent in compared.items()]
    near, sure = courses()
    agreeing = joined.filter(_every([*_keys(), *same])).select(
        "row_id",
        "enrol_id",
        "site_code",
        *told,
        *(nw.col(f"e_{name}").alias(name) for name in records.told if name in COURSE),
        near=near,
        sure=sure,
    )
    spoken = speaks_of_its_number(nw.col("scope") == "in", nw.col("near"), nw.col("sure"))
    found = records.with_facts(agreeing).filter(spoken)
    return engine.collect(found.select("row_id", "enrol_id", *FOUND))


def _every(truths: Sequence[nw.Expr]) -> nw.Expr:
    """Tell where all hold, as a sum: SQL engines join on each equality they are shown, and hash ten columns for it."""
    return reduce(add, (truth.cast(nw.Int64) for truth in truths)) == len(truths)


def _same(field: str, absent: str) -> nw.Expr:
    agrees = nw.col(field) == nw.col(f"e_{field}")
    return agrees | nw.col(absent) if absent else agrees


def _clean(flawed: Mapping[str, list[str]]) -> Iterator[nw.Expr]:
    for key, values in flawed.items():
        if values:
            yield ~nw.col(f"{key}_raw").is_in(values)


def _keys() -> Iterator[nw.Expr]:
    for key in ("name", "id_card"):
        yield (nw.col(key) != "") & (nw.col(key) == nw.col(f"e_{key}"))
    yield (nw.col("exam_no") == "") | (nw.col("exam_no") == nw.col("e_exam_no"))
    yield nw.col("status").is_in(ACTIVE)
