"""How a grid's numbers are written, and what is chosen in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st
from pandas.api.types import is_numeric_dtype

if TYPE_CHECKING:
    import pandas as pd

ROW: Final = 32.8125
"""Pixels of a grid's row: Streamlit's 2.1875 rem at our 15 pixels."""


def grouped(frame: pd.DataFrame) -> dict[str, Any]:
    """Return a configuration that writes every number of a frame with its thousands apart."""
    numbers = (name for name in frame.columns if is_numeric_dtype(frame[name]))
    return {str(name): st.column_config.NumberColumn(format="localized") for name in numbers}


def grid_height(rows: int, most: int) -> int:
    """Return the pixels a grid of so many rows takes with its head: no empty half row below, never above ``most``."""
    return min(round(ROW * (rows + 1)) + 3, most)


def chosen_rows(key: str) -> list[int]:
    """Return which rows of a grid are chosen, before it is drawn: its height depends on it."""
    state = st.session_state.get(key) or {}
    found: list[int] = state.get("selection", {}).get("rows", [])
    return found
