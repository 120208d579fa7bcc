"""单位: who is missing?"""

import streamlit as st

from recon.ui import context, url
from recon.ui.i18n import t
from recon.ui.parts.page import empty, need_run
from recon.ui.parts.rail import rail
from recon.ui.sites import lines as sites
from recon.ui.sites.grid import site_grid
from recon.ui.sites.scorecard import scorecard

PAGE = "sites"
PER_PAGE = 200

run = need_run()
campaign = context.campaign()
groups = sites.facets()
codes = [*(facet.code for facet in groups), "site_code", "call"]
question = url.question(codes, PAGE)


def show_view() -> None:
    """Put a named view's filter into the address."""
    url.clear(codes, PAGE)
    if st.session_state["sites.view"] == "call":
        st.query_params["call"] = "yes"


narrowed = None if question.narrowed() else "everyone"
st.session_state["sites.view"] = "call" if question.chosen == {"call": ("yes",)} else narrowed
page = run.site_list.page(question, url.page_number(), PER_PAGE)
with st.container(horizontal=True, vertical_alignment="center"):
    st.markdown(f"**{t('sites.found', n=page.total)}**", width="content")
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
rail(PAGE, groups, run.site_list, question)

if not page.rows:
    empty(t("sites.none"), t("sites.none_help"), ":material/search_off:")
    st.stop()

lines = sites.lines(run, page.rows)
if "call" in question.chosen:
    lines = [line for line in lines if not sites.promised_later(line, campaign)]
chosen = site_grid(lines)
silent = [line for line in lines if line.site["status"] in sites.CALL and line.counts["due"]]
if len(lines) == 1:
    chosen = 0
if chosen is not None:
    scorecard(lines[chosen], campaign)
else:
    st.caption(t("sites.pick"))
    if silent:
        with st.expander(f"{t('sites.reminder_all')} · {len(silent)}", icon=":material/campaign:"):
            st.code(
                "\n\n".join(sites.reminder(line, campaign) for line in silent), language=None, wrap_lines=True
            )
