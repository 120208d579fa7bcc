"""The pages in the order of the day. Addresses are ASCII and fixed; titles follow the language."""

from __future__ import annotations

from typing import Final

import streamlit as st

from recon.ui.i18n import t

PAGES: Final = {
    "overview": ":material/dashboard:",
    "findings": ":material/rule:",
    "sites": ":material/domain:",
    "students": ":material/person_search:",
    "photos": ":material/photo_camera:",
    "handover": ":material/local_shipping:",
    "downloads": ":material/download:",
    "intake": ":material/upload_file:",
    "campaign": ":material/settings:",
}
"""Page → icon."""


def pages() -> list[st.Page]:
    """Return the navigation in the session's language."""
    return [
        st.Page(
            f"app_pages/{name}.py",
            title=t(f"nav.{name}"),
            icon=icon,
            url_path=name,
            default=name == "overview",
        )
        for name, icon in PAGES.items()
    ]
