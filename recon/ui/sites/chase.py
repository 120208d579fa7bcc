"""How far the chase of each site is, from its diary: reminders, the promise, whom she spoke to, whose turn it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from recon.campaign.clock import today

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from recon.campaign import Campaign
    from recon.workspace import DiaryLine, Workspace

WAITING_FOR: Final = ("site", "me", "headquarters")
"""Whose turn it is."""


@dataclass(frozen=True, slots=True)
class Chase:
    """One site's diary in short, and its lines, newest first."""

    reminders: int = 0
    reminded_at: str = ""
    promised_for: str = ""
    spoke_to: str = ""
    waiting_for: str = ""
    escalated_at: str = ""
    approval: str = ""
    """SHA-256 of the newest approval picture."""
    lines: tuple[DiaryLine, ...] = field(default=())


def chases(place: Workspace) -> dict[str, Chase]:
    """Return the chase of every unit somebody wrote about."""
    by_unit: dict[str, list[DiaryLine]] = {}
    for line in place.diary():
        by_unit.setdefault(line.unit, []).append(line)
    return {unit: _short(lines) for unit, lines in by_unit.items()}


def _short(lines: list[DiaryLine]) -> Chase:
    newest: dict[str, DiaryLine] = {}
    for line in lines:
        newest.setdefault(line.kind, line)

    def last(kind: str, what: str) -> str:
        return str(getattr(newest[kind], what)) if kind in newest else ""

    return Chase(
        reminders=sum(line.kind == "reminder" for line in lines),
        reminded_at=last("reminder", "at"),
        promised_for=last("promise", "due_on"),
        spoke_to=last("call", "text").split("\n")[0],
        waiting_for=last("waiting", "text"),
        escalated_at=last("escalated", "at"),
        approval=last("approval", "sha256"),
        lines=tuple(lines),
    )


def day_of(campaign: Campaign) -> date:
    """Return the day one stands on: the campaign's ``as_of`` (a sample stands still), else today in Shanghai."""
    return campaign.as_of or today()


def promises(found: Mapping[str, Chase], campaign: Campaign) -> tuple[set[str], set[str]]:
    """Return the units that promised for a day still to come, and those whose promised day has passed."""
    now = day_of(campaign).isoformat()
    dated = {unit: chase.promised_for for unit, chase in found.items() if chase.promised_for}
    return {unit for unit, day in dated.items() if day > now}, {u for u, day in dated.items() if day < now}


def first_lines(lines: Iterable[DiaryLine]) -> list[str]:
    """Return each diary line's text on one line: a call is kept as who and what, one below the other."""
    return ["：".join(part for part in line.text.split("\n") if part) for line in lines]
