"""FI14: a column that slid or was sorted alone.

The most dangerous roster there is, since half the keys agree.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recon.model import AGREEMENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

ENOUGH = 5
"""Rows whose value is another row's student's before a whole file is refused (rules.md, FI14)."""
SHIFTS = (1, -1, 2, -2)
EXPLAINED = 0.98
"""Share of the rows of a stretch that one and the same shift must explain, for values many students share."""
SHARED = ("sex", "level", "major", "cohort")
"""Fields whose values many students share: only a shift or a sorting of the whole column tells anything."""
TELLING = frozenset({"MA02", "MA03", "MA04", "MA06", "MA07", "DF01", "DF02", "DF03", "DF04", "DF05", "DF06"})
"""Rules that are broken in every slid row.

A file with fewer than :data:`ENOUGH` of these rows is not looked at.
"""


@dataclass(frozen=True, slots=True)
class Pair:
    """One row's folded values beside its student's, in row order of a block."""

    block: int
    sent: Mapping[str, str]
    official: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Slid:
    """A column that does not stand beside its students, and in how many rows."""

    field: str
    rows: int


def slid_columns(pairs: Sequence[Pair]) -> list[Slid]:
    """Return the columns of one file that slid or were sorted alone."""
    found = [Slid(key, count) for key in AGREEMENT if (count := _of_other_rows(pairs, key)) >= ENOUGH]
    for field in SHARED:
        blocks: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for pair in pairs:
            blocks[pair.block].append((pair.sent[field], pair.official[field]))
        count = sum(_moved(column) for column in blocks.values())
        if count >= ENOUGH:
            found.append(Slid(field, count))
    return found


def _of_other_rows(pairs: Sequence[Pair], key: str) -> int:
    """Count the rows whose value is not their own student's, but that of another row's student."""
    holders = Counter(pair.official[key] for pair in pairs)
    return sum(
        pair.sent[key] != ""
        and pair.official[key] != ""
        and pair.sent[key] != pair.official[key]
        and holders[pair.sent[key]] > 0
        for pair in pairs
    )


def _moved(column: Sequence[tuple[str, str]]) -> int:
    """Return how many rows of a column of shared values stand beside the wrong student.

    It is 0 unless one shift or one sorting explains the whole stretch.
    """
    wrong = [n for n, (sent, official) in enumerate(column) if sent and official and sent != official]
    if len(wrong) < ENOUGH:
        return 0
    stretch = range(wrong[0], wrong[-1] + 1)
    if any(_explains(column, stretch, shift) for shift in SHIFTS) or _is_sorted_alone(column):
        return len(wrong)
    return 0


def _explains(column: Sequence[tuple[str, str]], stretch: range, shift: int) -> bool:
    rows = [n for n in stretch if 0 <= n - shift < len(column)]
    agreeing = sum(column[n][0] == column[n - shift][1] for n in rows)
    return len(rows) >= ENOUGH and agreeing >= EXPLAINED * len(rows)


def _is_sorted_alone(column: Sequence[tuple[str, str]]) -> bool:
    """Tell whether a column holds exactly its students' values, but in groups as a sort leaves them."""
    sent, official = [s for s, _ in column], [o for _, o in column]
    return (
        Counter(sent) == Counter(official)
        and _runs(sent) == len(set(sent))
        and _runs(official) > 2 * len(set(sent))
    )


def _runs(values: Iterable[str]) -> int:
    return sum(1 for _ in _changes(values))


def _changes(values: Iterable[str]) -> Iterator[str]:
    before = None
    for value in values:
        if value != before:
            yield value
        before = value
