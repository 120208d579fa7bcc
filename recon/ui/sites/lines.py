"""What the sites page says: one line per site with its counts, and the text that reminds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from recon.campaign.clock import today
from recon.charts.counts import sums
from recon.ui import context, say
from recon.ui.i18n import t
from recon.ui.parts.rail import Facet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.campaign import Campaign
    from recon.ui.store import Run

ORDER: Final = ("silent", "unreadable", "received", "checked", "declared-nil", "clean", "signed-off")
CALL: Final = ("silent", "unreadable")
"""Statuses of sites one has to ring up: nothing came, or nothing that can be used."""


@dataclass(frozen=True, slots=True)
class SiteLine:
    """One site: its line of ``sites``, its sums of ``coverage``, and what the site list says of it."""

    site: dict[str, Any]
    counts: dict[str, int]
    register: dict[str, Any]

    @property
    def code(self) -> str:
        """The site's code."""
        return str(self.site["site_code"])

    @property
    def name(self) -> str:
        """The site's name, else its code; files nobody could place stand at ``?``."""
        return t("sites.unknown_unit") if self.code == "?" else str(self.site["site_name"]) or self.code


def facets() -> tuple[Facet, ...]:
    """Return the rail's groups for sites."""
    return (
        Facet("status", "facet.status", say.status, ORDER, open=True),
        Facet("branch", "facet.branch", say.branch, open=True),
    )


def lines(run: Run, rows: Sequence[dict[str, Any]]) -> list[SiteLine]:
    """Join the rows of ``sites`` with their students' sums and the site list."""
    columns = ["due", "submitted", "clean", "open", "omitted", "awaited"]
    found = sums(run.coverage, ["site_code"], columns)
    nothing = dict.fromkeys(columns, 0)
    return [
        SiteLine(row, found.get((row["site_code"],), nothing), run.register.get(row["site_code"], {}))
        for row in rows
    ]


def promised_later(line: SiteLine, campaign: Campaign) -> bool:
    """Tell whether the site has promised its roster for a day still to come: no need to ring it up."""
    place = context.office()
    diary = place.diary(line.code) if place else []
    promises = [entry.due_on for entry in diary if entry.kind == "promise" and entry.due_on]
    return bool(promises) and promises[-1] > (campaign.as_of or today()).isoformat()


def reminder(line: SiteLine, campaign: Campaign) -> str:
    """Return the text for one site's group chat: counts only, nobody's name."""
    status = line.site["status"]
    kind = status if status in CALL else "fine" if status in {"clean", "signed-off"} else "checked"
    deadline = campaign.deadline.isoformat() if campaign.deadline else t("reminder.no_deadline")
    return t(
        f"reminder.{kind}",
        campaign=campaign.title or campaign.id,
        site=line.name,
        today=(campaign.as_of or today()).isoformat(),
        deadline=deadline,
        errors=int(line.site["key_errors"]) + int(line.site["other_errors"]),
        **{name: line.counts[name] for name in ("due", "submitted", "omitted")},
    )
