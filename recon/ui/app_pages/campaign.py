"""设置: the rules of this year."""

import streamlit as st

from recon.ui import context
from recon.ui.campaigns import editing, others, retention, summary
from recon.ui.i18n import t
from recon.ui.parts.facts import facts
from recon.ui.parts.page import need_office
from recon.ui.parts.progress import busy, progress
from recon.ui.parts.prose import prose

place = need_office()
campaign = place.campaign()
run = context.run()
if busy():
    progress()

left, right = st.columns(2)
with left.container(border=True, height="stretch"):
    facts(summary.general(campaign, run))
    if plan := summary.shooting(campaign, run.site_names if run else {}):
        st.markdown(f"**{t('campaign.shooting')}**")
        facts(plan)
with right.container(border=True, height="stretch"):
    st.markdown(f"**{t('campaign.scope')}**")
    facts(summary.scope(campaign))
    st.markdown(f"**{t('nav.photos')}**")
    facts(summary.photos(campaign))

with st.expander(t("campaign.edit"), icon=":material/edit:", expanded=editing.WANTED in st.session_state):
    editing.edit(place)

with st.expander(t("campaign.others"), icon=":material/event_repeat:"):
    others.others(place)

with st.container(border=True):
    st.subheader(t("campaign.rules"), anchor=False)
    st.caption(t("campaign.rules_help"))
    with st.container(height=423, border=False):
        titles = {t(f"campaign.{name}"): share for name, share in summary.RULE_LIST.items()}
        prose(titles, summary.rules(campaign), t("campaign.rules"))

with st.expander(
    t("retention.title"), icon=":material/inventory_2:", expanded=st.session_state.pop(retention.OPEN, False)
):
    retention.retention(place)
