"""Findings as a list: choose some, act on them; the first chosen is shown in full below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from recon.ui import url
from recon.ui.findings import meanwhile
from recon.ui.findings.bar import bar, questions
from recon.ui.findings.pair import pair
from recon.ui.findings.table import COLUMNS, ROWS, table
from recon.ui.i18n import t
from recon.ui.parts.paging import pager

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from recon.ui.store import Question, Run
    from recon.workspace import Workspace

PAGES: Final = 306
"""Pixels the page numbers take."""


def listed(
    run: Run, place: Workspace, question: Question, name: str, buttons: DeltaGenerator, tools: DeltaGenerator
) -> None:
    """Draw a page of findings, its buttons and its page numbers; the first chosen one in full below."""
    page = run.findings.page(question, url.page_number(), ROWS, COLUMNS)
    ids = [str(row["finding_id"]) for row in page.rows]
    with tools:  # the grid's own tools appear above its top right corner: no button may stand there
        pager(name, page, question, width=PAGES)
    ruled = meanwhile.ruled(place, question, page)
    rows = [row | {"trust": run.sent_back.trust_of(row)} for row in page.rows]
    chosen = table(rows, run.states(ids), question)
    asked = bar(buttons, run, page, chosen, ruled)
    questions(run, question, asked)
    if chosen:
        [row] = run.findings.rows([page.rows[chosen[0]]["file_row_number"]])
        pair(run, row, ruled)
    else:
        st.caption(t("findings.pick"))
