"""The overview's first screen: the six numbers and the next things to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recon.ui.i18n import t
from recon.ui.parts.chart import with_language
from recon.ui.parts.page import empty

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recon.campaign import Campaign
    from recon.ui.overview.numbers import Step, Totals
    from recon.ui.store import Run

STEPS = 3
"""So many things to do are shown; more would be a list, and a list is another page."""


def numbers(totals: Totals, campaign: Campaign, left: int | None, past: Sequence[Mapping[str, int]]) -> None:
    """Draw the six numbers; each says what it is a share of, and how it went from run to run."""
    with st.grid(6, min_column_width=140):
        if left is not None and campaign.deadline:
            _card("deadline", _days(left), t("overview.until", day=campaign.deadline.isoformat()))
        _card("due", f"{totals['due']:,}", t("overview.due_of", n=totals.sites))
        for name in ("submitted", "clean"):
            _card(
                name, f"{totals[name]:,}", t("overview.of_due", share=totals.of_due(name)), _trend(past, name)
            )
        omitted = t("overview.awaited_more", n=totals["awaited"])
        _card("omitted", f"{totals['omitted']:,}", omitted, _trend(past, "omitted"))
        if totals.photos_asked:
            share = t("overview.of_due", share=totals.of_due("photo_valid"))
            _card("photo", f"{totals['photo_valid']:,}", share, _trend(past, "photo_valid"))
        else:
            _card("photo", "–", t("overview.photo_none"))


def standing(run: Run, campaign: Campaign, sentence: str) -> None:
    """Draw the sentence that says where we stand, and the day the data are of."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(f"{campaign.title} · {sentence}", width="content")
        day = str(run.summary.get("as_of") or campaign.as_of or "")
        if day:
            st.caption(t("app.as_of", day=day), width="content")


def _days(left: int) -> str:
    if left == 0:
        return t("overview.today")
    return t("overview.days" if left > 0 else "overview.over", n=abs(left))


def _trend(past: Sequence[Mapping[str, int]], name: str) -> list[int] | None:
    """Return a count over the runs, oldest first; what never moved is no trend."""
    values = [int(counts.get(name, 0)) for counts in past]
    return values if len(set(values)) > 1 else None


def _card(name: str, value: str, detail: str, trend: list[int] | None = None) -> None:
    st.metric(
        t(f"overview.{name}"),
        value,
        detail,
        delta_color="off",
        delta_arrow="off",
        border=True,
        height="stretch",
        chart_data=trend,
        chart_type="line",
    )


def to_do(steps: Sequence[Step]) -> None:
    """Draw what to do next, each with its way there."""
    st.subheader(t("overview.next"), anchor=False)
    if not steps:
        empty(t("overview.next_none"), t("overview.next_none_help"), ":material/task_alt:")
        return
    for column, step in zip(st.columns(STEPS), steps[:STEPS], strict=False):
        with column.container(border=True, height="stretch"):
            st.markdown(f"{step.icon} **{step.text}**")
            st.page_link(
                step.page,
                label=t("overview.go"),
                icon=":material/arrow_forward:",
                query_params=with_language(step.filters),
            )
