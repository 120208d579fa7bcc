"""Words a roster uses for its columns beyond those of :mod:`recon.fields`: some certain, some made of parts.

A made word is taken only where no other column of the header says the same field outright: beside 学号 a column
国开学号 is somebody else's number, alone it is the number.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

CERTAIN: Mapping[str, tuple[str, ...]] = {
    "site": (
        *("单位名称", "报送单位", "填报单位", "办学单位", "所属单位", "函授站名称", "工作站名称"),
        *("learning center", "learning centre", "study center", "study centre", "XXZX", "XXZXMC", "HSZMC"),
    ),
    "site_code": ("报送单位代码", "函授站代码", "工作站代码"),
    "institution_code": ("yuanxiaodaima",),
    "student_no": ("student id", "student no", "xuehao"),
    "exam_no": ("kaoshenghao",),
    "name": ("full name", "student name", "xingming"),
    "sex": ("xingbie",),
    "id_card": (
        *("id number", "id no", "id card no", "identity number", "shenfenzheng", "shenfenzhenghao"),
        *("SFZ", "SFZHM", "SFZJHM"),
    ),
    "level": ("cengci",),
    "major": ("ZY", "zhuanye"),
    "cohort": ("intake", "enrolment", "enrollment", "NJ", "nianji", "RXNF", "RXND"),
}
"""A roster says some things in more ways than an extract."""

SURNAME, GIVEN = frozenset({"姓", "姓氏", "xing"}), frozenset({"名", "名字", "ming"})
"""The two halves of a name, folded."""

_NOW = ("就读", "在读", "现", "现就读", "报读")
"""What a student reads now; what was read before (原, 毕业, 前置) is not on the form."""
_RIGHT = ("更正后", "变更后", "修改后", "正确", "正确的")
"""What a site writes before the word of the column that is to be believed."""
_PARTS: tuple[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...] = (
    (
        "student_no",
        ("", "国开", "电大", "开大", "国家开放大学", "开放大学", "新", "现", "当前", "注册", *_RIGHT),
        ("学号", "学籍号", "学员号", "学生号", "学籍学号", "学籍编号", "学生编号"),
        ("",),
    ),
    ("name", ("真实", "中文", "现", "现用", *_RIGHT), ("姓名",), ("",)),
    (
        "id_card",
        ("", "有效", "居民", "公民", "二代", "个人", *_RIGHT),
        ("身份证", "身分证", "身份证件", "身份证明", "证件", "身份证字", "身份号码"),
        ("", "号", "号码", "编号", "no"),
    ),
    ("exam_no", ("", "成考"), ("考生编号",), ("",)),
    ("exam_no", ("成考",), ("报名号",), ("",)),  # 报名号 alone may be an open student's application number
    ("institution_code", ("",), ("院校", "学校", "高校"), ("代码", "编码", "代号", "编号", "标识码")),
    ("level", (*_NOW, "录取", "办学", "学习", "教育", "培养", "学历"), ("层次",), ("", "类别", "类型")),
    ("major", ("", "主修", "修读", "录取", *_NOW), ("专业",), ("", "名", "名称", "全称")),
    (
        "cohort",
        ("入学",),
        (
            "批次",
            "年月",
            "年度",
            "年份",
            "年季",
            "季",
            "季度",
            "年份学期",
            "年级学期",
            "年份季节",
            "年度季节",
        ),
        ("",),
    ),
    ("cohort", ("年级",), ("学期", "季节", "季"), ("",)),
    ("study_form", ("学习", "办学", "就读"), ("形式", "方式"), ("",)),
    ("branch", ("", "所在", "所属", "上级"), ("分校", "市级电大", "市级分校"), ("", "名称", "全称")),
    (
        "site",
        ("", "所在", "所属", "上报", "报送", "校外"),
        (
            *(
                "教学点",
                "学习中心",
                "工作站",
                "函授站",
                "函授站点",
                "教学站",
                "学习点",
                "站点",
                "办学点",
                "办学站",
            ),
            *("教学中心", "县级电大", "县电大", "基层电大"),
        ),
        ("", "名称", "全称"),
    ),
)
"""What may stand before, the word itself, and what may stand behind."""
_ALSO: Mapping[str, tuple[str, ...]] = {
    "level": ("本专科", "专本科", "专本"),
    "cohort": ("注册年级", "所在年级", "grade", "enrollment term", "enrolment term", "intake term"),
    "sex": ("男女",),
    "id_card": ("id card number", "identity card number", "identity card no", "citizen id"),
}
_NO_WORDS = frozenset({"证件"})
"""What the parts make and means nothing: 证件 heads 证件类型 as well."""


def _made() -> dict[str, tuple[str, ...]]:
    made: dict[str, tuple[str, ...]] = dict(_ALSO)
    for code, *parts in _PARTS:
        words = ("".join(pieces) for pieces in product(*parts))
        made[code] = (*made.get(code, ()), *(word for word in words if word not in _NO_WORDS))
    return made


MADE: Mapping[str, tuple[str, ...]] = _made()
_SOMEBODY = re.compile(r"家长|监护人|父亲|母亲|配偶|联系人|推荐人|班主任|负责人|经办人|填表人")
_ANOTHER = re.compile(rf"原(?!始|籍)|(?<![目当日])前|曾|第一学历|最高学历|{_SOMEBODY.pattern}")
_LABEL = re.compile("[:：]")
"""联系人：李某 says who it is and stands over no columns."""
_GROUP = 12
"""Characters of a group's word; a notice above the header is longer."""


def speaks_of_another(group: str) -> bool:
    """Tell a word above columns that makes them what was before, or somebody else's: 原学历 over 层次 and 专业."""
    return len(group) <= _GROUP and not _LABEL.search(group) and bool(_ANOTHER.search(group))


def is_somebody(group: str) -> bool:
    """Tell a word above columns that says whose they are."""
    return speaks_of_another(group) and bool(_SOMEBODY.search(group))
