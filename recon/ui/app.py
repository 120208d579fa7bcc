"""The script Streamlit runs at every click: language, navigation, the page."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from recon.ui import at_work, context
from recon.ui.i18n import NAMES, first, t
from recon.ui.navigation import pages
from recon.ui.parts import flash
from recon.ui.parts.chrome import chrome
from recon.ui.parts.reveal import reveal_switch
from recon.ui.parts.stale import stale_notice

HERE = Path(__file__).parent


def choose_language() -> None:
    """Take the language from the address in a new session, then from the switch."""
    if "lang" not in st.session_state:
        said = st.query_params.get("lang", first())
        st.session_state["lang"] = said if said in NAMES else first()


def same_campaign() -> None:
    """Draw the page anew, without the click that asked for it, where it was drawn for another campaign than now.

    Nobody can tell whether that click was to save anything: a filter, a reload of the same session asks for a page too.
    """
    now = getattr(context.campaign(), "id", "")
    before = at_work.drawn_for()
    at_work.draw_for(now)
    if before and now and before != now:
        flash.keep(t("app.other_campaign", now=now, before=before), flash.Became.OVERTAKEN)
        st.rerun()


def language_switch() -> None:
    """Draw the switch; every text of the page follows it."""
    st.segmented_control(
        "语言 / Language",
        list(NAMES),
        format_func=lambda code: NAMES[code],
        key="lang",
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )


st.set_page_config(
    page_title="毕业照片采集核对 · Diploma photos",
    page_icon=str(HERE / "static" / "favicon.png"),
    layout="wide",
    initial_sidebar_state=264,
)
st.html(HERE / "static" / "recon.css")
choose_language()
page = st.navigation(pages(), position="top")
context.stay_awake()
chrome()  # first: what follows may stop where there is nothing to show yet, or the workspace cannot be opened
with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
    st.title(page.title, anchor=False)
    try:
        if context.office():
            reveal_switch(page.url_path or "overview")
    finally:
        language_switch()  # why it cannot be opened is read in either language
same_campaign()
stale_notice()
flash.tell()
page.run()
