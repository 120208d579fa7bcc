"""Row numbers as people write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.model import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_MOST = 20


def ranges(numbers: Iterable[int]) -> str:
    """Return row numbers as ``12–15、20``; after twenty pieces an ellipsis."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    said = [str(first) if first == last else f"{first}–{last}" for first, last in runs[:_MOST]]
    return "、".join(said) + ("…" if len(runs) > _MOST else "")


def told_rows(reason: str, numbers: Sequence[int], sheet: str) -> Iterator[Trouble]:
    """FI12: say of which rows something is in doubt; nothing where there are none."""
    if numbers:
        details = {"reason": reason, "count": str(len(numbers)), "rows": f"（{ranges(numbers)}）"}
        yield Trouble("FI12", details, sheet, numbers[0])
