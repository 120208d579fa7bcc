"""The right spelling of a cell that is only misspelt, and the advice to its site that leads there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recon.rules.digits import OPEN_NUMBER
from recon.values.folding import SAFE_FLAWS, suggest
from recon.words import Category

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recon.rules.rule import Case


LONGEST_ID = 20
"""No document's number has more characters."""


def meant(case: Case) -> str:
    """Return a cell's value as it would be rightly spelt, empty where that cannot be told.

    A number of the open form that another rule would refuse at once is none to propose, nor are two IDs that stood in
    one cell, without what stood between them.
    """
    value = case[case.field]
    text = value if certain(case) else suggest(case.field, value)
    is_open = case.field == "student_no" and case["form"] == Category.OPEN
    several = case.field == "id_card" and len(text) > LONGEST_ID
    return "" if several or (is_open and not re.search(OPEN_NUMBER, text)) else text


def tell(case: Case, speaks_of: Iterable[str] = ()) -> Mapping[str, str]:
    """Return the flaws of a number's spelling, and the advice that leads to what is proposed for it.

    Args:
        case: the broken cell.
        speaks_of: the flaws a rule speaks of, where others are another rule's; all of them when empty.
    """
    return {"flaws": flaws(case, speaks_of), "advice": _advice(case)}


def flaws(case: Case, speaks_of: Iterable[str] = ()) -> str:
    """Return the flaws of a cell as codes; what the record has too (letters in a number) is none of the site's."""
    every = case[f"{case.field}_flaws"].split()
    asked = set(speaks_of) or set(every)
    told = [flaw for flaw in every if flaw in asked]
    removed = [flaw for flaw in told if flaw in SAFE_FLAWS]
    return " ".join(removed if removed and _is_the_records(case) else told)


def _advice(case: Case) -> str:
    value = case[case.field]
    if _is_the_records(case):
        return "clean" if case[f"o_{case.field}_raw"] == value else "record"
    spelt = meant(case)
    if not spelt or (case["matched"] and case[f"o_{case.field}"] != spelt):
        return "check"
    return "letters" if "letter" in case[f"{case.field}_flaws"].split() else "clean"


def _is_the_records(case: Case) -> bool:
    return bool(case["matched"] and case[f"o_{case.field}"] == case[case.field])


def certain(case: Case) -> bool:
    """Tell whether washing took away all there was to complain of, so that the value is beyond doubt."""
    return not set(case[f"{case.field}_flaws"].split()) - SAFE_FLAWS
