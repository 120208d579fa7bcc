"""A site's word that it has nobody to report (零报送): who said so is asked, and a mistake is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from recon.ui import context
from recon.ui.i18n import t
from recon.ui.parts import flash
from recon.ui.parts.dialogs import confirmed
from recon.ui.parts.literal import literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.ui.sites.lines import SiteLine

SAID_BY: Final = "sites.nil.by"
"""The field of who said so."""


def offer(line: SiteLine) -> None:
    """Offer to declare nil for a silent site; what the record says against it is told before."""
    asked = st.button(
        t("sites.nil"),
        key=f"sites.nil.{line.code}",
        icon=":material/do_not_disturb_on:",
        help=t("sites.nil_help"),
    )
    if asked:
        _ask(line)


def _ask(line: SiteLine) -> None:
    due = line.counts["due"]

    @st.dialog(t("sites.nil"), icon=":material/do_not_disturb_on:")
    def body() -> None:
        st.markdown(t("sites.nil_sure" if due else "sites.nil_sure_none", site=literal(line.name), n=due))
        st.caption(t("sites.nil_after"))
        with st.form("sites.nil", border=False):
            st.text_input(t("sites.nil_by"), key=SAID_BY, max_chars=200)
            if confirmed(t("sites.nil_confirm"), "sites.nil", on_click=_declare, args=(line.code,)):
                st.rerun()

    body()


def _declare(unit: str) -> None:
    place, said = context.office(), str(st.session_state.get(SAID_BY, "")).strip()
    if place:
        for form in place.campaign().scope:
            place.declare_nil(unit, form, actor=context.actor(), reason=said)
        context.judge_again(place)
        flash.keep(t("sites.nil_saved"))


def take_back(line: SiteLine) -> None:
    """Offer to take back what a mistaken click declared."""
    place = context.office()
    forms = [nil.form for nil in place.nils() if nil.unit == line.code] if place else []
    if forms:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(t("sites.nil_stands"), width="content")
            st.button(
                t("sites.nil_back"),
                key=f"sites.nil_back.{line.code}",
                icon=":material/undo:",
                on_click=_withdraw,
                args=(line.code, forms),
            )


def _withdraw(unit: str, forms: Sequence[str]) -> None:
    place = context.office()
    if place:
        for form in forms:
            place.withdraw_nil(unit, form, actor=context.actor())
        context.judge_again(place)
        flash.keep(t("sites.nil_taken_back"))
