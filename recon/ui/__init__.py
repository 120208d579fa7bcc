"""The dashboard: the only room that knows Streamlit. ``dashboard.py`` is its front door."""
