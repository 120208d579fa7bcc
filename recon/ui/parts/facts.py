"""A short list of titles and values. Values are escaped: a file, a name or a site may be called anything."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Mapping


def facts(values: Mapping[str, object]) -> None:
    """Draw the list; an empty value is a dash."""
    lines = "".join(
        f"<dt>{escape(title)}</dt><dd>{escape(str(value)) if value not in {None, ''} else '—'}</dd>"
        for title, value in values.items()
    )
    st.html(f'<dl class="rc-facts">{lines}</dl>')
