"""Keys in each other's cells: what may be a 学号 where the ID belongs, an ID where the 学号 does, an adult's 考生号."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.match.people import agreement
from recon.values.folding import fold
from recon.values.identity import is_resident_id

if TYPE_CHECKING:
    from recon.match.people import Candidate, Row

MISPLACED = "misplaced"
"""A key agrees, but stands in another's cell."""
_SHORTEST_ID = 15


def number_in_the_ids_cell(row: Row) -> str:
    """Return the 学号 that stands where the ID belongs, empty where the cell holds something like an ID."""
    if len(row.id_card) >= _SHORTEST_ID:
        return ""
    value = fold("student_no", row.id_card_raw).value
    return value if value.isdecimal() and len(value) < _SHORTEST_ID else ""


def id_in_the_numbers_cell(row: Row) -> str:
    """Return the ID that stands where the 学号 belongs, empty where the cell holds something else."""
    if len(row.student_no_raw) < _SHORTEST_ID:
        return ""
    value = fold("id_card", row.student_no_raw).value
    return value if is_resident_id(value) else ""


def id_in_the_names_cell(row: Row) -> str:
    """Return the ID that stands where the name belongs, empty where the cell holds something else."""
    if len(row.name_raw) < _SHORTEST_ID:
        return ""
    value = fold("id_card", row.name_raw).value
    return value if is_resident_id(value) else ""


def numbers_exchanged(row: Row, candidate: Candidate) -> bool:
    """Tell whether an adult's 考生号 stands where the 学号 belongs, or the other way round."""
    exam_no = row.student_no != "" and row.student_no == candidate.exam_no
    student_no = row.exam_no != "" and row.exam_no == candidate.student_no
    if not exam_no and not student_no:
        return False
    agree = agreement(row, candidate)
    return agree.called or agree.identity
