"""导入: what came in, and is anything unclear?"""

import streamlit as st

from recon.ui import context
from recon.ui.i18n import t
from recon.ui.parts.page import empty, need_office
from recon.ui.parts.progress import busy, last_outcome, progress
from recon.ui.taking import answering, correcting, files
from recon.ui.taking.sources import sources

place = need_office()
run = context.run()

st.markdown(t("intake.lead"))
with st.form("intake.form", clear_on_submit=True, border=True):
    by_file, by_folder = st.columns(2)
    uploads = by_file.file_uploader(t("intake.drop"), accept_multiple_files=True, key="intake.files")
    uploads += by_folder.file_uploader(
        t("intake.folder"), accept_multiple_files="directory", key="intake.folder"
    )
    go = st.form_submit_button(t("intake.start"), type="primary", icon=":material/upload_file:")
if go and uploads:
    taken, again = files.receive(place, uploads)
    context.judge_again(place)
    st.session_state[files.LAST] = taken
    st.toast(t("intake.received", n=len(taken)), icon=":material/inbox:")
    if again:
        st.info(t("intake.again", n=again))
elif go:
    st.warning(t("intake.nothing"))

last = st.session_state.get(files.LAST, ())
lines = files.file_lines(run, place.submissions(), last, place.rows_at_once())
if busy():
    progress()
else:
    last_outcome()
    if said := files.last_upload(lines, last):
        st.info(said, icon=":material/inbox:")

with st.expander(t("sources.title"), icon=":material/database:", expanded=not place.sources("extract")):
    sources(place)
if run:
    answering.answering(run, place)

st.subheader(t("intake.files"), anchor=False)
if not lines:
    empty(t("intake.no_files"), t("intake.no_files_help"), ":material/upload_file:")
    st.stop()
files.table(run, lines)
if run:
    with st.expander(t("intake.place"), icon=":material/edit_location_alt:"):
        correcting.correcting(run, place, [str(line["file"]) for line in lines])
