"""总览: where do we stand, today?"""

import streamlit as st

from recon import charts
from recon.ui import context, overview, tables
from recon.ui.i18n import lang, t
from recon.ui.parts.chart import chart, table_behind
from recon.ui.parts.page import empty, need_run

run = need_run()
campaign = context.campaign()
totals = overview.totals(run)
left = overview.days_left(campaign)

STUDENTS, FINDINGS, SITES = "app_pages/students.py", "app_pages/findings.py", "app_pages/sites.py"


def behind_state(codes: list[str]) -> tuple[str, dict[str, str]]:
    """A site's open errors are findings; every other state is a list of students."""
    site, state = codes
    if state == "open":
        return FINDINGS, {"site_code": site, "severity": "error", "state": "waiting"}
    return STUDENTS, {"site_code": site, "due_state": state}


def deadline_card() -> None:
    """Days to the deadline, large."""
    if left is None:
        return
    value = (
        t("overview.today") if left == 0 else t("overview.days" if left > 0 else "overview.over", n=abs(left))
    )
    st.metric(
        t("overview.deadline"),
        value,
        t("overview.until", day=campaign.deadline.isoformat()),
        delta_color="off",
        delta_arrow="off",
        border=True,
        height="stretch",
    )


def count_card(name: str, detail: str) -> None:
    """One count with its share of the due."""
    st.metric(
        t(f"overview.{name}"), f"{totals[name]:,}", detail, delta_color="off", delta_arrow="off", border=True, height="stretch"
    )  # fmt: skip


st.markdown(f"{campaign.title} · {overview.lead(totals, left)}")

with st.grid(6, min_column_width=140):
    deadline_card()
    count_card("due", t("overview.due_of", n=totals.sites))
    count_card("submitted", t("overview.of_due", share=totals.of_due("submitted")))
    count_card("clean", t("overview.of_due", share=totals.of_due("clean")))
    count_card("omitted", t("overview.awaited_more", n=totals["awaited"]))
    photo = t("overview.of_due", share=totals.of_due("photo_valid"))
    st.metric(
        t("overview.photo"),
        f"{totals['photo_valid']:,}" if totals.photos_asked else "–",
        photo if totals.photos_asked else t("overview.photo_none"),
        delta_color="off",
        delta_arrow="off",
        border=True,
        height="stretch",
    )

st.subheader(t("overview.next"), anchor=False)
todo = overview.steps(run, totals)[:3]
if not todo:
    empty(t("overview.next_none"), t("overview.next_none_help"), ":material/task_alt:")
for column, step in zip(st.columns(3), todo, strict=False):
    with column.container(border=True, height="stretch"):
        st.markdown(f"{step.icon} **{step.text}**")
        st.page_link(
            step.page,
            label=t("overview.go"),
            icon=":material/arrow_forward:",
            query_params=dict(step.filters),
        )

with st.container(border=True):
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.subheader(t("overview.coverage"), anchor=False, width="content")
        view = st.segmented_control(
            t("overview.coverage"),
            ["by_site", "by_matrix"],
            default="by_site",
            required=True,
            format_func=lambda code: t(f"overview.{code}"),
            label_visibility="collapsed",
            key="overview.view",
        )
    if view == "by_matrix":
        st.caption(t("overview.matrix_help"))
        chart(
            charts.coverage_matrix(run.coverage, lang=lang(), theme="host"),
            key="chart.matrix",
            alt=t("overview.alt_matrix"),
            door=lambda codes: (STUDENTS, {"branch": codes[0], "cohort": codes[1], "standing": "due"}),
        )
        table_behind(
            tables.coverage_table(run, ["branch", "cohort"]), key="table.matrix", alt=t("overview.alt_matrix")
        )
    else:
        st.caption(t("overview.coverage_help"))
        shown = 30
        chart(
            charts.coverage_by_site(run.coverage, run.sites, lang=lang(), theme="host", limit=shown),
            key="chart.sites",
            alt=t("overview.alt_coverage"),
            door=behind_state,
        )
        if totals.sites > shown:
            st.caption(t("overview.more_sites", shown=shown, rest=totals.sites - shown))
        table_behind(
            tables.coverage_table(run, ["site_code"]), key="table.sites", alt=t("overview.alt_coverage")
        )

if totals.photos_asked:
    with st.container(border=True):
        st.subheader(t("overview.expiry"), anchor=False)
        st.caption(t("overview.expiry_help"))
        for column, by, draw in zip(
            st.columns(2),
            ("branch", "cohort"),
            (charts.expiry_by_branch, charts.expiry_by_cohort),
            strict=True,
        ):
            with column:
                st.markdown(f"**{t(f'overview.expiry_{by}')}**")
                chart(
                    draw(run.coverage, lang=lang(), theme="host"),
                    key=f"chart.expiry.{by}",
                    alt=t(f"overview.alt_expiry_{by}"),
                    door=lambda codes, by=by: (
                        STUDENTS,
                        {by: codes[0], "photo_state": codes[1], "standing": "due"},
                    ),
                )
                table_behind(
                    tables.expiry_table(run, by), key=f"table.expiry.{by}", alt=t(f"overview.alt_expiry_{by}")
                )

wide, narrow = st.columns([3, 2])
with wide.container(border=True, height="stretch"):
    st.subheader(t("overview.status"), anchor=False)
    st.caption(t("overview.status_help"))
    chart(
        charts.sites_by_status(run.sites, lang=lang(), theme="host"),
        key="chart.status",
        alt=t("overview.alt_status"),
        door=lambda codes: (SITES, {"branch": codes[0], "status": codes[1]}),
    )
    table_behind(tables.status_table(run), key="table.status", alt=t("overview.alt_status"))
with narrow.container(border=True, height="stretch"):
    st.subheader(t("overview.worst"), anchor=False)
    tables.worst_table(run, overview.worst(run))
