"""移交: is it complete?"""

import streamlit as st

from recon.ui import outputs
from recon.ui.handing import sums, too_early, versions, waiting
from recon.ui.i18n import lang, t
from recon.ui.parts.columns import grid_height, grouped
from recon.ui.parts.download import download
from recon.ui.parts.page import need_office, need_run
from recon.ui.url import with_language

run = need_run()
place = need_office()
campaign = place.campaign()
admitted = {answer.student_no for answer in place.answers("hand-over")}

st.markdown(t("handover.lead_list" if campaign.mode == "list" else "handover.lead_code"))
counts = sums.counts(run, admitted)
with st.grid(4, min_column_width=160):
    for name in ("ready", "waiting", "submitted", "eligible"):
        with st.container(border=True, height="stretch", gap="small"):
            st.metric(t(f"handover.{name}"), f"{counts[name]:,}", help=t(f"handover.about.{name}"))
            st.page_link(
                "app_pages/students.py",
                label=t("handover.see"),
                icon=":material/chevron_right:",
                icon_position="right",
                query_params=with_language(sums.DOORS[name]),
            )
if counts["ready"] + counts["waiting"] == counts["submitted"] + counts["eligible"]:
    st.success(t("handover.adds_up"), icon=":material/balance:")
else:
    st.error(t("handover.does_not"), icon=":material/balance:")

with st.container(border=True):
    st.subheader(t("handover.versions"), anchor=False)
    st.caption(t("handover.versions_help"))
    too_early.warn(run, campaign)
    frozen = versions.versions(run, place, counts)
    wish = outputs.Wish(version=versions.chosen(frozen))
    with st.grid(4, min_column_width=180):
        download(outputs.of_province(run, "handover", wish), outputs.title("handover"), "handover.list")
        download(outputs.of_province(run, "circular"), outputs.title("circular"), "handover.circular")

if frozen:
    with st.container(border=True):
        st.subheader(t("handover.changes"), anchor=False)
        versions.changes(place, frozen)

with st.container(border=True):
    st.subheader(t("handover.waiting_list"), anchor=False)
    waiting.waiting(run, place, admitted)

with st.container(border=True):
    st.subheader(t("handover.by_site"), anchor=False)
    key = ("handover", lang(), frozenset(admitted))
    frame = run.memo(key, lambda: sums.by_site(run, admitted))
    tall = grid_height(len(frame), 388)
    st.dataframe(frame, hide_index=True, alt=t("handover.by_site"), height=tall, column_config=grouped(frame))
