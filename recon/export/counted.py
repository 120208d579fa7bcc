"""The line above 更正说明: what was done, kind by kind. Its numbers are those of the lines below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from recon.export.desk import Desk
    from recon.export.lines import Change, Respelt

_ABOUT = Text("{unit}：{said}", "{unit}: {said}")
_ALL = Text(
    "更正 {count} 处，即第一张表中有底色的单元格，批注写明更正前后的内容。",
    "Cells changed: {count}. They are the coloured cells of the first sheet; their notes say how.",
)
_SOME = Text(
    "更正 {count} 处：第一张表中有底色的单元格 {coloured} 处，批注写明更正前后的内容；"
    "其余 {rest} 处不在第一张表（所在行待处理或系重复，或表上没有该列），没有“现位置”。",
    "Cells changed: {count}. Coloured on the first sheet, with notes that say how: {coloured}. Not on the first "
    "sheet (the row waits or is repeated, or the form has no such column), without a “Cell now”: {rest}.",
)
_NOWHERE = Text(
    "更正 {count} 处，都不在第一张表（所在行待处理或系重复，或表上没有该列），没有“现位置”。",
    "Cells changed: {count}, none of them on the first sheet (the row waits or is repeated, or the form has no "
    "such column).",
)
_RESPELT = Text(
    "统一写法 {count} 项：意思不变，改用学籍数据的写法，单元格不加底色。",
    "Values respelt: {count}. They mean the same, written as the record has them; the cells are not coloured.",
)
_FILLED = Text(
    "补填原表没有的列 {count} 项：按学籍数据填写，单元格不加底色。",
    "Columns filled in that the roster does not have: {count}. The values are the record's; the cells are not "
    "coloured.",
)
_REPEATS = Text("去除重复 {count} 行。", "Repeated rows left out: {count}.")
_NOTHING = Text("没有改动，内容与报送的一致。", "Nothing was changed; all stands as it was sent.")
_NEXT = Text("", " ")


class Made(NamedTuple):
    """What was done to a unit's rows."""

    changes: Sequence[Change]
    """Values put in the place of others, each to be listed."""
    respelt: Sequence[Respelt]
    """Values that mean the same, or fill a missing column; listed by value, not by cell."""
    placed: Mapping[tuple[int, str], str]
    """(row, field) → the cell of the first sheet where the value stands now."""


def counted(desk: Desk, made: Made, repeats: int, instead: str = "") -> str:
    """Return how many lines of each kind follow, and which of them the first sheet shows by a colour.

    ``instead`` takes the place of the unit's name: why nobody stands on the first sheet.
    """
    said = [desk.say(text, **counts) for text, counts in _parts(made, repeats)]
    if instead:
        return desk.say(_NEXT).join((instead, *said))
    return desk.say(_ABOUT, unit=desk.named, said=desk.say(_NEXT).join(said or [desk.say(_NOTHING)]))


def _parts(made: Made, repeats: int) -> Iterator[tuple[Text, dict[str, int]]]:
    """Yield a sentence for each kind that there is."""
    count, coloured = len(made.changes), len(made.placed)
    filled = sum(not one.before and not one.after for one in made.respelt)
    if count:
        text = _ALL if coloured == count else _SOME if coloured else _NOWHERE
        yield text, {"count": count, "coloured": coloured, "rest": count - coloured}
    for text, number in ((_RESPELT, len(made.respelt) - filled), (_FILLED, filled), (_REPEATS, repeats)):
        if number:
            yield text, {"count": number}
