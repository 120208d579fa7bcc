"""The photo states as a table, the simulator, and the intake of a photo register."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from recon.campaign.clock import today
from recon.charts.counts import PHOTOS, percent, sums
from recon.ui import context, say
from recon.ui.i18n import lang, t
from recon.ui.photos import simulator

if TYPE_CHECKING:
    from datetime import date

    from recon.campaign import Campaign
    from recon.ui.store import Run
    from recon.workspace import Workspace


def by_cell(run: Run) -> pd.DataFrame:
    """Return the photo states per branch, cohort and level."""
    by = ["branch", "cohort", "level"]
    found = sums(run.coverage, by, [f"photo_{state}" for state in PHOTOS])
    rows: list[dict[str, Any]] = []
    for (branch, cohort, level), counts in found.items():
        states = {state: counts[f"photo_{state}"] for state in PHOTOS}
        total = sum(states.values())
        if not total:
            continue
        rows.append(
            {
                t("facet.branch"): say.branch(branch),
                t("facet.cohort"): say.cohort(cohort),
                t("facet.level"): level,
                t("overview.due"): total,
                t("photos.share"): percent(states["valid"], total),
                **{say.photo(state): count for state, count in states.items()},
            }
        )
    return pd.DataFrame(rows)


def simulate(run: Run, campaign: Campaign) -> None:
    """Draw the simulator: two shooting days beside each other, batch by batch."""
    needs = simulator.needs(run.batches())
    if not needs:
        st.caption(t("photos.no_batches"))
        return
    planned = min(
        (day for point in campaign.shooting for day in point.dates), default=campaign.as_of or today()
    )
    left, right = st.columns(2)
    one = left.date_input(t("photos.first_day"), value=planned, format="YYYY-MM-DD", key="photos.one")
    # The other day offered is the first from which every batch's photos hold.
    best = max(simulator.earliest_day(need.needed_on, campaign.photo) for need in needs)
    two = right.date_input(
        t("photos.other_day"), value=max(best, planned), format="YYYY-MM-DD", key="photos.two"
    )
    first, other = (simulator.outcomes(needs, day, campaign.photo) for day in (one, two))
    st.markdown(_compared(one, two, simulator.holding(other) - simulator.holding(first)))
    st.dataframe(
        pd.DataFrame(
            {
                t("students.batch"): [a.need.batch for a in first],
                t("students.needed_on"): [a.need.needed_on.isoformat() for a in first],
                t("overview.due"): [a.need.students for a in first],
                t("photos.taken", day=one.isoformat()): [say.photo(a.state) for a in first],
                t("photos.taken", day=f"{two.isoformat()} "): [say.photo(b.state) for b in other],
                t("photos.earliest"): [a.earliest.isoformat() for a in first],
            }
        ),
        hide_index=True,
        alt=t("photos.simulator"),
        height="content",
    )


def _compared(one: date, two: date, more: int) -> str:
    if one == two or more == 0:
        return t("photos.same", one=one.isoformat(), two=two.isoformat())
    key = "photos.more" if more > 0 else "photos.fewer"
    return t(key, one=one.isoformat(), two=two.isoformat(), n=abs(more))


def register(place: Workspace) -> None:
    """Take in a photo register; the newer one replaces the older, and everything is judged again."""
    with st.form("photos.register", clear_on_submit=True, border=False):
        upload = st.file_uploader(t("photos.register"), type=["xlsx", "xls", "csv"], key="photos.file")
        if st.form_submit_button(t("photos.take"), icon=":material/upload_file:"):
            if upload is None:
                st.warning(t("intake.nothing"))
                return
            place.add_source("photos", upload.getvalue(), upload.name, actor=context.actor(), replace=True)
            place.jobs.enqueue("run", {"lang": lang()}, actor=context.actor())
            st.toast(t("photos.taken_in"), icon=":material/check:")
