"""What a person says of one student: why he is not there, that he counts though late; and his file for a dispute."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from recon.applications import TITLES
from recon.marks import EXCUSES
from recon.ui import context, outputs, say
from recon.ui.i18n import lang, t
from recon.ui.masking import shown
from recon.ui.parts import flash
from recon.ui.parts.download import download
from recon.values.days import moment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recon.ui.store import Run
    from recon.workspace import Workspace
    from recon.workspace.answers import Answer

EXCUSABLE = ("omitted", "awaited", "late", "excused")


def answers(run: Run, row: Mapping[str, Any]) -> None:
    """Draw what was said about the student, the forms to say more, and the case file."""
    place = context.office()
    if place is None:
        return
    number, state = str(row["student_no"]), str(row["state"])
    _known(place, number, [str(row[name]) for name in ("name", "student_no", "id_card")])
    if row["due"] and state in EXCUSABLE:
        _excuse(place, number)
    if state == "late":
        _admit(place, number)
    download(
        outputs.case(run, number),
        outputs.title("case"),
        f"students.case.{row['enrol_id']}",
        stretch=False,
        icon=":material/folder_shared:",
    )


def _known(place: Workspace, number: str, whose: Sequence[str]) -> None:
    for kind in ("excuse", "admit", "hand-over"):
        for one in place.answers(kind):
            if one.student_no == number:
                _said(place, one, whose)
    for (student_no, field), steps in place.applications().items():
        for step in steps if student_no == number else ():
            what = t("students.application", field=say.field(field), step=TITLES[step.progress].say(lang()))
            told = (what, shown(step.remark, whose), step.who, moment(step.at))
            st.text(" · ".join(filter(None, told)))


def _said(place: Workspace, one: Answer, whose: Sequence[str]) -> None:
    """Draw one answer with the way to take it back: it may have been given of the wrong student."""
    what = t(f"excuse.{one.value}") if one.kind == "excuse" else t(f"students.said_{one.kind}")
    with st.container(horizontal=True, vertical_alignment="center"):
        told = " · ".join(filter(None, (what, shown(one.reason, whose), one.actor, moment(one.at))))
        st.text(told, width="content")
        st.button(
            t("students.take_back"),
            key=f"students.take_back.{one.kind}",
            icon=":material/undo:",
            type="tertiary",
            on_click=_take_back,
            args=(place, one),
        )


def _take_back(place: Workspace, one: Answer) -> None:
    number, reason, who = one.student_no, one.reason, context.actor()
    if one.kind == "excuse":
        place.excuse(number, one.value, actor=who, reason=reason, withdrawn=True)
    elif one.kind == "admit":
        place.admit(number, actor=who, reason=reason, withdrawn=True)
    else:
        place.admit_to_handover(number, actor=who, reason=reason, withdrawn=True)
    flash.keep(t("students.taken_back"))


def _excuse(place: Workspace, number: str) -> None:
    with st.form("students.excuse", border=False):
        left, middle, right = st.columns([1, 2, 1], vertical_alignment="bottom")
        said = left.selectbox(
            t("students.excuse"), EXCUSES, None, format_func=lambda code: t(f"excuse.{code}")
        )
        reason = middle.text_input(t("findings.reason"), max_chars=200, key="students.excuse.reason")
        asked = right.form_submit_button(t("students.excuse_save"), width="stretch")
    if asked and said:
        place.excuse(number, said, actor=context.actor(), reason=reason.strip())
        _kept()
    elif asked:
        st.error(t("students.excuse_needed"))


def _admit(place: Workspace, number: str) -> None:
    with st.form("students.admit", border=False):
        left, right = st.columns([3, 1], vertical_alignment="bottom")
        reason = left.text_input(t("findings.reason"), max_chars=200, key="students.admit.reason")
        asked = right.form_submit_button(t("students.admit"), width="stretch")
    if asked and not reason.strip():
        st.error(t("findings.reason_needed"))
    elif asked:
        place.admit(number, actor=context.actor(), reason=reason.strip())
        _kept()


def _kept() -> None:
    """Draw the page anew: what was said of the student stands above the form."""
    flash.keep(t("students.said"))
    st.rerun()
