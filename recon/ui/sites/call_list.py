"""The calls of the day on paper: whom to ring up about what, with room to write."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from recon.export.report_style import PAGE
from recon.ui import say
from recon.ui.i18n import lang, t
from recon.ui.outputs import Ready, logged
from recon.ui.sites.chase import day_of
from recon.ui.sites.grid import reminded, waiting
from recon.ui.sites.lines import why_call

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.campaign import Campaign
    from recon.ui.sites.lines import SiteLine

STYLE = (
    "<style>@page{size:A4 landscape}body{max-width:277mm}td,th{text-align:left;padding:7px 6px;"
    "vertical-align:top;border-bottom:1px solid #E3E6EA}thead{display:table-header-group}"
    "tr{break-inside:avoid}.blank{min-width:55mm}.n{text-align:right}</style>"
)
COLUMNS = ("name", "why", "missing", "responsible", "phone", "reminders", "promise", "spoke_to", "waiting")


def call_list(lines: Sequence[SiteLine], campaign: Campaign) -> Ready:
    """Return whom of these sites one has a reason to call, as a page to print, made when it is asked for."""
    day = day_of(campaign).isoformat()
    called = [(line, why) for line in lines if (why := why_call(line, day))]
    heads = "".join(f"<th>{escape(t(f'sites.{name}'))}</th>" for name in (*COLUMNS, "note"))
    body = "".join(f"<tr>{_cells(line, why)}</tr>" for line, why in called)
    title = t("sites.call_list")
    about = t("sites.call_list_about", campaign=campaign.title or campaign.id, day=day, n=len(called))
    page = PAGE.format(
        lang="zh-CN" if lang() == "zh" else "en",
        title=escape(f"{title} {day}"),
        body=f'{STYLE}<h1>{escape(title)}</h1><p class="about">{escape(about)}</p>'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>",
    )
    return Ready(f"{title}_{day}.html", logged(page.encode, "call-list", "", len(called)))


def _cells(line: SiteLine, why: str) -> str:
    said = (
        line.name,
        why,
        f"{line.missing:,}",
        line.register.get("responsible", ""),
        line.register.get("phone", ""),
        reminded(line),
        line.chase.promised_for,
        line.chase.spoke_to,
        waiting(line),
    )
    return "".join(f"<td>{escape(str(value))}</td>" for value in said) + '<td class="blank"></td>'


def branch_letters(lines: Sequence[SiteLine], campaign: Campaign) -> dict[str, str]:
    """Return per branch the text that asks it to press its silent sites."""
    deadline = campaign.deadline.isoformat() if campaign.deadline else "–"
    found: dict[str, list[SiteLine]] = {}
    for line in lines:
        found.setdefault(str(line.site["branch"]), []).append(line)
    return {
        branch: t(
            "sites.branch_letter",
            branch=say.branch(branch),
            campaign=campaign.title or campaign.id,
            deadline=deadline,
            n=len(mine),
            sites=t("app.comma").join(t("sites.branch_site", site=one.name, n=one.missing) for one in mine),
        )
        for branch, mine in found.items()
    }
