"""Streamlit's settings, in code: a config file would be looked for in whatever folder one starts from."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from streamlit import config

from recon.charts.theme import FONT
from recon.palette import ATTENTION, BAD, CALM, GOOD, HELD

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHARED: Final = {
    "font": FONT,
    "headingFont": FONT,
    "codeFont": FONT,
    "baseRadius": "8px",
    "baseFontSize": 15,
}
_LIGHT: Final = {
    "primaryColor": "#127a6c",  # dark enough for white text on a button
    "backgroundColor": "#ffffff",
    "secondaryBackgroundColor": "#f3f6f7",
    "textColor": "#22303c",
    "borderColor": "#dde3e8",
    "linkColor": "#10685d",
    "blueTextColor": "#1d5c99",  # what is derived from the quiet blue of the charts cannot be read
}
_DARK: Final = {
    "primaryColor": "#2fa39b",
    "backgroundColor": "#14191f",
    "secondaryBackgroundColor": "#1d242c",
    "textColor": "#dfe6ec",
    "borderColor": "#323c47",
    "linkColor": "#5cc4bc",
}
_HUES: Final = {
    "greenColor": GOOD,
    "redColor": BAD,
    "orangeColor": ATTENTION,
    "blueColor": CALM,
    "violetColor": HELD,
}
_HEADINGS: Final = ["1.7rem", "1.35rem", "1.12rem", "1rem", "0.95rem", "0.9rem"]

SETTINGS: Final[dict[str, Any]] = {
    "server.address": "127.0.0.1",
    "server.enableXsrfProtection": True,
    "server.enableCORS": True,
    "server.maxUploadSize": 64,
    "server.maxMessageSize": 64,
    "server.fileWatcherType": "none",
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "logger.enableRich": False,  # it prints an error's words past every logger
    "client.toolbarMode": "minimal",
    "client.showSidebarNavigation": False,
    # A page's number has a default that nobody may leave out, and follows the address all the same (parts/paging.py).
    "global.disableWidgetStateDuplicationWarning": True,
    "runner.magicEnabled": False,
    # A full collection after every click costs more than the page; Python collects by itself when it pays.
    "runner.postScriptGC": False,
    "theme.headingFontSizes": _HEADINGS,
    "theme.metricValueFontSize": "1.75rem",
    "theme.paddingTop": "1rem",
    "theme.paddingBottom": "2rem",
    **{f"theme.{name}": value for name, value in _SHARED.items()},
    **{f"theme.light.{name}": value for name, value in (_LIGHT | _HUES).items()},
    **{f"theme.dark.{name}": value for name, value in (_DARK | _HUES).items()},
}
"""Loopback only, no telemetry, no stack traces, one look in light and in dark."""


def apply(certain: Mapping[str, Any] = MappingProxyType({})) -> None:
    """Set what was not given on the command line; `streamlit run dashboard.py` reads it before it serves.

    Args:
        certain: what ``st.App.run`` will be given. It holds whatever else was said, so it holds from here on: Streamlit
            takes a difference for a change of its settings and asks for a restart.
    """
    for name, value in (SETTINGS | dict(certain)).items():
        if name in certain or not config.is_manually_set(name):
            config.set_option(name, value, "recon.ui.settings")
