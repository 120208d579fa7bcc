"""A student named in running text: 另有王丽（学号 1864001450123）漏报, or a whole row pasted into one cell.

Nobody can say what the sentence wants, so that no row is made of it; but the line holds somebody's number and is told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recon.normalise import lines
from recon.normalise.examples import is_made_up
from recon.values import identity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recon.model import RawRow
    from recon.normalise.walked import Walk

_NUMBER = re.compile(r"(?<![\dA-Za-z])(?<!\d\.)(?:\d{13}|\d{17}[\dXx])(?![\dA-Za-z])(?!\.\d)")
"""Not the decimals of an average, nor what stands before decimals."""
_SHOWN = re.compile(r"例|样|格式|如[:：\s]{0,3}\Z")
"""How a number is to be written, with one that shows it."""
_SHOWS = re.compile(r"\A\W{0,2}[^\s（(;；,，、|：:\d]{0,6}?(?:例|样|格式)")
"""A text that says at its beginning that it shows how."""
_APART = (";", "；", ",", "，", "、", "|", "\t", "\n", ") ", "） ")
"""What ends a breath: a row pasted into one cell may say 例 or 样 of its site, or in its remark."""
_BEHIND = re.compile(r"[^;；,，、|\t\n]{0,6}")
_SHORTEST = 13
_THING = (
    r"(?:账号|帐号|账户|卡号|单号|编号|文号|工号|税号|票号|群号|合同号|流水号?|交易号?|支付|凭证号|代码|编码|条码|条形码|电话|手机号?|传真|"
    r"时间|日期|合计|总计)"
)
_STAFF = rf"(?:{lines.SIGNERS}|(?:制表|[审复]核|经[办手])人|{lines.OFFICES})"
_OF_A_THING = re.compile(rf"{_THING}(?:号码)?[为是]?[\s:：]{{0,3}}\Z")
"""What is said right before a number that is no student's."""
_HERS = re.compile(
    r"(?:原|旧|曾用?|更正前|应[为是]|改[为成]|更[正改]为|变更为)(?:学号|考生号|(?:身份)?证件?号?码?|号码?)?[为是]?[\s:：]{0,3}\Z"
)
"""What is said before a number she had, or should have: it is the same student's."""
_OF_STAFF = re.compile(
    rf"{_STAFF}(?:[(（]?签[字名章][)）]?|姓名)?(?:[\s:：]{{1,3}}[\u3400-\u9fff]{{0,4}}[\s,，(（]{{0,3}})?"
    r"(?:(?:联系)?(?:电话|手机)(?:号码)?[\s:：]{0,3}[\d-]{7,14}[\s,，;；]{0,3})?(?:(?:身份)?证件?号?码?)?[\s:：]{0,3}\Z"
)
"""Who signs gives his own ID; a 学号 he has not."""
_BEFORE = 40
"""Characters before a number that tell whose it is."""
_RANGE = re.compile(r"\d{13}\s{0,2}[-–—－~～至到]\s{0,2}\d{13}(?!\d)")
_NAME_OF_A_FILE = re.compile(r"@|\.[A-Za-z]")
_LINK = re.compile(r"https?://[!-~]{1,500}|www\.[!-~]{1,500}")
_TELEPHONE = re.compile(r"861[3-9]\d{9}")
"""A mobile number with the country's code has thirteen digits as well."""


def numbers_in(texts: Iterable[str], *, hers: bool = True) -> set[str]:
    """Return the student numbers and sound IDs that stand in texts; none that only shows how to write one.

    Args:
        texts: of cells.
        hers: also what is called a student's former or right number (原学号); beside a row it is that student's.
    """
    return {
        found[0].upper()
        for text in texts
        if len(text) >= _SHORTEST
        for found in _NUMBER.finditer(_LINK.sub(" ", _RANGE.sub(" ", text)))
        if _is_somebodys(found[0].upper())
        if not _is_shown(found) and not _is_of_another(found) and (hers or not _HERS.search(_before(found)))
    }


def names_student(row: RawRow) -> bool:
    """Tell whether any cell is, or mentions, a student's number."""
    return lines.is_plain_student(row.values) or bool(numbers_in(row.values))


def own_numbers(cells: Iterable[str]) -> set[str]:
    """Return the numbers that fill a cell: whoever has one there is on the list, whatever a note says of him."""
    return numbers_in(cell for cell in cells if lines.is_plain_student([cell]))


def settle(found: Walk) -> None:
    """Tell the lines that mention somebody who was not read, which are doubtful, from notes about who was."""
    mentions = [row for table in found.tables for row in table.mentions]
    if not mentions and not found.stray:
        return
    read = (row for table in found.tables for row in (*table.students, *table.away))
    known = own_numbers(value for row in read for value in row.values)
    lost = {row.number for row in mentions if numbers_in(row.values) - known}
    found.kinds |= {row.number: lines.DOUBTFUL if row.number in lost else lines.NOTE for row in mentions}
    for table in found.tables:
        told = [row for row in table.mentions if row.number in lost]
        table.doubtful = sorted((*table.doubtful, *told), key=lambda row: row.number)
    stray = [
        row for row in found.stray if lines.is_plain_student(row.values) or numbers_in(row.values) - known
    ]
    found.others[lines.NOTE] += len(found.stray) - len(stray)
    found.stray = stray


def names_several(text: str) -> bool:
    """Tell a cell that holds several different whole numbers, 学号 or IDs: two people written into one row."""
    if len(text) <= 2 * _SHORTEST:  # nearly every cell, at a glance
        return False
    found = [one for one in _NUMBER.finditer(text) if not _HERS.search(_before(one))]
    whole = [one[0].upper() for one in found]
    return any(len({number for number in whole if len(number) == size}) > 1 for size in (_SHORTEST, 18))


def _is_of_another(found: re.Match[str]) -> bool:
    """Tell the number of a thing, a telephone or a file's name, and the ID of who signs, from a student's."""
    before = _before(found)
    if _NAME_OF_A_FILE.match(found.string, found.end()) or _OF_A_THING.search(before):
        return True
    whose = _TELEPHONE.match(found[0]) if len(found[0]) == _SHORTEST else _OF_STAFF.search(before)
    return whose is not None


def _is_shown(found: re.Match[str]) -> bool:
    """Tell a number that only shows how to write one."""
    if _SHOWS.match(found.string):
        return True
    before, behind = _before(found), _BEHIND.match(found.string, found.end())
    at = max(before.rfind(mark) for mark in _APART)
    near = (before[at + 1 :], behind[0] if behind else "")
    lead = before[:at] if at > 0 and before[at] in "，," else ""
    return lead.endswith(("例", "例如")) or any(map(_SHOWN.search, near))


def _before(found: re.Match[str]) -> str:
    return found.string[max(0, found.start() - _BEFORE) : found.start()]


def _is_somebodys(number: str) -> bool:
    """Tell a number that may be a student's; 18 digits may as well be a bank account, so they have to hold good."""
    return not is_made_up(number) and (len(number) == _SHORTEST or identity.is_sound(number))
