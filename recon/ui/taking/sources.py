"""Extracts and registers as the intake page takes them: what a run is judged against."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from recon.asides import without_options
from recon.errors import OptionError
from recon.ui import context
from recon.ui.i18n import lang, t
from recon.ui.masking import shown
from recon.ui.parts import flash
from recon.ui.parts.flash import Became
from recon.ui.taking.keeping import kept
from recon.values.days import moment
from recon.workspace.sources import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.workspace import Source, Workspace


def known(held: Sequence[Source]) -> pd.DataFrame:
    """Return one line per file."""
    return pd.DataFrame(
        {
            t("sources.kind"): [t(f"sources.{source.kind}") for source in held],
            t("intake.file"): [shown(source.name) for source in held],
            t("sources.added"): [moment(source.added_at) for source in held],
            t("sources.by"): [source.actor for source in held],
        }
    )


def _held(place: Workspace, held: Sequence[Source]) -> None:
    """Draw what is held; what was taken in by mistake is chosen there and retired."""
    event = st.dataframe(
        known(held),
        key=f"sources.held.{held[-1].id}.{len(held)}",
        on_select="rerun",
        selection_mode="multi-row",
        hide_index=True,
        alt=t("sources.title"),
        height="content",
    )
    chosen = [held[i] for i in event["selection"]["rows"] if i < len(held)]
    extracts = [one for one in held if one.kind == "extract"]
    last = bool(extracts) and all(one in chosen for one in extracts)
    if last:
        st.warning(t("sources.last"), icon=":material/warning:")
    said = t("sources.retire", n=len(chosen)) if chosen else t("sources.retire_none")
    if st.button(said, key="sources.retire", icon=":material/block:", disabled=last or not chosen):
        _retire(place, chosen)


def _retire(place: Workspace, chosen: Sequence[Source]) -> None:
    """Retire what was chosen and judge again, or say why not."""
    try:
        gone = place.retire_sources({one.id for one in chosen}, actor=context.actor())
    except OptionError as error:  # somebody else was faster, and now they are the last
        flash.keep(without_options(error.say(lang())), Became.REFUSED)
        st.rerun()
    context.judge_again(place)
    flash.keep(t("sources.retired", names=t("app.list").join(shown(one.name) for one in gone)))
    st.rerun()


def sources(place: Workspace) -> None:
    """Draw what is held and the way to bring a newer one."""
    if held := place.sources():
        _held(place, held)
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
        flash.keep(t("sources.taken", n=len(uploads)))
        st.rerun()  # the list above was drawn before
    elif taken:
        st.warning(t("intake.nothing"))
