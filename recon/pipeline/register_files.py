"""The office's register as a workbook: sites on one sheet, shooting points on the other; out, edited, and in again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recon import intake, normalise, verdicts
from recon.errors import ExtractError, must_be_file, writing
from recon.export.book import Book
from recon.intake.sources import Source
from recon.normalise.registers.extracts import ENROLMENTS
from recon.words import LANGS, Text, listing
from recon.workspace import durable
from recon.workspace.points import Point
from recon.workspace.register import missing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from recon.model import FileRead, RawSheet, Site
    from recon.words import Lang
    from recon.workspace import Workspace

_SITES, _POINTS = "教学点", "拍摄点"
_SITE_HEAD: Mapping[str, tuple[str, float]] = {
    "site_code": ("教学点代码", 13),
    "site_name": ("教学点名称", 26),
    "branch_code": ("分校代码", 11),
    "branch": ("分校", 20),
    "reports_through": ("由谁报送", 13),
    "responsible": ("专项负责人", 13),
    "contact": ("联系人", 13),
    "phone": ("联系电话", 16),
    "address": ("邮寄地址", 36),
    "deliver_to": ("收件单位", 13),
    "expected": ("应报人数", 11),
}
_POINT_HEAD = {
    "point": ("拍摄点代码", 13),
    "name": ("拍摄点名称", 26),
    "address": ("地址", 36),
    "dates": ("拍摄日期", 26),
    "serves": ("服务教学点", 46),
    "approved_on": ("批复日期", 13),
}
"""The date of an approval is shown only: it is kept with its picture, in the workspace."""
_LISTS = ("dates", "serves")
"""Parted by spaces in one cell."""
_GAPS = Text("{name}（{code}）：缺{gaps}", "{name} ({code}) lacks {gaps}")
_NAMES = {
    "responsible": Text("专项负责人", "responsible person"),
    "contact": Text("联系人", "contact"),
    "deliver_to": Text("收件单位", "the station that gets the parcel"),
    "address": Text("邮寄地址", "mailing address"),
}


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What an import changed, and what the office still does not know."""

    sites: int
    points: int
    gaps: tuple[Text, ...]


def gaps(sites: Iterable[Site]) -> tuple[Text, ...]:
    """Return a warning for each site of which something is missing that the photos' way back needs."""
    lacking = ((site, [_NAMES[name] for name in missing(site)]) for site in sites)
    return tuple(
        _GAPS.filled(
            name=site.site_name, code=site.site_code, gaps=Text(*(_listed(gaps, lang) for lang in LANGS))
        )
        for site, gaps in lacking
        if gaps
    )


def _listed(words: Sequence[Text], lang: Lang) -> str:
    return listing([word.say(lang) for word in words], lang)


def save(workspace: Workspace, target: Path) -> int:
    """Write the register as a workbook; return how many sites it holds.

    Raises:
        OutputError: the file cannot be written.
    """
    sites, points, book = workspace.sites(), workspace.points(), Book()
    page = book.page(_SITES, [width for _, width in _SITE_HEAD.values()])
    page.head([title for title, _ in _SITE_HEAD.values()])
    for site in sites:
        page.line([getattr(site, name) for name in _SITE_HEAD])
    page = book.page(_POINTS, [width for _, width in _POINT_HEAD.values()])
    page.head([title for title, _ in _POINT_HEAD.values()])
    for point in points:
        page.line([_cell(getattr(point, name)) for name in _POINT_HEAD])
    with writing(target):
        durable.write(target, book.finish())
    return len(sites)


def take_over(workspace: Workspace, source: Path, *, actor: str) -> TakenOver:
    """Take a workbook's sites and points over (any file a site list may be in, without points).

    Raises:
        MissingPathError, FileAccessError, NoFileError: there is no such file, or it is none.
        ExtractError: it cannot be read, or is no site list.
        OptionError: a site would report through itself, or a date is none; the sites are all kept or none.
    """
    must_be_file(source, "FILE")
    campaign = workspace.campaign()
    sites: list[Site] = []
    points: list[Point] = []
    for read in intake.read_paths([Source(source, source.name)], limits=campaign.limits):
        if read.refused:
            raise ExtractError(path=source, reason=verdicts.official(read.troubles[0]))
        own = [sheet for sheet in read.sheets if sheet.name != _POINTS]
        points += [point for sheet in read.sheets if sheet.name == _POINTS for point in _points(sheet)]
        tables = list(normalise.tables(_only(read, own), campaign))
        sites += normalise.register(tables, ENROLMENTS.empty_table(), campaign)
    changed = workspace.put_sites(sites, actor=actor)
    known = {point.point: point for point in workspace.points()}
    other = [point for point in points if not _same(point, known.get(point.point))]
    for point in other:
        workspace.edit_point(point, actor=actor)
    return TakenOver(changed, len(other), gaps(workspace.sites()))


def _only(read: FileRead, sheets: list[RawSheet]) -> FileRead:
    return replace(read, sheets=tuple(sheets))


def _points(sheet: RawSheet) -> Iterator[Point]:
    """Yield the points of a sheet whose first row is our header; columns may stand in any order."""
    titles = {title: name for name, (title, _) in _POINT_HEAD.items()}
    head = [titles.get(value.strip(), "") for value in sheet.rows[0].values] if sheet.rows else []
    for row in sheet.rows[1:]:
        cells = {name: value.strip() for name, value in zip(head, row.values, strict=False) if name}
        if cells.get("point"):
            dates, serves = (tuple(cells.get(name, "").replace("、", " ").split()) for name in _LISTS)
            yield Point(cells["point"], cells.get("name", ""), cells.get("address", ""), dates, serves)


def _same(point: Point, known: Point | None) -> bool:
    names = _POINT_HEAD.keys() - {"approved_on"}
    return known is not None and all(getattr(point, name) == getattr(known, name) for name in names)


def _cell(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else " ".join(value)
