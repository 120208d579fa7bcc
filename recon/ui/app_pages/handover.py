"""移交: is it complete?"""

import streamlit as st

from recon.ui import handover, outputs
from recon.ui.i18n import t
from recon.ui.parts.download import download
from recon.ui.parts.page import need_office, need_run

run = need_run()
campaign = need_office().campaign()
sums = handover.sums(run)

st.markdown(t("handover.lead_list" if campaign.mode == "list" else "handover.lead_code"))
with st.grid(4, min_column_width=160):
    for name in ("ready", "waiting", "submitted", "eligible"):
        st.metric(t(f"handover.{name}"), f"{sums[name]:,}", border=True, help=t(f"handover.about.{name}"))
if sums["ready"] + sums["waiting"] == sums["submitted"] + sums["eligible"]:
    st.success(t("handover.adds_up"), icon=":material/balance:")
else:
    st.error(t("handover.does_not"), icon=":material/balance:")

with st.container(border=True):
    st.subheader(t("handover.by_site"), anchor=False)
    st.dataframe(handover.by_site(run), hide_index=True, alt=t("handover.by_site"), height=388)

with st.container(border=True):
    st.subheader(t("handover.files"), anchor=False)
    st.caption(t("handover.files_help"))
    with st.grid(4, min_column_width=180):
        download(outputs.of_province(run, "handover"), outputs.title("handover"), "handover.list")
        download(outputs.of_province(run, "circular"), outputs.title("circular"), "handover.circular")
