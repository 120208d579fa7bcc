"""A table given as what it is not: refused where it is certain, told where it only looks so.

Judged against itself a roster given as the extract is without fault, so the mistake would look like success. An extract
may be small and may lack 学籍状态; only what no platform writes speaks against it: our own marks, the form's title
above the header, and the institution code, which an office's own extract has no use for.

Of a register only the number is needed, so that any list of students would do for any: a photo register taken for the
planned graduates makes everybody in it due. What a list has that only another kind has speaks against it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recon.campaign.forms import own_titles
from recon.errors import ExtractError
from recon.marks import read_mark
from recon.normalise.registers.kinds import STUDIES
from recon.normalise.registers.vocabulary import BARE_STATUS, CHSI_WORDS, lexicon
from recon.normalise.spellings import folded
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recon.campaign import Campaign

MARK, TITLE = "mark", "title"
_TITLE = re.compile(r"附[表件]\s*[12一二１２]|图像(?:信息)?采集名单|负责人签字")
_ROSTER = Text(
    "这是教学点报送的采集名单，不是学籍数据。请放到名单处（命令行：--rosters），学籍数据请从教务管理系统导出“学生信息”"
    "（含学籍状态）。",
    "it is a site's roster, not an extract. Give it among the rosters (on the command line: --rosters), and export the "
    "student data with 学籍状态 from the academic system.",
)
_LOOKS = Text(
    "{name}：像是教学点的采集名单（{why}，且没有“学籍状态”列），已按学籍数据使用。如果是名单，请放到名单处（--rosters），"
    "并换成教务管理系统导出的“学生信息”。",
    "{name}: it looks like a site's roster ({why}, and no column 学籍状态), and was used as an extract. If it is a "
    "roster, give it among the rosters (--rosters), and the academic system's student data here.",
)
_CODE = Text("有“院校代码”列", "a column 院校代码")
_HEADED = Text("表头上方有附表标题", "the title of the form above its header")
_ANOTHER = Text(
    "这是{what}，不是{wanted}。请放到“{what}”处。", "it is a {what}, not a {wanted}. Give it as that."
)
_A_ROSTER = Text(
    "这是教学点报送的名单，不是{wanted}。请放到名单处。",
    "it is a site's roster, not a {wanted}. Give it among the rosters.",
)
_PHOTOS = Text("照片采集名单", "photo register")
_PLANNED = Text("预计毕业名单", "planned-graduates list")
_EXTRACT = Text("学籍数据", "student-data extract")
_OWN = {
    "photos": (_PHOTOS, frozenset({"captured_on", "photo_status"})),
    "planned": (_PLANNED, frozenset({"batch"})),
}
"""Register → how it is called, and the columns that make it one."""


def above(lines: Iterable[Sequence[str]], campaign: Campaign) -> str:
    """Return what the lines above a header say of a roster: ``mark``, ``title``, or nothing."""
    cells = [cell for values in lines for cell in values if cell.strip()]
    if any(read_mark(cell) for cell in cells):
        return MARK
    own = own_titles(campaign.templates)
    return TITLE if any(cell in own or _TITLE.search(cell) for cell in cells) else ""


def roster(name: str, columns: Sequence[str], said: str, campaign: Campaign) -> tuple[Text, ...]:
    """Return a note where a table of records looks like a roster.

    Args:
        name: how messages name it.
        columns: what its columns are called.
        said: what stands above its header (:func:`above`).
        campaign: its header aliases.

    Raises:
        ExtractError: it certainly is one.
    """
    words = lexicon(campaign)
    codes = {words.code(column) for column in columns}
    coded = "institution_code" in codes
    certain = said == TITLE and coded and "status" not in codes
    if said == MARK or certain:
        raise ExtractError(path=name, reason=_ROSTER)
    if "status" in codes or not (coded or said) or _chsi(columns):
        return ()
    why = _CODE if coded else _HEADED
    return (_LOOKS.filled(name=name, why=why),)


def listed(name: str, columns: Sequence[str], said: str, wanted: str, campaign: Campaign | None) -> None:
    """Refuse a register that lacks what is its own and has what is another's.

    Args:
        name: how messages name it.
        columns: what its columns are called.
        said: what stands above its header (:func:`above`).
        wanted: what it was given as: ``photos`` or ``planned``.
        campaign: its header aliases.

    Raises:
        ExtractError: it certainly is something else.
    """
    words = lexicon(campaign)
    codes = {words.code(column) for column in columns}
    asked, own = _OWN[wanted]
    if wanted == "photos" and photo_status(columns, campaign):
        return
    if codes & own:
        return
    if said == MARK or (said == TITLE and "institution_code" in codes):
        raise ExtractError(path=name, reason=_A_ROSTER.filled(wanted=asked))
    if what := _another(codes, wanted):
        raise ExtractError(path=name, reason=_ANOTHER.filled(what=what, wanted=asked))


def photo_status(columns: Sequence[str], campaign: Campaign | None) -> str:
    """Return a photo register's column Status; beside what students study it is the enrolment's, as in any extract."""
    words = lexicon(campaign)
    codes = {words.code(column) for column in columns}
    bare = next((column for column in columns if folded(column) in BARE_STATUS), "")
    return bare if codes.isdisjoint(STUDIES - {"status"}) else ""


def _another(codes: set[str], wanted: str) -> Text | None:
    """Tell what a list is that has nothing of what it was given as; None where numbers alone may be meant."""
    if wanted == "planned":
        return _PHOTOS if "captured_on" in codes else None
    if "batch" in codes:
        return _PLANNED
    return _EXTRACT if "status" in codes else None


def _chsi(columns: Sequence[str]) -> bool:
    """Tell the adult extract, which has a column of institutions and none of the status."""
    return sum(folded(column) in CHSI_WORDS for column in columns) >= 5
