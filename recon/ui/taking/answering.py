"""Answering what is asked about a file; every answer is kept and the files are judged again."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import streamlit as st

from recon import fields
from recon.errors import CampaignError
from recon.rounds import KINDS
from recon.ui import context, say
from recon.ui.campaigns.text import put
from recon.ui.i18n import lang, t
from recon.ui.masking import mask_text
from recon.ui.parts import flash
from recon.ui.parts.literal import literal
from recon.ui.parts.paging import part
from recon.ui.parts.select import select, spoken
from recon.ui.taking import keeping, questions
from recon.workspace import passwords
from recon.workspace.sources import KINDS as SOURCES

if TYPE_CHECKING:
    from recon.ui.store import Run
    from recon.ui.taking.questions import Question
    from recon.workspace import Workspace

SHOWN = 8
"""Cards, or columns, asked about at once; the others are a page further on, whether these are answered or not."""
FORMS = ("", "open", "adult")
ENCODINGS = ("gb18030", "utf-8", "big5")
"""How a text from an office here may be encoded; the first is what its programs write by themselves."""


def again(place: Workspace, said: str) -> None:
    """Ask for a new check and say what was kept."""
    context.judge_again(place)
    flash.keep(said)


def answering(run: Run, place: Workspace) -> None:
    """Draw what is asked, a card per file."""
    asked = questions.asked(run)
    if asked:
        st.subheader(t("intake.asked", n=len(asked)), anchor=False)
        cards = st.container()
        shown = part("intake.asked", asked, SHOWN)
        with cards:
            for question in shown:
                _card(run, place, question)
    _columns(run, place)


def _card(run: Run, place: Workspace, question: Question) -> None:
    with st.container(border=True):
        st.markdown(f":material/help: **{t(f'intake.ask_{question.what}')}**")
        st.text(f"{mask_text(question.file)}\n{question.text}")
        _form(run, place, question)


def _key(question: Question) -> str:
    return f"intake.{question.what}.{_digest(question.file)}"


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:12]


def _form(run: Run, place: Workspace, question: Question) -> None:
    key = _key(question)
    with st.form(key, border=False):
        left, right = st.columns([3, 1], vertical_alignment="bottom")
        with left:
            _field(run, question, key)
        right.form_submit_button(
            t("intake.answer"), on_click=_answer, args=(place, question, key), width="stretch"
        )


def _field(run: Run, question: Question, key: str) -> None:
    if question.what == "password":
        st.text_input(t("intake.password"), type="password", key=key, max_chars=60)
    elif question.what == "encoding":
        select(st, t("intake.encoding"), ENCODINGS, None, format_func=_encoding, key=key)
    elif question.what == "unit":
        units = questions.units(run)
        taken_for = units.index(question.unit) if question.unit in units else None
        st.selectbox(t("intake.place_unit"), units, taken_for, format_func=say.site_and_code(run), key=key)
    elif question.what == "kind":
        select(st, t("sites.file_kind"), KINDS, None, format_func=say.submission_kind, key=key)
    else:
        place = SOURCES.index(questions.source_kind(question.details))
        select(st, t("sources.kind"), SOURCES, place, format_func=lambda code: t(f"sources.{code}"), key=key)


def _encoding(code: str) -> str:
    return t(f"intake.encodings.{code}")


def _answer(place: Workspace, question: Question, key: str) -> None:
    said = st.session_state.get(key if question.what in {"password", "unit"} else spoken(key))
    if not said:
        flash.keep(t("intake.answer_nothing"), flash.Became.MISSING)
        return
    if question.what in {"password", "encoding"}:
        kept = passwords.ENCODINGS if question.what == "encoding" else passwords.NAME
        passwords.keep(place.path, question.file, said, kept)
        place.log("setting", actor=context.actor(), what=question.what)
    elif question.what == "source":
        if why := _take_in(place, question.file, said):
            flash.keep(why, flash.Became.REFUSED)
            return
    else:
        unit, kind = (said, "") if question.what == "unit" else ("", said)
        place.place(question.file, actor=context.actor(), unit=unit, kind=kind)
    again(place, t("intake.place_saved"))


def _take_in(place: Workspace, file: str, kind: str) -> str:
    """Take a file that came among the rosters in as what it is; return why not, where no run could use it so.

    Its rows were never read as students.
    """
    received = next((one for one in place.submissions() if file in (one.file, *one.other_names)), None)
    if not received:  # it lies in an archive, which is kept as it came
        return t("intake.inside")
    data = place.original(received.sha256).read_bytes()
    return keeping.refusal(place, kind, [(received.name.split("/")[-1], data)])


def _columns(run: Run, place: Workspace) -> None:
    """Ask about unknown columns; what is said is remembered in the campaign."""
    found = questions.unknown_columns(run)
    if not found:
        return
    with st.expander(t("intake.columns", n=len(found)), icon=":material/view_column:"):
        st.caption(t("intake.columns_help"))
        above = st.container()
        shown = part("intake.columns", found, SHOWN)
        titles = [one.title for one in shown]
        with above.form("intake.columns", border=False):
            for one in shown:
                select(
                    st,
                    literal(t("intake.column", title=one.title, files=questions.names(one.files))),
                    fields.CODES,
                    None,
                    format_func=say.field,
                    placeholder=t("intake.column_none"),
                    key=_column(one.title),
                )
            st.form_submit_button(t("intake.place_save"), on_click=_remember, args=(place, titles))


def _column(title: str) -> str:
    """Return the key of the field about a column; by its title, since other columns stand on the next page."""
    return f"intake.column.{_digest(title)}"


def _remember(place: Workspace, titles: list[str]) -> None:
    said = {title: st.session_state.get(spoken(_column(title))) for title in titles}
    if not any(said.values()):
        flash.keep(t("intake.answer_nothing"), flash.Became.MISSING)
        return
    known = {code: list(aliases) for code, aliases in place.campaign().headers.items()}
    for title, code in said.items():
        if code:
            known.setdefault(code, []).append(title)
    changed = {code: known[code] for code in set(said.values()) if code}
    try:
        place.save_campaign(put(place.campaign_text(), "headers", changed), actor=context.actor())
    except CampaignError as error:
        flash.keep(error.say(lang()), flash.Became.REFUSED)
        return
    again(place, t("intake.columns_saved"))
