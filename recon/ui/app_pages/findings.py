"""问题: what is wrong, and what do I do?"""

import streamlit as st

from recon.ui import url
from recon.ui.findings import acts
from recon.ui.findings.columns import columns
from recon.ui.findings.common import common_changes
from recon.ui.findings.facets import facets
from recon.ui.findings.listed import listed
from recon.ui.findings.review import review
from recon.ui.findings.views import views
from recon.ui.i18n import t
from recon.ui.parts.page import empty, need_office, need_run
from recon.ui.parts.rail import rail

PAGE = "findings"

run = need_run()
groups = facets(run)
codes = [facet.code for facet in groups]
question = url.question(codes, PAGE)
total = run.findings.count(question)

if views(codes, PAGE, question, total):
    common_changes(run)
rail(PAGE, groups, run.findings, question)
if not total:
    acts.take_back()
    empty(t("findings.none"), t("findings.none_help"), ":material/search_off:")
elif st.session_state["findings.mode"] == "review":
    review(run, need_office(), question)
else:
    columns(run, question, codes, PAGE)
    listed(run, need_office(), question, PAGE)
