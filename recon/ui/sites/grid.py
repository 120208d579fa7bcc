"""The list of sites as a grid: how they stand, or, for the calls of the day, whom to ring up about what."""

from __future__ import annotations

import functools
import hashlib
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st

from recon.palette import pill
from recon.ui import say
from recon.ui.i18n import lang, t
from recon.ui.masking import shown
from recon.ui.parts.columns import chosen_rows, grid_height
from recon.ui.sites.chase import day_of
from recon.ui.sites.lines import ORDER, days_late, why_call
from recon.values.shares import percent_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.campaign import Campaign
    from recon.ui.sites.lines import SiteLine


TALL: Final = 493
"""Pixels the grid is high at most: fourteen rows."""
LOW: Final = 213
"""Pixels it is high once a site is picked: on a laptop the site opens above the fold."""


def standing(lines: Sequence[SiteLine], campaign: Campaign) -> pd.DataFrame:
    """Return how the sites stand; what filters or scorecard tell too comes last: a narrow screen cuts it off."""
    return pd.DataFrame(
        {
            "name": [line.name for line in lines],
            "status": [[say.status(line.site["status"])] for line in lines],
            "coverage": [percent_number(line.counts["submitted"], line.counts["due"]) for line in lines],
            "due": [line.counts["due"] for line in lines],
            "missing": [line.missing for line in lines],
            "errors": [line.errors for line in lines],
            "error_rate": [None if line.error_rate is None else 100 * line.error_rate for line in lines],
            "ribbon": [line.ribbon for line in lines],
            "received": [str(line.site["received_at"])[5:16].replace("T", " ") for line in lines],
            "late": [days_late(line, campaign) or None for line in lines],
            "rows": [line.site["rows"] for line in lines],
            "branch": [say.branch(line.site["branch"]) for line in lines],
        }
    )


def calling(lines: Sequence[SiteLine], campaign: Campaign) -> pd.DataFrame:
    """Return whom to call, about how many students, and what was said before."""
    day = day_of(campaign).isoformat()
    return pd.DataFrame(
        {
            "name": [line.name for line in lines],
            "why": [why_call(line, day) for line in lines],
            "missing": [line.missing for line in lines],
            "late": [days_late(line, campaign) or None for line in lines],
            "responsible": [line.register.get("responsible", "") for line in lines],
            "phone": [line.register.get("phone", "") for line in lines],
            "reminders": [reminded(line) for line in lines],
            "promise": [line.chase.promised_for for line in lines],
            "spoke_to": [shown(line.chase.spoke_to) for line in lines],
            "waiting": [waiting(line) for line in lines],
        }
    )


def reminded(line: SiteLine) -> str:
    """Return how often the site was reminded, and when last."""
    if not line.chase.reminders:
        return ""
    return t("sites.reminded", n=line.chase.reminders, day=line.chase.reminded_at[5:10])


def waiting(line: SiteLine) -> str:
    """Return whose turn it is, and whether the branch was asked to help."""
    said = t(f"waiting.{line.chase.waiting_for}") if line.chase.waiting_for else ""
    return " · ".join(filter(None, (said, t("sites.escalated_short") if line.chase.escalated_at else "")))


def columns(*, calls: bool) -> dict[str, Any]:
    """Return titles and widths: together they fit a laptop of 1,280 pixels beside the filters."""
    text, number = st.column_config.TextColumn, st.column_config.NumberColumn
    count = functools.partial(number, format="localized")
    # A status reads longer in English, where names are the same characters.
    name, branch, state, late = (142, 108, 98, 58) if lang() == "zh" else (130, 88, 128, 66)
    status = st.column_config.MultiselectColumn(
        t("sites.status"),
        options=[say.status(code) for code in ORDER],
        color=[pill(code) for code in ORDER],
        width=state,
    )
    share = st.column_config.ProgressColumn(
        t("sites.coverage"),
        format="%d%%",
        min_value=0,
        max_value=100,
        width=86,
        help=t("sites.coverage_rate_help"),
    )
    return {
        "name": text(t("sites.name"), width=128 if calls else name),
        "branch": text(t("sites.branch"), width=branch),
        "why": text(t("sites.why"), width=176),
        "status": status,
        "coverage": share,
        "due": count(t("sites.due"), width=54),
        "missing": number(t("sites.missing"), width=54 if calls else 58, help=t("sites.missing_help")),
        "rows": count(t("sites.rows"), width=54),
        "errors": count(t("sites.errors"), width=54),
        "error_rate": number(t("sites.error_rate"), format="%.1f%%", width=66, help=t("sites.rate_help")),
        "ribbon": text(t("sites.ribbon"), width=54, help=t("sites.ribbon_help")),
        "received": text(t("sites.received"), width=86),
        "late": number(t("sites.days_late"), width=late, help=t("sites.days_late_help")),
        "responsible": text(t("sites.responsible"), width=94),
        "phone": text(t("sites.phone"), width=98),
        "reminders": text(t("sites.reminders"), width=78),
        "promise": text(t("sites.promise"), width=92),
        "spoke_to": text(t("sites.spoke_to"), width=68),
        "waiting": text(t("sites.waiting"), width=74),
    }


def site_grid(lines: Sequence[SiteLine], campaign: Campaign, *, calls: bool) -> int | None:
    """Draw the sites and return the chosen place; the key dies with the rows."""
    codes = "\n".join((str(calls), *(line.code for line in lines)))
    key = hashlib.sha256(codes.encode()).hexdigest()[:16]
    key = f"sites.grid.{key}"
    event = st.dataframe(
        (calling if calls else standing)(lines, campaign),
        key=key,
        on_select="rerun",
        selection_mode="single-row",
        hide_index=True,
        height=grid_height(len(lines), LOW if chosen_rows(key) else TALL),
        column_config=columns(calls=calls),
        alt=t("sites.alt"),
        placeholder="",
    )
    places = [place for place in event["selection"]["rows"] if place < len(lines)]
    return places[0] if places else None
