"""How every page begins: with something to show, or with what to do first."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import streamlit as st

from recon.ui import context
from recon.ui.i18n import t
from recon.ui.parts.literal import literal
from recon.ui.parts.progress import busy, last_outcome, progress
from recon.ui.parts.welcome import welcome

if TYPE_CHECKING:
    from recon.ui.office import Office
    from recon.ui.store import Run


def empty(title: str, help_text: str, icon: str = ":material/inbox:") -> None:
    """Say that there is nothing, and what to do about it."""
    with st.container(border=True, horizontal_alignment="center"):
        st.subheader(f"{icon} {title}", anchor=False, text_alignment="center")
        st.caption(help_text, text_alignment="center")


def need_office() -> Office:
    """Return the workspace, or teach how to get one and stop the page."""
    place = context.office()
    if place is None:
        _no_office(os.environ.get(context.WORKSPACE, ""))
        st.stop()
    return place


def _no_office(path: str) -> None:
    """Say that none was chosen, or which one is not in its place: moved while it was open, or on a disk that is off."""
    if path:
        empty(
            t("app.workspace_gone"), t("app.workspace_gone_help", path=literal(path)), ":material/folder_off:"
        )
    else:
        empty(t("app.no_workspace"), t("app.no_workspace_help"), ":material/folder_open:")


def need_run() -> Run:
    """Return the newest run, or begin with one and stop the page."""
    place = need_office()
    run = context.run()
    if run is None:
        if busy():
            st.subheader(t("app.first_run"), anchor=False)
            st.caption(t("app.first_run_help"))
            progress()
        else:
            last_outcome()
            welcome(place)
        st.stop()
    return run
