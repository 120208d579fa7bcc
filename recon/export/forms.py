"""The official forms, as a notice shows them: 附表1 (open education) and 附表2 (adult education)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from recon import fields
from recon.campaign.forms import meanings
from recon.marks import OWN_TITLES
from recon.words import Category, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recon.campaign import Campaign

SERIAL = "序号"
REMARK = "备注"
WIDTHS = {
    "institution_code": 9.5,
    "student_no": 15.5,
    "exam_no": 16.5,
    "name": 11,
    "sex": 5.5,
    "id_card": 20.5,
    "level": 15,
    "major": 17,
    "cohort": 10.5,
    "study_form": 10,
    "class_name": 19,
    "branch": 16,
    "site": 18,
}
"""Column widths in characters of the default font."""
CENTRED = frozenset({"institution_code", "sex", "level", "cohort", "study_form"})
"""Fields short enough to stand in the middle of their column."""


_OTHER_WIDTH = 14
"""Of a column the campaign's form has and we know nothing of."""


@dataclass(frozen=True, slots=True)
class Form:
    """One official form: its annex number, its name and its columns."""

    code: str
    annex: str
    name: Text
    columns: tuple[str, ...]
    """Field codes; a column we know nothing of is named by its own title and stays empty."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Field code → title, where the campaign words it otherwise (函授站 for the site)."""

    @property
    def titles(self) -> tuple[str, ...]:
        """The header's titles; always Chinese, since the form is read again by its titles."""
        plain = {code: known.title.zh for code, known in fields.BY_CODE.items()}
        return tuple(self.words.get(code) or plain.get(code, code) for code in self.columns)

    @property
    def widths(self) -> tuple[float, ...]:
        """Column widths in characters."""
        return tuple(WIDTHS.get(code, _OTHER_WIDTH) for code in self.columns)

    @property
    def styles(self) -> tuple[str, ...]:
        """The style of each column's cells."""
        return tuple("mid" if code in CENTRED else "cell" for code in self.columns)


_OPEN = Form(
    Category.OPEN,
    "附表1",
    Text("开放教育", "Open education"),
    tuple(code for code in fields.CODES if code != "exam_no"),
)
_ADULT = Form(Category.ADULT, "附表2", Text("成人教育", "Adult education"), fields.CODES)
FORMS: dict[str, Form] = {form.code: form for form in (_OPEN, _ADULT)}


def official(code: str, campaign: Campaign) -> Form:
    """Return a category's form, with the columns of ``[templates] open_columns`` (codes or titles) if told.

    A row of unknown form goes on the campaign's first form, where its institution code is looked at.
    """
    form = FORMS[code or str(next(iter(campaign.scope), Category.OPEN))]
    told = campaign.templates.get(f"{form.code}_columns", "")
    words = [word for word in re.split(r"[\s,，、;；]+", told) if word and word not in OWN_TITLES]
    if not words:
        return form
    meanings = _meanings(campaign)
    columns = {meanings.get(word.upper(), word): word for word in words}
    return replace(form, columns=tuple(columns), words={c: w for c, w in columns.items() if c != w})


def _meanings(campaign: Campaign) -> dict[str, str]:
    """Return how a column may be called, in capitals, with the field it is."""
    known = meanings()
    more = {alias.upper(): code for code, aliases in campaign.headers.items() for alias in aliases}
    return known | {alias: code for alias, code in more.items() if code in fields.BY_CODE}


def heading(form: Form, campaign: Campaign) -> str:
    """Return the form's title; ``[templates] open_title`` overrides it. The annex has a line of its own."""
    year = f"{campaign.year}年" if campaign.year else ""
    plain = f"{campaign.title or year + '毕业生图像采集'}学生名单（{form.name.zh}）"
    return campaign.templates.get(f"{form.code}_title", plain).removeprefix(form.annex).strip("　 ：:")
