"""The official records as the systems export them (five shapes), with the dirt that real exports carry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recon.sample import numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.sample.people import Enrolment
    from recon.sample.photos import Capture
    from recon.sample.world import World

STUDENT_HEADER = (
    "学号", "姓名", "入学年度学期", "学籍状态代码", "学籍状态", "学生类别代码", "学生类别", "分部代码", "分部", "学院代码", "学院",
    "学习中心代码", "学习中心", "班级代码", "班级名称", "班主任名称", "专业层次代码", "专业层次", "专业名称代码", "专业名称", "培养方案号",
)  # fmt: skip
USER_HEADER = (
    "所属机构",
    "姓名",
    "登录名",
    "手机号",
    "邮箱",
    "证件类型",
    "证件号码",
    "身份",
    "状态",
    "创建时间",
)
CENTRAL_HEADER = (
    "学号", "姓名", "性别", "证件类型", "证件号码", "入学学期", "学籍状态", "层次", "专业", "分校代码", "分校",
    "学习中心代码", "学习中心", "班级名称",
)  # fmt: skip
ADULT_HEADER = (
    "KSH", "XH", "XM", "XB", "CSRQ", "SFZH", "ZZMM", "MZ", "ZYDM", "ZYMC", "CC", "XZ", "XXXS", "RXRQ", "FY", "XSH", "BH", "YJBYRQ",
)  # fmt: skip
PHOTO_HEADER = ("学号", "证件号码", "采集日期", "状态")
PLANNED_HEADER = ("学号", "姓名", "毕业批次")
_STATUS_CODES = {
    "在籍": "1",
    "在藉": "1",
    "未注册": "2",
    "休学": "3",
    "转出": "4",
    "退学": "5",
    "开除": "6",
    "毕业": "7",
    "异动中": "8",
}
_LEVEL_CODES = {"专科": "4", "本科": "2"}


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet of an export: a header and rows of text."""

    sheet: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]


def make_extracts(world: World) -> dict[str, Table]:
    """Return the four extract files, the photo register and the planned list, by file name."""
    numbered = sorted(world.enrolments, key=lambda e: e.student_no)
    platform = [e for e in numbered if _on_platform(e)]
    central = [e for e in numbered if e.source == "central"]
    adult = [e for e in numbered if e.source == "adult"]
    students = [_student(world, e) for e in _with_repeats(platform)]
    users = [_user(world, e) for e in platform]
    return {
        "extracts/open_students.xlsx": Table("学生信息", STUDENT_HEADER, students),
        "extracts/open_users.xlsx": Table("用户信息", USER_HEADER, [*_staff(world), *users]),
        "extracts/open_central.xlsx": Table(
            "学籍数据", CENTRAL_HEADER, [_central(world, e) for e in _with_repeats(central)]
        ),
        "extracts/adult_chsi.xlsx": Table("学籍", ADULT_HEADER, [_adult(world, e) for e in adult]),
        "photos.xlsx": Table("照片采集名单", PHOTO_HEADER, [_photo(c) for c in world.register]),
        "planned.xlsx": Table("预计毕业名单", PLANNED_HEADER, _planned(world)),
    }


def _on_platform(enrolment: Enrolment) -> bool:
    """The new platform also took over one newer cohort of the first branch: those students are in two files."""
    moved = enrolment.source == "central" and enrolment.cohort == "2019秋季"
    return enrolment.source == "student" or moved


def _with_repeats(enrolments: list[Enrolment]) -> list[Enrolment]:
    """Export the records with flaw EX03 twice."""
    return [e for e in enrolments for _ in range(2 if e.flaw == "EX03" else 1)]


def level_text(enrolment: Enrolment) -> str:
    """Return the level as the extracts write it: 专升本 in adult education, 本科(专科起点) elsewhere."""
    if enrolment.level == "专科":
        return "专科"
    return "专升本" if enrolment.category == "adult" else "本科(专科起点)"


def _status(enrolment: Enrolment) -> str:
    return "在藉" if enrolment.flaw == "mistyped" else enrolment.status


def _student(world: World, enrolment: Enrolment) -> list[str]:
    place = world.organisation.by_code[enrolment.site]
    level_code, level = _LEVEL_CODES[enrolment.level], level_text(enrolment)
    status = _status(enrolment)
    major_code = f"{level_code}{sum(map(ord, enrolment.major)) % 9000 + 1000}"
    plan = f"{enrolment.year}{major_code}"
    return [
        enrolment.student_no, enrolment.name, enrolment.cohort, _STATUS_CODES[status], status, "01", "开放教育",
        numbers.PROVINCE, "示例分部", place.branch_code, place.branch, place.code, place.name,
        place.code + enrolment.student_no[:2], enrolment.class_name, "示例班主任",
        level_code, level, major_code, enrolment.major, plan,
    ]  # fmt: skip


def _user(world: World, enrolment: Enrolment) -> list[str]:
    place = world.organisation.by_code[enrolment.site]
    identity = "" if enrolment.flaw == "no-id" else enrolment.id_card
    created = f"{enrolment.year}-{'03' if enrolment.season == '春季' else '09'}-10 08:00:00"
    kind = "居民身份证" if identity else ""
    return [place.name, enrolment.name, enrolment.student_no, "", "", kind, identity, "学生", "正常", created]


def _staff(world: World) -> list[list[str]]:
    """Teachers stand in the same user export; their login is no 学号."""
    return [
        [place.name, "示例教师", f"t{place.code}", "", "", "", "", "教师", "正常", "2015-01-01 08:00:00"]
        for place in world.organisation.places
    ]


def _central(world: World, enrolment: Enrolment) -> list[str]:
    place = world.organisation.by_code[enrolment.site]
    return [
        enrolment.student_no, enrolment.name, enrolment.sex, "居民身份证", enrolment.id_card, enrolment.cohort, _status(enrolment),
        level_text(enrolment), enrolment.major, place.branch_code, place.branch, place.code, place.name, enrolment.class_name,
    ]  # fmt: skip


def _adult(world: World, enrolment: Enrolment) -> list[str]:
    place = world.organisation.by_code[enrolment.site]
    birth = enrolment.id_card[6:14]
    return [
        enrolment.exam_no, enrolment.student_no, enrolment.name, enrolment.sex, birth, enrolment.id_card, "群众", "",
        f"{sum(map(ord, enrolment.major)) % 900000 + 100000}", enrolment.major, level_text(enrolment), "2.5", enrolment.study_form,
        f"{enrolment.year}0301", place.adult_name, "成人教育学院", enrolment.class_name, f"{enrolment.year + 2}0715",
    ]  # fmt: skip


def _photo(capture: Capture) -> list[str]:
    day = capture.captured_on.isoformat() if capture.captured_on else ""
    return [
        "" if capture.by_id else capture.student_no,
        capture.id_card if capture.by_id else "",
        day,
        "已采集",
    ]


def _planned(world: World) -> list[list[str]]:
    return [[number, world.by_number[number].name, batch] for number, batch in sorted(world.planned.items())]
