"""The circular (通报): due, submitted, omitted, surplus, errors and error rate by branch and site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recon.export.book import Book
from recon.export.tally import PARTS, part_title, tallies, total
from recon.palette import colour
from recon.values.shares import exact_percent
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recon.export.book import Page
    from recon.export.tally import Tally
    from recon.export.view import View

SHEET = "通报"
CHART = "图表"
_TITLE = Text("{campaign}名单报送情况通报", "{campaign}: circular on the rosters")
_ABOUT = Text("截至 {day}　单位：人、处", "As of {day}")
_UNDATED = Text("单位：人、处", "")
"""Without a campaign there are no dates."""
_COLUMNS: tuple[tuple[Text, float], ...] = (
    (Text("分校", "Branch"), 22),
    (Text("教学点", "Site"), 26),
    (Text("应报", "Due"), 9),
    (Text("已报", "Submitted"), 9),
    (Text("漏报", "Omitted"), 9),
    (Text("多报", "Surplus"), 9),
    (Text("差错", "Errors"), 9),
    (Text("差错率", "Error rate"), 10),
    (Text("迟报", "Late"), 9),
    (Text("待报", "Awaited"), 9),
    (Text("已说明", "Excused"), 9),
    (Text("覆盖率", "Coverage"), 10),
)
_TOTAL = Text("合计", "Total")
_SUBTOTAL = Text("小计", "Subtotal")
_NOTES = (
    Text(
        "应报 = 已报 + 漏报 + 迟报 + 待报 + 已说明，按学生所属教学点统计；多报、差错按报送单位统计。",
        "Due = submitted + omitted + late + awaited + excused, counted at the home site; "
        "surplus and errors at the reporting unit.",
    ),
    Text(
        "差错率 = 差错（学生×项目，自动更正的除外）÷（报送人数 − 重复）；"
        "覆盖率 = 已报 ÷ 应报；分母为零时记“–”。",
        "Error rate = errors (student × field, without automatic ones) / (rows − repeats); "
        "coverage = submitted / due.",
    ),
)
_CHART = Text("各分校报送情况（人）", "Students by branch")
_NONE = "–"
_MARKS = str.maketrans({"&": "&amp;", "<": "&lt;"} | {mark: f"\\{mark}" for mark in "\\|*_`[~"})
"""What Markdown or HTML would read in a name, and how it is written to be seen."""


def build(view: View) -> bytes:
    """Return the workbook: one table with subtotals by branch, and a chart."""
    branches = tallies(view)
    book = Book(view.lang)
    page = book.page(SHEET, [size for _, size in _COLUMNS])
    page.banner(heading(view), "title", tall=36)
    page.banner(_about(view), "mark", tall=18)
    for text in _NOTES:  # above the table: below it they would often be alone on the last page
        page.banner(text.say(view.lang), "note")
    page.head([text.say(view.lang) for text, _ in _COLUMNS])
    page.sheet.repeat_rows(page.row - 1)
    for branch, sites in branches.items():
        _row(page, (branch, _SUBTOTAL.say(view.lang)), total(sites.values()), band="-band")
        for code, tally in sites.items():
            _row(page, ("", view.named(code)), tally)
    everything = total(tally for sites in branches.values() for tally in sites.values())
    _row(page, (_TOTAL.say(view.lang), ""), everything, band="-band")
    _chart(book, view, branches)
    return book.finish()


def heading(view: View) -> str:
    """Return the circular's title."""
    return _TITLE.say(view.lang, campaign=view.campaign.title or view.campaign.id)


def _about(view: View) -> str:
    return _ABOUT.say(view.lang, day=view.day) if view.day else _UNDATED.say(view.lang)


def _row(page: Page, names: tuple[str, str], tally: Tally, band: str = "") -> None:
    for column, text in enumerate(names):
        page.put(page.row, column, text, "band" if band else "cell")
    for column, value in enumerate(tally.cells, len(names)):
        kind = "share" if _COLUMNS[column][0].zh.endswith("率") else "count"
        page.number(page.row, column, value, kind + band)
    page.next(18)


def _chart(book: Book, view: View, branches: dict[str, dict[str, Tally]]) -> None:
    """Add a sheet with the chart, stacked bars by branch, and the numbers behind it."""
    wholes = {branch: whole for branch, sites in branches.items() if (whole := total(sites.values())).due}
    if not wholes:
        return
    page = book.page(CHART, (24, *[10.0] * len(PARTS)))
    page.sheet.fit_to_pages(1, 1)  # a chart is not cut in two
    page.line([_COLUMNS[0][0].say(view.lang), *(part_title(part, view.lang) for part in PARTS)], "head", 24)
    for branch, whole in wholes.items():
        page.put(page.row, 0, branch)
        for column, part in enumerate(PARTS, 1):
            page.number(page.row, column, getattr(whole, part))
        page.next()
    chart = book.book.add_chart({"type": "bar", "subtype": "stacked"})
    for column, part in enumerate(PARTS, 1):
        chart.add_series(
            {
                "name": [page.name, 0, column],
                "categories": [page.name, 1, 0, page.row - 1, 0],
                "values": [page.name, 1, column, page.row - 1, column],
                "fill": {"color": colour(part)},
                "gap": 60,
            }
        )
    _dress(chart, _CHART.say(view.lang))
    chart.set_size({"width": 900, "height": 120 + 34 * max(len(wholes), 3)})
    page.sheet.insert_chart(page.row + 1, 0, chart)


def _dress(chart: Any, title: str) -> None:
    """Put the first branch on top, the scale below, and keep the grid faint."""
    chart.set_title({"name": title, "overlay": False, "name_font": {"size": 13}})
    chart.set_legend({"position": "bottom"})
    chart.set_y_axis({"reverse": True, "line": {"none": True}})
    grid = {"visible": True, "line": {"color": "#D9DEE5"}}
    chart.set_x_axis({"major_gridlines": grid, "label_position": "high"})


def markdown(view: View) -> str:
    """Return the same table as Markdown, for a group chat or a web page."""
    titles = [text.say(view.lang) for text, _ in _COLUMNS]
    lines = [f"# {_plain(heading(view))}", "", _about(view), ""]
    lines += [_line(titles), _line(["---", "---", *["---:"] * (len(titles) - 2)])]
    branches = tallies(view)
    for branch, sites in branches.items():
        lines.append(
            _line([f"**{_plain(branch)}**", _SUBTOTAL.say(view.lang), *_texts(total(sites.values()))])
        )
        lines += [_line(["", _plain(view.named(code)), *_texts(tally)]) for code, tally in sites.items()]
    everything = total(tally for sites in branches.values() for tally in sites.values())
    lines.append(_line([f"**{_TOTAL.say(view.lang)}**", "", *_texts(everything)]))
    return "\n".join([*lines, "", *(f"- {note.say(view.lang)}" for note in _NOTES)]) + "\n"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _texts(tally: Tally) -> list[str]:
    return [
        _NONE if value is None else exact_percent(value) if isinstance(value, float) else str(value)
        for value in tally.cells
    ]


def _plain(text: str) -> str:
    """Keep a name from being read as Markdown or HTML."""
    return " ".join(text.translate(_MARKS).split())
