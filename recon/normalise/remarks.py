"""A remark beside a student (备注: 退学, 放弃拍照) says that nobody will come; the row is read all the same, and told.

A whole list of those who stay away, and the answer to 是否参加拍照, say it for certain (``absent``).
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from recon import fields
from recon.normalise.absent import GONE
from recon.values.traditional import simplified

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recon.model import RawRow
    from recon.normalise.columns import Column

_LEAVES = (
    f"{GONE}|弃权|转走|除名|注销学籍|取消学籍|暂缓|延期毕业|推迟|不毕业|不申请|联系不到|"
    "去世|死亡|病故|已故|身故|亡故|重复上?报|误报|错报|多报|已毕业|已(?:经)?(?:拍|采集|照相|删)"
)
_SAYS = re.compile(f"(?:{_LEAVES})")
_NOT = re.compile(
    rf"(?:不|没有?|未曾?|无|非|勿|别|免于|是否)(?:会|能|要|可|得|想|愿|同意|办理)?(?:{_LEAVES})|"
    rf"(?:撤[销回]|取消|收回)(?:{_LEAVES})|"
    r"(?:原|旧|曾用|更正|应为|改为).{0,12}\d{6}|(?:退学|休学|转学|缓拍|放弃).{0,4}(?:撤[销回]|取消|复学)|(?:已)?复学|转入|[?？]"
)
"""未退学, 休学后复学: who says so comes."""
_LONGEST = 40
"""Characters; what is longer is an instruction, and speaks of everybody."""


def remarked(rows: Sequence[RawRow], columns: Sequence[Column]) -> list[int]:
    """Return the numbers of the rows beside which a remark says that the student left, stays away or was sent before.

    Args:
        rows: a table's students, from top to bottom.
        columns: of the table; only cells are looked at that no field of the form is read from.
    """
    meant = {column.place for column in columns if column.code in fields.BY_CODE}
    said: dict[str, bool] = {}
    found = []
    for row in rows:
        for text in _beside(row, meant):
            if text not in said:
                said[text] = _says_away(text)
            if said[text]:
                found.append(row.number)
                break
    return found


def _beside(row: RawRow, meant: set[int]) -> Iterator[str]:
    return (text for at, text in enumerate(row.values) if text and at not in meant)


def _says_away(text: str) -> bool:
    if len(text) > _LONGEST:
        return False
    plain = simplified("".join(unicodedata.normalize("NFKC", text).split()))
    return bool(_SAYS.search(plain)) and not _NOT.search(plain)
