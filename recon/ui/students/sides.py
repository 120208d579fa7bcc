"""Both sides of one student: every value a unit sent beside the record's, the differing characters marked."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from recon import fields
from recon.ui import context, say
from recon.ui.diff import compare_html
from recon.ui.i18n import t

if TYPE_CHECKING:
    from recon.ui.store import Run

SHOWN = ("student_no", "exam_no", "name", "id_card", "level", "major", "cohort")
"""Fields both sides speak of, in the order of the form."""


def sides(run: Run, enrol_id: int) -> None:
    """Draw the newest live row beside the record; nothing where nobody sent the student."""
    sent = _sent(run, enrol_id)
    record = run.students.one("enrol_id", enrol_id)
    if not sent or not record:
        return
    st.markdown(f"**{t('students.sides')}**")
    masked = context.masked()
    lines = []
    for code in SHOWN:
        submitted, official = str(sent[f"{code}_raw"]), str(record.get(code, ""))
        if submitted or official:
            left, right = compare_html(submitted, official, code, masked=masked)
            lines.append(f"<b>{escape(say.field(code))}</b><div>{left}</div><div>{right}</div>")
    heads = "".join(
        f"<b>{escape(text)}</b>" for text in ("", t("findings.submitted"), t("findings.official"))
    )
    st.html(f'<div class="rc-sides">{heads}{"".join(lines)}</div>')


def _sent(run: Run, enrol_id: int) -> dict[str, Any]:
    columns = ("life", "row_id", *(f"{code}_raw" for code in fields.CODES))
    rows = run.ask_file("rows", columns, "enrol_id", enrol_id)
    rows.sort(key=lambda row: (row["life"] == "live", row["row_id"]))
    return rows[-1] if rows else {}
