"""What every question has: a way out that changes nothing and that the keyboard finds."""

from __future__ import annotations

from typing import Any

import streamlit as st

from recon.ui.i18n import t


def cancel(key: str) -> None:
    """Draw the way out of a dialog."""
    if st.button(t("app.cancel"), key=f"{key}.cancel"):
        st.rerun()


def confirmed(label: str, key: str, **how: Any) -> bool:
    """Draw the last line of a dialog's form, the way out beside the act; returns whether the act was chosen.

    ``how`` goes to the act's button. The act comes first: it is what Enter in a field means.
    """
    with st.container(horizontal=True):
        sure = st.form_submit_button(label, type="primary", **how)
        if st.form_submit_button(t("app.cancel"), key=f"{key}.cancel"):
            st.rerun()
    return sure
