"""Streamlit's own words in Chinese, and the page's language for the browser."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from recon.ui.i18n import lang
from recon.ui.url import said_language

_HERE = Path(__file__).parent
_component = st.components.v2.component(
    "recon_chrome",
    html="<span hidden></span>\n",
    js=(_HERE / "chrome.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


@cache
def _chinese() -> dict[str, Any]:
    path = _HERE.parent / "locales" / "chrome_zh.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def chrome() -> None:
    """Mount the translator; draws nothing."""
    words = _chinese() if lang() == "zh" else {"words": {}, "patterns": {}}
    _component(
        key="chrome",
        data={
            "lang": "zh-CN" if lang() == "zh" else "en",
            "said": said_language(),
            "words": words["words"],
            "patterns": list(words["patterns"].items()),
        },
        height=1,
    )
