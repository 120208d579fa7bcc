"""HD06: words that stand over the wrong columns. 学号 over the IDs and 身份证号 over the numbers makes every row wrong.

Nothing is read otherwise than its header says: every row is asked about, and this says why at once.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from recon.model import Trouble
from recon.normalise.columns import told
from recon.values import identity
from recon.values.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recon.normalise.columns import Column
    from recon.normalise.students import Students

_HOLDS = {
    "student_no": "number",
    "exam_no": "number",
    "id_card": "id",
    "name": "words",
    "major": "words",
    "sex": "sex",
    "level": "level",
}
"""Field → what its cells look like, where that tells it from another's."""
_NUMBER = re.compile(r"\d{8,17}")
_WORDS = re.compile(r"[^\d\s][^\d]*")
_LOOKED_AT = 40
_ENOUGH = 5
_SHARE = 0.9


def mislabelled(students: Students, columns: Sequence[Column], sheet: str, row: int) -> Iterator[Trouble]:
    """Yield HD06 where two columns and more hold, in nine cells of ten, what another's word says.

    One alone may be a school's own way of numbering.

    Args:
        students: as read by the header.
        columns: those they were read from.
        sheet: its name.
        row: the header's.
    """
    wrong = [column for column in columns if _holds_other(column.code, students.values.get(column.code, ()))]
    if len(wrong) > 1:
        mixed = "、".join(f"{column.letter} “{told(column.text)}”" for column in wrong)
        details = {"reason": "mislabelled", "changes": "mislabelled", "mixed": mixed}
        yield Trouble("HD06", details, sheet, row)


def _holds_other(code: str, values: Sequence[str]) -> bool:
    """Tell a column nearly all of whose cells look like another field's."""
    own = _HOLDS.get(code)
    seen = list(islice(filter(None, values), _LOOKED_AT)) if own else []
    may_fit = (1 - _SHARE) * len(seen)
    fitting = (value for value in seen if _looks_like(value) in {own, ""})
    return len(seen) >= _ENOUGH and sum(1 for _ in islice(fitting, int(may_fit) + 1)) <= may_fit


@lru_cache(maxsize=1 << 10)
def _looks_like(value: str) -> str:
    """Say what a cell holds: ``id``, ``number``, ``sex``, ``level`` or ``words``; nothing where it may be anything."""
    text = value.strip(" '‘’\u3000")
    if identity.is_resident_id(text.upper()):
        return "id"
    if _NUMBER.fullmatch(text):
        return "number"
    if not _WORDS.fullmatch(text):
        return ""
    known = (code for code in ("sex", "level") if "unknown" not in fold(code, text).flaws)
    return next(known, "words")
