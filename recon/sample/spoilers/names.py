"""Mistakes in the name (NA) and differences of the name (DF01), where 学号 and ID agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.sample.names import DOT, RARE, make_name
from recon.sample.spoilers.kit import spoiler, text
from recon.words import Trust

if TYPE_CHECKING:
    from recon.sample.rows import Line
    from recon.sample.spoilers.kit import Change
    from recon.sample.spoilers.scene import Scene

_DOTS = "•・‧∙⋅●･.。．"
_DOUBLES = dict(
    zip(
        "李林金玉文高马龙香方白石竹羽辰雨䶮",
        "\uf9e1\uf9f4\uf90a⽟⽂⾼⻢⻰⾹⽅⽩⽯⽵⽻⾠⾬\ue863",
        strict=True,
    )
)
"""Characters and their compatibility, radical or private-use doubles."""
_TRADITIONAL = dict(
    zip(
        "张刘陈杨赵吴孙马罗郑许邓冯韩苏叶卢钟谭陆伟丽强军艳华兰凤红庆学国东龙飞广宁爱贵",
        "張劉陳楊趙吳孫馬羅鄭許鄧馮韓蘇葉盧鍾譚陸偉麗強軍豔華蘭鳳紅慶學國東龍飛廣寧愛貴",
        strict=True,
    )
)
_SLIPS = dict(
    zip(
        "芳伟敏丽军杰娟超平刚英华红玲芬燕琴浩辉志建文宇晨佳欣婷磊",
        "方玮明莉君洁涓朝萍钢瑛桦虹岭分艳芹皓晖智健雯雨辰嘉新停雷",
        strict=True,
    )
)
"""Homophones and look-alikes: the usual slips of an input method."""
_PLACEHOLDERS = "?？□■○*"


def _own(line: Line) -> str:
    return line.cells["name"].value


def _mapped(name: str, table: dict[str, str]) -> str:
    """Return the name with its first known character replaced, else an empty text."""
    found = next((n for n, character in enumerate(name) if character in table), None)
    return "" if found is None else name[:found] + table[name[found]] + name[found + 1 :]


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
    changed = _mapped(_own(line), _DOUBLES)
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
    given = _mapped(own[1:], _SLIPS) if len(own) == 3 and _is_han(own) else ""
    return text("name", own[:1] + given) if given else None


@spoiler("DF01", "name", Trust.ASK_SITE)
def name_of_somebody_else(line: Line, scene: Scene) -> Change:
    """Another name altogether while 学号 and ID agree: perhaps a former name; only the site knows."""
    own, other = _own(line), make_name(scene.chance)
    return (
        text("name", other)
        if _is_han(own + other) and not set(own) & set(other) and len(other) == 3
        else None
    )
