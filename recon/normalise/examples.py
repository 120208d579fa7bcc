"""The example row a form came with, and a student typed over it: 序号 or 备注 still says 例.

Shaping cannot know who is a student; but an example's numbers are made up, and most made-up IDs fail their check digit.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recon.values import identity, numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recon.normalise.walked import Line

_EXAMPLE = re.compile(
    r"^[(（【\[]?(示例|样例|范例|例|举例|例子|参考|模板|填写示例)[)）】\]]?[:：]?$|^[(（]?(例|示例|样例)[)）]?[:：]"
)
_REMARK = re.compile(
    r"\A[(（【\[]?(?:[此本该]|以[上下])?(?:一?[行条])?[为是]?(?:填[写表报])?"
    r"(?:例\d{1,2}|(?:示例|样例|范例|例子)(?:数据|行|内容|学生|信息)?(?:\d{1,2})?)"
    r"(?:[)）】\]]|[,，。;；、!！(（].{0,40})?\Z"
)
"""A whole cell that says it in more words: 此行为示例, 示例（请删除）; 示例分校 is somebody's."""
_OF_NAME = re.compile(r"[(（【\[](?:示?例|样例|范例)[)）】\]]|\A例[:：]")
"""A mark beside the name."""
_ANNOUNCES = re.compile(
    r"\A[(（【\[]?(?:\d{1,2}[.．、])?(?:以下一?[行条]?[为是]?(?:填[写表报])?|填[写表报])"
    r"(?:示例|样例|范例|例子)(?:如下)?[)）】\]]?[:：]?\Z|"
    r"\A(?:\d{1,2}[.．、])?(?:示例|样例|范例|例子)(?:如下)?[:：]\Z"
)
"""A line of its own above an example. The bare word may stand in an example's row that was emptied."""
_PLACEHOLDERS = frozenset(
    {"张三", "李四", "王五", "赵六", "张某某", "李某某", "王某某", "某某某", "某某", "XXX", "xxx", "×××"}
)
_DUMMY = re.compile(r"^(\d)\1{6,}$|[Xx×*＊?？○]{4,}|^0?1234567|^\d{0,7}0?12345678(9\d*)?[Xx]?$")
_PRINTED = ("19491231002X", "188001010014")
"""How the numbers end that GB 11643 itself prints and many a form copies."""
_ENOUGH = re.compile(r"\d{8,17}[\dX]?")
"""A number that could be somebody's; schools define adult 学号 themselves."""


def is_example(line: Line) -> bool:
    """Tell whether the row is the example the form came with.

    A cell must say so (示例, 例) and nothing make a student of the row, or a stock name must stand beside a number that
    cannot be one: a student may be called 张三.
    """
    return not is_somebody(line) if says_example(line) else _is_stock(line)


def says_example(line: Line) -> bool:
    """Tell whether a cell, or the line above, says that the row is an example."""
    marked = any(
        map(_marks, (text for text in line.values if "例" in text or "模板" in text or "参考" in text))
    )
    return line.announced or marked or bool(_OF_NAME.search(_name(line)))


def announces(texts: Sequence[str]) -> bool:
    """Tell a line that says nothing but that an example comes below it."""
    return len(texts) == 1 and _ANNOUNCES.match(texts[0]) is not None


def shows_how(above: Iterable[Sequence[str]]) -> bool:
    """Tell by a line above its header that a list begins with an example.

    That may be one row or all, so that it says nothing of whoever has no stock name.
    """
    return any(map(announces, above))


def is_stock_name(name: str) -> bool:
    """Tell a name that forms print, and that some student may bear."""
    return name.strip() in _PLACEHOLDERS


def _marks(text: str) -> bool:
    return bool(_EXAMPLE.match(text.strip()) or _REMARK.match(text.strip()))


def is_somebody(line: Line) -> bool:
    """Tell whether a row marked as an example may be a student's all the same: its numbers hold good.

    An ID says most; without one a 学号 or 考生号 will do, unless the name is one of those that forms print.
    """
    name, id_card = _name(line), _identity(line)
    if not name or _EXAMPLE.match(name) or _is_stock(line) or is_made_up(id_card):
        return False
    if identity.is_sound(id_card):
        return True
    doubted = name in _PLACEHOLDERS or identity.problems(id_card)
    return not doubted and any(map(_is_real, _sent(line)))


def is_plainly_one(line: Line) -> bool:
    """Tell whether an example may be passed over without a word: no number in it could be anybody's."""
    sent = _sent(line) if line.fields else [numbers.fold(value).value for value in line.values]
    return _is_stock(line) or not any(map(_is_real, sent))


def may_be_example(values: Sequence[str], name: str) -> bool:
    """Tell in a glance whether a row deserves the closer look of :func:`is_example`."""
    if "例" not in "".join(values):  # nearly every row, at once
        return name.strip() in _PLACEHOLDERS
    marked = any("例" in value and _marks(value) for value in values)
    return marked or name.strip() in _PLACEHOLDERS or bool(_OF_NAME.search(name))


def _is_stock(line: Line) -> bool:
    """Tell whether a name that forms print stands beside a number that cannot be one."""
    return _name(line) in _PLACEHOLDERS and any(map(is_made_up, _sent(line)))


def is_made_up(number: str) -> bool:
    """Tell a number that forms print (1234567…, 188001010014) from one that could be somebody's."""
    return number.endswith(_PRINTED) or _DUMMY.search(number) is not None


def _is_real(number: str) -> bool:
    return _ENOUGH.fullmatch(number) is not None and not is_made_up(number)


def _name(line: Line) -> str:
    return line.fields.get("name", "").strip()


def _sent(line: Line) -> list[str]:
    """Return the numbers of a row, folded."""
    others = [numbers.fold(line.fields.get(code, "")).value for code in ("student_no", "exam_no")]
    return [_identity(line), *others]


def _identity(line: Line) -> str:
    return numbers.fold_identity(line.fields.get("id_card", "")).value
