"""Whose photo has to be taken again: expired, absent, rejected; per site, with the next day and a text for the call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st

from recon.ui import say
from recon.ui.i18n import lang, t
from recon.ui.parts.columns import grid_height, grouped
from recon.ui.photos.registered import registered
from recon.ui.photos.simulator import earliest_day, needs
from recon.ui.sites.chase import day_of
from recon.ui.url import with_language
from recon.values.photo_status import without_photo

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recon.campaign import Campaign
    from recon.ui.store import Run
    from recon.workspace import Workspace

TEXTS: Final = 200
"""For so many sites are written at once; more is no call any more."""
KINDS: Final = ("expired", "absent", "rejected", "unknown")
TOLD: Final = ("absent", "rejected")
"""Kinds that a register's own words tell: a student who was not there, a photo that was not taken over."""
_GROUPED = """
    select site_code, batch, needed_on, count(*) as students from {file}
    where due and CONDITION group by all order by site_code, needed_on, batch
"""


@dataclass(frozen=True, slots=True)
class Again:
    """Students of one site and batch whose photo has to be taken again."""

    site: str
    batch: str
    needed_on: str
    students: int


def lists(run: Run, place: Workspace) -> dict[str, list[Again]]:
    """Return the sites per kind; those who were absent or rejected are told by the register's own words."""
    found: dict[str, list[Again]] = run.memo("photos again", lambda: _lists(run, place))
    return found


def _lists(run: Run, place: Workspace) -> dict[str, list[Again]]:
    made = {kind: _asked(run, "photo_state = ?", [kind]) for kind in ("expired", "unknown")}
    for kind, numbers in _told(run, place).items():
        marks = ", ".join("?" * len(numbers)) or "''"
        made[kind] = _asked(run, f"photo_state in ('none', 'expired') and student_no in ({marks})", numbers)
    return {kind: made[kind] for kind in KINDS}


def _asked(run: Run, condition: str, values: Sequence[str]) -> list[Again]:
    return [Again(*row) for row in run.students.ask(_GROUPED.replace("CONDITION", condition), values)]


def _told(run: Run, place: Workspace) -> dict[str, list[str]]:
    """Return the student numbers whose newest line in the register speaks of no usable photo."""
    register = registered(run, place)
    newest: dict[str, tuple[str, str]] = {}
    rows = register.select(["student_no", "captured_on", "photo_status"]).to_pylist() if register else ()
    for row in rows:
        line = (row["captured_on"], row["photo_status"])
        newest[row["student_no"]] = max(newest.get(row["student_no"], line), line)
    return {
        kind: sorted(n for n, (_, status) in newest.items() if n and without_photo(status) == kind)
        for kind in TOLD
    }


def again(run: Run, place: Workspace, campaign: Campaign) -> None:
    """Draw the lists, one at a time, each with its texts."""
    found = lists(run, place)
    kind = _chosen(found)
    rows = found[kind]
    if not rows:
        st.caption(t("photos.again_none"))
        return
    frame = run.memo(("photos again", kind, lang()), lambda: _frame(run, rows, campaign))
    st.dataframe(
        frame,
        hide_index=True,
        alt=t("photos.again"),
        height=grid_height(len(rows), 318),
        column_config=grouped(frame),
    )
    if kind in {"expired", "unknown"}:
        st.page_link(
            "app_pages/students.py",
            label=t("photos.again_who"),
            icon=":material/person_search:",
            query_params=with_language({"photo_state": kind, "standing": "due"}),
        )
    label = t("photos.again_text")
    with st.expander(label, icon=":material/campaign:", key="photos.texts", on_change="rerun") as drawer:
        if drawer.open:
            st.code("\n\n".join(texts(run, rows, kind, campaign)), language=None, wrap_lines=True, height=320)
            if (more := len({one.site for one in rows}) - TEXTS) > 0:
                st.caption(t("photos.again_more", n=more))


def _chosen(found: Mapping[str, Sequence[Again]]) -> str:
    """Draw the choice of a kind; the first that has anybody stands there."""
    kind: str = st.segmented_control(
        t("photos.again"),
        KINDS,
        default=next((kind for kind in KINDS if found[kind]), KINDS[0]),
        required=True,
        format_func=lambda code: t(f"photos.again_{code}", n=sum(one.students for one in found[code])),
        key="photos.again",
        label_visibility="collapsed",
    )
    return kind


def _frame(run: Run, rows: Sequence[Again], campaign: Campaign) -> pd.DataFrame:
    named = say.site(run)
    registered: list[dict[str, Any]] = [run.register.get(one.site, {}) for one in rows]
    return pd.DataFrame(
        {
            t("students.site"): [named(one.site) for one in rows],
            t("photos.people"): [one.students for one in rows],
            t("students.batch"): [one.batch or "—" for one in rows],
            t("students.needed_on"): [one.needed_on for one in rows],
            t("photos.earliest"): [_earliest(one, campaign) or t("photos.now") for one in rows],
            t("photos.next_day"): [next_day(one, campaign) or t("photos.no_day") for one in rows],
            t("sites.responsible"): [line.get("responsible", "") for line in registered],
            t("sites.phone"): [line.get("phone", "") for line in registered],
        }
    )


def _earliest(one: Again, campaign: Campaign) -> str:
    """Return the first day still to come whose photo holds; empty when one of today holds."""
    found = needs([{"batch": one.batch, "needed_on": one.needed_on, "students": one.students}])
    day = earliest_day(found[0].needed_on, campaign.photo) if found else None
    return day.isoformat() if day and day > day_of(campaign) else ""


def next_day(one: Again, campaign: Campaign) -> str:
    """Return the next shooting day at the site's point whose photo still holds; empty when none is planned."""
    least = max(day_of(campaign).isoformat(), _earliest(one, campaign))
    points = [point for point in campaign.shooting if one.site in {point.point, *point.serves}]
    days = (day.isoformat() for point in points for day in point.dates)
    return min((day for day in days if day >= least), default="")


def texts(run: Run, rows: Sequence[Again], kind: str, campaign: Campaign) -> list[str]:
    """Return one text per site: how many, for which batches, when they can come; nobody's name."""
    by_site: dict[str, list[Again]] = {}
    for one in rows:
        by_site.setdefault(one.site, []).append(one)
    named, why = say.site(run), t(f"photos.why_{kind}")
    return [
        t(
            "photos.call",
            site=named(site),
            n=sum(one.students for one in mine),
            why=why,
            each=t("app.comma").join(_when(one, campaign) for one in mine),
        )
        for site, mine in list(by_site.items())[:TEXTS]
    ]


def _when(one: Again, campaign: Campaign) -> str:
    """Say of one batch when its students can come: a planned day, else from when on; never a day that is past."""
    day, earliest = next_day(one, campaign), _earliest(one, campaign)
    key = "next" if day else "from" if earliest else "now"
    said = t(f"photos.call_{key}", day=day or earliest)
    return t("photos.call_batch", batch=one.batch, n=one.students, when=said) if one.batch else said
