"""单位: who is missing?"""

import streamlit as st

from recon.ui import url
from recon.ui.i18n import t
from recon.ui.parts.page import empty, need_office, need_run
from recon.ui.parts.paging import pager
from recon.ui.parts.rail import rail
from recon.ui.sites import lines as sites
from recon.ui.sites.chase import chases
from recon.ui.sites.everybody import everybody
from recon.ui.sites.grid import site_grid
from recon.ui.sites.scorecard import scorecard

PAGE = "sites"
PER_PAGE = 200
CALLS = {"call": ("yes",)}

run = need_run()
place = need_office()
campaign = place.campaign()
groups = sites.facets(run)
codes = [facet.code for facet in groups]
question = url.question(codes, PAGE)


def show_view() -> None:
    """Put a named view's filter into the address."""
    url.ask(codes, PAGE, CALLS if st.session_state["sites.view"] == "call" else {})


narrowed = None if question.narrowed() else "everyone"
st.session_state["sites.view"] = "call" if question.chosen == CALLS else narrowed
page = run.site_list.page(question, url.page_number(), PER_PAGE)
with st.container(horizontal=True, vertical_alignment="center"):
    st.markdown(f"**{sites.found(run, question, page.total)}**", width="content")
    st.pills(
        t("findings.preset"),
        ["call", "everyone"],
        format_func=lambda name: t(f"sites.{name}"),
        key="sites.view",
        on_change=show_view,
        label_visibility="collapsed",
    )
    st.text_input(
        t("sites.search"),
        key=f"{PAGE}.{url.WORDS}",
        type="search",
        live="400ms",
        placeholder=t("sites.search"),
        label_visibility="collapsed",
        width=230,
    )
    rest = st.container(horizontal=True, width="content")  # the grid's own tools appear at the far right
rail(PAGE, groups, run.site_list, question)

if not page.rows:
    if question.chosen == CALLS and not question.words:
        empty(t("sites.none_to_call"), t("sites.none_to_call_help"), ":material/task_alt:")
    else:
        empty(t("sites.none"), t("sites.none_help"), ":material/search_off:")
    st.stop()

lines = sites.lines(run, page.rows, chases(place))
with rest:
    everybody(run, lines, campaign)
chosen = site_grid(lines, campaign, calls="call" in question.chosen)
pager(PAGE, page, question)
if len(lines) == 1:
    chosen = 0
if chosen is not None:
    scorecard(run, lines[chosen], campaign)
else:
    st.caption(t("sites.pick"))
    if "call" not in question.chosen:
        st.caption(t("app.pair", name=t("sites.ribbon"), value=t("sites.ribbon_help")))
