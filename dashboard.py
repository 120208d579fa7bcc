"""The dashboard's front door: ``streamlit run dashboard.py``, ``python dashboard.py`` or ``recon dashboard``."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from recon.ui import settings
from recon.ui.security import SecurityHeaders

settings.apply()
app = st.App(
    Path(__file__).resolve().parent / "recon" / "ui" / "app.py", middleware=[Middleware(SecurityHeaders)]
)

if __name__ == "__main__":
    app.run(config=settings.SETTINGS)
