"""The record itself is wrong: an application to headquarters, from a finding to the extract that agrees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from recon.applications import TITLES, TOLD, Progress, stands
from recon.decide import WHO, Verdict, application_bar, refusal
from recon.model import FINDING_MEMBERS, Finding, Ruling
from recon.ui import context
from recon.ui.findings import acts
from recon.ui.findings.asking import ask
from recon.ui.i18n import lang, t
from recon.ui.masking import personal, shown
from recon.ui.parts import flash
from recon.ui.parts.dialogs import confirmed
from recon.values.days import moment
from recon.words import Trust

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recon.applications import Told
    from recon.ui.store import Question, Run
    from recon.workspace import Ruled, Workspace

    Row = Mapping[str, Any]

APPLY: Final = Verdict.CORRECT_RECORD.value
ADVANCE: Final = "advance"
"""The questions this module asks."""
_WHOSE: Final = ("finding_id", "student_no", "field", "trust", "open", "row_id")


def record(run: Run, row: Mapping[str, Any], ruled: Mapping[str, Ruled]) -> None:
    """Draw how far the application about a finding is, or the way to make one."""
    place, line = context.office(), row["file_row_number"]
    if place is None:
        return
    said = ruled.get(str(row["finding_id"]))
    versions = {str(row["finding_id"]): said.version if said else 0}
    if applications(run, place, [row]):
        _progress(place.applications().get((str(row["student_no"]), str(row["field"])), ()), personal(row))
        _door(ADVANCE, "record_advance", line, versions)
    elif _may_be_applied_for(run, row):
        if _other_is_applied_for(run, place, row):
            st.caption(t("findings.record_never_both"))
            return
        _door(APPLY, "record_apply", line, versions)


def applications(run: Run, place: Workspace, rows: Sequence[Row]) -> list[Row]:
    """Return those of the findings that are about a record headquarters have to put right, as things stand now."""
    states = run.states([str(row["finding_id"]) for row in rows])
    ruled = [row for row in rows if states.get(row["finding_id"]) == APPLY]
    doubted = [row for row in rows if states.get(row["finding_id"]) == "waiting" and _is_doubt(row)]
    over = _taken_back(run, place, [row for row in doubted if row["row_id"] >= 0])
    return ruled + [row for row in doubted if (row["row_id"], row["field"]) not in over]


def _is_doubt(row: Row) -> bool:
    """Tell whether the run laid a finding at the record's door."""
    return bool(row["trust"] == Trust.AUTHORITY and row["open"] and row["student_no"])


def _taken_back(run: Run, place: Workspace, rows: Sequence[Row]) -> set[tuple[int, str]]:
    """Return the cells (row, field) of which the run still knows an application that was taken back since."""
    asked = "select finding_id, row_id, field from {file} where row_id in (select unnest(?))"
    numbers = sorted({row["row_id"] for row in rows})
    cells = {key: (row, field) for key, row, field in run.findings.ask(asked, [numbers])} if numbers else {}
    undone = [key for key, said in place.ruled(list(cells)).items() if said.ruling is None] if cells else []
    return {cells[key] for key, steps in place.ruling_histories(undone).items() if _was_applied_for(steps)}


def _was_applied_for(steps: Sequence[Ruled]) -> bool:
    return any(one.ruling and one.ruling.verdict == Verdict.CORRECT_RECORD for one in steps)


def _may_be_applied_for(run: Run, row: Mapping[str, Any]) -> bool:
    finding = Finding(**{name: row[name] for name in FINDING_MEMBERS if name in row})
    if refusal(finding, Ruling("", Verdict.CORRECT_RECORD, reason="-")) is not None:
        return False
    beside = run.findings.ask("select rule, field from {file} where row_id = ?", [finding.row_id])
    return application_bar(finding.field, beside) is None


def _other_is_applied_for(run: Run, place: Workspace, row: Mapping[str, Any]) -> bool:
    """Tell whether the student's ID is applied for where this is about the name, or the reverse."""
    if row["field"] not in WHO:
        return False
    asked = "select finding_id from {file} where enrol_id = ? and field in (?, ?) and field <> ?"
    found = run.findings.ask(asked, [row["enrol_id"], *WHO, row["field"]])
    ruled = place.ruled([str(key) for (key,) in found]) if found else {}
    return any(one.ruling and one.ruling.verdict == Verdict.CORRECT_RECORD for one in ruled.values())


def _door(what: str, label: str, line: int, versions: Mapping[str, int]) -> None:
    st.button(
        t(f"findings.{label}"),
        key=f"findings.{label}",
        icon=":material/gavel:",
        on_click=ask,
        args=(what, [line], versions),
    )


def _progress(steps: Sequence[Told], whose: Sequence[str]) -> None:
    st.caption(t("findings.record"))
    st.markdown(f"**{TITLES[stands(steps, found=True)].say(lang())}**")
    told = (
        (moment(one.at), one.who, TITLES[one.progress].say(lang()), shown(one.remark, whose)) for one in steps
    )
    if steps:
        st.text("\n".join(" · ".join(filter(None, parts)) for parts in told))


def ask_application(run: Run, lines: Sequence[int], versions: Mapping[str, int]) -> None:
    """Ask what proves that the site is right and the record wrong."""

    @st.dialog(t("findings.record_title"), icon=":material/gavel:")
    def body() -> None:
        st.markdown(t("findings.record_help"))
        with st.form("findings.record", border=False):
            reason = st.text_input(
                t("findings.record_reason"), max_chars=200, placeholder=t("findings.record_example")
            )
            if confirmed(t("findings.confirm"), "findings.record"):
                if reason.strip():
                    apply(run, lines, versions, reason.strip())
                    st.rerun()
                st.error(t("findings.record_reason_needed"))

    body()


def apply(run: Run, lines: Sequence[int], versions: Mapping[str, int], reason: str) -> None:
    """Rule that the record is wrong; the application begins, with what proves it, also where one was refused."""
    acts.decide(run, lines, APPLY, versions, reason=reason)
    place = context.office()
    if place is None:
        return
    rows = run.findings.rows(lines, _WHOSE)
    ruled = place.ruled([str(row["finding_id"]) for row in rows])
    begun = {
        (str(row["student_no"]), str(row["field"]))
        for row in rows
        if (said := ruled.get(str(row["finding_id"]))) and said.ruling and said.ruling.verdict == APPLY
    }
    place.advance(sorted(begun), Progress.DRAFTED, actor=context.actor(), remark=reason)


def ask_progress(run: Run, lines: Sequence[int]) -> None:
    """Ask how far the applications about these findings are."""
    rows = run.findings.rows(lines, _WHOSE)
    whose = sorted({(str(row["student_no"]), str(row["field"])) for row in rows})

    @st.dialog(t("findings.record"), icon=":material/gavel:")
    def body() -> None:
        st.markdown(t("findings.record_count", n=len(whose)))
        with st.form("findings.advance", border=False):
            step = st.selectbox(
                t("findings.record_step"), TOLD, None, format_func=lambda code: TITLES[code].say(lang())
            )
            remark = st.text_input(
                t("findings.record_remark"), max_chars=200, placeholder=t("findings.record_remark_example")
            )
            st.caption(t("findings.record_refused"))
            if confirmed(t("findings.confirm"), "findings.advance"):
                place = context.office()
                if step and place:
                    ids = [str(row["finding_id"]) for row in rows]
                    place.advance(whose, step, actor=context.actor(), remark=remark.strip(), finding_ids=ids)
                    flash.keep(t("findings.record_kept", n=len(whose)))
                    st.rerun()
                st.error(t("findings.record_step_needed"))

    body()


def advance_all(run: Run, place: Workspace, question: Question) -> None:
    """Offer to tell one step of all applications that match, where only applications are listed."""
    if tuple(question.chosen.get("trust", ())) != (Trust.AUTHORITY.value,):
        return
    if st.button(t("findings.record_all"), key="findings.record.all", type="tertiary"):
        rows = run.findings.rows(run.findings.keys("line", question), _WHOSE)
        open_ = [int(row["file_row_number"]) for row in applications(run, place, rows)]
        ask_progress(run, open_)
