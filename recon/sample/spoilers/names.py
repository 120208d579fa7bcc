"""Mistakes in the name (NA) and differences of the name (DF01), where 学号 and ID agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.sample.names import DOT, RARE, make_name
from recon.sample.spoilers.kit import spoiler, text
from recon.words import Trust

if TYPE_CHECKING:
    from recon.sample.rows import Line
    from recon.sample.spoilers.kit import Change, Scene

_DOTS = "•・‧∙⋅●･.。．"
_COMPATIBLE = {
    "李": "\uf9e1", "林": "\uf9f4", "金": "\uf90a", "兰": "⼆", "玉": "⽟", "文": "⽂", "高": "⾼", "马": "⻢", "龙": "⻰",
    "青": "⾭", "香": "⾹", "方": "⽅", "白": "⽩", "石": "⽯", "竹": "⽵", "羽": "⽻", "辰": "⾠", "雨": "⾬", "䶮": "\ue863",
}  # fmt: skip
"""Characters and their compatibility, radical or private-use doubles."""
_TRADITIONAL = {
    "张": "張", "刘": "劉", "陈": "陳", "杨": "楊", "赵": "趙", "吴": "吳", "孙": "孫", "马": "馬", "罗": "羅", "郑": "鄭",
    "许": "許", "邓": "鄧", "冯": "馮", "韩": "韓", "苏": "蘇", "叶": "葉", "卢": "盧", "钟": "鍾", "谭": "譚", "陆": "陸",
    "伟": "偉", "丽": "麗", "强": "強", "军": "軍", "艳": "豔", "娟": "娟", "华": "華", "兰": "蘭", "凤": "鳳", "红": "紅",
    "庆": "慶", "学": "學", "国": "國", "东": "東", "龙": "龍", "飞": "飛", "广": "廣", "宁": "寧", "爱": "愛", "贵": "貴",
}  # fmt: skip
_PLACEHOLDERS = "?？□■○*"
_NEIGHBOURS = {
    "芳": "方", "伟": "玮", "静": "静静", "敏": "明", "丽": "莉", "军": "君", "杰": "洁", "娟": "涓", "超": "朝", "平": "萍",
    "刚": "钢", "英": "瑛", "华": "桦", "红": "虹", "玲": "岭", "芬": "分", "燕": "艳", "琴": "芹", "浩": "皓", "辉": "晖",
    "志": "智", "建": "健", "国": "囯", "文": "雯", "宇": "雨", "晨": "辰", "佳": "嘉", "欣": "新", "婷": "停", "磊": "雷",
}  # fmt: skip
"""Homophones and look-alikes: the usual slips of an input method."""


def _own(line: Line) -> str:
    return line.cells["name"].value


def _mapped(name: str, table: dict[str, str]) -> str:
    """Return the name with its first known character replaced, else an empty text."""
    for n, character in enumerate(name):
        double = table.get(character, "")
        if len(double) == 1 and double != character:
            return name[:n] + double + name[n + 1 :]
    return ""


def _is_han(name: str) -> bool:
    return DOT not in name


@spoiler("NA01", "name", Trust.CONFIRM)
def name_left_out(_line: Line, _scene: Scene) -> Change:
    """学号 and ID agree; charged over the DF of the field."""
    return text("name", "")


@spoiler("NA02", "name", Trust.SAFE, also=("DF01",), weight=3)
def name_with_spaces(line: Line, scene: Scene) -> Change:
    """Two-character names set wide, a tail of white space, an invisible character: means the same once folded."""
    own, blank = _own(line), scene.chance.choice((" ", "\u3000", "\u00a0", "\u200b"))
    return (
        text("name", scene.chance.choice((own[:1] + blank + own[1:], own + blank))) if _is_han(own) else None
    )


@spoiler("NA03", "name", Trust.SAFE, also=("DF01",), weight=2)
def name_with_another_dot(line: Line, scene: Scene) -> Change:
    """Every input method has its own dot; only U+00B7 is official."""
    own = _own(line)
    return text("name", own.replace(DOT, scene.chance.choice(_DOTS))) if DOT in own else None


@spoiler("NA04", "name", Trust.SAFE, also=("DF01",), sheet_only=True, weight=2)
def name_with_another_code(line: Line, _scene: Scene) -> Change:
    """The same character under another code: copied from a PDF, or written with an old font."""
    changed = _mapped(_own(line), _COMPATIBLE)
    return text("name", changed) if changed else None


@spoiler("NA05", "name", Trust.LIKELY, also=("DF01",), weight=2)
def name_with_placeholder(line: Line, scene: Scene) -> Change:
    """A rare character the site could not type. 学号 and ID agree and the rest of the name fits: charged over DF01."""
    own = _own(line)
    rare = [n for n, character in enumerate(own) if character in RARE]
    if not rare:
        return None
    return text("name", own[: rare[0]] + scene.chance.choice(_PLACEHOLDERS) + own[rare[0] + 1 :])


@spoiler("NA06", "name", Trust.CONFIRM, also=("DF01",))
def name_with_a_digit(line: Line, scene: Scene) -> Change:
    """A digit slipped in: one character too many. NA06 names the cause, DF01 is its evidence."""
    own = _own(line)
    return text("name", own + scene.chance.choice("123")) if _is_han(own) and len(own) == 3 else None


@spoiler("DF01", "name", Trust.LIKELY)
def name_in_traditional_characters(line: Line, _scene: Scene) -> Change:
    """Traditional for simplified: explains the difference, so the extract's spelling is likely."""
    changed = _mapped(_own(line), _TRADITIONAL)
    return text("name", changed) if changed else None


@spoiler("DF01", "name", Trust.LIKELY)
def name_without_its_dot(line: Line, _scene: Scene) -> Change:
    """The separator left out altogether."""
    own = _own(line)
    return text("name", own.replace(DOT, "")) if DOT in own else None


@spoiler("DF01", "name", Trust.CONFIRM, weight=3)
def name_with_another_character(line: Line, _scene: Scene) -> Change:
    """A homophone: explains, but never corrects by itself."""
    own = _own(line)
    changed = own[:1] + _mapped(own[1:], _NEIGHBOURS) if len(own) == 3 and _is_han(own) else ""
    return text("name", changed) if len(changed) == 3 else None


@spoiler("DF01", "name", Trust.ASK_SITE)
def name_of_somebody_else(line: Line, scene: Scene) -> Change:
    """Another name altogether while 学号 and ID agree: perhaps a former name; only the site knows."""
    own, other = _own(line), make_name(scene.chance)
    return (
        text("name", other)
        if _is_han(own + other) and not set(own) & set(other) and len(other) == 3
        else None
    )
