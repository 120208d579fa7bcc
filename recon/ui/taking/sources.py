"""Extracts and registers as the intake page takes them: what a run is judged against."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from recon.ui import context
from recon.ui.i18n import t
from recon.ui.taking.keeping import kept
from recon.values.days import moment
from recon.workspace.sources import KINDS

if TYPE_CHECKING:
    from recon.workspace import Workspace


def known(place: Workspace) -> pd.DataFrame:
    """Return what the workspace holds, one line per file."""
    held = place.sources()
    return pd.DataFrame(
        {
            t("sources.kind"): [t(f"sources.{source.kind}") for source in held],
            t("intake.file"): [source.name for source in held],
            t("sources.added"): [moment(source.added_at) for source in held],
            t("sources.by"): [source.actor for source in held],
        }
    )


def sources(place: Workspace) -> None:
    """Draw what is held and the way to bring a newer one."""
    frame = known(place)
    if len(frame):
        st.dataframe(frame, hide_index=True, alt=t("sources.title"), height="content")
    else:
        st.info(t("sources.none"), icon=":material/database:")
    with st.form("sources.form", clear_on_submit=True, border=False):
        left, right = st.columns([1, 2])
        kind = left.selectbox(t("sources.kind"), KINDS, format_func=lambda code: t(f"sources.{code}"))
        replace = left.checkbox(t("sources.replace"), help=t("sources.replace_help"))
        uploads = right.file_uploader(t("sources.files"), accept_multiple_files=True, key="sources.files")
        taken = st.form_submit_button(t("sources.take"), icon=":material/database_upload:")
    if taken and uploads:
        if not kept(place, kind, uploads, replace=replace):
            return
        context.judge_again(place)
        st.toast(t("sources.taken", n=len(uploads)), icon=":material/check:")
    elif taken:
        st.warning(t("intake.nothing"))
