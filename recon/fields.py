"""The columns of a roster and of an extract, and the words sites and platforms use for them.

Aliases are matched after folding (white space, width and case removed); a campaign may add its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from recon.words import Text


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its code (docs/contract.md, "Values"), titles, and header aliases (folded comparison)."""

    code: str
    title: Text
    aliases: tuple[str, ...]
    key: bool = False
    """True for the fields whose mistakes are 关键差错: institution code, 学号, name, ID."""


INSTITUTION_CODE = Field(
    "institution_code",
    Text("院校代码", "Institution code"),
    ("院校代码", "学校代码", "院校代号", "YXDM", "institution_code"),
    key=True,
)
STUDENT_NO = Field(
    "student_no",
    Text("学号", "Student number"),
    ("学号", "学生学号", "学籍号", "学员编号", "登录名", "XH", "student_no", "student number"),
    key=True,
)
EXAM_NO = Field(
    "exam_no", Text("考生号", "Examination number"), ("考生号", "准考证号", "高考报名号", "KSH", "exam_no")
)
NAME = Field("name", Text("姓名", "Name"), ("姓名", "学生姓名", "考生姓名", "名字", "XM", "name"), key=True)
SEX = Field("sex", Text("性别", "Sex"), ("性别", "XB", "sex", "gender"))
ID_CARD = Field(
    "id_card",
    Text("身份证号", "ID number"),
    (
        "身份证号",
        "身份证号码",
        "身份证",
        "证件号码",
        "证件号",
        "公民身份号码",
        "居民身份证号",
        "SFZH",
        "SFZJH",
        "ZJHM",
        "id_card",
    ),
    key=True,
)
LEVEL = Field(
    "level",
    Text("层次", "Level"),
    ("层次", "专业层次", "培养层次", "学历层次", "学生层次", "CC", "PYCC", "level"),
)
MAJOR = Field("major", Text("专业", "Major"), ("专业", "专业名称", "所学专业", "ZYMC", "major"))
COHORT = Field(
    "cohort",
    Text("年级", "Cohort"),
    (
        "年级",
        "入学年度学期",
        "入学年度学",  # cut off by dBase, whose column names hold five Chinese characters
        "入学年级",
        "入学时间",
        "入学日期",
        "入学学期",
        "年度学期",
        "RXRQ",
        "RXNJ",
        "cohort",
    ),
)
STUDY_FORM = Field(
    "study_form", Text("学习形式", "Study form"), ("学习形式", "教育类型", "办学类型", "XXXS", "study_form")
)
CLASS_NAME = Field(
    "class_name", Text("班级", "Class"), ("班级", "班级名称", "所在班级", "BH", "BJ", "class_name")
)
BRANCH = Field("branch", Text("分校", "Branch"), ("分校", "学院", "所属分校", "分校名称", "FY", "branch"))
SITE = Field(
    "site",
    Text("教学点", "Site"),
    (
        "教学点",
        "学习中心",
        "工作站",
        "教学点名称",
        "学习中心名称",
        "学习中心名",
        "所属教学点",
        "函授站",
        "HSZ",
        "site",
    ),
)

FIELDS: tuple[Field, ...] = (
    INSTITUTION_CODE,
    STUDENT_NO,
    EXAM_NO,
    NAME,
    SEX,
    ID_CARD,
    LEVEL,
    MAJOR,
    COHORT,
    STUDY_FORM,
    CLASS_NAME,
    BRANCH,
    SITE,
)
"""Every field a finding may name, in the order of the official form."""

CODES: tuple[str, ...] = tuple(field.code for field in FIELDS)
BY_CODE: dict[str, Field] = {field.code: field for field in FIELDS}
KEY_CODES: frozenset[str] = frozenset(field.code for field in FIELDS if field.key)
PERSONAL: frozenset[str] = frozenset(field.code for field in (STUDENT_NO, EXAM_NO, NAME, ID_CARD))
"""Fields whose values say who somebody is."""
NUMBERS: frozenset[str] = PERSONAL - {NAME.code}
"""Of these the numbers."""

REGISTER_FIELDS: tuple[Field, ...] = (
    Field("status", Text("学籍状态", "Status"), ("学籍状态", "在籍状态", "学籍情况", "status")),
    Field("branch_code", Text("分校代码", "Branch code"), ("学院代码", "分校代码", "branch_code")),
    Field(
        "site_code",
        Text("教学点代码", "Site code"),
        ("学习中心代码", "学习中心代", "教学点代码", "单位代码", "site_code"),
    ),
    Field("site_name", Text("教学点名称", "Site name"), ("site_name", "单位名称")),
    Field("login", Text("登录名", "Login"), ("登录名",)),
    Field("document_type", Text("证件类型", "Document type"), ("证件类型",)),
    Field("birth_date", Text("出生日期", "Birth date"), ("出生日期", "CSRQ")),
    Field(
        "captured_on", Text("采集日期", "Captured on"), ("采集日期", "拍摄日期", "采集时间", "captured_on")
    ),
    Field("photo_status", Text("状态", "Photo status"), ("状态", "采集状态", "photo_status")),
    Field("batch", Text("毕业批次", "Graduation batch"), ("毕业批次", "毕业年月", "批次", "batch")),
)
"""Columns that only extracts and registers have."""

ANY_BY_CODE: dict[str, Field] = {field.code: field for field in (*FIELDS, *REGISTER_FIELDS)}
