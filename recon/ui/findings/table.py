"""A page of findings as a grid. Only what is drawn leaves the server, masked unless names are shown."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st

from recon.palette import pill
from recon.ui import context, say
from recon.ui.diff import compare_text
from recon.ui.i18n import lang, t
from recon.ui.masking import mask_finding, mask_name
from recon.ui.parts.columns import chosen_rows, grid_height
from recon.words import Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from recon.ui.store import Question

ROWS = 50
"""Findings on a page."""
TALL: Final = 287
"""Pixels the grid is high once one is picked: on a laptop the pair still shows below it."""
TALLER: Final = 563
"""Pixels it is high before: there is nothing below it yet."""

SAID_ONCE: Final = ("field", "state", "trust")
"""Columns that are left out where a filter says what would stand in every row."""
COLUMNS: Final = (
    "finding_id", "rule", "severity", "trust", "site_code", "site_name", "field", "student_no", "name",
    "submitted", "official", "proposal",
)  # fmt: skip
"""What the grid and its buttons need; the rest is fetched for the one finding that is looked at."""


def visible(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows in the session's language, as they may leave the server now."""
    told = [say.finding(row) for row in rows]
    return [mask_finding(row) for row in told] if context.masked() else told


def grid_key(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return a key that dies with the rows: a selection by position must never reach other students."""
    ids = "\n".join(str(row["finding_id"]) for row in rows)
    return f"findings.grid.{hashlib.sha256(ids.encode()).hexdigest()[:16]}"


def frame(
    rows: Sequence[Mapping[str, Any]], states: Mapping[str, str], told: Collection[str] = ()
) -> pd.DataFrame:
    """Return the drawn columns but those that say the same in every row."""
    masked = context.masked()
    pairs = [
        compare_text(row["submitted"], row["official"], row["field"], masked=masked)
        if row["field"]
        else ("", "")
        for row in rows
    ]
    made = {
        "severity": [[say.severity(row["severity"])] for row in rows],
        "rule": [say.rule_title(row["rule"]) for row in rows],
        "student": [mask_name(row["name"]) if masked else row["name"] for row in rows],
        "number": [row["student_no"] for row in rows],
        "field": [say.field(row["field"]) if row["field"] else "" for row in rows],
        "submitted": [left for left, _ in pairs],
        "official": [right for _, right in pairs],
        "site": [say.whose(row) for row in rows],
        "state": [say.state(states.get(row["finding_id"], "waiting")) for row in rows],
        "trust": [say.trust(row["trust"]) if row["trust"] else "" for row in rows],
    }
    if masked:
        # A masked number tells nothing in a list; it stands beside the pair.
        del made["number"]
    return pd.DataFrame({name: cells for name, cells in made.items() if name not in told})


def told_by(question: Question) -> set[str]:
    """Return the columns that say the same in every row, since the filters chose one code of them."""
    return {name for name in SAID_ONCE if len(question.chosen.get(name, ())) == 1}


def columns(told: Collection[str] = ()) -> dict[str, Any]:
    """Return the titles and widths: on a laptop of 1,280 pixels everything but the last column shows.

    What is wrong gets the room of the columns that are told by the filters.
    """
    text = st.column_config.TextColumn
    # What is wrong reads longer in English, where the values are the same characters and dots.
    title, most, value, state = (208, 240, 120, 84) if lang() == "zh" else (254, 254, 124, 70)
    if not context.masked():
        value = 152  # eighteen digits
    title = min(most, title + sum(room for name, room in (("field", 78), ("state", state)) if name in told))
    severities = [say.severity(item.value) for item in Severity]
    return {
        "severity": st.column_config.MultiselectColumn(
            t("findings.severity"),
            options=severities,
            color=[pill(item.value) for item in Severity],
            width=82 if lang() == "zh" else 76,
        ),
        "rule": text(t("findings.rule"), width=title),
        "student": text(t("findings.student"), width=68),
        "number": text(t("findings.number"), width=120),
        "field": text(t("findings.field"), width=78),
        "submitted": text(t("findings.submitted"), width=value),
        "official": text(t("findings.official"), width=value),
        "site": text(t("findings.site"), width=128),
        "state": text(t("findings.state"), width=state),
        "trust": text(t("findings.trust"), width=110),
    }


def table(rows: Sequence[Mapping[str, Any]], states: Mapping[str, str], question: Question) -> list[int]:
    """Draw the grid and return the chosen places."""
    key, told = grid_key(rows), told_by(question)
    event = st.dataframe(
        frame(rows, states, told),
        key=key,
        on_select="rerun",
        selection_mode="multi-row",
        hide_index=True,
        height=grid_height(len(rows), TALL if chosen_rows(key) else TALLER),
        column_config=columns(told),
        alt=t("findings.alt"),
    )
    return [place for place in event["selection"]["rows"] if place < len(rows)]
