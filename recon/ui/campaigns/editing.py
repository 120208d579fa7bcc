"""Changing a campaign: checked first, shown as what would change, then kept and judged again."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING

import streamlit as st

from recon.campaign import loads
from recon.errors import CampaignError
from recon.rules import check_settings
from recon.ui import context
from recon.ui.campaigns import form, preview
from recon.ui.i18n import lang, t
from recon.ui.parts import flash
from recon.ui.parts.literal import literal

if TYPE_CHECKING:
    from recon.workspace import Workspace

WANTED = "campaign.wanted"
"""The text somebody is about to save, in the session until it is saved or dropped."""


def trouble(text: str) -> str:
    """Return what is wrong with a campaign's text, where, and what to do; empty when it is valid."""
    try:
        check_settings(loads(text))
    except CampaignError as error:
        return error.say(lang())
    return ""


def changes(old: str, new: str) -> str:
    """Return the lines that differ, as a person compares two versions."""
    lines = unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=1)
    return "\n".join(line for line in lines if not line.startswith(("---", "+++", "@@")))


def edit(place: Workspace) -> None:
    """Draw the form and, for those who like it, the text; both lead to the same preview."""
    now = place.campaign_text()
    st.caption(t("campaign.edit_help"))
    by_form, by_text = st.tabs([t("campaign.by_form"), t("campaign.by_text")])
    with by_form:
        wanted = form.form(now, place.campaign())
    with by_text:
        wanted = _text(now) or wanted
    if wanted:
        st.session_state[WANTED] = wanted
    if WANTED in st.session_state:
        _judge(place, now, st.session_state[WANTED])


def _text(now: str) -> str:
    with st.form("campaign.form", border=False):
        text = st.text_area(t("campaign.text"), value=now, height=420, key="campaign.edited")
        checked = st.form_submit_button(t("campaign.check"), icon=":material/fact_check:")
    return text if checked else ""


def _judge(place: Workspace, now: str, wanted: str) -> None:
    """Say what is wrong, or what would change, and offer to save."""
    if wanted == now:
        st.info(t("campaign.no_change"))
        return
    if wrong := trouble(wanted):
        st.error(literal(wrong), icon=":material/error:")
        return
    with st.container(border=True):
        st.markdown(f"**{t('campaign.changes')}**")
        st.code(changes(now, wanted), language="diff")
        preview.preview(place, loads(wanted))
        with st.container(horizontal=True):
            st.button(
                t("campaign.save" if _may_judge(place) else "campaign.save_only"),
                key="campaign.save",
                type="primary",
                icon=":material/save:",
                on_click=_save,
                args=(place, wanted),
            )
            st.button(t("campaign.drop"), key="campaign.drop", on_click=st.session_state.pop, args=(WANTED,))


def _may_judge(place: Workspace) -> bool:
    """Tell whether there is, or was, something to judge the rosters by."""
    return bool(place.sources("extract")) or place.newest_result() is not None


def _save(place: Workspace, text: str) -> None:
    place.save_campaign(text, actor=context.actor())
    st.session_state.pop(WANTED, None)
    if _may_judge(place):
        context.judge_again(place)
        flash.keep(t("campaign.saved"))
    else:  # nobody can be judged yet, and a run would end in red
        flash.keep(t("campaign.saved_only"))
