"""What every question has: a way out that changes nothing and that the keyboard finds."""

from __future__ import annotations

import streamlit as st

from recon.ui.i18n import t


def cancel(key: str) -> None:
    """Draw the way out of a dialog."""
    if st.button(t("app.cancel"), key=f"{key}.cancel"):
        st.rerun()
