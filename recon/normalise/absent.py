"""Students who will not come: lists of them (缓拍学生名单, 放弃采集名单), and lines that say so (是否参加拍照: 否).

They are told (FI12) and read neither as submitted nor as excused: the first would be wrong, and an excuse is given on
the omission list, where the words are fixed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recon.normalise import boxes
from recon.normalise.spellings import folded, spellings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.model import RawRow
    from recon.normalise.columns import Column
    from recon.normalise.walked import Table

_AWAY = "缓拍|暂缓拍|暂不拍|缓采|放弃|不参加|不参与|不拍|不采集|失联|联系不上|退出"
"""未采集 and 未拍 are not among them: who has not been photographed yet is just who comes."""
GONE = f"{_AWAY}|退学|休学|转学|转出|开除|取消(?:采集|拍)|删除|撤销|作废|剔除|不符合"
"""What a title or a line above students says of all of them, or a remark of one."""
_BACK = re.compile("补拍|补采|补报|[已未]联系|联系上|复学|转入|恢复")
"""上次缓拍本次补拍学生名单: they come after all."""
_TITLE = re.compile(
    rf".{{0,30}}(?:{GONE}).{{0,8}}(?:名单|名册|人员|学生|汇总表?|统计表?|情况表?|登记表?|一览表)(?:[（(].{{0,12}}[）)])?[：:]?"
)
"""A whole title; a note that speaks of such a list ("放弃采集的请填附表3") goes on behind it."""
_BELOW = re.compile(rf"(?:以下|下列|下面).{{0,8}}(?:{GONE}).{{0,12}}")
_SHEET = re.compile(rf"(?:{GONE})(?:采集|拍照|拍摄|学生|人员)?")
"""A sheet's whole name."""
_LEFT_OUT = re.compile(
    rf"(?:不含|不包括|不包含|除去|除外|剔除|已除|已扣除|删除).{{0,8}}(?:{GONE})|(?:{GONE}).{{0,8}}除外|"
    r"(?:已|已经)(?:剔除|删除|撤销)"
)
"""Who stays away is said not to be among them."""
_REASON = re.compile(rf"(?:{_AWAY}).{{0,6}}(?:原因|理由|说明|情况)")
_ASKED = re.compile(
    r"\A(?!.*(?:已|曾|过|上次|往年))(?:是否|能否|可否)?"
    r"(?:(?:能|会|要|需要?|愿意?|自愿|同意|确认)(?:按时)?(?:参加|参与|来|到场)?|(?:按时)?(?:参加|参与|来|到场)).{0,6}"
    r"(?:拍照|拍摄|采集|照相|摄影|摄像)"
)
"""是否参加拍照: whether somebody comes. 是否采集 may ask who has a photo, and is no such question."""
_NEARLY_ALL = 0.8


def is_absent_list(table: Table, sheet_name: str) -> bool:
    """Tell whether a table lists students who stay away: its title says so, or nearly every line gives the reason."""
    name = "".join(sheet_name.split())
    return (
        bool(_SHEET.fullmatch(name))
        or any(map(_says_away, (name, *map(title_of, table.above))))
        or _reasons(table)
    )


def speaks_of_absent(row: RawRow) -> bool:
    """Tell a line between the students from which on they stay away: a title, or 以下学生放弃采集."""
    return _says_away(title_of(row))


def _says_away(text: str) -> bool:
    said = _TITLE.fullmatch(text) or _BELOW.fullmatch(text)
    return bool(said) and not _LEFT_OUT.search(text) and not _comes_back(text)


def _comes_back(text: str) -> bool:
    return bool(_BACK.search(text.replace("联系不上", "")))


def who_declines(table: Table) -> list[RawRow]:
    """Return the students whose own line says that they do not come (是否参加拍照: 否)."""
    asked = [
        column.index for column in table.header.columns if any(map(_ASKED.fullmatch, spellings(column.text)))
    ]
    return [row for row in table.students if any(_declines(row, at) for at in asked)] if asked else []


def _declines(row: RawRow, at: int) -> bool:
    return at < len(row.values) and boxes.comes(row.values[at]) == boxes.NO


def title_of(row: RawRow) -> str:
    """Return the text of a line that says one thing; a line of several cells is no title."""
    texts = {text for value in row.values if (text := "".join(value.split()))}
    return texts.pop() if len(texts) == 1 else ""


def _reasons(table: Table) -> bool:
    given = len(who_gives_reason(table.students, table.header.columns))
    return given >= _NEARLY_ALL * len(table.students) > 0


def who_gives_reason(rows: Sequence[RawRow], columns: Sequence[Column]) -> set[int]:
    """Return the numbers of the rows with something in a column that asks why somebody stays away (缓拍原因)."""
    at = [column.index for column in columns if _REASON.fullmatch(folded(column.text))]
    return {row.number for row in rows if any(i < len(row.values) and _is_reason(row.values[i]) for i in at)}


def _is_reason(text: str) -> bool:
    """Tell a reason from what fills the box of whoever has none (无, /)."""
    return boxes.ticked(text, "") not in {boxes.SILENT, boxes.NO}
