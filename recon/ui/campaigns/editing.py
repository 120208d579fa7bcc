"""Changing a campaign: checked first, shown as what would change, then kept and judged again."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING

import streamlit as st

from recon.campaign import loads
from recon.errors import CampaignError
from recon.rules import check_settings
from recon.ui import context
from recon.ui.i18n import lang, t

if TYPE_CHECKING:
    from recon.workspace import Workspace


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
    """Draw the form: check shows, save keeps."""
    now = place.campaign_text()
    with st.form("campaign.form", border=False):
        text = st.text_area(t("campaign.text"), value=now, height=420, key="campaign.edited")
        with st.container(horizontal=True):
            checked = st.form_submit_button(t("campaign.check"), icon=":material/fact_check:")
            saved = st.form_submit_button(t("campaign.save"), type="primary", icon=":material/save:")
    if not (checked or saved):
        return
    if wrong := trouble(text):
        st.error(wrong, icon=":material/error:")
    elif text == now:
        st.info(t("campaign.no_change"))
    else:
        st.success(t("campaign.fine"))
        st.caption(t("campaign.changes"))
        st.code(changes(now, text), language="diff")
        if saved:
            place.save_campaign(text, actor=context.actor())
            place.jobs.enqueue("run", {"lang": lang()}, actor=context.actor())
            st.toast(t("campaign.saved"), icon=":material/check:")
