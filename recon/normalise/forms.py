"""Which form a table is on: 附表1 for open education, 附表2 for adult education."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from recon.campaign.forms import own_titles
from recon.words import Category

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from recon.campaign import Campaign

_OPEN = re.compile(r"附[表件]\s*[1一１]|开放教育|开放专科|开放本科")
_ADULT = re.compile(r"附[表件]\s*[2二２]|成人|成招|成教|函授(?!站)|业余|脱产")
_COHORT: tuple[tuple[re.Pattern[str], Category], ...] = (
    (re.compile(r"秋|春"), Category.OPEN),
    (re.compile(r"^\s*\d{4}\s*级"), Category.ADULT),
)
SHARE = 0.8
"""Of the rows that name a form so many have to name the same one."""


def form_of_titles(titles: Iterable[str]) -> str:
    """Return the form the first title that speaks of exactly one names."""
    for text in titles:
        is_open, is_adult = bool(_OPEN.search(text)), bool(_ADULT.search(text))
        if is_open != is_adult:
            return Category.OPEN if is_open else Category.ADULT
    return ""


def form_of_own(cells: Iterable[str], campaign: Campaign) -> str:
    """Return the form whose own workbook has these very words above its header; empty where none or two have."""
    own = own_titles(campaign.templates)
    forms = {own[cell] for cell in cells if cell in own}
    return forms.pop() if len(forms) == 1 else ""


def form_of_students(values: Mapping[str, Iterable[str]]) -> tuple[str, str]:
    """Return the form the students themselves speak of, and the field that says so; else both are empty.

    Only the study form and the examination number count: a wrong institution code is its own mistake (IC02).
    """
    form = _majority(values.get("study_form", ()), lambda text: form_of_titles([text]))
    if form:
        return form, "study_form"
    if any(v.strip() for v in values.get("exam_no", ())) and not any(
        v.strip() for v in values.get("student_no", ())
    ):
        return Category.ADULT, "exam_no"
    return "", ""


def form_of_content(values: Mapping[str, Iterable[str]], campaign: Campaign) -> str:
    """Return the form a table speaks of: study form, code, columns, cohorts, else the only scope."""

    def most(code: str) -> str:
        return _majority(values.get(code, ()), lambda text: form_of(code, text, campaign))

    return (
        form_of_students(values)[0]
        or most("institution_code")
        or (Category.ADULT if "exam_no" in values else "")
        or most("cohort")
        or (next(iter(campaign.scope)) if len(campaign.scope) == 1 else "")
    )


TELLING = ("study_form", "institution_code", "cohort")
"""Fields that tell a table's form by what most of its rows say in them."""


def form_of(code: str, text: str, campaign: Campaign) -> str:
    """Return the form one value of :data:`TELLING` names, empty where it names none."""
    if code == "study_form":
        return form_of_titles([text])
    if code == "cohort":
        return next((form for words, form in _COHORT if words.search(text)), "")
    said = text.strip()
    return next((form for form, scope in campaign.scope.items() if scope.institution_code == said != ""), "")


def _majority(texts: Iterable[str], form_of_text: Callable[[str], str]) -> str:
    """Return the form that nearly all texts name of those that name one; what many say alike is looked at once."""
    count: Counter[str] = Counter()
    for text, often in Counter(texts).items():
        count[form_of_text(text)] += often
    count.pop("", None)
    form, most = count.most_common(1)[0] if count else ("", 0)
    return form if most >= SHARE * count.total() else ""
