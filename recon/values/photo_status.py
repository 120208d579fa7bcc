"""What a photo register's own words say of a photo: that there is none, or none that can be used."""

from __future__ import annotations

import re
from typing import Literal

from recon.values import characters as ch

WithoutPhoto = Literal["", "absent", "rejected"]

_BETWEEN = re.compile(r"[\s_-]")
"""Between English words: Not captured, not_captured and NotCaptured say the same."""
_ABSENT = re.compile(
    r"^(尚|还)?(未|没有?)(采集|拍|照|摄|到)|缺(拍|采|席|考)|^无(照片?|图[像象])?$|"
    r"^(?:[否×✗✘╳]|[Nn][Oo]?|没有)$|"
    r"^(?:not?(?:yet)?(?:captured|collected|taken|photographed|shot|photo|show$)|absent|miss(?:ed|ing)|none$|"
    r"un(?:captured|collected|photographed))",
    re.IGNORECASE,
)
"""The last of them answer 是否已采集."""
_REJECTED = re.compile(
    r"[不未]([予被]|能)?(合格|通过|可用|达标|符合)|失败|退回|驳回|作废|废弃|无效|[待需须应](要|重新|重|补)*(拍|采|照)|^重[拍采照]|"
    r"reject|fail|^(?:invalid|unusable|unqualified|void|unapproved|disapproved)|"
    r"not(?:pass|accepted|approved|qualified|usable|valid)|"
    r"^(?:needs?)?re(?:shoot|take(?!n)|photograph(?!ed))|(?:to|must|should)bere(?:shot|taken|photographed)",
    re.IGNORECASE,
)


def without_photo(status: str) -> WithoutPhoto:
    """Tell a status that speaks of no usable photo: of a student who was not there, or of a photo not taken over.

    Registers say it in many words (未采集, 采集失败, 审核不通过, 需重拍); any other word, 已重拍 too, is a photo's.
    """
    word = _BETWEEN.sub("", ch.narrow(status))
    if _ABSENT.search(word):
        return "absent"
    return "rejected" if _REJECTED.search(word) else ""
