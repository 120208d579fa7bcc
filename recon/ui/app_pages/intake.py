"""导入: take these."""

import streamlit as st

from recon.ui import context, intake
from recon.ui.i18n import lang, t
from recon.ui.parts.page import empty, need_office
from recon.ui.parts.progress import busy, last_outcome, progress
from recon.ui.sources import sources

place = need_office()
run = context.run()

st.markdown(t("intake.lead"))
with st.form("intake.form", clear_on_submit=True, border=True):
    uploads = st.file_uploader(t("intake.drop"), accept_multiple_files=True, key="intake.files")
    go = st.form_submit_button(t("intake.start"), type="primary", icon=":material/upload_file:")
if go and uploads:
    taken, again = intake.receive(place, uploads)
    place.jobs.enqueue("run", {"lang": lang()}, actor=context.actor())
    st.toast(t("intake.received", n=taken), icon=":material/inbox:")
    if again:
        st.info(t("intake.again", n=again))
elif go:
    st.warning(t("intake.nothing"))

if busy():
    progress()
else:
    last_outcome()

with st.expander(t("sources.title"), icon=":material/database:", expanded=not place.sources("extract")):
    sources(place)

st.subheader(t("intake.files"), anchor=False)
received = place.submissions()
lines = intake.file_lines(run, received)
if not lines:
    empty(t("intake.no_files"), t("intake.no_files_help"), ":material/upload_file:")
    st.stop()
st.dataframe(
    intake.file_frame(run, lines),
    hide_index=True,
    alt=t("intake.alt"),
    height=min(38 + 35 * len(lines), 563),
    column_config={t("intake.says"): st.column_config.TextColumn(width="large")},
)


def place_file() -> None:
    """Say whose file it is, and check again."""
    place.place(
        st.session_state["intake.place.file"],
        actor=context.actor(),
        unit=st.session_state["intake.place.unit"],
    )
    place.jobs.enqueue("run", {"lang": lang()}, actor=context.actor())


if run:
    with (
        st.expander(t("intake.place"), icon=":material/edit_location_alt:"),
        st.form("intake.place", border=False),
    ):
        left, right = st.columns(2)
        left.selectbox(t("intake.place_file"), [str(line["file"]) for line in lines], key="intake.place.file")
        right.selectbox(
            t("intake.place_unit"),
            list(run.site_names),
            format_func=run.site_names.get,
            key="intake.place.unit",
        )
        if st.form_submit_button(t("intake.place_save"), on_click=place_file):
            st.toast(t("intake.place_saved"), icon=":material/check:")
