"""Questions before an act: a reason, a value, or the number a bulk act will touch, restated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from recon.decide import Verdict, refusal
from recon.model import Ruling
from recon.ui.findings import acts
from recon.ui.findings.bulk import touched
from recon.ui.findings.facets import facets
from recon.ui.i18n import lang, t
from recon.ui.parts.dialogs import cancel, confirmed
from recon.ui.store.holding import as_finding

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recon.ui.findings.bulk import Touched
    from recon.ui.store import Question, Run


BULK: Final = {"accept": "all_accept", "send-to-site": "all_send", "dismiss": "all_dismiss"}
"""Verdicts on all that match → how the act is called."""
REASONED: Final = {"keep": "", "dismiss": "findings.dismiss_help"}
"""Verdicts on what was chosen that need a reason and nothing else → what is said of them beforehand."""
_ANY: Final = "-"
"""Stands for a value, or a reason, that nobody has written yet."""


def ask_reason(run: Run, lines: Sequence[int], versions: Mapping[str, int], verdict: str = "keep") -> None:
    """Ask why the site's value is kept, or an error is none."""

    @st.dialog(t(f"findings.{verdict}_title"), icon=":material/verified_user:")
    def body() -> None:
        st.caption(t("findings.selected", n=len(lines)))
        if REASONED[verdict]:
            st.markdown(t(REASONED[verdict]))
        with st.form(f"findings.{verdict}", border=False):
            reason = st.text_input(t("findings.reason"), max_chars=200)
            if confirmed(t("findings.confirm"), f"findings.{verdict}"):
                if reason.strip():
                    acts.decide(run, lines, verdict, versions, reason=reason.strip())
                    st.rerun()
                st.error(t("findings.reason_needed"))

    body()


def ask_value(run: Run, line: int, row: Mapping[str, Any], versions: Mapping[str, int]) -> None:
    """Ask for another value and why, unless none may ever be put there: that is said instead."""
    never = _refusal(row, str(row["official"]) or _ANY)

    @st.dialog(t("findings.override_title"), icon=":material/edit:")
    def body() -> None:
        if never:
            st.info(never)
            cancel("findings.override")
            return
        with st.form("findings.override", border=False):
            value = st.text_input(t("findings.value"), max_chars=100)
            reason = st.text_input(t("findings.reason"), max_chars=200)
            if confirmed(t("findings.confirm"), "findings.override"):
                trouble = _objection(row, value.strip(), reason.strip())
                if trouble is None:
                    acts.decide(run, [line], "override", versions, value=value.strip(), reason=reason.strip())
                    st.rerun()
                st.error(trouble)

    body()


def _objection(row: Mapping[str, Any], value: str, reason: str) -> str | None:
    if not value:
        return t("findings.value_needed")
    if not reason:
        return t("findings.reason_needed")
    return _refusal(row, value)


def _refusal(row: Mapping[str, Any], value: str) -> str | None:
    """Return why the next run would not put a value there, in the session's language; None where it would."""
    why = refusal(as_finding(row), Ruling("", Verdict.OVERRIDE, value=value, reason=_ANY))
    return why.say(lang()) if why else None


def ask_bulk(run: Run, question: Question, verdict: str) -> None:
    """Restate the filter and the number, then act on all of them."""

    @st.dialog(t("findings.bulk_title"), icon=":material/checklist:")
    def body() -> None:
        found = touched(run, question, verdict)
        st.markdown(f"**{t(f'findings.{BULK[verdict]}')}**")
        st.caption(t("findings.bulk_filter"))
        st.text("\n".join(restated(run, question)) or t("findings.bulk_none"))
        _numbers(found)
        reason = _why() if found.reasoned else ""
        with st.container(horizontal=True):
            sure = st.button(
                t("findings.confirm"), type="primary", disabled=not found.lines, key="findings.bulk.ok"
            )
            cancel("findings.bulk")
        if sure and found.reasoned and not reason:
            st.error(t("findings.reason_needed"))
        elif sure:
            acts.decide(run, found.lines, verdict, reason=reason, chosen_by=question.chosen)
            st.rerun()

    body()


def _why() -> str:
    st.markdown(t("findings.dismiss_help"))
    return st.text_input(t("findings.reason"), max_chars=200, key="findings.bulk.reason").strip()


def _numbers(found: Touched) -> None:
    """Say how many would be recorded, and of the others how many would not and why."""
    if found.lines:
        st.markdown(t("findings.bulk_count", n=len(found.lines)))
    else:
        st.info(t("findings.bulk_nothing"))
    for name in ("identity", "who", "without", "settled"):
        if left := getattr(found, name):
            st.caption(t(f"findings.bulk_{name}", n=left))


def restated(run: Run, question: Question) -> list[str]:
    """Say a question in words, one line per facet."""
    made = []
    for facet in facets(run):
        codes = question.chosen.get(facet.code, ())
        if codes:
            said = t("app.list").join(facet.named(code) for code in codes)
            made.append(t("app.pair", name=t(facet.title), value=said))
    if question.words:
        made.append(t("app.pair", name=t("rail.search"), value=question.words))
    return made
