"""Who sent a file, as far as its path, its name and its lines say: evidence, not a verdict.

The unit line of the official forms reads ``学习中心、函授站名称（盖章）：X　负责人签字：　年　月　日``.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from recon.model import UnitHint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from recon.campaign import Campaign

_KIND = r"(?:学习中心|函授站|教学点|工作站|分校|学院|站点|报送单位|填报单位|上报单位|办学单位|单位|校区)"
_LABEL = rf"{_KIND}(?:[、/和及（(]*{_KIND}[)）]?)*(?:全称|名称)?[\s　]*(?:[(（][^)）]*[)）])?"
_STOP = r"(?=[\s　]{2,}|　|\t|\||负责人|签字|签章|盖章|联系|填表|填报|报送日|电话|日期|年[\s　]*月|$)"
_UNIT_LINE = re.compile(rf"{_LABEL}[\s　]*[:：][\s　_＿]*(?P<unit>.*?)[\s　_＿]*{_STOP}")
_LABEL_ALONE = re.compile(rf"^[\s　]*{_LABEL}[\s　]*[:：]?[\s　]*$")
_SENDER = re.compile(r"分校|学院|工作站|教学点|学习中心|函授站|电大|开放大学|党校|职教|学校|中心")
_GENERIC = re.compile(
    r"附[表件]?[一二1-9１２]?|附表|国家开放大学|开放教育|成人(?:高等)?(?:学历)?教育|成人高招|成招|成教|[专本]科|"
    r"毕业[生照]?|应届|往届|学历证书|电子(?:注册|图像|版)?|图[像象]|照片|拍照|采集|信息|学生|名单|名册|花名册|汇总|统计|登记表?|"
    r"上报|报送|补报|更正|修改|修订|最终版?|最新版?|定稿|终稿|终版|副本|新建|工作表|文件|表格?|关于|的通知|退回|清单|核对|"
    r"[春秋]季|(?<=\d)[春秋]|改好|重报|再报|[(（]\d*[)）]|\d+[级届年月日期版份稿]?"
)
_TELEPHONE = re.compile(
    r"(?:电话|手机|传真|联系方式|联系人|微信|QQ|Tel)[^\d\s_]{0,9}[\d()（）\-—]+|[(（]?(?<!\d)0\d{2,3}[)）\-—]+\d{7,8}(?!\d)",
    re.IGNORECASE,
)
"""A telephone of seven digits in a name or title is no code."""
_SHARE = 0.8
"""A column speaks of the sender only when this share of its rows say the same."""


def path_hints(file: str, campaign: Campaign) -> Iterator[UnitHint]:
    """Yield what the folders (the deepest first; an archive counts as one) and the file's name say."""
    *folders, name = [part for part in re.split(r"!?/", file) if part]
    for folder in reversed(folders):
        yield from _hints("path", _stem(folder), campaign)
    yield from _hints("name", _stem(name), campaign)


def line_hints(lines: Iterable[Sequence[str]], campaign: Campaign) -> Iterator[UnitHint]:
    """Yield what the unit lines, then the title lines above a header say."""
    lines = [tuple(cell.strip() for cell in cells if cell.strip()) for cells in lines]
    named = [(cells, unit_of_line(cells)) for cells in lines if cells]
    for _, unit in named:
        if unit:
            yield from _hints("title", unit, campaign, whole=True)
    for cells, unit in named:
        if not unit and not is_unit_line(cells):
            rest = cleaned("　".join(cells))
            if _SENDER.search(rest) or any(_codes("　".join(cells), campaign)):
                yield from _hints("title", "　".join(cells), campaign)


def column_hints(values: Iterable[str]) -> Iterator[UnitHint]:
    """Yield the one thing a site or branch column says in nearly every row."""
    said = Counter(value.strip() for value in values if value.strip())
    if said:
        text, count = said.most_common(1)[0]
        if count >= _SHARE * said.total():
            yield UnitHint("column", text)


def is_unit_line(cells: Sequence[str]) -> bool:
    """Tell whether a line asks for the unit's name, filled in or not."""
    return any(_LABEL_ALONE.match(cell) for cell in cells) or bool(_UNIT_LINE.search("　".join(cells)))


def unit_of_line(cells: Sequence[str]) -> str:
    """Return the unit a line names after its label, empty when the line has none or was left blank."""
    found = _UNIT_LINE.search("　".join(cells))
    if found and found["unit"]:
        return found["unit"].strip(" ，,、；;")
    for label, value in pairwise(cells):
        if (
            _LABEL_ALONE.match(label)
            and not _LABEL_ALONE.match(value)
            and not value.rstrip().endswith((":", "："))
        ):
            return value.strip()
    return ""


def cleaned(text: str) -> str:
    """Return a title or a file's name without the words every roster's title has."""
    rest = _GENERIC.sub(" ", unicodedata.normalize("NFKC", text))
    return " ".join(re.sub(r"[\s_\-—–+.,，。、:：;；()（）\[\]【】《》“”\"'!！&~]+", " ", rest).split())


def _hints(source: str, text: str, campaign: Campaign, *, whole: bool = False) -> Iterator[UnitHint]:
    """Yield each code, then the text without them: a code and a name that disagree are two witnesses.

    A text of nothing but common words (附表1 毕业生名单) is no evidence; of any other every word is kept,
    since a site's name may hold a common word.
    """
    codes = tuple(_codes(text, campaign))
    for code in codes:
        yield UnitHint(source, code)
        text = text.replace(code, " ")
    if whole or cleaned(text):
        yield UnitHint(source, " ".join(text.split()))


def _codes(text: str, campaign: Campaign) -> Iterator[str]:
    """Yield organisation codes standing alone: 5 digits for a branch, 7 for a site, of the province."""
    forms = {scope.institution_code for scope in campaign.scope.values()}
    for code in re.findall(r"(?<!\d)(?:\d{7}|\d{5})(?!\d)", _TELEPHONE.sub(" ", text)):
        if code not in forms and code.startswith(campaign.province_code):
            yield code


def _stem(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    return stem if dot and re.fullmatch(r"[A-Za-z0-9]{1,5}", suffix) else name
