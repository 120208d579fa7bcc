"""The switch that shows names and numbers: it asks what for, is logged, and goes off by itself."""

from __future__ import annotations

import streamlit as st

from recon.ui import context
from recon.ui.i18n import t

CHECKED = 5.0
"""Seconds between two looks at the clock."""
REASONS = ("card", "site", "student", "file")


def reveal_switch(page: str) -> None:
    """Draw the switch in the page's head."""
    if context.masked():
        with st.popover(t("reveal.hidden"), icon=":material/visibility_off:", type="tertiary"):
            st.markdown(f"**{t('reveal.switch')}**")
            reason = st.radio(
                t("reveal.why"),
                REASONS,
                format_func=lambda code: t(f"reveal.for.{code}"),
                help=t("reveal.why_help"),
                key="reveal.reason",
            )
            st.button(
                t("reveal.ok"), key="reveal.ok", type="primary", on_click=context.reveal, args=(reason, page)
            )
    else:
        _watch()
        st.button(
            t("reveal.hide"),
            key="reveal.hide",
            icon=":material/visibility:",
            type="primary",
            help=t("reveal.shown"),
            on_click=context.hide,
        )


@st.fragment(run_every=CHECKED)
def _watch() -> None:
    """Hide the values when the idle time is over, also on a screen nobody touches."""
    if context.masked():
        st.rerun()
