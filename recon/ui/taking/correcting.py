"""Saying otherwise: whose a file is, which form it is, and whether it replaces, adds or amends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recon.ui import context, say
from recon.ui.i18n import t
from recon.ui.masking import mask_text
from recon.ui.taking.answering import COUNTS, FLASH, FORMS, again

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.ui.store import Run
    from recon.workspace import Workspace


def correcting(run: Run, place: Workspace, files: Sequence[str]) -> None:
    """Draw the form; what is left empty stays as it was read."""
    with st.form("intake.place", border=False):
        st.selectbox(t("intake.place_file"), files, format_func=_named, key="intake.place.file")
        unit, form, kind = st.columns(3)
        unit.selectbox(
            t("intake.place_unit"),
            list(run.site_names),
            None,
            format_func=say.site(run),
            placeholder=t("intake.as_read"),
            key="intake.place.unit",
        )
        form.selectbox(
            t("intake.form"),
            FORMS[1:],
            None,
            format_func=say.category,
            placeholder=t("intake.as_read"),
            key="intake.place.form",
        )
        kind.selectbox(
            t("sites.file_kind"),
            COUNTS,
            None,
            format_func=say.submission_kind,
            placeholder=t("intake.as_read"),
            key="intake.place.kind",
        )
        st.form_submit_button(t("intake.place_save"), on_click=_place, args=(place,))


def _named(file: str) -> str:
    return mask_text(file) if context.masked() else file


def _place(place: Workspace) -> None:
    said = {name: st.session_state[f"intake.place.{name}"] or "" for name in ("unit", "form", "kind")}
    if any(said.values()):
        place.place(st.session_state["intake.place.file"], actor=context.actor(), **said)
        again(place, t("intake.place_saved"))
    else:
        st.session_state[FLASH] = ("nothing", t("intake.answer_nothing"))
