"""Saying otherwise: whose a file is, which form it is, whether it replaces, adds or amends, and when it came."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import streamlit as st

from recon.model import outermost
from recon.rounds import KINDS
from recon.ui import context, say
from recon.ui.i18n import t
from recon.ui.masking import shown
from recon.ui.parts import flash
from recon.ui.parts.select import select, spoken
from recon.ui.taking import questions
from recon.ui.taking.answering import FORMS, again

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.ui.store import Run
    from recon.workspace import Workspace

_EARLIEST = datetime(2000, 1, 1)  # noqa: DTZ001 -- the widget knows no zones; what is told is Shanghai's


def correcting(run: Run, place: Workspace, files: Sequence[str]) -> None:
    """Draw the form; what is left empty stays as it was read."""
    with st.form("intake.place", border=False):
        st.selectbox(t("intake.place_file"), files, format_func=shown, key="intake.place.file")
        unit, form, kind, at = st.columns(4)
        unit.selectbox(
            t("intake.place_unit"),
            questions.units(run),
            None,
            format_func=say.site(run),
            placeholder=t("intake.as_read"),
            key="intake.place.unit",
        )
        select(
            form,
            t("intake.form"),
            FORMS[1:],
            None,
            format_func=say.category,
            placeholder=t("intake.as_read"),
            key="intake.place.form",
        )
        select(
            kind,
            t("sites.file_kind"),
            KINDS,
            None,
            format_func=say.submission_kind,
            placeholder=t("intake.as_read"),
            key="intake.place.kind",
        )
        at.datetime_input(
            t("intake.place_at"), None, _EARLIEST, help=t("intake.place_at_help"), key="intake.place.at"
        )
        st.form_submit_button(t("intake.place_save"), on_click=_place, args=(place,))


def _place(place: Workspace) -> None:
    keys = {"unit": "intake.place.unit"} | {name: spoken(f"intake.place.{name}") for name in ("form", "kind")}
    said = {name: st.session_state[key] or "" for name, key in keys.items()}
    file, at = st.session_state["intake.place.file"], st.session_state["intake.place.at"]
    if any(said.values()):
        place.place(file, actor=context.actor(), **said)
    if at:  # what lies in an archive came when the archive came
        place.came([outermost(file)], at.isoformat(timespec="seconds"), actor=context.actor())
    if any(said.values()) or at:
        again(place, t("intake.place_saved"))
    else:
        flash.keep(t("intake.answer_nothing"), flash.Became.MISSING)
