"""What the overview says: the sums of the campaign, the lead sentence, and the next things to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from recon.campaign.clock import today
from recon.charts.counts import PHOTOS, STATES, sums
from recon.fields import PERSONAL
from recon.sites import UNKNOWN
from recon.ui.findings.facets import VIEWS
from recon.ui.i18n import t
from recon.ui.store import Question
from recon.values.shares import percent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from recon.campaign import Campaign
    from recon.ui.store import Run
    from recon.workspace import Workspace


TO_CONFIRM: Final[Mapping[str, tuple[str, ...]]] = {"state": ("waiting",), "trust": ("confirm",)}
WAITING: Final = Question({"state": ("waiting",)})
REST: Final = ("late", "excused", "awaited", "omitted")
"""What else becomes of a due student besides being submitted (docs/definitions.md, "Who is due")."""
ACT_ON: Final = ("omitted", "late", "open", "held")
"""States of a due student that somebody has to do something about."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: what, which page, which filters, which icon."""

    text: str
    page: str
    filters: Mapping[str, str | list[str]]
    icon: str


@dataclass(frozen=True, slots=True)
class Totals:
    """The campaign in numbers; the counts equal the sums of ``coverage.csv``."""

    counts: Mapping[str, int]
    sites: int
    silent: int
    """Sites that owe students and have sent nothing."""

    def __getitem__(self, name: str) -> int:
        """Return one count."""
        return self.counts[name]

    def of_due(self, name: str) -> str:
        """Return a count as a share of the due."""
        return percent(self.counts[name], self.counts["due"])

    @property
    def photos_asked(self) -> bool:
        """Tell whether a photo register was given."""
        return self.counts["photo_not_asked"] < self.counts["due"]


def totals(run: Run) -> Totals:
    """Add up the whole province."""
    columns = ["due", "submitted", *STATES, *(f"photo_{state}" for state in PHOTOS)]
    counts = {name: int(sum(run.coverage[name].to_pylist())) for name in columns}
    silent = run.site_list.count(Question({"call": ("yes",), "status": ("silent",)}))
    units = sum(code != UNKNOWN for code in run.sites["site_code"].to_pylist())
    return Totals(counts, units, silent)


def past(place: Workspace, count: int = 12) -> list[Mapping[str, int]]:
    """Return the totals of the last finished runs, oldest first."""
    runs = [run for run in place.runs(count) if run.state == "finished" and "coverage" in run.summary]
    return [run.summary["coverage"] for run in reversed(runs)]


def days_left(campaign: Campaign, day: date | None = None) -> int | None:
    """Return the days to the deadline; negative when it has passed, None without one.

    Counted from ``day``, the one the numbers beside it are of, else the campaign's ``as_of`` (a sample stands still),
    else today in Shanghai.
    """
    return (campaign.deadline - (day or campaign.as_of or today())).days if campaign.deadline else None


def lead(all_counts: Totals, left: int | None) -> str:
    """Return the sentence that says where we stand; its parts add up to the due."""
    rest = [name for name in REST if all_counts[name]]
    values: dict[str, int | str] = {
        "due": all_counts["due"],
        "submitted": all_counts["submitted"],
        "silence": t("overview.lead_silent", n=all_counts.silent) if all_counts.silent else "",
        "rest": "".join(t(f"overview.lead_{name}", n=all_counts[name]) for name in rest),
    }
    if left is None:
        return t("overview.lead_free", **values)
    key = "lead_open" if left > 0 else "lead_last" if left == 0 else "lead_over"
    return t(f"overview.{key}", days=abs(left), **values)


def steps(run: Run, all_counts: Totals, campaign: Campaign) -> list[Step]:
    """Return what to do next, the most urgent first; without a cohort or a deadline no number means much."""
    said = campaign.deadline or any(one.cohorts for one in campaign.scope.values())
    calls = run.site_list.count(Question({"call": ("yes",)}))
    return [
        *_step(0 if said else all_counts["due"], "next_campaign", "campaign", {}, ":material/settings:"),
        *_step(calls, "next_call", "sites", {"call": "yes"}, ":material/call:"),
        *_confirming(run, "yes"),
        *_asking(run, VIEWS["ask"]["trust"], "next_ask", ":material/reply:"),
        *_confirming(run, "no"),
        *_step(all_counts["late"], "next_late", "students", {"due_state": "late"}, ":material/schedule:"),
        *_step(all_counts["photo_expired"], "next_expired", "photos", {}, ":material/photo_camera:"),
        *_asking(run, ("authority",), "next_authority", ":material/gavel:"),
    ]


def _step(
    n: int, key: str, page: str, filters: Mapping[str, str | list[str]], icon: str, **more: int
) -> list[Step]:
    """Return one thing to do, or none where there is nothing of it."""
    return [Step(t(f"overview.{key}", n=n, **more), f"app_pages/{page}.py", filters, icon)] if n else []


def _asking(run: Run, trusts: Sequence[str], key: str, icon: str) -> list[Step]:
    n = run.findings.count(Question({"state": ("waiting",), "trust": tuple(trusts)}))
    return _step(n, key, "findings", _waiting(*trusts), icon)


def _confirming(run: Run, ready: str) -> list[Step]:
    """What a click confirms; or what waits for a decision without a proposal, as a student of two units does."""
    asked = Question({**TO_CONFIRM, "ready": (ready,)})
    n, filters = run.findings.count(asked), _waiting("confirm") | {"ready": ready}
    if ready == "no":
        return _step(n, "next_decide", "findings", filters, ":material/balance:")
    seen = sum(count for field, count in run.findings.facet("field", asked).items() if field in PERSONAL)
    key = "next_confirm_seen" if seen else "next_confirm"
    return _step(n, key, "findings", filters, ":material/done_all:", seen=seen)


def _waiting(*trusts: str) -> dict[str, str | list[str]]:
    return {"state": "waiting", "trust": list(trusts)}


def _sent(site: Mapping[str, Any]) -> str:
    """Return a site's status; one whose files hold no student is no better than silent, and says ``nobody``."""
    nobody = site["status"] == "checked" and site["files"] and not site["rows"]
    return "nobody" if nobody else str(site["status"])


def worst(run: Run, count: int = 5) -> list[dict[str, str | int]]:
    """Return the sites where somebody has to act about most students: missing, late, in error or in doubt."""
    found = sums(run.coverage, ["site_code"], ["due", "submitted", *ACT_ON])
    sent = run.sites.select(["site_code", "status", "files", "rows"]).to_pylist()
    statuses = {one["site_code"]: _sent(one) for one in sent}
    needy: list[dict[str, str | int]] = [
        {
            "site_code": code,
            "status": statuses.get(code, ""),
            "act": sum(counts[name] for name in ACT_ON),
            **counts,
        }
        for (code,), counts in found.items()
        if statuses.get(code) != "signed-off"
    ]
    needy.sort(key=lambda site: (-int(site["act"]), str(site["site_code"])))
    return [site for site in needy[:count] if site["act"]]
