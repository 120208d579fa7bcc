"""The counts of a circular by branch and site."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recon.export.tables import table
from recon.sites import UNKNOWN
from recon.values.shares import share
from recon.words import DueState, Text, title

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recon.export.view import View
    from recon.words import Lang


PARTS: tuple[DueState, ...] = tuple(DueState)
"""What a bar of due students is made of, in the order of the screen's; their sum is due (docs/definitions.md)."""


def part_title(part: DueState, lang: Lang) -> str:
    """Return what a legend calls a part; it stands inside a line and so begins small."""
    return title(part, lang).lower()


@dataclass
class Tally:
    """One line of the circular."""

    due: int = 0
    submitted: int = 0
    omitted: int = 0
    surplus: int = 0
    errors: int = 0
    late: int = 0
    awaited: int = 0
    excused: int = 0
    clean: int = 0
    open: int = 0
    held: int = 0
    rows: int = field(default=0)
    """Live rows less repeats: what the error rate is measured against."""

    def add(self, other: Tally) -> None:
        """Add another line's counts."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)

    @property
    def error_rate(self) -> float | None:
        """Errors per row, None when there is no row."""
        return share(self.errors, self.rows)

    @property
    def coverage(self) -> float | None:
        """Submitted per due, None when nobody is due."""
        return share(self.submitted, self.due)

    @property
    def cells(self) -> tuple[int | float | None, ...]:
        """The numbers in the order of the table."""
        return (
            self.due,
            self.submitted,
            self.omitted,
            self.surplus,
            self.errors,
            self.error_rate,
            self.late,
            self.awaited,
            self.excused,
            self.coverage,
        )


_NO_BRANCH = Text("未归入分校", "under no branch")


def tallies(view: View) -> dict[str, dict[str, Tally]]:
    """Return branch → site code → counts, in the order of the site codes.

    Sites of no branch come last, under a name that says so; the unknown unit at the very end, where it adds to a count.
    """
    found: dict[tuple[str, str], Tally] = defaultdict(Tally)
    for cell in table(view.result, "coverage").to_pylist():
        counts = {name: cell[name] for name in ("due", "submitted", *PARTS)}
        found[cell["branch"], cell["site_code"]].add(Tally(**counts))
    for site in table(view.result, "sites").to_pylist():
        errors = site["key_errors"] + site["other_errors"]
        own = Tally(surplus=site["rows_surplus"], errors=errors, rows=site["rows"] - site["rows_repeat"])
        found[site["branch"], site["site_code"]].add(own)
    branches: dict[str, dict[str, Tally]] = {}
    known = {key: tally for key, tally in found.items() if key[1] != UNKNOWN or tally.surplus or tally.errors}
    for (branch, code), tally in sorted(known.items(), key=_order):
        branches.setdefault(branch or _NO_BRANCH.say(view.lang), {})[code] = tally
    return branches


def _order(item: tuple[tuple[str, str], Tally]) -> tuple[bool, bool, str]:
    (branch, code), _ = item
    return not branch, code == UNKNOWN, code


def total(parts: Iterable[Tally]) -> Tally:
    """Return the sum of lines."""
    whole = Tally()
    for part in parts:
        whole.add(part)
    return whole
