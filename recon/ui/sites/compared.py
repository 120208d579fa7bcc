"""What a site's newest round changed against the one it replaced: who came, who is gone, which values moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st

from recon import fields
from recon.ui import context, say
from recon.ui.diff import compare_text
from recon.ui.i18n import t
from recon.ui.masking import mask_name, mask_number
from recon.ui.parts.columns import grid_height

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recon.ui.sites.lines import SiteLine
    from recon.ui.store import Run

SHOWN: Final = 200
"""Changes drawn; the counts above them are of all."""
WHATS: Final = ("came", "gone", "changed")
COLUMNS: Final = ("life", "enrol_id", "row_id", *(f"{code}_raw" for code in fields.CODES))


@dataclass(frozen=True, slots=True)
class Moved:
    """One student of whom the newest round says something else: ``what`` is one of :data:`WHATS`."""

    what: str
    student_no: str
    name: str
    field: str = ""
    before: str = ""
    after: str = ""


def moved(rows: Sequence[Mapping[str, Any]]) -> list[Moved]:
    """Compare the live rows of a unit with those they replaced, by enrolment, else by the number as sent.

    Args:
        rows: the unit's rows with :data:`COLUMNS`.

    Returns:
        One line per student who came or is gone, and one per value that changed; nothing for a unit
        whose rows were never replaced.
    """
    before, now = _by_student(rows, "superseded"), _by_student(rows, "live")
    if not before:
        return []
    came = [Moved("came", *_who(now[key])) for key in now if key not in before]
    gone = [Moved("gone", *_who(before[key])) for key in before if key not in now]
    changed = [
        Moved("changed", *_who(now[key]), code, str(before[key][f"{code}_raw"]), str(now[key][f"{code}_raw"]))
        for key in now
        if key in before
        for code in fields.CODES
        if before[key][f"{code}_raw"] != now[key][f"{code}_raw"]
    ]
    return [*gone, *came, *changed]


def _by_student(rows: Sequence[Mapping[str, Any]], life: str) -> dict[object, Mapping[str, Any]]:
    """Return a unit's rows of one life by student; of several rows the last one read counts."""
    found = sorted((row for row in rows if row["life"] == life), key=lambda row: row["row_id"])
    return {row["enrol_id"] if row["enrol_id"] >= 0 else _number(row) or row["row_id"]: row for row in found}


def _number(row: Mapping[str, Any]) -> str:
    return str(row["student_no_raw"] or row["exam_no_raw"]).strip()


def _who(row: Mapping[str, Any]) -> tuple[str, str]:
    return _number(row), str(row["name_raw"])


def compared(run: Run, line: SiteLine) -> None:
    """Draw the comparison of a site that sent more than once."""
    if not any(file["superseded"] for file in line.files):
        return
    found = run.memo(
        ("rounds compared", line.code), lambda: moved(run.ask_file("rows", COLUMNS, "unit", line.code))
    )
    people = {what: len({(one.student_no, one.name) for one in found if one.what == what}) for what in WHATS}
    st.markdown(f"**{t('sites.compared')}**")
    st.markdown(t("sites.compared_sums", **people))
    if found:
        st.dataframe(
            frame(found[:SHOWN]),
            hide_index=True,
            alt=t("sites.compared"),
            height=grid_height(len(found), 318),
        )


def frame(found: Sequence[Moved]) -> pd.DataFrame:
    """Return the changes as they may leave the server now."""
    masked = context.masked()
    pairs = [
        compare_text(one.before, one.after, one.field, masked=masked) if one.field else ("", "")
        for one in found
    ]
    return pd.DataFrame(
        {
            t("handover.what"): [t(f"sites.compared_{one.what}") for one in found],
            t("students.number"): [
                mask_number(one.student_no) if masked else one.student_no for one in found
            ],
            t("students.name"): [mask_name(one.name) if masked else one.name for one in found],
            t("findings.field"): [say.field(one.field) if one.field else "" for one in found],
            t("handover.before"): [left for left, _ in pairs],
            t("handover.after"): [right for _, right in pairs],
        }
    )
