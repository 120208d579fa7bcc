"""FI12 with the numbers of the rows it speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.asides import in_rows
from recon.model import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def told_rows(reason: str, numbers: Sequence[int], sheet: str) -> Iterator[Trouble]:
    """FI12: say of which rows something is in doubt; nothing where there are none."""
    if numbers:
        details = {"reason": reason, "count": str(len(numbers)), "rows": in_rows(numbers)}
        yield Trouble("FI12", details, sheet, numbers[0])
