"""问题: what is wrong, and what do I do?"""

import streamlit as st

from recon.ui import url
from recon.ui.findings import acts
from recon.ui.findings.columns import columns
from recon.ui.findings.common import common_changes
from recon.ui.findings.facets import facets
from recon.ui.findings.listed import listed
from recon.ui.findings.record import advance_all
from recon.ui.findings.review import review
from recon.ui.findings.views import common_asked, line, mode, views
from recon.ui.i18n import t
from recon.ui.parts.page import empty, need_office, need_run
from recon.ui.parts.rail import rail

PAGE = "findings"

run = need_run()
groups = facets(run)
codes = [facet.code for facet in groups]
question = url.question(codes, PAGE)
total = run.findings.count(question)

views(codes, PAGE, question, total)
rail(PAGE, groups, run.findings, question, search="findings")
with st.container(gap="xsmall"):  # every pixel above the list is a row of it less on a laptop
    buttons = line("findings.acts")
    tools = line("findings.tools")
with tools:
    how = mode()
    if common_asked():
        common_changes(run)
    if how == "list":
        columns(run, question, codes, PAGE)
    if total:
        advance_all(run, need_office(), question)
    acts.take_back()
if not total:
    why, icon = ("none", "search_off") if question.narrowed() else ("nothing", "task_alt")
    empty(t(f"findings.{why}"), t(f"findings.{why}_help"), f":material/{icon}:")
elif how == "review":
    review(run, need_office(), question, buttons, tools)
else:
    listed(run, need_office(), question, PAGE, buttons, tools)
