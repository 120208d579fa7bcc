"""Days and graduation batches, as registers and lists write them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from recon.values.cohort import STEPS
from recon.values.folded import Folded, wash

_DAY = re.compile(
    r"(?P<y>(?:19|20)[0-9]{2})(?:[-/.年](?P<m>[0-9]{1,2})[-/.月](?P<d>[0-9]{1,2})日?|(?P<m2>[0-9]{2})(?P<d2>[0-9]{2}))"
    r"(?:T?(?:上午|下午|中午|晚上)?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:[AaPp][Mm]|Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_BATCH = re.compile(
    r"(?P<y>(?:19|20)[0-9]{2})(?:[-/.年](?P<m>0?[1-9]|1[0-2])(?:月|[-/.月](?:0?[1-9]|[12][0-9]|3[01])日?)?"
    r"|(?P<m2>0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])?)(?:毕业|批次|批|毕业批次)?"
)
_SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
_EXCEL_EPOCH = date(1899, 12, 30)


def moment(iso: str) -> str:
    """Return an ISO time as a person reads it: ``2020-06-04 17:03``."""
    return iso[:16].replace("T", " ")


def fold_day(raw: str, cell_type: str = "text") -> Folded:
    """Fold a date to ``YYYY-MM-DD``; what is no possible date is kept, ``unknown``.

    Args:
        raw: 2019-06-10, 2019/6/10, 20190610, 2019年6月10日, with or without a time; in a number cell also
            Excel's day count.
        cell_type: One of :class:`recon.words.CellType`.
    """
    washed = wash(raw, STEPS)
    if not washed.value:
        return washed
    if cell_type == "number" and _SERIAL.fullmatch(washed.value):
        day = (_EXCEL_EPOCH + timedelta(days=int(washed.value[:5]))).isoformat()
    else:
        day = _read_day(washed.value)
    return _told(washed, day)


def _read_day(text: str) -> str:
    found = _DAY.fullmatch(text)
    if found is None:
        return ""
    try:
        return date(
            int(found["y"]), int(found["m"] or found["m2"]), int(found["d"] or found["d2"])
        ).isoformat()
    except ValueError:
        return ""


def fold_batch(raw: str) -> Folded:
    """Fold a graduation batch to ``YYYYMM`` (2021年1月, 2021-01-31 → 202101); another name is kept, ``unknown``."""
    washed = wash(raw, STEPS)
    if not washed.value:
        return washed
    found = _BATCH.fullmatch(washed.value)
    return _told(washed, f"{found['y']}{int(found['m'] or found['m2']):02}" if found else "")


def _told(washed: Folded, canonical: str) -> Folded:
    if not canonical:
        return Folded(washed.value, (*washed.flaws, "unknown"))
    return Folded(canonical, washed.flaws if canonical == washed.value else (*washed.flaws, "synonym"))
