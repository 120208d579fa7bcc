"""The numbers first: the charts keep a browser busy for more than a second, so on the first look they follow.

A browser draws everything that has arrived at once. What arrives with the numbers delays them, however quickly the
server answers; so the charts are sent when the browser, done with the numbers, asks again by itself.
"""

from __future__ import annotations

from typing import Final

import streamlit as st

LOOKED: Final = "overview.looked"
SOON: Final = 0.4
"""Seconds the browser waits before it asks; it counts them when it has time again."""
TALL: Final = 1100
"""Pixels the first chart is high with its thirty sites: nothing jumps when it comes."""


def wait_for_charts() -> bool:
    """Tell whether this is a session's first look, and hold the charts' place."""
    if LOOKED in st.session_state:
        return False
    _place()
    st.session_state[LOOKED] = True
    return True


@st.fragment(run_every=SOON)
def _place() -> None:
    if LOOKED in st.session_state:
        st.rerun()
    st.skeleton(height=TALL)
