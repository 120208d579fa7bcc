"""Streamlit's own words in Chinese, a programmer's in a registrar's, the page's language, and the keyboard's place."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from recon.ui.i18n import lang
from recon.ui.url import said_language

if TYPE_CHECKING:
    from recon.words import Lang

_HERE = Path(__file__).parent
_component = st.components.v2.component(
    "recon_chrome",
    html="<span hidden></span>\n",
    js="".join((_HERE / name).read_text(encoding="utf-8") for name in ("focus.js", "chrome.js")),
    isolate_styles=False,
)


@cache
def _words(said: Lang) -> dict[str, Any]:
    path = _HERE.parent / "locales" / f"chrome_{said}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def chrome() -> None:
    """Mount the translator; draws nothing."""
    words = _words(lang())
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
