"""One student in full: the record, the photo, the findings, and every row a unit submitted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from recon.ui import context, say
from recon.ui.findings.pair import place
from recon.ui.findings.table import visible
from recon.ui.i18n import lang, t
from recon.ui.masking import personal, shown
from recon.ui.parts.facts import facts
from recon.ui.parts.prose import prose
from recon.ui.students import answers, sides
from recon.ui.students import asked as students
from recon.ui.students.past import past
from recon.values.days import moment
from recon.words import Life, title

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recon.ui.store import Run
    from recon.workspace.standing import Ruled


def student_card(run: Run, row: Mapping[str, Any]) -> None:
    """Draw one student."""
    shown = students.visible(row, masked=context.masked())
    with st.container(border=True):
        record, photo = st.columns(2, gap="large")
        with record:
            st.markdown(f"**{t('students.record')}**")
            facts(_record(run, shown))
        with photo:
            st.markdown(f"**{t('students.photo')}**")
            facts(_photo(shown))
            past(run, row)
        sides.sides(run, int(row["enrol_id"]))
        _findings(run, int(row["enrol_id"]))
        _claims(run, row)
        answers.answers(run, row)


def _record(run: Run, row: Mapping[str, Any]) -> dict[str, object]:
    named = say.site(run)
    return {
        t("students.name"): row["name"],
        t("students.number"): row["student_no"],
        t("students.card"): row["id_card"] or "—",
        t("students.site"): named(row["site_code"]),
        t(
            "students.cohort"
        ): f"{say.cohort(row['cohort'])} · {row['level']} · {say.category(row['category'])}",
        t("students.state"): students.said_state(row),
        t("students.found_at"): named(row["found_at"]) if row["found_at"] else "—",
    }


def _photo(row: Mapping[str, Any]) -> dict[str, object]:
    names = ("captured_on", "valid_until", "last_batch", "batch", "needed_on")
    days = {t(f"students.{name}"): row[name] for name in names}
    return {t("students.photo"): say.photo(row["photo_state"]), **days}


def _findings(run: Run, enrol_id: int) -> None:
    st.markdown(f"**{t('students.findings')}**")
    rows = students.findings_of(run, enrol_id)
    if not rows:
        st.caption(t("students.no_findings"))
        return
    ids = [str(row["finding_id"]) for row in rows]
    states = run.states(ids)
    place = context.office()
    ruled = place.ruled(ids) if place else {}
    told = [
        {
            t("findings.severity"): say.severity(row["severity"]),
            t("findings.rule"): say.rule(row["rule"]),
            t("findings.message"): row["message"],
            t("findings.state"): say.state(states[row["finding_id"]]),
            t("students.ruled_by"): _ruled(ruled.get(str(row["finding_id"])), personal(whole)),
        }
        for row, whole in zip(visible(rows), rows, strict=True)
    ]
    widths = {"findings.severity": 8, "findings.rule": 24, "findings.message": 40, "findings.state": 11}
    widths["students.ruled_by"] = 17
    prose({t(name): share for name, share in widths.items()}, told, t("students.findings"))


def _ruled(last: Ruled | None, whose: Sequence[str]) -> str:
    """Return who decided last about a finding, when and why; empty while nobody did."""
    if last is None:
        return ""
    reason = shown(last.ruling.reason, whose) if last.ruling else ""
    return " · ".join(filter(None, (last.who, moment(str(last.at)), reason)))


def _claims(run: Run, row: Mapping[str, Any]) -> None:
    st.markdown(f"**{t('students.claims')}**")
    rows = students.claims_of(run, row)
    if not rows:
        st.caption(t("students.no_claims"))
        return
    named = say.site(run)
    frame = pd.DataFrame(
        {
            t("intake.unit"): [named(row["unit"]) for row in rows],
            t("intake.file"): [place(row) for row in rows],
            t("intake.received_at"): [moment(str(row["received_at"])) for row in rows],
            t("students.life"): [title(Life(row["life"]), lang()) if row["life"] else "—" for row in rows],
        }
    )
    st.dataframe(frame, hide_index=True, alt=t("students.claims"), height="content")
