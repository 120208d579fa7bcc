"""The counts of a hand-over by shooting point, time slot, site and category: all that ``capture-code`` mode gives."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from recon.export.book import Book
from recon.export.planning import Place, days, places
from recon.marks import MARK_CHANGES, mark
from recon.words import Category, Text, title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.export.book import Page
    from recon.export.handover_lists import Lists

_SHEET = "汇总"
_TITLE = Text("{campaign}移交人数汇总", "{campaign}: hand-over counts")
_ABOUT = Text(
    "截至 {day}　移交 + 待定 = 已按时报送（含往届）", "As of {day}. Handed over + waiting = submitted in time"
)
_HEAD = (
    Text("拍摄点", "Shooting point"),
    Text("拍摄时间", "When"),
    Text("教学点", "Site"),
    Text("类别", "Category"),
    Text("移交", "Handed over"),
    Text("待定", "Waiting"),
    Text("合计", "Total"),
)
_TOTAL = Text("合计", "Total")
_LATER = Text("（待定）", "(waiting)")


def counts(who: Lists) -> bytes:
    """Return the workbook of counts alone."""
    book = Book(who.view.lang)
    summary(book, who)
    return book.finish()


def summary(book: Book, who: Lists, code: str = "") -> None:
    """Add the sheet of counts, of one form or of all; their sum is what was submitted in time."""
    view = who.view
    page = book.page(_SHEET, (24, 24, 32, 12, 10, 10, 10), landscape=False)
    page.banner(mark(MARK_CHANGES, view.campaign.id), "mark", 14)
    page.banner(_TITLE.say(view.lang, campaign=view.campaign.title or view.campaign.id), "title", 32)
    about = who.frozen.said(view) if who.frozen else _ABOUT.say(view.lang, day=view.day or "–")
    page.banner(about, "line", 22)
    page.head([text.say(view.lang) for text in _HEAD])
    found = _counted(who, code)
    for key in dict.fromkeys(key[:-1] for key in found):
        place, site, category = key
        names = (place.point, place.when, view.named(site), title(Category(category), view.lang))
        _line(page, names, (found[(*key, True)], found[(*key, False)]))
    total = [sum(count for key, count in found.items() if key[-1] == goes) for goes in (True, False)]
    _line(page, (_TOTAL.say(view.lang), "", "", ""), total, "band")


def _counted(who: Lists, code: str) -> Counter[tuple[Place, str, str, bool]]:
    """Return the counts by place, home site, category and whether they go, in the order they are shown."""
    found: Counter[tuple[Place, str, str, bool]] = Counter()
    for one in who.people:
        if code in {"", one["category"]}:
            place = who.slots[one["enrol_id"]] if one["goes"] else _waits(who, one["site_code"])
            found[place, one["site_code"], one["category"], one["goes"]] += 1
    turns: dict[Place, int] = {}
    for place in who.slots.values():
        turns.setdefault(place, len(turns))
    order = sorted(found, key=lambda key: (key[0].point, turns.get(key[0], len(turns)), *key[1:]))
    return Counter({key: found[key] for key in order})


def _waits(who: Lists, site: str) -> Place:
    """Return where a waiting student would be shot; a slot is given only to who goes."""
    points = places(who.view)
    shooting = points.serving(site)
    if shooting is None:
        return Place(points.named(None), "")
    lang = who.view.lang
    when = _LATER.say(lang) if shooting.times and shooting.dates else days(shooting, lang)
    return Place(points.named(shooting), when)


def _line(page: Page, names: Sequence[str], numbers: Sequence[int], name: str = "cell") -> None:
    for column, text in enumerate(names):
        page.put(page.row, column, text, name)
    for column, value in enumerate((*numbers, sum(numbers)), len(names)):
        page.number(page.row, column, value, "count-band" if name == "band" else "count")
    page.next()
