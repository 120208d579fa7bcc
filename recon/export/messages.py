"""The sheet 问题汇总 of a return workbook: one block per message, with a link to every cell."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from recon.export import advice
from recon.export.style import height
from recon.marks import MARK_CHANGES
from recon.words import Severity, Text, Trust, listing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recon.export.book import Page
    from recon.export.desk import Desk
    from recon.export.view import View
    from recon.model import Finding

ROWS = "退回清单"
"""The sheet the links lead to."""
SUMMARY = "问题汇总"
_SUMMARY_TITLE = Text("问题汇总", "Summary")
_SUMMARY_HEAD = (
    Text("序号", "No."),
    Text("问题", "What is wrong"),
    Text("怎么办", "What to do"),
    Text("数量", "Count"),
    Text("位置（点击可到单元格）", "Where (click to go there)"),
)
_LINKS = 8
_MOST_LINKS = 400
_MORE = Text("另有 {count} 处", "{count} more")
_WORST = tuple(Severity)


class Told(NamedTuple):
    """A finding with the cell it is shown at (empty for a whole file)."""

    finding: Finding
    cell: str


def worst(found: Iterable[Finding]) -> Severity:
    """Return the worst colour; what the records section is settling is only information to the site."""
    shown = (Severity.INFO if one.trust == Trust.CONFIRM else one.severity for one in found)
    return min(shown, key=_WORST.index)


def summary(desk: Desk, told: Iterable[Told]) -> None:
    """Write one block per message: what, what to do, how often, and a link to each cell."""
    view = desk.view
    page = desk.marked(SUMMARY, (5.5, 40, 46, 7, *[7.5] * _LINKS), MARK_CHANGES)
    page.banner(desk.say(_SUMMARY_TITLE), "title", tall=30)
    page.sheet.merge_range(page.row, 4, page.row, page.last, "", desk.book.format("head"))
    page.head([desk.say(text) for text in _SUMMARY_HEAD])
    for number, several in enumerate(_messages(view, told), 1):
        first = several[0].finding
        todo = advice.todo(first.amended(official=""), view, desk.unit)
        texts = (str(number), advice.reason(first, view.lang), todo)
        for column, (text, name) in enumerate(
            zip(texts, ("mid", f"cell:{worst([first])}", "cell"), strict=True)
        ):
            page.put(page.row, column, text, name)
        page.number(page.row, 3, len(several))
        _places(page, view, several, height(texts, page.widths))


def _messages(view: View, told: Iterable[Told]) -> list[list[Told]]:
    """Return the findings by message, worst and most frequent first."""
    groups: dict[tuple[str, ...], list[Told]] = defaultdict(list)
    for one in told:
        ours = str(one.finding.trust == Trust.CONFIRM)
        groups[one.finding.rule, advice.reason(one.finding, view.lang), ours].append(one)
    return sorted(groups.values(), key=lambda group: (_WORST.index(worst([group[0].finding])), -len(group)))


def _places(page: Page, view: View, several: Sequence[Told], tall: float) -> None:
    """Write the links of one message, eight in a row; a whole file is named instead. The first row is so ``tall``."""
    cells = [one.cell for one in several if one.cell][:_MOST_LINKS]
    if not cells:
        files = list(dict.fromkeys(one.finding.file for one in several))
        named = listing(files, view.lang)
        page.span(named, "cell", 4, page.last)
        page.next(max(tall, height((named,), (sum(page.widths[4:]),))))
        return
    more = len(several) - len(cells)
    for start in range(0, len(cells), _LINKS):
        for offset in range(_LINKS):
            part = cells[start + offset : start + offset + 1]
            if part:
                target = f"internal:'{ROWS}'!{part[0]}"
                page.sheet.write_url(page.row, 4 + offset, target, page.book.format("link"), part[0])
            else:
                page.put(page.row, 4 + offset, "")
        if start:
            page.blank(range(4))
        page.next(None if start else tall)
    if more:
        page.blank(range(4))
        page.span(_MORE.say(view.lang, count=more), "cell", 4, page.last)
        page.next()
