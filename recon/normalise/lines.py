"""What a line below a header is: a student, or one of the other things people write into a roster.

A line that holds a long number where a student's number belongs is a student. Only the others are looked at
closely, and what cannot be told is *doubtful*: counted, told, and never dropped silently.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recon.fields import NUMBERS
from recon.normalise.examples import is_example, is_plainly_one
from recon.normalise.spellings import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.normalise.walked import Line

STUDENT, EXAMPLE, BLANK, TOTAL, SIGNATURE, NOTE, UNIT, TITLE, HEADER, DOUBTFUL, MENTION = (
    "student",
    "example",
    "blank",
    "total",
    "signature",
    "note",
    "unit",
    "title",
    "header",
    "doubtful",
    "mention",
)
_LONG = re.compile(r"^[\s'‘’]*(?:\d{13}|\d{17}[\dXx])\s*$")
_SOME_DIGITS = re.compile(r"(?:\d[\s-]*){6,}|\d\.\d+[Ee]\+\d\d")
_PERSON = re.compile(
    r"^[\u3400-\u9fff\uf900-\ufaff\ue000-\uf8ff\U00020000-\U000323af?？]{2,4}$|"  # Han, GBK's own, gaps
    r"^[^\d\s,，。；;：:]{1,12}[·•・‧∙．.][^\d,，。；;：:]{1,20}$|"  # two parts with a separator
    r"^[A-Za-z][A-Za-z .'-]{2,40}$"
)
_TOTAL = re.compile(
    r"^(合计|总计|小计|共计|总人数|合计人数|总数|共\d*人|[全本]?班?级?人数)|^共.{0,6}人$|^本[页班组](合计|小计|共|人数|\d+人)|"
    r"^.{0,12}(合计|小计|汇总|总?计数)$|^.{1,12}(合计|小计)\d+人?$|"
    r"^其中(专科|本科|专升本|高起专|开放|成人|成教|男|女)[^\d]{0,4}(\d{1,6}人?)?$|"
    r"^(平均|最大|最小)[值数]?\d{0,20}$|^(计数|求和)项?\d{0,20}$|"
    r"^总?共[计有]?\d{1,7}[人名条行个项].{0,6}$|^(总?记录总?数|总?条数|总?行数)\W?\d{0,7}条?$"
)
_SIGNATURE = re.compile(
    r"填表人|制表人?|审核人?|负责人|经办人?|联系人|联系电话|联系方式|电话\d{7}|填报人|报送人|签字|签名|签章|盖章|公章|"
    r"(填报|填表|报送|上报|打印|制表|导出|生成|下载|查询|统计|更新)(日期|时间)|^电话|年月日$|^日期"
)
SIGNERS = r"填[表报]人|负责人|联系人|[报上][送报]人|带队[老教]师"
"""Who signs a list; 制表, 审核 and 经办 are acts as well, and need 人 in a sentence."""
OFFICES = r"班主任|辅导员|教[务学](?:员|秘书)|学籍(?:管理)?员|[站校院]长|主任"
_SIGNER = re.compile(rf"^({SIGNERS}|制表人?|[审复]核人?|经[办手]人?)(签[字名章])?[:：]?$")
_SIGNS = frozenset("填制审复经负联报上带")
"""How such a first cell begins: nearly every row's is a number, and is passed at a glance."""
_OFFICE = re.compile(rf"^({OFFICES}|(主管|分管|单位)?领导)(签[字名章])?[:：]?$")
"""Who signs as what he is, where no student's number stands beside it: students have offices too."""
_OFFICE_CELLS = 4
_CARD = re.compile(
    r"^(姓名|单位(名称)?|部门|职务|地址|邮编|邮箱|电子邮[箱件]|e-?mail|qq号?|微信号?|手机(号码?)?|传真|tel|fax)\s*([:：]|$)",
    re.IGNORECASE,
)
"""A line of the card that a mail program puts below a text: a label and one value, in one cell or in two."""
_DAY = r"20\d\d[-./]\d{1,2}[-./]\d{1,2}"
_ONE_DAY = re.compile(_DAY)
_DAY_OR_TELEPHONE = re.compile(rf"(?<!\d)(?:1[3-9]\d{{9}}|0\d{{2,3}}[- ]?\d{{7,8}}|{_DAY})(?!\d)")
_DATE = re.compile(
    r"^[\d〇○零一二三四五六七八九]{2,4}年[\d一二三四五六七八九十]*月[\d一二三四五六七八九十]*日?$"
)
_NOTE = re.compile(
    r"^(注|备注|说明|填表说明|填写说明|注意|提示|要求|附[注:：]|以上|以下|此表|本表)|^[※★▲△*●◆]|"
    r"^[(（]?[一二三四五六七八九十\d]{1,2}[)）]?[、.．)）]"
)
_PAGE = re.compile(r"^(第\d+页|共\d+页|第?\d+/\d+页|page\d+(of|/)\d+)", re.IGNORECASE)
_TIP = re.compile(
    r"填写|必填|选填|一致|格式|文本|[\d一二三四五六七八九十]位|位数字|下拉|选择|例如|例[:：]|^如[:：]|请勿|不得|汉字|"
    r"^(男\W*(或|女)|专科?\W*(或|本科))"
)
"""How to fill a column in, below its word."""
_GROUP = re.compile(
    r"专业|[专本]科|班|级|第.{1,3}组|教学点|工作站|学习中心|函授站|分校|学院|[春秋]季?$|共\d+人"
)
_PLAIN_GROUP = re.compile(r"(?:专业|[专本]科|教学点|工作站)$|^第.{1,3}组$")
"""What heads the students of a class or a course; the second also where the text might be a name (东山教学点)."""
_LABELLED = re.compile(r"^(?!姓名|学号|考生号|身份证)[\u3400-\u9fff]{2,8}[:：]")
_ALWAYS_THERE = frozenset({"institution_code", "study_form", "branch", "site", "site_code"})
"""Fields a site's template brings along on lines nobody has filled."""


_OF_CLASS = frozenset({"class_name", "major", "branch", "site"})
"""What such words may stand in beside a name: 1、会计班, 共青团班36人, 注册会计师方向（专科）."""


def is_plain_student(numbers: Sequence[str]) -> bool:
    """Tell in a glance whether a row is a student: a number cell holds 13 digits, or an ID's 18."""
    return any(map(_LONG.match, numbers))


def is_signer(first: str) -> bool:
    """Tell by its first cell the line of who made the list: name and number in it are no student's."""
    return first[:1] in _SIGNS and _SIGNER.match(folded(first)) is not None


def is_person(text: str) -> bool:
    """Tell whether a cell may be a person's name."""
    return bool(_PERSON.match("".join(text.split())))


def kind_of_line(line: Line) -> str:
    """Tell what a line is; the order goes from what is certain to what is guessed."""
    texts = line.texts
    if not any(map(folded, texts)) or _only_prefilled(line):
        return BLANK  # dashes and strokes fill a row as well as nothing does
    if is_example(line):
        return EXAMPLE if is_plainly_one(line) else DOUBTFUL
    if is_plain_student([line.fields.get(code, "") for code in NUMBERS]):
        return SIGNATURE if _signs_with_number(line) else STUDENT
    written = kind_of_text(texts, single=len(texts) == 1)
    if written and not _says_so_beside(line):
        return written
    if _looks_like_student(line):
        return DOUBTFUL if len(texts) == 1 and _DAY_OR_TELEPHONE.search(texts[0]) else STUDENT
    return TITLE if _heads_group(texts) else DOUBTFUL if _might_be_student(line) else NOTE


def _says_so_beside(line: Line) -> bool:
    """Tell a student whose row has such words (审核通过, 人证一致) only in columns that are none of the roster's."""
    serial = line.values[line.serial] if 0 <= line.serial < len(line.values) else ""
    spoken_of = _OF_CLASS if is_person(line.fields.get("name", "")) else frozenset()
    fields = (text for code, text in line.fields.items() if code not in spoken_of)
    own = [text.strip() for text in (serial, *fields) if text.strip()]
    said = is_signer(line.texts[0]) or bool(kind_of_text(own, single=False)) if own else True
    return not said and _looks_like_student(line)


def _signs_with_number(line: Line) -> bool:
    """Tell 填表人身份证号 with the clerk's own number behind it, whatever column that happens to stand in."""
    unnamed = not line.fields.get("name", "").strip()
    return is_signer(line.texts[0]) or (unnamed and bool(_SIGNATURE.search(folded(line.texts[0]))))


def kind_of_text(texts: Sequence[str], *, single: bool) -> str:
    """Tell what a line's words say it is, empty when they say nothing."""
    words = [folded(text) for text in texts]
    if _counts_columns(words):
        return NOTE
    if any(_TOTAL.match(word) for word in words) or all(map(_PAGE.match, words)):
        return TOTAL
    holds_office = len(words) <= _OFFICE_CELLS and _OFFICE.match(words[0])
    carded = len(words) <= 2 and _CARD.match(texts[0])
    signed = is_signer(texts[0]) or holds_office or carded or any(map(_SIGNATURE.search, words))
    if signed or (single and (_DATE.match(words[0]) or _ONE_DAY.fullmatch(texts[0]))):
        return SIGNATURE
    if _NOTE.match(texts[0]) and (single or len(texts[0]) > 8):
        return NOTE
    tips = sum(bool(_TIP.search(text)) for text in texts)
    return NOTE if tips >= 2 or (single and (tips or len(texts[0]) > 12)) else ""


def closes_list(texts: Sequence[str]) -> bool:
    """Tell by its first cell a line that an export or a clerk puts below a list: its total, its makers, a note.

    Args:
        texts: the line's cells that are not empty; what stands behind the first of them says nothing here.
    """
    first = folded(texts[0])
    if _TOTAL.match(first) or _PAGE.match(first) or is_signer(texts[0]) or _SIGNATURE.search(first):
        return True
    return len(texts) == 1 and _NOTE.match(texts[0]) is not None and not _SOME_DIGITS.search(texts[0])


def _counts_columns(words: Sequence[str]) -> bool:
    """Tell the line 1 2 3 4 … (or A B C D …) that some forms print below their header."""
    numbers = [str(n) for n in range(1, len(words) + 1)]
    letters = [chr(ord("a") + n) for n in range(len(words))]
    return len(words) > 3 and list(words) in (numbers, letters)


def _only_prefilled(line: Line) -> bool:
    """A template's empty line: a running number, the institution code, and what goes with them."""
    filled = {code: value.strip() for code, value in line.fields.items() if value.strip()}
    serial = line.values[line.serial].strip() if 0 <= line.serial < len(line.values) else ""
    if not filled.keys() <= _ALWAYS_THERE or len(line.texts) != len(filled) + bool(serial):
        return False
    code = filled.get("institution_code", serial)
    return code.isdigit() and (not serial or serial.removesuffix(".0").isdigit())


def _heads_group(texts: Sequence[str]) -> bool:
    """Tell the line above a class (18秋会计1班（共9人）; 年级：2018秋季 │ 层次：专科): no number, and nobody's name."""
    if any(map(_SOME_DIGITS.search, texts)):
        return False
    if all(map(_LABELLED.match, texts)):
        return True
    named = _PLAIN_GROUP if is_person(texts[0]) else _GROUP
    return len(texts) == 1 and bool(named.search(texts[0]))


def _looks_like_student(line: Line) -> bool:
    numbers = [line.fields.get(code, "").strip() for code in NUMBERS]
    if any(_SOME_DIGITS.search(text) and not _ONE_DAY.fullmatch(text) for text in numbers):
        return True
    name = "".join(line.fields.get("name", "").split())
    personal = [c for c, v in line.fields.items() if v.strip() and c not in _ALWAYS_THERE and c != "name"]
    return bool(_PERSON.match(name)) and bool(personal) and not _OFFICE.match(folded(name))


def _might_be_student(line: Line) -> bool:
    """A line that says nothing of itself but fills a personal column, or several, is not passed over."""
    personal = [c for c, v in line.fields.items() if v.strip() and c not in _ALWAYS_THERE]
    return bool(personal) or sum(1 for value in line.fields.values() if value.strip()) > 1
