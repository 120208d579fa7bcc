"""The intakes of the province: how large each is, and how its students stand in the summer of 2020."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cohort:
    """One intake; ``share`` is its size per due student, ``enrolled`` the part of it that is 在籍 today."""

    category: str
    year: int
    season: str
    share: float
    enrolled: float

    @property
    def group(self) -> str:
        """``earlier``, ``current`` or ``newer``, as the campaign sees it."""
        return cohort_group(self.category, self.year, self.season)


def cohort_group(category: str, year: int, season: str) -> str:
    """Place a cohort before, in or after the campaign's scope: 2018秋季 and 2019春季; adult 2019级."""
    key = (year, 1 if season == "秋季" else 0)
    first, last = ((2019, 0), (2019, 0)) if category == "adult" else ((2018, 1), (2019, 0))
    if key < first:
        return "earlier"
    return "newer" if key > last else "current"


COHORTS = (
    Cohort("open", 2014, "秋季", 0.20, 0.02),
    Cohort("open", 2015, "春季", 0.18, 0.02),
    Cohort("open", 2015, "秋季", 0.26, 0.02),
    Cohort("open", 2016, "春季", 0.22, 0.03),
    Cohort("open", 2016, "秋季", 0.38, 0.03),
    Cohort("open", 2017, "春季", 0.28, 0.05),
    Cohort("open", 2017, "秋季", 0.50, 0.08),
    Cohort("open", 2018, "春季", 0.38, 0.16),
    Cohort("open", 2018, "秋季", 0.54, 0.93),
    Cohort("open", 2019, "春季", 0.34, 0.94),
    Cohort("open", 2019, "秋季", 0.62, 0.97),
    Cohort("open", 2020, "春季", 0.40, 0.99),
    Cohort("adult", 2018, "级", 0.08, 1.0),
    Cohort("adult", 2019, "级", 0.24, 1.0),
    Cohort("adult", 2020, "级", 0.38, 1.0),
)
"""Together five enrolments for each due student. The adult extract knows no status: whoever is in it is 在籍."""

MAJORS: dict[tuple[str, str], tuple[str, ...]] = {
    ("open", "专科"): ("工商企业管理", "行政管理", "会计", "学前教育", "法律事务", "计算机信息管理"),
    ("open", "本科"): (
        "工商管理",
        "行政管理",
        "会计学",
        "学前教育",
        "法学",
        "汉语言文学",
        "计算机科学与技术",
    ),
    ("adult", "专科"): ("护理", "会计", "机电一体化技术"),
    ("adult", "本科"): ("护理学", "会计学", "土木工程"),
}
LEFT_LONG_AGO = {"毕业": 0.88, "退学": 0.072, "转出": 0.024, "休学": 0.018, "开除": 0.006}
LEFT_LATELY = {"退学": 0.45, "转出": 0.15, "休学": 0.2, "未注册": 0.15, "异动中": 0.05}
"""What became of students who are not 在籍, by weight."""
SHORT_COURSE_SHARE = {"open": 0.6, "adult": 0.66}
"""How many study for 专科; the others for 本科."""
