"""问题: what is wrong, and what do I do?"""

import streamlit as st

from recon.ui import context, url
from recon.ui.findings import acts, dialogs
from recon.ui.findings.facets import VIEWS, facets
from recon.ui.findings.pair import pair
from recon.ui.findings.table import ROWS, table
from recon.ui.i18n import t
from recon.ui.parts.page import empty, need_run
from recon.ui.parts.paging import first_page, pager
from recon.ui.parts.rail import rail

PAGE = "findings"
ASK = "findings.ask"

run = need_run()
groups = facets(run)
codes = [facet.code for facet in groups]
question = url.question(codes, PAGE)


def show_view() -> None:
    """Put a named view's filters into the address."""
    name = st.session_state["findings.view"]
    url.clear(codes, PAGE)
    for facet, chosen in VIEWS.get(name or "all", {}).items():
        st.query_params[facet] = list(chosen)


def ask(what: str, *args: object) -> None:
    """Remember which question to ask; a callback may not draw a dialog."""
    st.session_state[ASK] = (what, args)


current = next((name for name, view in VIEWS.items() if dict(view) == dict(question.chosen)), None)
st.session_state["findings.view"] = current
with st.container(horizontal=True, vertical_alignment="bottom"):
    st.markdown(f"**{t('findings.found', n=run.findings.count(question))}**", width="content")
    st.pills(
        t("findings.preset"),
        list(VIEWS),
        format_func=lambda name: t(f"findings.preset_{name}"),
        key="findings.view",
        on_change=show_view,
        label_visibility="collapsed",
    )
    st.text_input(
        t("findings.search"),
        key=f"{PAGE}.{url.WORDS}",
        type="search",
        live="400ms",
        placeholder=t("findings.search_hint"),
        label_visibility="collapsed",
        on_change=first_page,
        width=230,
    )
rail(PAGE, groups, run.findings, question)
acts.flash()

page = run.findings.page(question, url.page_number(), ROWS)
ids = [str(row["finding_id"]) for row in page.rows]
place = context.office()
ruled = place.ruled(ids) if place and ids else {}
versions = {key: said.version for key, said in ruled.items()}
states = run.states(ids)

if not page.rows:
    empty(t("findings.none"), t("findings.none_help"), ":material/search_off:")
    st.stop()

bar = st.container(horizontal=True, vertical_alignment="center")
chosen = table(page.rows, states)
lines = [page.rows[i]["file_row_number"] for i in chosen]
picked = [ids[i] for i in chosen]
bar.button(t("findings.accept_n", n=len(chosen)), key="findings.accept", type="primary", icon=":material/check:", disabled=not chosen,
           on_click=acts.decide, args=(run, lines, "accept", versions))  # fmt: skip
bar.button(t("findings.send"), key="findings.send", icon=":material/reply:", disabled=not chosen,
           on_click=acts.decide, args=(run, lines, "send-to-site", versions))  # fmt: skip
bar.button(
    t("findings.keep"),
    key="findings.keep.open",
    disabled=not chosen,
    on_click=ask,
    args=("keep", lines, versions),
)
bar.button(t("findings.override"), key="findings.override.open", disabled=len(chosen) != 1, on_click=ask,
           args=("override", lines, versions))  # fmt: skip
bar.button(t("findings.dismiss"), key="findings.dismiss", disabled=not chosen,
           on_click=acts.decide, args=(run, lines, "dismiss", versions))  # fmt: skip
bar.button(t("findings.undo"), key="findings.undo", icon=":material/undo:", on_click=acts.undo, args=(picked,),
           disabled=not any(key in ruled and ruled[key].ruling for key in picked))  # fmt: skip
bulk = bar.menu_button(t("findings.all", n=page.total), ["accept", "send-to-site", "dismiss"], key="findings.bulk",
                       format_func=lambda verdict: t(f"findings.all_{verdict.split('-')[0]}"))  # fmt: skip

pager(PAGE, page, question)
if bulk:
    dialogs.ask_bulk(run, question, bulk)
what, args = st.session_state.pop(ASK, (None, ()))
if what == "keep":
    dialogs.ask_reason(run, *args)
elif what == "override":
    dialogs.ask_value(run, args[0][0], run.findings.rows(args[0])[0], args[1])

if chosen:
    pair(run, page.rows[chosen[0]])
else:
    st.caption(t("findings.pick"))
