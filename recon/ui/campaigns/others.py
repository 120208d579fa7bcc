"""The next campaign, begun with the rules of this one; and back to an earlier one, which is kept as it was."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from recon.campaign import loads
from recon.campaign.dump import dumps
from recon.campaign.following import following
from recon.ui import context
from recon.ui.campaigns.editing import trouble
from recon.ui.i18n import t
from recon.ui.parts import flash
from recon.ui.parts.literal import literal
from recon.ui.parts.progress import busy

if TYPE_CHECKING:
    from recon.workspace import Workspace


def others(place: Workspace) -> None:
    """Draw the form of a new campaign and, where there are several, the way to another one.

    Not while a check is under way: it would end as another campaign's.
    """
    if busy():
        st.caption(t("campaign.others_busy"))
        return
    texts = place.campaign_texts()
    left, right = st.columns(2, gap="large")
    with left:
        _new(place, texts)
    with right:
        _another(place, texts)


def _new(place: Workspace, texts: dict[str, str]) -> None:
    st.markdown(f"**{t('campaign.new')}**")
    st.caption(t("campaign.new_help"))
    with st.form("campaign.new", border=False):
        code = st.text_input(t("campaign.new_id"), max_chars=40, key="campaign.new.id", placeholder="2027")
        title = st.text_input(t("campaign.title"), max_chars=80, key="campaign.new.title")
        day = st.date_input(t("campaign.deadline"), None, format="YYYY-MM-DD", key="campaign.new.deadline")
        asked = st.form_submit_button(t("campaign.new_go"), icon=":material/add:")
    if not asked:
        return
    if not code.strip() or not isinstance(day, date):
        st.error(t("campaign.new_needed"))
    elif code.strip() in texts:
        st.error(t("campaign.new_there", id=literal(code.strip())))
    else:
        new = following(loads(place.campaign_text()), code.strip(), title.strip(), day)
        _begin(place, dumps(new))


def _begin(place: Workspace, text: str) -> None:
    if wrong := trouble(text):
        st.error(literal(wrong), icon=":material/error:")
        return
    place.save_campaign(text, actor=context.actor())
    flash.keep(t("campaign.new_done", id=loads(text).id), flash.Became.FROZEN)
    st.rerun()


def _another(place: Workspace, texts: dict[str, str]) -> None:
    st.markdown(f"**{t('campaign.another')}**")
    now = place.campaign().id
    there = {code: text for code, text in reversed(texts.items()) if code != now and text}
    if not there:
        st.caption(t("campaign.another_none"))
        return
    st.caption(t("campaign.another_help"))

    def named(code: str) -> str:
        title = loads(there[code]).title
        return f"{code} {title}" if title and title != code else code

    with st.form("campaign.another", border=False):
        code = st.selectbox(t("campaign.another_which"), list(there), format_func=named, key="campaign.other")
        asked = st.form_submit_button(t("campaign.another_go"), icon=":material/swap_horiz:")
    if asked:
        place.save_campaign(there[code], actor=context.actor())
        flash.keep(t("campaign.another_done", id=code))
        st.rerun()
