"""Column-wide findings behind a button above the list: one line each, and a door to its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from recon.ui import say, url
from recon.ui.i18n import t
from recon.ui.masking import shown
from recon.ui.parts.literal import literal
from recon.ui.store.wide import wide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.ui.store import Question, Run
    from recon.ui.store.wide import Wide

SHOWN: Final = 8
"""Lines drawn; more of them are counted."""


def columns(run: Run, question: Question, codes: Sequence[str], page: str) -> None:
    """Offer the column-wide findings that answer the filters, unless the filters are one of them already."""
    found = [one for one in wide(run) if _answers(one, question)]
    if not found or question.words or _is_one(found, question):
        return
    rows = sum(one.hits for one in found)
    label = t("findings.wide_open", n=len(found))
    with st.popover(label, type="tertiary", key="findings.wide"):
        st.markdown(f"**{t('findings.wide', n=len(found), rows=rows)}**")
        st.caption(t("findings.wide_help"))
        for number, one in enumerate(found[:SHOWN]):
            _line(number, one, codes, page)
        if len(found) > SHOWN:
            st.caption(t("findings.wide_more", n=len(found) - SHOWN))


def _answers(one: Wide, question: Question) -> bool:
    """Tell whether all rows of a column answer; a filter that cuts through columns (a state, a cohort) says no."""
    return all(getattr(one, name, None) in codes for name, codes in question.chosen.items() if codes)


def _is_one(found: Sequence[Wide], question: Question) -> bool:
    return any({name: (code,) for name, code in one.filters().items()} == question.chosen for one in found)


def _line(number: int, one: Wide, codes: Sequence[str], page: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        what = t(
            "findings.wide_line", column=one.column, field=say.field(one.field), rows=one.hits, of=one.rows
        )
        st.text(f"{what} · {say.rule(one.rule)}")
        st.caption(literal(shown(f"{one.file} {one.sheet}".strip())), width="content")
        st.button(
            t("findings.wide_show"),
            key=f"findings.wide.{number}",
            on_click=_show,
            args=(one, codes, page),
            type="tertiary",
        )


def _show(one: Wide, codes: Sequence[str], page: str) -> None:
    url.ask(codes, page, {facet: [code] for facet, code in one.filters().items()})
