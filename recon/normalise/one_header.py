"""Whether two lines are one header: each speaks for one reason, by what the lines name alone and together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon import fields
from recon.normalise.spellings import folded, is_side
from recon.normalise.two_lines import HAN
from recon.normalise.wordings import GIVEN, SURNAME, is_somebody

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.model import RawRow
    from recon.normalise.columns import Header

_SHORT = 10


def translates(above: Header, below: Header) -> bool:
    """Tell a line that says the header again in another language from the header of another table."""
    said = {column.index: column.code for column in above.columns if column.code}
    again = [c.code == said[c.index] for c in below.columns if c.code and c.index in said]
    tongues = {bool(HAN.search(column.text)) for column in above.columns if column.code}
    others = {bool(HAN.search(column.text)) for column in below.columns}
    return (
        above.good
        and len(again) > 1
        and all(again)
        and len(tongues | others) == 2 > len(tongues) == len(others)
    )


def adds(double: Header, below: Header, soon: Sequence[RawRow]) -> bool:
    """Tell the upper line from a title over a full header (填报单位 │ 甲站): what it adds has values below it."""
    known = {column.code for column in below.columns}
    new = [column.index for column in double.columns if column.code not in known]
    return not below.good or any(i < len(row.values) and row.values[i].strip() for row in soon for i in new)


def divides_name(single: Header, lower: Sequence[str]) -> bool:
    """Tell 姓名 over 姓 and 名."""
    names = [column.index for column in single.columns if column.code == "name"]
    pairs = [[folded(text) for text in lower[at : at + 2]] for at in names]
    return any(len(two) > 1 and two[0] in SURNAME and two[1] in GIVEN for two in pairs)


def disowns(double: Header, below: Header, top: Sequence[str]) -> bool:
    """Tell groups above a full header of which one makes columns somebody else's, and takes none of its fields.

    Who has a 学号 as well as a name is a student, and a word with its value beside it (负责人 │ 李某) heads no columns.
    """
    owned = {column.index for column in double.columns if column.code}
    lost = [column for column in below.columns if column.code and column.index not in owned]
    if not below.good or not lost or double.score != below.score or _are_lists(below):
        return False
    words = [at for at, value in enumerate(top) if value.strip()]
    over = [max((at for at in words if at <= column.index), default=-1) for column in lost]
    heads = {at for at in over if at >= 0}
    several = len(words) > 1 or all(at > below.columns[0].index and is_somebody(top[at]) for at in heads)
    return several and all(_spans(below, at, words) > 1 for at in heads)


def _are_lists(header: Header) -> bool:
    """Tell the header of lists of students beside each other."""
    codes = [column.code for column in header.columns]
    return 1 < codes.count("name") <= max(codes.count("student_no"), codes.count("exam_no"))


def _spans(header: Header, at: int, words: Sequence[int]) -> int:
    """Return over how many columns the word at ``at`` stands, as far as the next."""
    end = min((other for other in words if other > at), default=header.columns[-1].index + 1)
    return sum(at <= column.index < end for column in header.columns)


def divides(single: Header, lower: Sequence[str]) -> bool:
    """Tell short words below some columns of a full header, and below none of its keys."""
    keys = [column.index for column in single.columns if column.code in fields.PERSONAL]
    under = any(i < len(lower) and lower[i].strip() for i in keys)
    return single.good and bool(keys) and not under and all(len(text.strip()) <= _SHORT for text in lower)


def tells_versions(line: Sequence[str]) -> bool:
    """Tell the words that divide columns above or below them (更正前 │ 更正后) from a student."""
    return sum(map(is_side, filter(str.strip, line))) > 1
