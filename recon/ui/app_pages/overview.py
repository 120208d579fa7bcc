"""总览: where do we stand, today?"""

import streamlit as st

from recon.ui.i18n import t
from recon.ui.overview import cards, figures, later, numbers, tables
from recon.ui.parts.page import need_office, need_run

run = need_run()
place = need_office()
campaign = place.campaign()
totals = numbers.totals(run)
left = numbers.days_left(campaign, run.judged_on)

cards.standing(run, campaign, numbers.lead(totals, left))
cards.notes(run)
cards.numbers(totals, campaign, left, numbers.past(place))
cards.to_do(numbers.steps(run, totals, campaign), run.findings.count(numbers.WAITING))
if later.wait_for_charts():
    st.stop()
figures.coverage(run)
if totals.photos_asked:
    figures.expiry(run)

statuses, worst = st.columns(2)
with statuses.container(border=True, height="stretch"):
    figures.status(run)
with worst.container(border=True, height="stretch"):
    st.subheader(t("overview.worst"), anchor=False)
    tables.worst_table(run, numbers.worst(run))
