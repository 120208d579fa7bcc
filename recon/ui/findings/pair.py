"""One finding in full: both values side by side, where, why, what it means, and what was decided."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from recon.fields import PERSONAL
from recon.palette import COLOURS, ink
from recon.sites import UNKNOWN
from recon.ui import context, say
from recon.ui.diff import compare_html
from recon.ui.findings import acts
from recon.ui.findings.record import record
from recon.ui.findings.table import visible
from recon.ui.i18n import lang, t
from recon.ui.masking import personal, shown
from recon.ui.parts.facts import facts
from recon.ui.url import with_language
from recon.values.days import moment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recon.ui.store import Run
    from recon.workspace import Ruled


def pair(run: Run, row: Mapping[str, Any], ruled: Mapping[str, Ruled]) -> None:
    """Draw one finding, of those of which this was ruled."""
    shown = visible([row])[0]
    with st.container(border=True):
        st.html(_head(shown))
        if values := _values(row, masked=context.masked()):
            st.html(values)
        left, right = st.columns(2, gap="large")
        with left:
            facts({t("findings.message"): shown["message"], t("findings.evidence"): shown["evidence"]})
        with right:
            facts(_where(shown | {"trust": run.sent_back.trust_of(row)}))
        _doors(row)
        _same(run, row)
        _also(run, row)
        record(run, row, ruled)
        _history(run, row)


def _doors(row: Mapping[str, Any]) -> None:
    """Lead to the student and to the site; the address names the finding, never the person."""
    doors: list[tuple[str, str, str, dict[str, str | list[str]]]] = []
    if row["enrol_id"] >= 0:
        doors.append(("students", "open_student", "person_search", {"finding": str(row["finding_id"])}))
    if row["unit"] not in {"", UNKNOWN}:
        doors.append(("sites", "open_site", "domain", {"site_code": str(row["unit"])}))
    with st.container(horizontal=True):
        for page, label, icon, filters in doors:
            st.page_link(
                f"app_pages/{page}.py",
                label=t(f"findings.{label}"),
                icon=f":material/{icon}:",
                query_params=with_language(filters),
            )


def _head(row: Mapping[str, Any]) -> str:
    severity = row["severity"]
    style = f"background:{COLOURS[severity]};color:{ink(COLOURS[severity])}"
    tag = f'<span class="rc-tag" style="{style}">{say.severity(severity)}</span>'
    charged = t("findings.charged") if row["charged"] else t("findings.not_charged")
    who = " ".join(str(row[name]) for name in ("name", "student_no") if row[name])
    rest = " · ".join(escape(part) for part in (who, charged) if part)
    return f"<div>{tag}<b>{escape(say.rule(row['rule']))}</b> · {rest}</div>"


def _values(row: Mapping[str, Any], *, masked: bool) -> str:
    field, submitted, official = str(row["field"]), str(row["submitted"]), str(row["official"])
    if not field and not (submitted or official):
        return ""
    left, right = compare_html(submitted, official, field, masked=masked)
    lines = [(t("findings.submitted"), left), (t("findings.official"), right)]
    proposal = str(row["proposal"])
    if proposal and proposal != official:
        lines.append((t("findings.proposal"), compare_html(submitted, proposal, field, masked=masked)[1]))
    body = "".join(f"<b>{escape(label)}</b><div>{value}</div>" for label, value in lines)
    return f'<div class="rc-pair">{body}</div>'


def _where(row: Mapping[str, Any]) -> dict[str, object]:
    told: dict[str, object] = {
        t("findings.site"): say.whose(row),
        t("findings.field"): _field(row),
    }
    if row["file"]:
        told[t("findings.where")] = place(row)
    if row["trust"]:
        told[t("findings.trust")] = say.trust(row["trust"])
    return told


def place(row: Mapping[str, Any]) -> str:
    """Return file, sheet and cell or row in words; a text file has no sheet."""
    parts = [shown(str(row["file"]))]
    if row["sheet"]:
        parts.append(t("findings.where_sheet", sheet=shown(str(row["sheet"]))))
    if row.get("cell"):
        parts.append(t("findings.where_cell", cell=row["cell"]))
    elif row["row"]:
        parts.append(t("findings.where_row", row=str(row["row"])))
    return " · ".join(parts)


def _field(row: Mapping[str, Any]) -> str:
    """Return the column; a finding without one is about a row, a whole file, or the unit or student itself."""
    if row["field"] or row["row"]:
        return say.field(row["field"])
    return t("findings.whole_file") if row["file"] else "—"


def _same(run: Run, row: Mapping[str, Any]) -> None:
    """Offer the same change for everybody it is proposed for; a name or a number belongs to one person only."""
    if row["field"] in PERSONAL or not row["field"] or not row["proposal"]:
        return
    lines = run.same_change(row)
    if len(lines) > 1:
        st.button(
            t("findings.same_change", n=len(lines)),
            key="findings.same",
            icon=":material/select_all:",
            on_click=acts.decide,
            args=(run, lines, "accept"),
        )


def _also(run: Run, row: Mapping[str, Any]) -> None:
    others = [
        other for other in run.same_cause(str(row["cause_id"])) if other["finding_id"] != row["finding_id"]
    ]
    if others:
        with st.expander(f"{t('findings.also')} · {len(others)}"):
            for other in visible(others):
                st.text(f"{say.rule(other['rule'])} · {other['message']}")


def _history(run: Run, row: Mapping[str, Any]) -> None:
    """Draw what was decided, and why the last of it does nothing where it does nothing."""
    place, finding_id = context.office(), str(row["finding_id"])
    whose = personal(row)
    past = place.ruling_history(finding_id) if place else []
    if not past:
        return
    if why := run.holding.idle.get(finding_id):
        st.warning(t("findings.idle", why=why.say(lang())), icon=":material/gavel:")
    st.caption(t("findings.history"))
    for ruled in past:
        verdict = say.state(ruled.ruling.verdict if ruled.ruling else "undone")
        line = t("findings.history_line", at=moment(ruled.at), who=ruled.who, verdict=verdict)
        reason = shown(ruled.ruling.reason, whose) if ruled.ruling else ""
        st.text(line + (t("findings.history_reason", reason=reason) if reason else ""))
