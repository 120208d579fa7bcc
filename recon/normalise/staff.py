"""Tables of who works at a site (工作人员, 班主任通讯录): nobody on them is a student, whatever numbers they give."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recon import fields
from recon.normalise.absent import title_of
from recon.normalise.spellings import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recon.normalise.walked import Table

_WORDS = "教师|老师|教职工|工作人员|带队|联系人|负责人|班主任|辅导员|通讯录"
_MENTIONS = re.compile(_WORDS)
_TITLE = re.compile(
    rf"[^:：，。,]{{0,20}}(?:{_WORDS})(?:[^:：，。,学]{{0,6}}(?:名单|名册|信息|情况|一览|登记|汇总|统计|联系方式)?表?)"
    r"(?:[（(].{0,12}[）)])?[:：]?"
)
"""A whole title; 负责人：李某 above a list says who is responsible for it."""
_WORK = re.compile(r"职务|职称|岗位|工号|职工号|教师编号|负责工作|工作分工|分工")
_OF_ANYBODY = frozenset({"name", "sex", "id_card"})


def speaks_of_staff(texts: Iterable[str]) -> bool:
    """Tell by what stands above a table without a header, and by its sheet's name, that it may be one of these."""
    return any(map(_MENTIONS.search, texts))


def is_staff_list(table: Table, sheet_name: str) -> bool:
    """Tell a table of who works there: its title, sheet or columns say so, and it has no field of a student.

    Args:
        table: with a header; one with 学号, 考生号, level, major or cohort lists students.
        sheet_name: of the sheet it stands on.
    """
    codes = {column.code for column in table.header.columns if column.code in fields.BY_CODE}
    if not codes <= _OF_ANYBODY:
        return False
    at_work = any(_WORK.fullmatch(folded(column.text)) for column in table.header.columns)
    return at_work or any(map(_TITLE.fullmatch, ("".join(sheet_name.split()), *map(title_of, table.above))))
