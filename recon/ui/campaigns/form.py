"""The campaign as a form: deadline, scope, codes, batches and templates, in the words of the notice."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from typing import TYPE_CHECKING, Final

import streamlit as st

from recon.campaign import Scope
from recon.ui import say
from recon.ui.campaigns.text import Value, put
from recon.ui.i18n import t
from recon.ui.parts.select import select
from recon.words import Category

if TYPE_CHECKING:
    from recon.campaign import Campaign

TEMPLATES: Final = ("open_title", "open_columns", "adult_title", "adult_columns")
MODES: Final = ("list", "capture-code")
_BETWEEN = re.compile(r"[,，、;；\s]+")


def form(text: str, campaign: Campaign) -> str:
    """Draw the form; returns the campaign's text with what was changed, or nothing while nobody asked."""
    with st.form("campaign.fields", border=False):
        made = {"campaign": _general(campaign), "scope": _everybody(campaign)}
        for column, category in zip(st.columns(2), Category, strict=True):
            with column:
                made[f"scope.{category}"] = _scope(campaign, category)
        made["photo"] = _photos(campaign)
        made["batches"], made["cohort_batches"] = _batches(campaign)
        with st.expander(t("campaign.templates")):
            made["templates"] = {
                name: st.text_input(
                    t(f"campaign.template_{name}"), campaign.templates.get(name, ""), key=f"campaign.{name}"
                )
                for name in TEMPLATES
            }
        asked = st.form_submit_button(t("campaign.preview"), type="primary", icon=":material/preview:")
    return _changed(text, campaign, made) if asked else ""


def _changed(text: str, campaign: Campaign, made: dict[str, dict[str, Value | None]]) -> str:
    """Put only what differs into the text, so that everything else stays as it was written."""
    before = _now(campaign)
    if any(made[f"scope.{one}"] for one in Category if one not in campaign.scope):
        # A campaign that names no category is about open education; one more must not take its place.
        for category, one in campaign.scope.items():
            if category not in tomllib.loads(text).get("scope", {}):
                text = put(text, f"scope.{category}", {"statuses": list(one.statuses)})
    for table, values in made.items():
        known = before.get(table, {})
        news = {key: value for key, value in values.items() if (value or None) != (known.get(key) or None)}
        if table in {"batches", "cohort_batches"}:
            news |= {key: None for key in known if key not in values}
        text = put(text, table, news)
    return text


def _now(campaign: Campaign) -> dict[str, dict[str, Value | None]]:
    scopes: dict[str, dict[str, Value | None]] = {
        f"scope.{category}": {
            "cohorts": list(one.cohorts),
            "levels": list(one.levels),
            "institution_code": one.institution_code,
        }
        for category, one in campaign.scope.items()
    }
    return scopes | {
        "campaign": {name: getattr(campaign, name) for name in ("title", "deadline", "mend_days", "mode")},
        "scope": {"earlier": campaign.earlier, "reshoot": campaign.reshoot},
        "photo": {name: getattr(campaign.photo, name) for name in ("validity_months", "expiring_days")},
        "batches": dict(campaign.batches),
        "cohort_batches": dict(campaign.cohort_batches),
        "templates": dict(campaign.templates),
    }


def _general(campaign: Campaign) -> dict[str, Value | None]:
    title, deadline, mend, mode = st.columns([3, 2, 2, 2])
    day: date | None = deadline.date_input(
        t("campaign.deadline"), campaign.deadline, format="YYYY-MM-DD", key="campaign.deadline"
    )
    return {
        "title": title.text_input(t("campaign.title"), campaign.title, key="campaign.title"),
        "deadline": day,
        "mend_days": int(
            mend.number_input(t("campaign.mend_days"), 0, 60, campaign.mend_days, key="campaign.mend_days")
        ),
        "mode": select(
            mode,
            t("campaign.mode"),
            MODES,
            index=MODES.index(campaign.mode),
            format_func=lambda code: t(f"campaign.mode_{code}"),
            key="campaign.mode",
        ),
    }


def _everybody(campaign: Campaign) -> dict[str, Value | None]:
    left, right = st.columns(2)
    earlier, reshoot = ("eligible", "due"), ("yes", "no")
    return {
        "earlier": select(
            left,
            t("campaign.earlier"),
            earlier,
            index=earlier.index(campaign.earlier),
            format_func=lambda code: t(f"campaign.earlier_{code}"),
            key="campaign.earlier",
        ),
        "reshoot": select(
            right,
            t("campaign.reshoot"),
            reshoot,
            index=reshoot.index(campaign.reshoot),
            format_func=lambda code: t(f"campaign.reshoot_{code}"),
            key="campaign.reshoot",
        ),
    }


def _scope(campaign: Campaign, category: Category) -> dict[str, Value | None]:
    """Draw one category; one that is not in the campaign comes into it as soon as something is filled in."""
    within, key = category in campaign.scope, f"campaign.{category}"
    one = campaign.scope[category] if within else Scope()
    st.markdown(f"**{say.category(category)}**" + ("" if within else f" · {t('campaign.not_within')}"))
    cohorts = st.text_input(t("campaign.cohorts"), t("app.list").join(one.cohorts), key=f"{key}.cohorts")
    levels = st.text_input(t("campaign.levels"), t("app.list").join(one.levels), key=f"{key}.levels")
    code = st.text_input(t("campaign.institution"), one.institution_code, key=f"{key}.code", max_chars=10)
    said: dict[str, Value | None] = {"cohorts": _split(cohorts), "levels": _split(levels)}
    said["institution_code"] = code.strip()
    return said if within or any(said.values()) else {}


def _photos(campaign: Campaign) -> dict[str, Value | None]:
    left, right, _ = st.columns([1, 1, 2])
    months, days = campaign.photo.validity_months, campaign.photo.expiring_days
    return {
        "validity_months": int(
            left.number_input(t("campaign.validity"), 1, 60, months, key="campaign.validity")
        ),
        "expiring_days": int(
            right.number_input(t("campaign.expiring"), 0, 365, days, key="campaign.expiring")
        ),
    }


def _batches(campaign: Campaign) -> tuple[dict[str, Value | None], dict[str, Value | None]]:
    """Draw a line for each batch: its code, the day it needs the photos, the cohorts that graduate with it."""
    known = [
        " ".join((code, day.isoformat(), *(one for one, of in campaign.cohort_batches.items() if of == code)))
        for code, day in campaign.batches.items()
    ]
    said = st.text_area(
        t("campaign.batches_form"),
        "\n".join(known),
        help=t("campaign.batches_help"),
        height=108,
        key="campaign.batches",
    )
    lines = [_split(line.replace("=", " ")) for line in said.splitlines() if line.strip()]
    days: dict[str, Value | None] = {
        parts[0]: _day(parts[1] if parts[1:] else parts[0]) for parts in lines if parts
    }
    return days, {cohort: parts[0] for parts in lines for cohort in parts[2:]}


def _day(said: str) -> Value:
    """Return a day; what is none stays as it was written, and the check says where and why."""
    try:
        return date.fromisoformat(said)
    except ValueError:
        return said


def _split(said: str) -> list[str]:
    return [part for part in _BETWEEN.split(said.strip()) if part]
