"""Whether two lines are one header: each speaks for one reason, by what the lines name alone and together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon import fields
from recon.normalise.spellings import folded
from recon.normalise.two_lines import HAN
from recon.normalise.wordings import GIVEN, SURNAME

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
    """Tell groups above a full header of which one makes columns somebody else's, and takes none of its fields."""
    groups = sum(bool(value.strip()) for value in top)
    own, all_ = (sum(bool(column.code) for column in one.columns) for one in (double, below))
    return below.good and groups > 1 and double.score == below.score and own < all_


def divides(single: Header, lower: Sequence[str]) -> bool:
    """Tell short words below some columns of a full header, and below none of its keys."""
    keys = [column.index for column in single.columns if column.code in fields.PERSONAL]
    under = any(i < len(lower) and lower[i].strip() for i in keys)
    return single.good and bool(keys) and not under and all(len(text.strip()) <= _SHORT for text in lower)
