"""How a grid's numbers are written, and what is chosen in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st
from pandas.api.types import is_numeric_dtype

if TYPE_CHECKING:
    import pandas as pd


def grouped(frame: pd.DataFrame) -> dict[str, Any]:
    """Return a configuration that writes every number of a frame with its thousands apart."""
    numbers = (name for name in frame.columns if is_numeric_dtype(frame[name]))
    return {str(name): st.column_config.NumberColumn(format="localized") for name in numbers}


def chosen_rows(key: str) -> list[int]:
    """Return which rows of a grid are chosen, before it is drawn: its height depends on it."""
    state = st.session_state.get(key) or {}
    found: list[int] = state.get("selection", {}).get("rows", [])
    return found
