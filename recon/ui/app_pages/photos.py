"""照片: whose photo holds?"""

import streamlit as st

from recon.ui.campaigns.unassigned import unassigned
from recon.ui.i18n import lang, t
from recon.ui.overview import tables
from recon.ui.parts.chart import chart, table_behind
from recon.ui.parts.columns import grid_height, grouped
from recon.ui.parts.drawn import drawn
from recon.ui.parts.page import need_office, need_run
from recon.ui.parts.progress import busy, progress
from recon.ui.photos import again, view
from recon.ui.url import with_language

run = need_run()
place = need_office()
campaign = place.campaign()
if busy():
    progress()

asked = any(run.coverage["photo_not_asked"].to_pylist())
st.markdown(t("photos.not_asked") if asked else t("photos.lead", n=campaign.photo.validity_months))
if not asked:
    unassigned(campaign)
left, right = st.columns(2)
for column, by in ((left, "branch"), (right, "cohort")):
    with column.container(border=True, height="stretch"):
        st.subheader(f"{t('overview.expiry')} · {t(f'overview.expiry_{by}')}", anchor=False)
        chart(
            drawn(run, by),
            key=f"photos.{by}",
            alt=t(f"overview.alt_expiry_{by}"),
            door=lambda codes, by=by: (
                "app_pages/students.py",
                {by: codes[0], "photo_state": codes[1], "standing": "due"},
            ),
        )
        st.space("stretch")  # the shorter chart begins where its neighbour does
        table_behind(
            lambda by=by: tables.expiry_table(run, by),
            key=f"photos.table.{by}",
            alt=t(f"overview.alt_expiry_{by}"),
        )

with st.container(border=True):
    st.subheader(t("photos.simulator"), anchor=False)
    st.caption(t("photos.simulator_help"))
    view.simulate(run, campaign)

with st.container(border=True):
    st.subheader(t("photos.again"), anchor=False)
    st.caption(t("photos.again_help"))
    again.again(run, place, campaign)

with st.container(border=True):
    st.subheader(t("photos.cells"), anchor=False)
    cells = run.memo(("photo cells", lang()), lambda: view.by_cell(run))
    tall = grid_height(len(cells), 388)
    st.dataframe(cells, hide_index=True, alt=t("photos.cells"), height=tall, column_config=grouped(cells))
    with st.container(horizontal=True):
        for standing, state in (
            ("due", "expired"),
            ("due", "expiring"),
            ("due", "unknown"),
            ("eligible", "expired"),
            ("eligible", "none"),
        ):
            st.page_link(
                "app_pages/students.py",
                label=view.counted(run, standing, state),
                icon=":material/person_search:",
                query_params=with_language({"standing": standing, "photo_state": state}),
            )

with st.expander(t("photos.register"), icon=":material/upload_file:"):
    st.caption(t("photos.register_help"))
    view.register(place)
