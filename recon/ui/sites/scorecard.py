"""One site in full: its counts, its contacts, its rounds, who is missing, and its papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recon.ui import outputs, say
from recon.ui.i18n import t
from recon.ui.parts.literal import literal
from recon.ui.sites import contact, missing, papers, rounds
from recon.ui.sites.closing import close
from recon.ui.url import with_language

if TYPE_CHECKING:
    from recon.campaign import Campaign
    from recon.ui.sites.lines import SiteLine
    from recon.ui.store import Run

TABS = ("contact", "rounds", "missing", "papers")


def scorecard(run: Run, line: SiteLine, campaign: Campaign) -> None:
    """Draw one site."""
    with st.container(border=True):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.subheader(
                f"{literal(line.name)} · {say.status(line.site['status'])}", anchor=False, width="content"
            )
            close(run, line)
        _counts(line)
        _below(run, line)
        _doors(line)
        drawn = st.tabs([t(f"sites.tab_{name}") for name in TABS])
        with drawn[0]:
            contact.contact(run, line, campaign)
        with drawn[1]:
            rounds.rounds(run, line)
        with drawn[2]:
            missing.missing(run, line)
        with drawn[3]:
            papers.papers(line)


def _counts(line: SiteLine) -> None:
    values = {name: line.counts[name] for name in ("due", "submitted", "clean", "omitted", "awaited", "late")}
    values |= {name: int(line.site[name]) for name in ("key_errors", "other_errors")}
    with st.grid(8, min_column_width=96):
        for name, value in values.items():
            st.metric(t(f"sites.{name}"), f"{value:,}")


def _below(run: Run, line: SiteLine) -> None:
    """Say what a unit answers for besides itself: the cards are its own, its reminder counts them all."""
    view = outputs.view(run)
    if homes := view.answered.get(line.code):
        counts = view.sums[line.code]
        values = {name: counts[name] for name in ("due", "submitted")}
        left = counts["omitted"] + counts["awaited"]
        st.caption(t("sites.with_below", n=len(homes), missing=left, **values))


def _doors(line: SiteLine) -> None:
    code = line.code
    with st.container(horizontal=True):
        for page, name, icon, filters in (
            ("findings", "see_findings", "rule", {"site_code": [code], "state": ["waiting"]}),
            (
                "students",
                "see_omitted",
                "person_search",
                {"site_code": [code], "due_state": ["omitted", "awaited"]},
            ),
            ("downloads", "see_downloads", "download", {"site_code": [code]}),
        ):
            st.page_link(
                f"app_pages/{page}.py",
                label=t(f"sites.{name}"),
                icon=f":material/{icon}:",
                query_params=with_language({name: list(codes) for name, codes in filters.items()}),
            )
