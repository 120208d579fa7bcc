"""What became of an act upon a site, said once on the next drawing: by then the site may have left the list."""

from __future__ import annotations

from typing import Final

import streamlit as st

DONE: Final = ":material/check:"
NOTHING: Final = ":material/warning:"
_SAID: Final = "sites.flash"


def keep(said: str, icon: str = DONE) -> None:
    """Keep a sentence until the page is drawn again."""
    st.session_state[_SAID] = (said, icon)


def tell() -> None:
    """Say what was kept, whatever the list shows now."""
    if _SAID in st.session_state:
        said, icon = st.session_state.pop(_SAID)
        st.toast(said, icon=icon)
