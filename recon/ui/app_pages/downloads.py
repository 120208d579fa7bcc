"""下载: give me the files."""

from dataclasses import replace

import streamlit as st

from recon.ui import background, counting, outputs, say, url
from recon.ui.i18n import t
from recon.ui.parts.download import download
from recon.ui.parts.page import empty, need_run
from recon.ui.parts.select import select

WIDTH = 220
"""Pixels of the narrowest button of one kind: its English title and its number are read whole."""

run = need_run()
listed = {code for kind in outputs.BY_SITE[:3] for code in outputs.sites_with(run, kind)}
codes = [code for code in run.site_names if code in listed]


st.caption(t("downloads.help"))
with st.container(horizontal=True):
    password = st.text_input(
        t("downloads.password"),
        type="password",
        key="downloads.password",
        help=t("downloads.password_help"),
        width=320,
    )
    layout = select(
        st,
        t("downloads.layout"),
        outputs.LAYOUTS,
        format_func=lambda name: t(f"downloads.layouts.{name}"),
        key="downloads.layout",
        help=t("downloads.layout_help"),
        width=320,
    )
wish = outputs.Wish(password, layout)
if not codes:
    empty(t("downloads.nothing"), t("downloads.nothing_help"))
    st.stop()

with st.container(border=True):
    st.subheader(t("downloads.one"), anchor=False)
    asked = url.chosen(["site_code"]).get("site_code", ("",))[0]
    # Whoever comes from a site there is nothing of must not be handed another's files.
    place = codes.index(asked) if asked in codes else None if asked else 0
    if place is None:
        st.info(t("downloads.none"), icon=":material/info:")
    unit = st.selectbox(
        t("downloads.site"),
        codes,
        index=place,
        format_func=say.site_and_code(run),
        key="downloads.unit",
    )
    with st.grid(4, min_column_width=WIDTH):
        for kind in outputs.BY_SITE if unit else ():
            ready = outputs.of_site(run, kind, unit, wish)
            download(
                ready,
                outputs.title(kind),
                f"downloads.one.{kind}",
                help_text=None if ready else t("downloads.none"),
            )

with st.container(border=True):
    st.subheader(t("downloads.everyone"), anchor=False)
    branches = list(dict.fromkeys(run.branch_of[code] for code in codes if run.branch_of.get(code)))
    branch = select(
        st,
        t("facet.branch"),
        ["", *branches],
        format_func=lambda name: name or t("downloads.every_branch"),
        key="downloads.branch",
        width=320,
    )
    wish = replace(wish, branch=branch)
    with st.grid(4, min_column_width=WIDTH):
        for kind in outputs.BY_SITE:
            count = counting.in_zip(run, kind, branch)
            ready = outputs.of_all(run, kind, count or len(outputs.sites_with(run, kind, branch)), wish)
            title = outputs.title(kind)
            label = title if count is None else t("downloads.zip", title=title, n=count)
            download(None if count == 0 else ready, label, f"downloads.all.{kind}")

    counting.when_counted(run, branch)
    background.background(run, wish)

with st.container(border=True):
    st.subheader(t("downloads.province"), anchor=False)
    with st.grid(4, min_column_width=180):
        for kind in outputs.PROVINCE:
            with st.container(gap="small"):
                download(
                    outputs.of_province(run, kind, wish),
                    outputs.title(kind),
                    f"downloads.province.{kind}",
                )
                st.caption(t(f"downloads.about.{kind}"))
