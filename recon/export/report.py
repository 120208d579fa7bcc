"""The one-page report for the director: numbers and charts in one HTML file that prints on A4.

Drawn with plain markup: no script, no font and no picture from elsewhere, so that it opens on any office PC.
"""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import TYPE_CHECKING, Any

from recon.export import advice
from recon.export.report_style import PAGE
from recon.export.tables import table
from recon.export.tally import PARTS, part_title, tallies, total
from recon.palette import colour
from recon.sites import UNKNOWN
from recon.values.shares import percent
from recon.words import ERRORS, TITLES, DueState, PhotoState, SiteStatus, Text, title

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recon.export.view import View

_TITLE = Text("{campaign}名单核对报告", "{campaign}: report")
_ABOUT = Text("数据截至 {day}　报送截止 {deadline}", "As of {day}. Deadline {deadline}")
_TILES = {
    "due": Text("应报", "Due"),
    "submitted": Text("已报", "Submitted"),
    "late": TITLES[DueState.LATE],
    "excused": TITLES[DueState.EXCUSED],
    "awaited": TITLES[DueState.AWAITED],
    "omitted": TITLES[DueState.OMITTED],
    "clean": Text("已报中无误", "Submitted, clean"),
    "coverage": Text("覆盖率（已报 ÷ 应报）", "Coverage (submitted ÷ due)"),
    "pass": Text("合格率（无误 ÷ 应报）", "Pass rate (clean ÷ due)"),
}
"""What became of the due adds up to them; the rest is about the submitted."""
_ONLY_IF_ANY = ("late", "excused", "awaited")
_BRANCHES = Text("各分校报送情况", "Students by branch")
_PHOTOS = Text("照片状态", "Photos")
_STATUS = Text("各单位状态", "Sites by status")
_RULES = Text("最常见的差错（漏报另见右表）", "Most frequent errors (omissions: see beside)")
_WORST = Text("漏报最多的单位", "Sites with most omissions")
_PHOTO_STATES = (
    PhotoState.VALID,
    PhotoState.EXPIRING,
    PhotoState.EXPIRED,
    PhotoState.UNKNOWN,
    PhotoState.NONE,
)
_NOT_ASKED = Text("未提供照片采集名单，未查询照片。", "No photo register was given; photos were not asked.")
_NONE = Text("（无）", "(none)")
_FEW = 6


def build(view: View) -> str:
    """Return the page."""
    cells = table(view.result, "coverage").to_pylist()
    sums: Counter[str] = Counter()
    for cell in cells:
        sums.update({name: value for name, value in cell.items() if isinstance(value, int)})
    heading = _TITLE.say(view.lang, campaign=view.campaign.title or view.campaign.id)
    about = _ABOUT.say(view.lang, day=view.day or "–", deadline=view.campaign.deadline or "–")
    body = [
        f"<h1>{escape(heading)}</h1><p class=about>{escape(about)}</p>",
        _tiles(view, sums),
        _section(view, _BRANCHES, _branches(view)),
        "<div class=pair>",
        _section(view, _PHOTOS, _photos(view, sums)),
        _section(view, _STATUS, _statuses(view)),
        "</div><div class=pair>",
        _section(view, _RULES, _rules(view)),
        _section(view, _WORST, _worst(view)),
        "</div>",
    ]
    lang = "zh-CN" if view.lang == "zh" else "en"
    return PAGE.format(lang=lang, title=escape(heading), body="\n".join(body))


def _section(view: View, name: Text, inner: str) -> str:
    return f"<section><h2>{escape(name.say(view.lang))}</h2>{inner}</section>"


def _tiles(view: View, sums: Counter[str]) -> str:
    due = sums["due"]
    shares = {"coverage": sums["submitted"], "pass": sums["clean"]}
    tiles = []
    for name, text in _TILES.items():
        if name in _ONLY_IF_ANY and not sums[name]:
            continue
        value = f"{sums[name]:,}" if name not in shares else percent(shares[name], due)
        tiles.append(f"<div class=tile><b>{value}</b><span>{escape(text.say(view.lang))}</span></div>")
    return f"<div class=tiles>{''.join(tiles)}</div>"


def _branches(view: View) -> str:
    """One stacked bar per branch, as long as it has due students; the legend names what is there."""
    branches = {name: total(sites.values()) for name, sites in tallies(view).items()}
    longest = max((one.due for one in branches.values()), default=0) or 1
    rows = [
        _bar(name, [(getattr(one, part), colour(part)) for part in PARTS], longest, f"{one.due:,}")
        for name, one in branches.items()
        if one.due
    ]
    there = [part for part in PARTS if any(getattr(one, part) for one in branches.values())]
    return _legend({part_title(part, view.lang): colour(part) for part in there}) + "".join(rows)


def _bar(name: str, parts: Iterable[tuple[int, str]], longest: int, said: str) -> str:
    pieces = "".join(
        f'<i style="width:{value / longest:.2%};background:{shade}"></i>'
        for value, shade in parts
        if value > 0
    )
    label = f"<span class=name>{escape(name)}</span>"
    return f"<div class=row>{label}<span class=bar>{pieces}</span><b>{said}</b></div>"


def _legend(colours: dict[str, str]) -> str:
    keys = (
        f'<span><i style="background:{shade}"></i>{escape(name)}</span>' for name, shade in colours.items()
    )
    return f"<p class=legend>{''.join(keys)}</p>"


def _photos(view: View, sums: Counter[str]) -> str:
    counts = {state: sums[f"photo_{state}"] for state in _PHOTO_STATES}
    if not sum(counts.values()):
        return f"<p>{escape(_NOT_ASKED.say(view.lang))}</p>"
    longest = max(counts.values())
    return "".join(
        _bar(title(state, view.lang), [(value, colour(state))], longest, f"{value:,}")
        for state, value in counts.items()
    )


def _statuses(view: View) -> str:
    units = (site for code, site in view.standings.items() if code != UNKNOWN)
    counts = Counter(site["status"] for site in units if site["status"])
    longest = max(counts.values(), default=1)
    rows = [
        _bar(title(state, view.lang), [(counts[state], colour(state))], longest, str(counts[state]))
        for state in SiteStatus
        if counts[state]
    ]
    return "".join(rows) or escape(_NONE.say(view.lang))


def _rules(view: View) -> str:
    """The charged errors of what was sent, counted by rule, worst first.

    Omissions are another list: one finding is a student here (OM01) and a whole silent unit there (OM02, OM04), so
    that no sum of them is the number of the omitted.
    """
    found = table(view.result, "findings").select(["rule", "charged", "severity"]).to_pylist()
    counts = Counter(
        one["rule"]
        for one in found
        if one["charged"] and one["severity"] in ERRORS and not one["rule"].startswith("OM")
    )
    return _list(view, [(advice.why(rule, view.lang), n) for rule, n in counts.most_common(_FEW)])


def _worst(view: View) -> str:
    omitted = [
        (code, one.omitted) for sites in tallies(view).values() for code, one in sites.items() if one.omitted
    ]
    omitted.sort(key=lambda pair: (-pair[1], pair[0]))
    return _list(view, [(view.named(code), count) for code, count in omitted[:_FEW]])


def _list(view: View, pairs: Sequence[tuple[str, Any]]) -> str:
    rows = (f"<tr><td>{escape(name)}</td><td class=n>{value:,}</td></tr>" for name, value in pairs)
    return f"<table>{''.join(rows)}</table>" if pairs else f"<p>{escape(_NONE.say(view.lang))}</p>"
