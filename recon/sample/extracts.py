"""The official records as the systems export them, in five shapes, and the planned-graduates list.

A table's columns are a mapping from the header word to what stands below it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from recon.sample.numbers import PROVINCE
from recon.sample.organisation import Place
from recon.sample.people import Enrolment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recon.sample.photos import Capture
    from recon.sample.world import World

Columns: TypeAlias = Mapping[str, Callable[[Enrolment, Place], str]]

_STATUS_CODES = {"在籍": 1, "未注册": 2, "休学": 3, "转出": 4, "退学": 5, "开除": 6, "毕业": 7, "异动中": 8}
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
    users = _table(world, "用户信息", USERS, platform)
    return {
        "extracts/open_students.xlsx": _table(world, "学生信息", STUDENTS, _with_repeats(platform)),
        "extracts/open_users.xlsx": Table(users.sheet, users.header, [*_staff(world), *users.rows]),
        "extracts/open_central.xlsx": _table(world, "学籍数据", CENTRAL, _with_repeats(central)),
        "extracts/adult_chsi.xlsx": _table(world, "学籍", ADULT, adult),
        "photos.xlsx": _photos(world),
        "planned.xlsx": _planned(world),
    }


def _table(world: World, sheet: str, columns: Columns, enrolments: Iterable[Enrolment]) -> Table:
    places = world.organisation.by_code
    rows = [[tell(e, places[e.site]) for tell in columns.values()] for e in enrolments]
    return Table(sheet, tuple(columns), rows)


def _on_platform(enrolment: Enrolment) -> bool:
    """Tell whether the new platform has the student; of the first branch it took over one newer cohort already."""
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


def _code(text: str, digits: int) -> str:
    """Return a made-up code of a major, always the same for the same text."""
    return f"{sum(map(ord, text)) % 9 * 10 ** (digits - 1) + sum(map(ord, text)):0{digits}d}"


def _identity(enrolment: Enrolment) -> str:
    return "" if enrolment.flaw == "no-id" else enrolment.id_card


def _created(enrolment: Enrolment) -> str:
    return f"{enrolment.year}-{'03' if enrolment.season == '春季' else '09'}-10 08:00:00"


STUDENTS: Columns = {
    "学号": lambda e, _: e.student_no,
    "姓名": lambda e, _: e.name,
    "入学年度学期": lambda e, _: e.cohort,
    "学籍状态代码": lambda e, _: str(_STATUS_CODES[e.status]),
    "学籍状态": lambda e, _: _status(e),
    "学生类别代码": lambda _e, _p: "01",
    "学生类别": lambda _e, _p: "开放教育",
    "分部代码": lambda _e, _p: PROVINCE,
    "分部": lambda _e, _p: "示例分部",
    "学院代码": lambda _, p: p.branch_code,
    "学院": lambda _, p: p.branch,
    "学习中心代码": lambda _, p: p.code,
    "学习中心": lambda _, p: p.name,
    "班级代码": lambda e, p: p.code + e.student_no[:2],
    "班级名称": lambda e, _: e.class_name,
    "班主任名称": lambda _e, _p: "示例班主任",
    "专业层次代码": lambda e, _: _LEVEL_CODES[e.level],
    "专业层次": lambda e, _: level_text(e),
    "专业名称代码": lambda e, _: _code(e.major, 6),
    "专业名称": lambda e, _: e.major,
    "培养方案号": lambda e, _: f"{e.year}{_code(e.major, 6)}",
}
"""The new platform's student export, with its exact header: no ID and no sex."""
USERS: Columns = {
    "所属机构": lambda _, p: p.name,
    "姓名": lambda e, _: e.name,
    "登录名": lambda e, _: e.student_no,
    "手机号": lambda _e, _p: "",
    "邮箱": lambda _e, _p: "",
    "证件类型": lambda e, _: "居民身份证" if _identity(e) else "",
    "证件号码": lambda e, _: _identity(e),
    "身份": lambda _e, _p: "学生",
    "状态": lambda _e, _p: "正常",
    "创建时间": lambda e, _: _created(e),
}
"""The platform's user export, which carries the ID; joined on 登录名 = 学号."""
CENTRAL: Columns = {
    "学号": lambda e, _: e.student_no,
    "姓名": lambda e, _: e.name,
    "性别": lambda e, _: e.sex,
    "证件类型": lambda _e, _p: "居民身份证",
    "证件号码": lambda e, _: e.id_card,
    "入学学期": lambda e, _: e.cohort,
    "学籍状态": lambda e, _: _status(e),
    "层次": lambda e, _: level_text(e),
    "专业": lambda e, _: e.major,
    "分校代码": lambda _, p: p.branch_code,
    "分校": lambda _, p: p.branch,
    "学习中心代码": lambda _, p: p.code,
    "学习中心": lambda _, p: p.name,
    "班级名称": lambda e, _: e.class_name,
}
"""The older central export: one table with ID and sex."""
ADULT: Columns = {
    "KSH": lambda e, _: e.exam_no,
    "XH": lambda e, _: e.student_no,
    "XM": lambda e, _: e.name,
    "XB": lambda e, _: e.sex,
    "CSRQ": lambda e, _: e.id_card[6:14],
    "SFZH": lambda e, _: e.id_card,
    "ZZMM": lambda _e, _p: "群众",
    "MZ": lambda _e, _p: "",
    "ZYDM": lambda e, _: _code(e.major, 6),
    "ZYMC": lambda e, _: e.major,
    "CC": lambda e, _: level_text(e),
    "XZ": lambda _e, _p: "2.5",
    "XXXS": lambda e, _: e.study_form,
    "RXRQ": lambda e, _: f"{e.year}0301",
    "FY": lambda _, p: p.adult_name,
    "XSH": lambda _e, _p: "成人教育学院",
    "BH": lambda e, _: e.class_name,
    "YJBYRQ": lambda e, _: f"{e.year + 2}0715",
}
"""The CHSI-style extract of adult education: no status, and the station by its own name."""


def _staff(world: World) -> list[list[str]]:
    """Return the teachers who stand in the same user export; their login is no 学号."""
    return [
        [place.name, "示例教师", f"t{place.code}", "", "", "", "", "教师", "正常", "2015-01-01 08:00:00"]
        for place in world.organisation.places
    ]


def _photos(world: World) -> Table:
    rows = [_capture(capture) for capture in world.register]
    return Table("照片采集名单", ("学号", "证件号码", "采集日期", "状态"), rows)


def _capture(capture: Capture) -> list[str]:
    keys = ["", capture.id_card] if capture.by_id else [capture.student_no, ""]
    return [*keys, capture.captured_on.isoformat() if capture.captured_on else "", "已采集"]


def _planned(world: World) -> Table:
    rows = [[number, world.by_number[number].name, batch] for number, batch in sorted(world.planned.items())]
    return Table("预计毕业名单", ("学号", "姓名", "毕业批次"), rows)
