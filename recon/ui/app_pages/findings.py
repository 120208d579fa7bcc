"""问题: what is wrong, and what do I do?"""

import streamlit as st

from recon.ui import url
from recon.ui.findings import acts
from recon.ui.findings.bar import bar, questions
from recon.ui.findings.facets import facets
from recon.ui.findings.pair import pair
from recon.ui.findings.table import COLUMNS, ROWS, table
from recon.ui.findings.views import views
from recon.ui.i18n import t
from recon.ui.parts.page import empty, need_office, need_run
from recon.ui.parts.paging import pager
from recon.ui.parts.rail import rail

PAGE = "findings"

run = need_run()
groups = facets(run)
codes = [facet.code for facet in groups]
question = url.question(codes, PAGE)
page = run.findings.page(question, url.page_number(), ROWS, COLUMNS)

views(codes, PAGE, question, page.total)
rail(PAGE, groups, run.findings, question)
acts.flash()
if not page.rows:
    empty(t("findings.none"), t("findings.none_help"), ":material/search_off:")
    st.stop()

ids = [str(row["finding_id"]) for row in page.rows]
place = st.container(horizontal=True, vertical_alignment="center")
chosen = table(page.rows, run.states(ids))
asked = bar(place, run, page, chosen, need_office().ruled(ids))
pager(PAGE, page, question)
questions(run, question, asked)

if chosen:
    [row] = run.findings.rows([page.rows[chosen[0]]["file_row_number"]])
    pair(run, row)
else:
    st.caption(t("findings.pick"))
