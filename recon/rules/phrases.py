"""Codes inside a finding's details, and how a person reads them; those about a file are in ``file_phrases``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.rules.file_phrases import FOREIGN, KINDS, REASONS
from recon.words import TITLES, Category, PhotoState, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

EVIDENCE: Mapping[str, Text] = {
    "student_no=same": Text("学号一致", "student number agrees"),
    "student_no=format": Text("学号一致（写法不同）", "student number agrees (spelling differs)"),
    "student_no=variant": Text("学号一致（写法不同）", "student number agrees (spelling differs)"),
    "student_no=damaged": Text("学号已受损", "student number damaged"),
    "student_no=close": Text("学号相近", "student number nearly agrees"),
    "student_no=different": Text("学号不一致", "student number differs"),
    "student_no=missing-here": Text("名单未填学号", "no student number in the roster"),
    "student_no=missing-there": Text("学籍无学号", "no student number in the record"),
    "student_no=not-asked": Text("学号未比对", "student number not asked"),
    "student_no=misplaced": Text("学号一致（写在了别的栏）", "student number agrees (in another cell)"),
    "id_card=same": Text("身份证号一致", "ID agrees"),
    "id_card=format": Text("身份证号一致（写法不同）", "ID agrees (spelling differs)"),
    "id_card=variant": Text("身份证号为同一号码的15位旧号", "ID agrees in its 15-digit form"),
    "id_card=damaged": Text(
        "身份证号前15位一致，末三位被 Excel 截断",
        "first 15 digits of the ID agree, the last three were lost in Excel",
    ),
    "id_card=close": Text("身份证号相近", "ID nearly agrees"),
    "id_card=different": Text("身份证号不一致", "ID differs"),
    "id_card=missing-here": Text("名单未填身份证号", "no ID in the roster"),
    "id_card=missing-there": Text("学籍无身份证号", "no ID in the record"),
    "id_card=not-asked": Text("身份证号未比对", "ID not asked"),
    "id_card=misplaced": Text("身份证号一致（写在了别的栏）", "ID agrees (in another cell)"),
    "name=same": Text("姓名一致", "name agrees"),
    "name=format": Text("姓名一致（写法不同）", "name agrees (spelling differs)"),
    "name=variant": Text(
        "姓名为异体写法（繁简、生僻字）", "name agrees as a variant (traditional, rare character)"
    ),
    "name=damaged": Text("姓名已受损", "name damaged"),
    "name=close": Text("姓名相近", "name nearly agrees"),
    "name=different": Text("姓名不一致", "name differs"),
    "name=missing-here": Text("名单未填姓名", "no name in the roster"),
    "name=missing-there": Text("学籍无姓名", "no name in the record"),
    "name=not-asked": Text("姓名未比对", "name not asked"),
    "name=misplaced": Text("姓名一致（写在了别的栏）", "name agrees (in another cell)"),
}
"""``<key>=<level>`` → words; "not asked" is a level of its own."""

FLAWS: Mapping[str, Text] = {
    "space": Text("空格", "spaces"),
    "invisible": Text("不可见字符", "invisible characters"),
    "width": Text("全角字符", "full-width characters"),
    "apostrophe": Text("撇号", "an apostrophe"),
    "hyphen": Text("横线", "hyphens"),
    "lower-x": Text("小写 x", "a small x"),
    "lookalike-x": Text("形似 X 的字符", "a look-alike of X"),
    "case": Text("小写字母", "small letters"),
    "dot": Text("别的间隔号", "another separator"),
    "compatibility": Text("兼容字符", "compatibility characters"),
    "radical": Text("部首字符", "radicals"),
    "private-use": Text("旧编码字符", "characters of an old code"),
    "placeholder": Text("替代符号", "placeholders"),
    "letter": Text("字母（O、l 等）", "letters (O, l …)"),
    "not-digits": Text("非数字字符", "characters other than digits"),
    "punctuation": Text("标点", "punctuation"),
    "digit": Text("数字", "digits"),
    "synonym": Text("同义写法", "a synonym"),
    "unknown": Text("未知写法", "an unknown word"),
    "error-value": Text("Excel 错误值", "an Excel error value"),
    "scientific": Text("科学计数法", "scientific notation"),
    "decimal": Text("小数点", "a decimal point"),
    "damaged": Text("丢失的末位", "lost digits"),
}
ADVICE: Mapping[str, Text] = {
    "clean": Text("请改用半角书写，去掉多余字符", "Write it without them"),
    "record": Text("请按学籍中的写法填写", "Write it as the record does"),
    "letters": Text("请核对这些字母应为哪个数字", "Check which digits the letters stand for"),
    "check": Text("请核对后更正", "Check it and correct it"),
}
"""What to do about a number's spelling (:mod:`recon.rules.spelling`)."""
PARTS: Mapping[str, Text] = {
    "year": Text("入学年份", "the intake year"),
    "season": Text("季节", "the season"),
    "province": Text("省校代码", "the province"),
    "category": Text("类别", "the category"),
    "level": Text("层次", "the level"),
}
PROBLEMS: Mapping[str, Text] = {
    "length": Text("位数不对", "wrong length"),
    "shape": Text("格式不对", "wrong shape"),
    "check": Text("校验码不符", "check digit"),
    "birth": Text("出生日期不存在", "impossible birth date"),
    "age": Text("年龄超出 14 至 90 岁", "age outside 14 to 90"),
}
FORMS: Mapping[str, Text] = {
    "open": Text("开放教育（附表1）", "open education (附表1)"),
    "adult": Text("成人教育（附表2）", "adult education (附表2)"),
}
WHOSE: Mapping[str, Text] = {
    "id_card": Text(
        "学号与姓名一致，身份证号却是另一名学生的，请对照证件核对身份证号",
        "student number and name agree, the ID is another student's. Check the ID against the card",
    ),
    "student_no": Text(
        "身份证号与姓名一致，学号却是另一名学生的，请核对学号",
        "ID and name agree, the student number is another student's. Check the student number",
    ),
    "exam_no": Text(
        "身份证号与姓名一致，考生号却是另一名学生的，请核对考生号",
        "ID and name agree, the examination number is another student's. Check the examination number",
    ),
    "neither": Text(
        "姓名定不出是谁，请查明后改正",
        "the name does not decide between them. Find out who is meant and correct the row",
    ),
}
"""Which key of a row is another student's (MA04)."""
_STUDENT, _EXAM, _ID = (
    Text("学号", "student number"),
    Text("考生号", "examination number"),
    Text("身份证号", "ID"),
)


def _none_of(*keys: Text) -> Text:
    """Say that a row is found by none of these keys."""
    zh, en = "、".join(key.zh for key in keys), ", ".join(key.en for key in keys[:-1])
    if not en:
        return Text(f"按{zh}查不到该学生", f"The {keys[0].en} is not in the official records")
    return Text(f"按{zh}都查不到该学生", f"Neither the {en} nor the {keys[-1].en} is in the official records")


SOUGHT: Mapping[str, Text] = {
    "nothing": Text(
        "没有学号和身份证号，无从查找该学生",
        "There is no student number and no ID by which to find the student",
    ),
    "student_no": _none_of(_STUDENT),
    "exam_no": _none_of(_EXAM),
    "id_card": _none_of(_ID),
    "student_no+id_card": _none_of(_STUDENT, _ID),
    "student_no+exam_no": _none_of(_STUDENT, _EXAM),
    "exam_no+id_card": _none_of(_EXAM, _ID),
    "student_no+exam_no+id_card": _none_of(_STUDENT, _EXAM, _ID),
}
"""The keys by which a row was looked for in vain (MA01)."""
PHRASES: Mapping[str, Mapping[str, Text]] = {
    "flaws": FLAWS,
    "advice": ADVICE,
    "parts": PARTS,
    "problems": PROBLEMS,
    "reason": REASONS,
    "form": FORMS,
    "other": FORMS,
    "category": {category.value: TITLES[category] for category in Category},
    "value": {category.value: TITLES[category] for category in Category},
    "same": {"identical": Text("，各行完全相同", ", all rows alike")},
    "changes": {
        "mislabelled": Text(
            "：列名可能写错了位置，{mixed} 下面不是列名所说的内容，请先核对这几列的列名",
            ": the words of {mixed} may stand over the wrong columns, for the cells below hold something else; "
            "compare these columns first",
        )
    },
    "strangers": {
        "some": Text(
            "，其中 {outside} 人不归本单位报送",
            "; students who are not below the unit that sent it: {outside}",
        )
    },
    "than": {
        "before": Text("本单位上一份名单 {expected} 人", "the unit's last list held {expected}"),
        "due": Text("本单位应报 {expected} 人", "due at this unit: {expected}"),
    },
    "scope": {"newer": Text("年级较新", "a newer cohort"), "earlier": Text("往届", "an earlier cohort")},
    "photo": {state.value: TITLES[state] for state in PhotoState},
    "lacks": {
        "capture": Text("照片名单中没有采集日期，请核实", "the register has no capture date; find it out"),
        "day": Text(
            "没有采集批次，不知道哪天要用，请给出批次（campaign）",
            "without a campaign nobody knows when it is needed; give one",
        ),
    },
    "where": {
        "sheet": Text("整张工作表的学生", "a whole sheet of students"),
        "rows": Text("学生所在的行", "rows of students"),
        "columns": Text("名单中的列", "columns of the roster"),
    },
    "number": {
        "student_no": Text("学号", "student number"),
        "exam_no": Text("考生号", "examination number"),
    },
    "whose": WHOSE,
    "sought": SOUGHT,
    "looks": {
        "id_card": Text(
            "，像是身份证号，看看是否与身份证号填反了",
            ": it looks like an ID, see whether the two changed places",
        ),
        "student_no": Text(
            "，像是学号，看看是否与学号填反了",
            ": it looks like a student number, see whether the two changed places",
        ),
    },
    "kind": KINDS,
    "foreign": FOREIGN,
    "against": {
        "none": Text("路径、文件名、标题和名单都没有线索", "nothing tells"),
        "told": Text(
            "登记的单位不在教学点名单中，或不止一个", "the unit named for it is not known, or not one alone"
        ),
        "path": Text("文件夹另有所指", "the folder says otherwise"),
        "name": Text("文件名另有所指", "the file's name says otherwise"),
        "title": Text("标题另有所指", "the title says otherwise"),
        "column": Text("教学点列另有所指", "the site column says otherwise"),
        "rows": Text("名单学生另属他处", "the students belong elsewhere"),
    },
    "nobody": {
        "homes": Text(
            "：教学点名单中没有代码 {codes}；学生多属 {unit}，暂记在该单位名下",
            ": no known unit has the code {codes}; most of the students are those of {unit}, where the file stands",
        ),
        "unit": Text(
            "：教学点名单中没有代码 {codes}；暂记在 {unit} 名下",
            ": no known unit has the code {codes}; the file stands at {unit}",
        ),
        "nowhere": Text("：教学点名单中没有代码 {codes}", ": no known unit has the code {codes}"),
    },
    "by": {
        "unit": Text("报送单位", "reporting unit"),
        "branch": Text("分校", "branch"),
        "cohort": Text("年级", "cohort"),
        "category": Text("类别", "category"),
    },
}
"""Placeholder → code → words."""
