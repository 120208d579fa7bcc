"""Texts of the dashboard, from one catalogue per language; a test holds that both have every key."""

from __future__ import annotations

import functools
import os
import tomllib
from pathlib import Path
from typing import Any

import streamlit as st

from recon.words import LANG_VARIABLE, LANGS, Lang, fill

NAMES: dict[Lang, str] = {"zh": "中文", "en": "English"}


def _flat(table: dict[str, Any], prefix: str = "") -> dict[str, str]:
    made: dict[str, str] = {}
    for key, value in table.items():
        made |= _flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {f"{prefix}{key}": value}
    return made


@functools.cache
def catalogue(lang: Lang) -> dict[str, str]:
    """Return every text of a language by its dotted key."""
    path = Path(__file__).parent / "locales" / f"{lang}.toml"
    return _flat(tomllib.loads(path.read_text(encoding="utf-8")))


def first() -> Lang:
    """Return the language in which sessions begin: that of ``RECON_LANG`` or of the command line, else Chinese."""
    said = os.environ.get(LANG_VARIABLE, "")
    return next((lang for lang in LANGS if lang == said), "zh")


def lang() -> Lang:
    """Return the language of this session: the first one unless switched."""
    chosen = st.session_state.get("lang")
    return chosen if chosen in LANGS else first()


def t(key: str, /, **values: object) -> str:
    """Return a text in the session's language, filled as :func:`recon.words.fill` does; numbers get separators.

    Raises:
        KeyError: there is no such text; a missing text is a bug a test must see, not a sign on the page.
    """
    said = {name: f"{value:,}" if isinstance(value, int) else value for name, value in values.items()}
    text = catalogue(lang())[key]
    return fill(text, **said) if said else text
