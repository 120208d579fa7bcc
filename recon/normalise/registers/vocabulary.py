"""What the columns of extracts, registers and lists are called, beside the words of :mod:`recon.fields`."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from recon.normalise.headings import Lexicon, register_lexicon
from recon.normalise.spellings import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recon.campaign import Campaign

CHSI: tuple[str, ...] = (
    "KSH", "XH", "XM", "XB", "CSRQ", "SFZH", "ZZMM", "MZ", "ZYDM",
    "ZYMC", "CC", "XZ", "XXXS", "RXRQ", "FY", "XSH", "BH", "YJBYRQ",
)  # fmt: skip
"""Column names of the adult (CHSI-style) extract, docs/definitions.md, "Extracts"."""

CHSI_WORDS = frozenset(map(folded, CHSI))
CHSI_OWN = CHSI_WORDS - frozenset(map(folded, ("XH", "XM", "XB", "SFZH", "ZYMC", "CC", "BH")))
"""Without what any system that writes such codes calls its students, open education's too."""
STUDENT_EXPORT: tuple[str, ...] = (
    "学号", "姓名", "入学年度学期", "学籍状态代码", "学籍状态", "学生类别代码", "学生类别", "分部代码", "分部",
    "学院代码", "学院", "学习中心代码", "学习中心", "班级代码", "班级名称", "班主任名称", "专业层次代码",
    "专业层次", "专业名称代码", "专业名称", "培养方案号",
)  # fmt: skip
"""Column names of the new platform's student export, docs/definitions.md, "Extracts"."""
USER_EXPORT: tuple[str, ...] = (
    "所属机构", "姓名", "登录名", "手机号", "邮箱", "证件类型", "证件号码", "身份", "状态", "创建时间",
)  # fmt: skip
"""Column names of the user export that carries the ID."""

_WORDS: Mapping[str, tuple[str, ...]] = {
    "photo_status": ("采集状态", "照片状态", "回传状态"),
    "reports_through": ("reports_through", "上报单位", "报送途径", "由谁报送", "上级单位"),
    "responsible": ("responsible", "专项负责人", "负责人"),
    "contact": ("contact", "联系人"),
    "phone": ("phone", "联系电话", "电话", "手机", "手机号"),
    "address": ("address", "邮寄地址", "通讯地址", "地址"),
    "deliver_to": ("deliver_to", "收件单位", "照片寄往", "收件站"),
    "expected": ("expected", "预计人数", "应报人数"),
    "file": ("file", "文件", "文件名", "附件", "附件名"),
    "unit": ("unit", "报送单位", "报送单位代码", "来文单位"),
    "form": ("form", "表", "表别", "附表", "类别"),
    "received_at": (
        "received_at",
        *(f"{act}{word}" for act in ("收到", "接收", "收件", "报送", "来件") for word in ("时间", "日期")),
    ),
    "kind": ("kind", "方式", "报送方式", "报送类型"),
    "declared_nil": ("declared_nil", "零报送", "是否零报送"),
    "department": ("XSH", "系所", "系所号", "函授站点", "系所函授站"),
    "user_state": ("创建时间",),
}


_TAKEN = ("采集", "拍摄", "拍照", "照相", "采像", "摄像")
_PICTURE = ("", "图像", "照片", "相片", "证件照", "图像信息", "电子图像")
_PLACES = ("教学点", "学习中心", "工作站", "函授站", "教学站", "站点", "单位")
_MADE: Mapping[str, tuple[str, ...]] = {
    "captured_on": (
        *map("".join, product(_PICTURE, _TAKEN, ("日期", "时间", "日", "年月日"))),
        *("capture date", "date captured", "date of capture", "photo date", "shooting date"),
    ),
    "photo_status": (
        *map("".join, product(("", *_PICTURE), (*_TAKEN, "审核", ""), ("状态", "情况", "结果"))),
        *map("".join, product(("是否", "是否已", "是否已经"), (*_TAKEN, "有照片"))),
    ),
    "batch": (
        *map("".join, product(("", "预计", "拟", "计划", "应"), ("毕业",), ("批次", "年月", "时间", "日期"))),
        "graduation batch",
    ),
    "status": (
        *(
            "学籍状况",
            "当前学籍状态",
            "学籍类别状态",
            "学籍现状",
            "学生状态",
            "学员状态",
            "在校状态",
            "在读状态",
        ),
        *("XJZT", "XJZTMC"),
    ),
    "site_code": tuple(
        map("".join, product(("", "报送", "所属", "办学"), _PLACES, ("代码", "编码", "编号", "代号")))
    ),
    "branch_code": tuple(map("".join, product(("", "所属"), ("分校", "学院"), ("编码", "编号", "代号")))),
    "login": ("登录账号", "登录帐号", "登陆名", "登陆账号", "用户名", "用户账号"),
    "contact": ("联系人姓名", "经办人"),
    "phone": ("联系方式", "手机号码", "办公电话"),
    "responsible": ("负责人姓名", "专项负责人姓名"),
    "address": ("详细地址", "收件地址"),
}
"""Longer words, where no other column says the same outright; a roster may have a time to come for the photo."""
BARE_STATUS = frozenset({"状态", "status"})
"""Words, folded, that do not say whose status it is: an enrolment's in an extract, a photo's in a register."""
TOLD_OUTRIGHT = frozenset({"captured_on", "photo_status", "batch"})
"""What makes a table a register has to be said outright: an extract may tell when somebody graduated before."""


def lexicon(campaign: Campaign | None) -> Lexicon:
    """Return what column names mean in any table that is no roster."""
    from recon.campaign import Campaign as Plain

    return register_lexicon(campaign or Plain(""), _WORDS, _MADE)


def columns_of(names: Iterable[str], campaign: Campaign | None) -> dict[str, str]:
    """Return field code → column: one that says its field outright goes before a longer word, then the first counts."""
    words = lexicon(campaign)
    coded = [(name, code) for name in names if (code := words.code(name))]
    outright = [(name, code) for name, code in coded if words.plain(name)]
    found: dict[str, str] = {}
    for name, code in (*outright, *coded):
        found.setdefault(code, name)
    return found
