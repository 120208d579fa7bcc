"""学生: what about this student?"""

import pandas as pd
import streamlit as st

from recon.ui import context, say, url
from recon.ui.i18n import t
from recon.ui.parts.columns import chosen_rows, grid_height
from recon.ui.parts.page import need_run
from recon.ui.parts.paging import pager
from recon.ui.parts.rail import rail
from recon.ui.students import asked as students
from recon.ui.students.card import student_card
from recon.ui.students.nobody import nobody

PAGE = "students"
ROWS = 50
DAY = 92
"""Pixels of a day: among many empty cells the grid takes a single one for an outlier, and cut it to its month."""
TALL, LOW = 423, 213
"""Pixels the grid is high at most, and once a student is picked: on a laptop the card opens above the fold."""

run = need_run()
groups = students.facets(run)
question = url.question([*(facet.code for facet in groups), students.FINDING], PAGE)
page = students.page_of(run, question, url.page_number(), ROWS)

with st.container(horizontal=True, vertical_alignment="center"):
    st.markdown(f"**{t('students.found', n=page.total)}**", width="content")
    st.text_input(
        t("students.search"),
        key=f"{PAGE}.{url.WORDS}",
        type="search",
        live="400ms",
        placeholder=t("students.search"),
        label_visibility="collapsed",
        on_change=url.back_to_first,
        width=320,
    )
rail(PAGE, groups, run.students, question)

if not page.rows:
    nobody(run, question)
    st.stop()

masked = context.masked()
shown = [students.visible(row, masked=masked) for row in page.rows]
named = say.site(run)
frame = pd.DataFrame(
    {
        t("students.number"): [row["student_no"] for row in shown],
        t("students.name"): [row["name"] for row in shown],
        t("students.state"): [students.said_state(row) for row in shown],
        t("students.photo"): [say.photo(row["photo_state"]) for row in shown],
        t("students.valid_until"): [row["valid_until"] for row in shown],
        t("students.site"): [named(row["site_code"]) for row in shown],
        t("students.cohort"): [say.cohort(row["cohort"]) for row in shown],
        t("students.level"): [row["level"] for row in shown],
        t("students.branch"): [say.branch(row["branch"]) for row in shown],
    }
)
key = f"students.grid.{question.digest()}.{page.number}"
event = st.dataframe(
    frame,
    key=key,
    on_select="rerun",
    selection_mode="single-row",
    hide_index=True,
    height=grid_height(len(frame), LOW if chosen_rows(key) else TALL),
    alt=t("students.alt"),
    column_config={t("students.valid_until"): st.column_config.TextColumn(width=DAY)},
)
pager(PAGE, page, question)
places = [place for place in event["selection"]["rows"] if place < len(page.rows)]
if places or len(page.rows) == 1:
    student_card(run, page.rows[places[0] if places else 0])
else:
    st.caption(t("students.pick"))
