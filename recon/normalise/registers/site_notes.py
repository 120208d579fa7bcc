"""What a reader must know of a site list: lines without a code, and lines of reporting that lead nowhere."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from recon.normalise.registers.lists import coded
from recon.values.characters import one_line
from recon.words import LANGS, Text, listing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recon.campaign import Campaign
    from recon.model import Site
    from recon.normalise.registers.named import NamedTable

_NO_CODE = Text(
    "教学点名单中有 {n} 行没有教学点代码（{names}），没有起作用。请补上代码。",
    "{n} {n:line|lines} of the site list {n:has|have} no site code ({names}) and had no effect. Fill it in.",
)
_NOBODY = Text(
    "教学点名单的“由谁报送”（reports_through）列有 {n} 个单位不认识（{names}）。"
    "请写教学点名单或学籍数据中有的单位代码，不要写名称。",
    "In the site list {n} {n:unit|units} that others report through (reports_through) {n:is|are} not known ({names}). "
    "Write the code of a unit that the list or the extract has, not its name.",
)
_RING = Text(
    "教学点名单的“由谁报送”（reports_through）绕成了圈（{names}），圈内各单位都按互相代报计。请改正其中一行。",
    "In the site list reporting goes round in a ring ({names}): each of these units counts as reporting for the "
    "others. Correct one of the lines.",
)
_MOST = 5


def notes_of_sites(
    lists: Sequence[NamedTable], register: Iterable[Site], campaign: Campaign
) -> tuple[Text, ...]:
    """Return what has to be said of the site lists; nothing where there is none: an extract alone rings nowhere.

    Args:
        lists: the site lists, as they were read.
        register: every site, as lists, extract and office describe it together.
        campaign: header words.
    """
    if not lists:
        return ()
    sites = {site.site_code: site for site in register}
    branches = {site.branch_code for site in sites.values()}
    above = {code: site.reports_through for code, site in sites.items() if site.reports_through}
    nobody = sorted(set(above.values()) - sites.keys() - branches)
    told = ((_NO_CODE, _uncoded(lists, campaign)), (_NOBODY, nobody), (_RING, _ring(above)))
    return tuple(
        text.filled(n=f"{len(names):,}", names=Text(*(listing(names, lang, _MOST) for lang in LANGS)))
        for text, names in told
        if names
    )


def _uncoded(lists: Sequence[NamedTable], campaign: Campaign) -> list[str]:
    """Return the names on lines that name a site, and say no code."""
    found = []
    for named in lists:
        columns = coded(named, campaign)
        names = columns.get("site_name", columns.get("site"))
        if names is not None and "site_code" in columns:
            lines = zip(columns["site_code"].to_pylist(), names.to_pylist(), strict=True)
            found += [one_line(name) for code, name in lines if name.strip() and not code.strip()]
    return found


def _ring(above: Mapping[str, str]) -> list[str]:
    """Return the codes of the first ring there is, in the order of reporting; a site above itself is none.

    Every code is walked over once: what ran into no ring before runs into none now.
    """
    free: set[str] = set()
    for start in above:
        walked: dict[str, None] = {}
        code = start
        while code in above and code not in free and code not in walked:
            walked[code] = None
            code = above[code]
        ring = [*walked][[*walked].index(code) :] if code in walked else []
        if len(ring) > 1:
            return [*chain(ring, ring[:1])]
        free.update(walked)
    return []
