"""Nobody is called so in the record: a roster may still say it, with a wrong number or name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recon.ui import url
from recon.ui.i18n import t
from recon.ui.parts.page import empty
from recon.ui.store import Question
from recon.ui.students.asked import FINDING
from recon.ui.url import with_language

if TYPE_CHECKING:
    from recon.ui.store import Run


def nobody(run: Run, question: Question) -> None:
    """Say who stands in the list at all, and lead to the findings that hold the same words."""
    words = question.words.strip()
    if question.chosen.get(FINDING):
        empty(t("students.none_linked"), t("students.none_linked_help"), ":material/link_off:")
        return
    empty(
        t("students.none"),
        t("students.none_said" if words else "students.none_help"),
        ":material/search_off:",
    )
    found = run.findings.count(Question({}, words)) if words else 0
    if found and st.button(
        t("students.in_findings", n=found), key="students.in_findings", icon=":material/rule:"
    ):
        st.session_state[f"findings.{url.WORDS}"] = words
        st.switch_page("app_pages/findings.py", query_params=with_language({}))
