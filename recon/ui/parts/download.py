"""A download button whose bytes are made by the click and never lie at an address before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from recon.ui.outputs import Ready


def download(
    ready: Ready | None,
    label: str,
    key: str,
    *,
    help_text: str | None = None,
    stretch: bool = True,
    icon: str = ":material/download:",
) -> None:
    """Draw one download; without anything to make it cannot be clicked."""
    st.download_button(
        label,
        ready.make if ready else b"",
        ready.name if ready else "-",
        ready.mime if ready else None,
        key=key,
        help=help_text,
        icon=icon,
        on_click="ignore",
        disabled=ready is None,
        width="stretch" if stretch else "content",
    )
