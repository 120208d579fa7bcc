"""Marks of our own sheets: whatever they leave unsaid, the file's unit and form stay what was said of it."""

from __future__ import annotations

import pytest

from recon.marks import MARK_CHANGES, MARK_RETURN, mark, read_mark
from recon.model import Submission
from recon.normalise import Shaped
from recon.pipeline.rows import sending


@pytest.mark.parametrize(
    ("said", "unit", "form", "kind"),
    [
        ("recon:changes", "", "", ""),
        (mark(MARK_CHANGES, "c"), "", "", ""),
        (mark(MARK_CHANGES, "c", "6490101"), "6490101", "", ""),
        (mark(MARK_RETURN, "c", "6490101", "open"), "6490101", "open", "amend"),
        (mark(MARK_RETURN, "c", "6490101", "open", "more"), "6490101", "open", "amend"),
    ],
)
def test_a_mark_says_what_it_has(said: str, unit: str, form: str, kind: str) -> None:
    shaped = Shaped("a.xlsx", marks=(read_mark(said),))
    (found,) = sending._with_marks({}, [shaped]).values()
    assert (found.unit, found.form, found.kind) == (unit, form, kind)


def test_what_somebody_said_of_a_file_counts_more_than_its_mark() -> None:
    known = {"a.xlsx": Submission("a.xlsx", unit="6490102", kind="replace")}
    shaped = Shaped("a.xlsx", marks=(read_mark(mark(MARK_RETURN, "c", "6490101", "open")),))
    (found,) = sending._with_marks(known, [shaped]).values()
    assert (found.unit, found.form, found.kind) == ("6490102", "open", "replace")
