"""The photo states as a table, the simulator, and the intake of a photo register."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from recon.campaign.clock import today
from recon.charts.counts import PHOTOS, percent_valid
from recon.ui import say
from recon.ui.i18n import t
from recon.ui.parts.columns import grouped
from recon.ui.photos import simulator
from recon.ui.store import Question
from recon.ui.taking.keeping import kept

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from recon.campaign import Campaign
    from recon.ui.photos.simulator import Outcome
    from recon.ui.store import Run
    from recon.workspace import Workspace


_CELLS = """
    select branch, cohort, level, batch, needed_on, photo_state, count(*) from {file}
    where due group by all order by branch, cohort, level, needed_on, batch
"""


def by_cell(run: Run) -> pd.DataFrame:
    """Return the photo states per branch, cohort and level, against the batch that needs them."""
    found: dict[tuple[str, ...], dict[str, int]] = {}
    for *cell, state, students in run.students.ask(_CELLS):
        found.setdefault(tuple(cell), dict.fromkeys(PHOTOS, 0))[state] += students
    return pd.DataFrame([_cell(cell, states) for cell, states in found.items()])


def _cell(cell: tuple[str, ...], states: dict[str, int]) -> dict[str, str | int]:
    branch, cohort, level, batch, needed_on = cell
    return {
        t("facet.branch"): say.branch(branch),
        t("facet.cohort"): say.cohort(cohort),
        t("facet.level"): level,
        t("students.batch"): batch or "—",
        t("students.needed_on"): needed_on or "—",
        t("overview.due"): sum(states.values()),
        t("photos.share"): percent_valid(states),
        **{say.photo(state): count for state, count in states.items()},
    }


def counted(run: Run, standing: str, state: str) -> str:
    """Return the name of a list of students with their number."""
    n = run.students.count(Question({"standing": (standing,), "photo_state": (state,)}))
    return t("photos.counted", name=t(f"photos.list_{standing}_{state}"), n=n)


def simulate(run: Run, campaign: Campaign) -> None:
    """Draw the simulator: two shooting days beside each other, batch by batch."""
    # Without a batch the day is the one that is judged on: moving the shooting tells nobody anything.
    needs = [need for need in simulator.needs(run.batches()) if need.batch]
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
    for sentence in _compared(one, two, first, other):
        st.markdown(sentence)
    frame = pd.DataFrame(
        {
            t("students.batch"): [a.need.batch for a in first],
            t("students.needed_on"): [a.need.needed_on.isoformat() for a in first],
            t("overview.due"): [a.need.students for a in first],
            t("photos.taken", day=one.isoformat()): [say.photo(a.state) for a in first],
            t("photos.taken", day=f"{two.isoformat()} "): [say.photo(b.state) for b in other],
            t("photos.earliest"): [a.earliest.isoformat() for a in first],
        }
    )
    st.dataframe(
        frame, hide_index=True, alt=t("photos.simulator"), height="content", column_config=grouped(frame)
    )


def _compared(one: date, two: date, first: Sequence[Outcome], other: Sequence[Outcome]) -> list[str]:
    """Say what moving the shooting changes: in all, and for each batch it changes anything for."""
    days = {"one": one.isoformat(), "two": two.isoformat()}
    if one == two:
        return [t("photos.one_day")]
    more = simulator.holding(other) - simulator.holding(first)
    if all(a.state == b.state for a, b in zip(first, other, strict=True)):
        return [t("photos.same", **days)]
    said = [t("photos.more" if more >= 0 else "photos.fewer", n=abs(more), **days)]
    for a, b in zip(first, other, strict=True):
        if a.state != b.state:
            states = {"before": say.photo(a.state), "after": say.photo(b.state)}
            said.append("- " + t("photos.batch_changes", batch=a.need.batch, n=a.need.students, **states))
    return said


def register(place: Workspace) -> None:
    """Take in a photo register; the newer one replaces the older, and everything is judged again."""
    with st.form("photos.register", clear_on_submit=True, border=False):
        upload = st.file_uploader(t("photos.register"), key="photos.file")
        if st.form_submit_button(t("photos.take"), icon=":material/upload_file:"):
            if upload is None:
                st.warning(t("intake.nothing"))
                return
            if not kept(place, "photos", [upload], replace=True):
                return
            st.toast(t("photos.taken_in"), icon=":material/check:")
