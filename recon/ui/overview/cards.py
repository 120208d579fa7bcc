"""The overview's first screen: the six numbers and the next things to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from recon.asides import without_ids, without_options
from recon.ui.i18n import lang, t
from recon.ui.parts.literal import literal
from recon.ui.parts.page import empty
from recon.ui.url import with_language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recon.campaign import Campaign
    from recon.ui.overview.numbers import Step, Totals
    from recon.ui.store import Run

Door = tuple[str, str, dict[str, str | list[str]]]
"""A page, what stands on the way there, and its filters."""
COUNTED: Final[dict[str, dict[str, str | list[str]]]] = {
    "due": {"standing": "due"},
    "submitted": {"due_state": ["clean", "open", "held"]},
    "clean": {"due_state": "clean"},
    "omitted": {"due_state": ["omitted", "awaited"]},
}
"""Number → the students behind it."""
STEPS = 3
"""So many things to do are shown; more would be a list, and a list is another page."""


def numbers(totals: Totals, campaign: Campaign, left: int | None, past: Sequence[Mapping[str, int]]) -> None:
    """Draw the six numbers: how each went from run to run, what it is a share of, and the list behind it."""
    with st.grid(6, min_column_width=140, key="overview-numbers"):
        if left is not None and campaign.deadline:
            day = t("overview.until", day=campaign.deadline.isoformat())
            _card("deadline" if left >= 0 else "deadline_over", _days(left), ("campaign", day, {}))
        for name, filters in COUNTED.items():
            _card(name, f"{totals[name]:,}", ("students", _share(totals, name), filters), _trend(past, name))
        if totals.photos_asked:
            door: Door = ("photos", _share(totals, "photo_valid"), {})
            _card("photo", f"{totals['photo_valid']:,}", door, _trend(past, "photo_valid"))
        else:
            _card("photo", "–", ("photos", t("overview.photo_none"), {}))


def _share(totals: Totals, name: str) -> str:
    if name == "due":
        return t("overview.due_of", n=totals.sites)
    if name == "omitted" and totals["awaited"]:
        return t("overview.awaited_more", n=totals["awaited"])
    return t("overview.of_due", share=totals.of_due(name))


def standing(run: Run, campaign: Campaign, sentence: str) -> None:
    """Draw the sentence that says where we stand, and the day the data are of."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(f"{literal(campaign.title or campaign.id)} · {sentence}", width="content")
        day = str(run.summary.get("as_of") or campaign.as_of or "")
        exported = sorted({one["exported_on"] for one in run.summary.get("extracts", ())} - {""})
        said = [t("app.as_of", day=day)] if day else []
        if exported:  # several tables are as old as the oldest of them
            said.append(t("app.exported", day=exported[0]))
        st.caption(" · ".join(said), width="content")


def notes(run: Run) -> None:
    """Draw what must be read beside the numbers; as plain text, since it may name a file."""
    said = run.notes(lang())
    if not said:
        return
    with st.container(border=True, gap="small"):
        st.markdown(f":material/priority_high: **{t('overview.notes')}**")
        for note in said:
            st.text(without_ids(without_options(note)))
        if idle := len(run.holding.idle):
            st.page_link(
                "app_pages/findings.py",
                label=t("overview.notes_idle", n=idle),
                icon=":material/gavel:",
                query_params=with_language({"idle": "yes"}),
            )


def _days(left: int) -> str:
    if left == 0:
        return t("overview.today")
    return t("overview.days" if left > 0 else "overview.over", n=abs(left))


def _trend(past: Sequence[Mapping[str, int]], name: str) -> list[int]:
    """Return a count over the runs, oldest first; nothing where it never moved: a level line tells nobody anything."""
    values = [int(counts.get(name, 0)) for counts in past]
    return values if len(set(values)) > 1 else []


def _card(name: str, value: str, door: Door, trend: Sequence[int] = ()) -> None:
    """Draw a number with its change since the run before; the line below it leads to the list."""
    page, label, filters = door
    moved = trend[-1] - trend[-2] if trend else 0
    with st.container(border=True, height="stretch", gap="small", vertical_alignment="distribute"):
        st.metric(
            t(f"overview.{name}"),
            value,
            t("overview.moved", n=f"{moved:+,}") if moved else None,
            delta_color="off",
            delta_arrow="off",
            chart_data=list(trend) or None,
            chart_type="line",
        )
        st.page_link(
            f"app_pages/{page}.py",
            label=label,
            icon=":material/chevron_right:",
            icon_position="right",
            query_params=with_language(filters),
        )


def to_do(steps: Sequence[Step], waiting: int) -> None:
    """Draw what to do next, each with its way there; where there is nothing, how many findings wait all the same."""
    st.subheader(t("overview.next"), anchor=False)
    if not steps:
        more = t("overview.next_none_more", n=waiting) if waiting else ""
        said = f"{t('overview.next_none_help')} {more}".rstrip()
        empty(t("overview.next_none"), said, ":material/task_alt:")
        return
    for column, step in zip(st.columns(STEPS), steps[:STEPS], strict=False):
        with column.container(border=True, height="stretch", vertical_alignment="distribute"):
            st.markdown(f"{step.icon} **{step.text}**")
            st.page_link(
                step.page,
                label=t("overview.go"),
                icon=":material/arrow_forward:",
                query_params=with_language(step.filters),
            )
