"""What every sheet of one unit's workbook is made with: the book, the view, the unit and its form."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recon.export.book import Book
from recon.export.forms import REMARK, SERIAL, heading
from recon.marks import mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.export.book import Page
    from recon.export.forms import Form
    from recon.export.view import View
    from recon.words import Text

_UNIT = "报送单位（盖章）：{unit}　　共 {count} 人"
_PROVINCE = "全省合计　　共 {count} 人"
_SIGN = "负责人签字：　　　　　　　　日期：　　　年　　月　　日"


@dataclass(frozen=True)
class Desk:
    """One workbook of one unit and form in the making."""

    view: View
    unit: str
    form: Form
    book: Book = field(init=False)

    def __post_init__(self) -> None:
        """Begin the book in the reader's language."""
        object.__setattr__(self, "book", Book(self.view.lang))

    @property
    def named(self) -> str:
        """The unit as it is called on paper."""
        return self.view.named(self.unit)

    def say(self, text: Text, **values: object) -> str:
        """Return a sentence in the reader's language."""
        return text.say(self.view.lang, **values)

    def official(
        self,
        count: int,
        more: Sequence[tuple[str, float]] = ((REMARK, 14),),
        notice: tuple[str, str] = ("", ""),
    ) -> Page:
        """Add a sheet that looks like the official form, down to its header.

        ``more`` stands to the right; a ``notice`` (text, style) above the header: why the form cannot be used as
        it is, or which version it is.
        """
        form = self.form
        widths = (5.5, *form.widths, *(size for _, size in more))
        page = self.book.page(f"{form.annex} {form.name.zh}", widths)
        page.span(form.annex, "annex", 0, 1)
        page.next(20)
        page.banner(heading(form, self.view.campaign), "title", tall=32)
        middle = page.last // 2
        called = self.view.named(self.unit, "zh")  # the official form is Chinese in either language
        unit = _UNIT.format(unit=called, count=count) if self.unit else _PROVINCE.format(count=count)
        page.span(unit, "line", 0, middle)
        page.span(_SIGN, "line", middle + 1, page.last)
        page.next(24)
        if notice[0]:
            page.banner(*notice)
        page.head((SERIAL, *form.titles, *(title for title, _ in more)))
        return page

    def marked(
        self, name: str, widths: Sequence[float], kind: str, *more: str, landscape: bool = True
    ) -> Page:
        """Add a sheet whose first row holds our mark at the right, in plain sight; it may say ``more``."""
        page = self.book.page(name, widths, landscape=landscape)
        page.span(mark(kind, self.view.campaign.id, self.unit, self.form.code, *more), "mark", 0, page.last)
        page.next(14)
        return page
