"""FI13: far fewer or more students than there should be."""

from __future__ import annotations

from recon.model import Trouble

SHARE, COUNT = 0.5, 20
"""Both must be passed: half the number is no news in a site of ten."""


def unusual_size(rows: int, *, before: int | None = None, due: int | None = None) -> Trouble | None:
    """Compare a file's students with the unit's last live file, else with the students due there.

    Args:
        rows: students in the file.
        before: students in the last live file of this unit and form, None when there is none.
        due: students due at the unit, None when not known.

    Returns:
        FI13 when they differ by more than half and by more than twenty students, else None.
    """
    expected, reason = (before, "before") if before is not None else (due, "due")
    if expected is None:
        return None
    gap = abs(rows - expected)
    if gap <= COUNT or gap <= SHARE * expected:
        return None
    details = {"reason": reason, "rows": str(rows), "expected": str(expected), "than": reason}
    return Trouble("FI13", details)
