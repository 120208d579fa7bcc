"""The dashboard's front door: ``streamlit run dashboard.py``, or ``python dashboard.py``.

``recon dashboard`` opens the same. Settings and security headers are given in code
(``recon/ui/settings.py``, ``recon/ui/security.py``).
"""

from __future__ import annotations

import streamlit as st

from recon.ui import launch, settings

app = st.App(launch.SCRIPT, **launch.parts())

if __name__ == "__main__":
    settings.apply(settings.SETTINGS)
    app.run(config=settings.SETTINGS)
