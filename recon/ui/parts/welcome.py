"""The first minutes in an empty workspace: look at the sample, or begin with one's own files. Nothing to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recon.ui import context
from recon.ui.i18n import t
from recon.ui.sample_office import try_out
from recon.ui.taking import files
from recon.ui.taking.keeping import kept
from recon.ui.url import with_language

if TYPE_CHECKING:
    from recon.workspace import Workspace


def welcome(place: Workspace) -> None:
    """Draw the two ways to begin."""
    st.subheader(t("welcome.title"), anchor=False)
    own, sample = st.columns([3, 2], gap="medium")
    with own.container(border=True, height="stretch"):
        _own(place)
    with sample.container(border=True, height="stretch"):
        st.markdown(f":material/travel_explore: **{t('welcome.sample')}**")
        st.caption(t("welcome.sample_help"))
        empty = not place.sources() and not place.submissions()
        st.button(
            t("welcome.sample_go"),
            key="welcome.sample",
            icon=":material/play_arrow:",
            on_click=try_out,
            args=(place, context.actor()),
            disabled=not empty,
            help=None if empty else t("welcome.sample_no"),
        )


def _own(place: Workspace) -> None:
    st.markdown(f":material/upload_file: **{t('welcome.own')}**")
    has_extract = bool(place.sources("extract"))
    with st.form("welcome.form", border=False):
        extracts = st.file_uploader(
            f"① {t('welcome.extract')}", accept_multiple_files=True, key="welcome.extract"
        )
        rosters = st.file_uploader(
            f"② {t('welcome.rosters')}", accept_multiple_files=True, key="welcome.rosters"
        )
        go = st.form_submit_button(t("welcome.go"), type="primary", icon=":material/fact_check:")
    st.page_link(
        "app_pages/campaign.py",
        label=t("welcome.campaign"),
        icon=":material/settings:",
        query_params=with_language({}),
    )
    if has_extract:
        st.caption(t("welcome.has_extract"))
    if not go:
        return
    if not (extracts or has_extract):
        st.warning(t("welcome.extract_first"), icon=":material/info:")
        return
    if not extracts:
        files.receive(place, rosters)
        context.judge_again(place)
    elif not kept(place, "extract", extracts, rosters):
        return
    st.rerun()
