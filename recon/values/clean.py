r"""Which raw texts need no folding at all, as patterns that every engine's regular expressions read alike.

Only literal characters, ranges, anchors and counts: RE2 (DuckDB, Arrow), Rust (Polars), Java (Spark) and
Python agree on them; ``\u`` escapes and ``\p`` classes they do not.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from recon.values.vocabulary import VOCABULARIES

if TYPE_CHECKING:
    from collections.abc import Mapping

LINE_BREAK = "[\n\r\x85\u2028\u2029]"
"""In Java and Python ``$`` also stands before a last line break, so a clean value must *not* match this."""

NEVER = "^$"
"""Matches the empty text alone, which always folds to itself."""

_TEXT = "^[一-龥A-Za-z0-9()、_/-]+$"
_CODE = "^[0-9]{3,12}$"
_DAY = "^(19|20)[0-9][0-9]-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$"
_STUDENT_NO = "^[0-9]{13}$"


def _words(code: str) -> str:
    return f"^({'|'.join(VOCABULARIES[code])})$"


CLEAN: Mapping[str, str] = {
    "institution_code": "^[0-9]{5}$",
    "student_no": _STUDENT_NO,
    "exam_no": "^[0-9]{8,18}$",
    "name": "^[一-龥]+(·[一-龥]+)*$",
    "sex": _words("sex"),
    "id_card": "^[0-9]{17}[0-9X]$",
    "level": _words("level"),
    "major": _TEXT,
    "cohort": "^(19|20)[0-9][0-9](春季|秋季|级)$",
    "study_form": _words("study_form"),
    "class_name": _TEXT,
    "branch": _TEXT,
    "site": _TEXT,
    "status": _words("status"),
    "branch_code": _CODE,
    "site_code": _CODE,
    "site_name": _TEXT,
    "login": _STUDENT_NO,
    "document_type": _TEXT,
    "birth_date": _DAY,
    "captured_on": _DAY,
    "photo_status": _TEXT,
    "batch": "^20[0-9][0-9](01|07)$",
}
"""Field code → pattern of the values that fold to themselves without a flaw.

True of text cells without :data:`LINE_BREAK`; the same eighteen digits in a number cell are damaged.
"""


def is_clean(code: str, raw: str) -> bool:
    """Tell whether the text of a cell is one that folds to itself without a flaw."""
    return _compiled(code).fullmatch(raw) is not None


@cache
def _compiled(code: str) -> re.Pattern[str]:
    return re.compile(CLEAN[code])


def clean_pattern(code: str, own: Mapping[str, str] | None = None) -> str:
    """Return the pattern of values to leave alone; none where the campaign has its own words."""
    return NEVER if own else CLEAN[code]
