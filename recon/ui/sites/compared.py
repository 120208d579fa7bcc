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

    Row = Mapping[str, Any]

SHOWN: Final = 200
"""Changes drawn; the counts above them are of all."""
WHATS: Final = ("came", "gone", "changed")
KNOWN_BY: Final = ("student_no", "exam_no", "id_card", "name")
"""What a student of a replaced round is known by, best first: only the rows that count were matched to the record."""
COLUMNS: Final = (
    *("life", "form", "file", "enrol_id", "row_id"),
    *(f"{code}_raw" for code in fields.CODES),
    *(f"{code}_final" for code in KNOWN_BY),
)


@dataclass(frozen=True, slots=True)
class Moved:
    """One student of whom the newest round says something else: ``what`` is one of :data:`WHATS`."""

    what: str
    student_no: str
    name: str
    field: str = ""
    before: str = ""
    after: str = ""


def moved(rows: Sequence[Row], rounds: Sequence[str]) -> list[Moved]:
    """Compare the live rows of a unit with those they replaced, form by form.

    Args:
        rows: the unit's rows with :data:`COLUMNS`.
        rounds: its files, oldest first.

    Returns:
        One line per student who came or is gone, and one per value that changed; nothing for a unit
        whose rows were never replaced.
    """
    replaced: dict[str, set[str]] = {}
    for row in rows:
        if row["life"] == "superseded":
            replaced.setdefault(row["form"], set()).add(row["file"])
    again = [row for row in rows if row["form"] in replaced]
    before, now = _by_student(again, "superseded"), _by_student(again, "live")
    both = _pairs(before, now)
    later = {form: _later(rounds, files) for form, files in replaced.items()}
    came = [Moved("came", *_who(row)) for row in now if row["file"] in later[row["form"]]]
    gone = [Moved("gone", *_who(row)) for row in before]
    changed = [
        Moved("changed", *_who(new), code, str(old[f"{code}_raw"]), str(new[f"{code}_raw"]))
        for old, new in both
        for code in fields.CODES
        if old[f"{code}_raw"] != new[f"{code}_raw"]
    ]
    return [*gone, *came, *changed]


def _later(rounds: Sequence[str], replaced: set[str]) -> set[str]:
    """Return the files that brought somebody since: what an older round, or the rest of one, holds stayed as it was."""
    first = next((place for place, file in enumerate(rounds) if file in replaced), 0)
    return {*rounds[first:]} - replaced


def _pairs(before: list[Row], now: list[Row]) -> list[tuple[Row, Row]]:
    """Take those who stand on both sides out of them, by the first of :data:`KNOWN_BY` that is one student's alone."""
    found: list[tuple[Row, Row]] = []
    for code in KNOWN_BY:
        old, new = _only(before, (f"{code}_raw",)), _only(now, (f"{code}_raw", f"{code}_final"))
        taken: set[int] = set()
        for value, row in old.items():
            if value in new and new[value]["row_id"] not in taken:
                taken.add(new[value]["row_id"])
                found.append((row, new[value]))
        gone = {row["row_id"] for row, _ in found}
        before[:] = [row for row in before if row["row_id"] not in gone]
        now[:] = [row for row in now if row["row_id"] not in taken]
    return sorted(found, key=lambda pair: int(pair[1]["row_id"]))


def _only(rows: Sequence[Row], columns: Sequence[str]) -> dict[str, Row]:
    """Return the rows by a value that no other row has."""
    found: dict[str, Row] = {}
    shared: set[str] = set()
    for row in rows:
        for value in {str(row[column]).strip() for column in columns} - {""}:
            if value in found:
                shared.add(value)
            found[value] = row
    return {value: row for value, row in found.items() if value not in shared}


def _by_student(rows: Sequence[Row], life: str) -> list[Row]:
    """Return a unit's rows of one life, one per student; of several rows the last one read counts."""
    found = sorted((row for row in rows if row["life"] == life), key=lambda row: row["row_id"])
    once = {row["enrol_id"] if row["enrol_id"] >= 0 else _number(row) or row["row_id"]: row for row in found}
    return list(once.values())


def _number(row: Mapping[str, Any]) -> str:
    return str(row["student_no_raw"] or row["exam_no_raw"]).strip()


def _who(row: Mapping[str, Any]) -> tuple[str, str]:
    return _number(row), str(row["name_raw"])


def compared(run: Run, line: SiteLine) -> None:
    """Draw the comparison of a site that sent more than once."""
    if not any(file["superseded"] for file in line.files):
        return
    found = run.memo(
        ("rounds compared", line.code),
        lambda: moved(
            run.ask_file("rows", COLUMNS, "unit", line.code), [str(file["file"]) for file in line.files]
        ),
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
