"""Where and when students are shot: the point that serves their site, and the slot each of them gets."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from recon.campaign import Shooting
    from recon.export.view import View
    from recon.words import Lang

_UNPLANNED = Text("（未安排）", "(not planned)")
_FULL = Text("（时段已满，另行安排）", "(every slot is full)")


@dataclass(frozen=True, slots=True)
class Place:
    """Where and when one student is shot."""

    point: str
    when: str


@dataclass(frozen=True)
class Places:
    """The shooting points of a campaign as the outputs name them."""

    view: View

    def serving(self, site: str) -> Shooting | None:
        """Return the shooting point that serves a site, or a unit above it."""
        line = self.view.tree.line(site)
        return next(
            (one for one in self.view.campaign.shooting if any(unit in one.serves for unit in line)), None
        )

    def named(self, shooting: Shooting | None) -> str:
        """Return what a point is called."""
        if shooting is None:
            return _UNPLANNED.say(self.view.lang)
        return self.view.site(shooting.point).site_name or shooting.point

    def of(self, people: Iterable[tuple[int, str]]) -> dict[int, Place]:
        """Return where and when each student is shot.

        Args:
            people: (enrolment, home site) in the order in which they shall come.

        Returns:
            By enrolment. Where a point has slots its students fill them one after the other; who finds none
            left is told so, not squeezed in.
        """
        queues: dict[Shooting | None, list[int]] = defaultdict(list)
        known = {}
        for number, site in people:
            if site not in known:
                known[site] = self.serving(site)
            queues[known[site]].append(number)
        return {
            number: Place(self.named(shooting), when)
            for shooting, queue in queues.items()
            for number, when in zip(queue, self._times(shooting, len(queue)), strict=True)
        }

    def _times(self, shooting: Shooting | None, count: int) -> list[str]:
        """Return when each of ``count`` students comes."""
        lang = self.view.lang
        if shooting is None:
            return [""] * count
        if not (shooting.times and shooting.dates):
            return [days(shooting, lang)] * count
        slots = [f"{_day(day, lang)} {time}" for day, time in product(sorted(shooting.dates), shooting.times)]
        size = shooting.places or -(-count // len(slots))
        filled = [slot for slot in slots for _ in range(size)][:count]
        return filled + [_FULL.say(lang)] * (count - len(filled))


def places(view: View) -> Places:
    """Return the shooting points of a view."""
    return Places(view)


def days(shooting: Shooting, lang: Lang) -> str:
    """Return a point's days in few characters: ``6月17日、18日、7月1日``."""
    if lang == "en":
        return ", ".join(str(day) for day in sorted(shooting.dates))
    said: list[str] = []
    month = 0
    for day in sorted(shooting.dates):
        said.append(f"{day.day}日" if day.month == month else f"{day.month}月{day.day}日")
        month = day.month
    return "、".join(said)


def _day(day: date, lang: Lang) -> str:
    return f"{day.month}月{day.day}日" if lang == "zh" else str(day)


def in_order(people: Sequence[tuple[str, int, int]]) -> list[tuple[int, str]]:
    """Return (enrolment, home site) by site and roster row, from (home site, row, enrolment)."""
    return [(number, site) for site, _, number in sorted(people)]
