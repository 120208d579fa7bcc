"""The overview's charts: each mark a door to the list behind it, each chart with its table."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from recon.ui import url
from recon.ui.i18n import t
from recon.ui.overview import tables
from recon.ui.parts.chart import chart, table_behind
from recon.ui.parts.drawn import drawn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recon.ui.store import Run

    Door = tuple[str, Mapping[str, str | list[str]]]

STUDENTS: Final = "app_pages/students.py"
FINDINGS: Final = "app_pages/findings.py"
SITES: Final = "app_pages/sites.py"
VIEWS: Final = ("by_site", "by_matrix")


def behind_state(run: Run, codes: list[str]) -> Door:
    """A site's open errors are findings; every other state is a list of students.

    Findings stand with the unit that sent the rows: where that was another one, the students are listed.
    """
    site, state = codes
    if state == "open" and not _sent_elsewhere(run, site):
        return FINDINGS, {"site_code": site, "severity": "error", "state": "waiting"}
    return STUDENTS, {"site_code": site, "due_state": state}


def _sent_elsewhere(run: Run, site: str) -> bool:
    """Tell whether another unit sent some of a site's due students in error."""
    asked = "select 1 from {file} where site_code = ? and due and open and found_at <> site_code limit 1"
    return bool(run.students.ask(asked, [site]))


def _behind_cell(codes: list[str]) -> Door:
    return STUDENTS, {"branch": codes[0], "cohort": codes[1], "standing": "due"}


def _behind_status(codes: list[str]) -> Door:
    return SITES, {"branch": codes[0], "status": codes[1]}


def coverage(run: Run) -> None:
    """Draw what became of the due, by site or as branch × cohort."""
    with st.container(border=True):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.subheader(t("overview.coverage"), anchor=False, width="content")
            url.switch("view", "overview.view", VIEWS)
            view = st.segmented_control(
                t("overview.coverage"),
                list(VIEWS),
                required=True,
                format_func=lambda code: t(f"overview.{code}"),
                label_visibility="collapsed",
                key="overview.view",
            )
        if view == "by_matrix":
            _matrix(run)
        else:
            _by_site(run)


def _by_site(run: Run) -> None:
    st.caption(t("overview.coverage_help"))
    chart(
        drawn(run, "sites"),
        key="chart.sites",
        alt=t("overview.alt_coverage"),
        door=partial(behind_state, run),
    )
    table_behind(
        lambda: tables.coverage_table(run, ["site_code"]), key="table.sites", alt=t("overview.alt_coverage")
    )


def _matrix(run: Run) -> None:
    st.caption(t("overview.matrix_help"))
    chart(drawn(run, "matrix"), key="chart.matrix", alt=t("overview.alt_matrix"), door=_behind_cell)
    table_behind(
        lambda: tables.coverage_table(run, ["branch", "cohort"]),
        key="table.matrix",
        alt=t("overview.alt_matrix"),
    )


def expiry(run: Run) -> None:
    """Draw the photo states by branch and by cohort, side by side."""
    with st.container(border=True):
        st.subheader(t("overview.expiry"), anchor=False)
        st.caption(t("overview.expiry_help"))
        left, right = st.columns(2)
        for column, by in ((left, "branch"), (right, "cohort")):
            with column.container(height="stretch"):
                _expiry(run, by)


def _expiry(run: Run, by: str) -> None:
    st.markdown(f"**{t(f'overview.expiry_{by}')}**")
    alt = t(f"overview.alt_expiry_{by}")

    def behind(codes: list[str]) -> Door:
        return STUDENTS, {by: codes[0], "photo_state": codes[1], "standing": "due"}

    chart(drawn(run, by), key=f"chart.expiry.{by}", alt=alt, door=behind)
    st.space("stretch")  # the shorter chart begins where its neighbour does, and both tables end on one line
    table_behind(lambda: tables.expiry_table(run, by), key=f"table.expiry.{by}", alt=alt)


def status(run: Run) -> None:
    """Draw where the sites stand, per branch."""
    st.subheader(t("overview.status"), anchor=False)
    st.caption(t("overview.status_help"))
    chart(drawn(run, "status"), key="chart.status", alt=t("overview.alt_status"), door=_behind_status)
    table_behind(lambda: tables.status_table(run), key="table.status", alt=t("overview.alt_status"))
