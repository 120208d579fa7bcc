"""The official forms, as a notice shows them: 附表1 (open education) and 附表2 (adult education)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recon import fields
from recon.words import Category, Text

if TYPE_CHECKING:
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
    "level": 12,
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


@dataclass(frozen=True, slots=True)
class Form:
    """One official form: its annex number, its name and its columns (field codes)."""

    code: str
    annex: str
    name: Text
    columns: tuple[str, ...]

    @property
    def titles(self) -> tuple[str, ...]:
        """The header's titles; always Chinese, since the form is read again by its titles."""
        return tuple(fields.BY_CODE[code].title.zh for code in self.columns)

    @property
    def widths(self) -> tuple[float, ...]:
        """Column widths in characters."""
        return tuple(WIDTHS[code] for code in self.columns)

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
    """Return a category's form; ``[templates] open_columns = "student_no name …"`` overrides its columns.

    A row of unknown form goes on the campaign's first form, where its institution code is looked at.
    """
    form = FORMS[code or str(next(iter(campaign.scope), Category.OPEN))]
    chosen = tuple(
        c for c in campaign.templates.get(f"{form.code}_columns", "").split() if c in fields.BY_CODE
    )
    return Form(form.code, form.annex, form.name, chosen) if chosen else form


def heading(form: Form, campaign: Campaign) -> str:
    """Return the form's title; ``[templates] open_title`` overrides it. The annex has a line of its own."""
    year = f"{campaign.year}年" if campaign.year else ""
    plain = f"{campaign.title or year + '毕业生图像采集'}学生名单（{form.name.zh}）"
    return campaign.templates.get(f"{form.code}_title", plain).removeprefix(form.annex).strip("　 ：:")
