"""Small questions that rules put to a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

if TYPE_CHECKING:
    from collections.abc import Iterable


def any_of(expressions: Iterable[nw.Expr]) -> nw.Expr:
    """Return the disjunction; false where there is nothing to ask."""
    first, *rest = [*expressions] or [nw.lit(False)]
    for expression in rest:
        first = first | expression
    return first


def has(field: str, *flaws: str) -> nw.Expr:
    """Tell whether folding a field found one of these flaws (words of ``values.folded.FLAWS``)."""
    return nw.col(f"{field}_flaws").str.contains(f"(?:^| )(?:{'|'.join(flaws)})(?: |$)")


def agrees(key: str, *levels: str) -> nw.Expr:
    """Tell whether the match says one of these levels of a key.

    ``same`` and ``format`` where none is named.
    """
    return nw.col(f"agree_{key}").is_in(list(levels or ("same", "format")))


def number_agrees() -> nw.Expr:
    """Tell whether the 学号 agrees, or the 考生号 of an adult row that gives no 学号 or has it in that cell."""
    exam_no = (nw.col("exam_no") == nw.col("o_exam_no")) & (nw.col("student_no") == "")
    written_there = nw.col("student_no") == nw.col("o_exam_no")
    return agrees("student_no") | (
        (nw.col("form") == "adult") & (nw.col("o_exam_no") != "") & (exam_no | written_there)
    )


def differs(key: str) -> nw.Expr:
    """Tell whether both have the key and it is another, however little."""
    return agrees(key, "variant", "damaged", "close", "different")
