"""The enrolments of the province: people with known truth, before anything is exported or spoiled."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recon.sample import numbers
from recon.sample.chance import Seed, weighted
from recon.sample.names import make_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from recon.sample.organisation import Organisation, Place


@dataclass(frozen=True, slots=True)
class Enrolment:
    """One 学号 as the official records hold it (exact characters)."""

    student_no: str
    exam_no: str
    name: str
    sex: str
    id_card: str
    category: str
    year: int
    season: str
    level: str
    major: str
    study_form: str
    status: str
    site: str
    source: str
    """Which extract holds it: ``student`` (with the user export), ``central`` or ``adult``."""
    flaw: str = ""
    """The EX rule its record breaks, ``no-id`` where the platform has no ID, else empty."""

    @property
    def cohort(self) -> str:
        """The cohort as the contract writes it: 2018秋季, adult 2019级."""
        return f"{self.year}{self.season}"

    @property
    def group(self) -> str:
        """``current``, ``earlier`` or ``newer``, as seen by the 2020 campaign."""
        return cohort_group(self.category, self.year, self.season)

    @property
    def class_name(self) -> str:
        """The class, as the platform names it."""
        return f"{self.year % 100:02d}{self.season[:1]}{self.major[:4]}{self.level}{int(self.student_no[-2:]) % 3 + 1}班"


@dataclass(frozen=True, slots=True)
class Cohort:
    """One intake: its size as a share of the due students, and how its students stand today."""

    category: str
    year: int
    season: str
    share: float
    enrolled: float


COHORTS = (
    Cohort("open", 2014, "秋季", 0.20, 0.02), Cohort("open", 2015, "春季", 0.18, 0.02),
    Cohort("open", 2015, "秋季", 0.26, 0.02), Cohort("open", 2016, "春季", 0.22, 0.03),
    Cohort("open", 2016, "秋季", 0.38, 0.03), Cohort("open", 2017, "春季", 0.28, 0.05),
    Cohort("open", 2017, "秋季", 0.50, 0.08), Cohort("open", 2018, "春季", 0.38, 0.16),
    Cohort("open", 2018, "秋季", 0.54, 0.93), Cohort("open", 2019, "春季", 0.34, 0.94),
    Cohort("open", 2019, "秋季", 0.62, 0.97), Cohort("open", 2020, "春季", 0.40, 0.99),
    Cohort("adult", 2018, "级", 0.08, 1.0), Cohort("adult", 2019, "级", 0.24, 1.0),
    Cohort("adult", 2020, "级", 0.38, 1.0),
)  # fmt: skip
"""Five enrolments for each due student."""

_MAJORS: dict[str, dict[str, tuple[str, ...]]] = {
    "open": {
        "专科": (
            "工商企业管理",
            "行政管理",
            "会计",
            "学前教育",
            "法律事务",
            "计算机信息管理",
            "建筑施工与管理",
        ),
        "本科": (
            "工商管理",
            "行政管理",
            "会计学",
            "学前教育",
            "法学",
            "汉语言文学",
            "计算机科学与技术",
            "土木工程",
        ),
    },
    "adult": {"专科": ("护理", "会计", "机电一体化技术"), "本科": ("护理学", "会计学", "土木工程")},
}
_LEFT = {"退学": 0.6, "转出": 0.2, "休学": 0.15, "开除": 0.05}
_CURRENT_LEFT = {"退学": 0.45, "转出": 0.15, "休学": 0.2, "未注册": 0.15, "异动中": 0.05}
_RETURNING = 0.15
_EARLIEST_RETURN = 2016


def cohort_group(category: str, year: int, season: str) -> str:
    """Place a cohort before, in or after the scope of the campaign (2018秋季 and 2019春季; adult 2019级)."""
    key = (year, 1 if season == "秋季" else 0)
    first, last = ((2019, 0), (2019, 0)) if category == "adult" else ((2018, 1), (2019, 0))
    if key < first:
        return "earlier"
    return "newer" if key > last else "current"


def make_enrolments(
    seed: Seed, organisation: Organisation, student_count: int, nil_site: str
) -> list[Enrolment]:
    """Make five enrolments per wanted due student, site by site within each cohort.

    ``nil_site`` has no student of the current cohorts: it will truthfully declare that it has nobody to send.
    """
    maker = _Maker(seed.stream("people"), organisation)
    for cohort in COHORTS:
        places = [p for p in organisation.places if cohort.category == "open" or p.adult_name]
        if cohort_group(cohort.category, cohort.year, cohort.season) == "current":
            places = [p for p in places if p.code != nil_site] or places
        maker.fill(cohort, places, max(2, round(cohort.share * student_count)))
    return maker.made


class _Maker:
    """Counts serial numbers and remembers graduates who come back for the next level."""

    def __init__(self, chance: Random, organisation: Organisation) -> None:
        self.chance = chance
        self.organisation = organisation
        self.made: list[Enrolment] = []
        self.serials: Counter[tuple[object, ...]] = Counter()
        self.ids: set[str] = set()
        self.graduates: list[Enrolment] = []

    def fill(self, cohort: Cohort, places: list[Place], count: int) -> None:
        """Make one cohort."""
        for place in self.spread(places, count):
            enrolment = self.enrolment(cohort, place)
            self.made.append(enrolment)
            if (enrolment.level, enrolment.status) == ("专科", "毕业") and cohort.year <= _EARLIEST_RETURN:
                self.graduates.append(enrolment)

    def spread(self, places: list[Place], count: int) -> Iterator[Place]:
        """Give each place its share, in code order; at least one each where there are enough."""
        total = sum(place.weight for place in places)
        done, reached = 0, 0.0
        for place in places:
            reached += place.weight / total * count
            yield from [place] * (round(reached) - done)
            done = round(reached)

    def enrolment(self, cohort: Cohort, place: Place) -> Enrolment:
        level = "专科" if self.chance.random() < (0.6 if cohort.category == "open" else 0.66) else "本科"
        before = self.returning(cohort, level)
        sex = before.sex if before else self.chance.choice("男女")
        return Enrolment(
            student_no=self.number(cohort, level),
            exam_no=self.exam_number(cohort),
            name=before.name if before else make_name(self.chance),
            sex=sex,
            id_card=before.id_card if before else self.identity(cohort, sex),
            category=cohort.category,
            year=cohort.year,
            season=cohort.season,
            level=level,
            major=self.chance.choice(_MAJORS[cohort.category][level]),
            study_form="开放教育" if cohort.category == "open" else self.chance.choice(("函授", "业余")),
            status=self.status(cohort),
            site=place.code,
            source=_source(cohort.category, place.branch_code),
        )

    def returning(self, cohort: Cohort, level: str) -> Enrolment | None:
        """A current 本科 student may hold a finished 专科 number: same person, other enrolment."""
        wanted = level == "本科" and cohort.category == "open" and cohort.year >= 2018 and self.graduates
        if not wanted or self.chance.random() >= _RETURNING:
            return None
        return self.graduates.pop(self.chance.randrange(len(self.graduates)))

    def number(self, cohort: Cohort, level: str) -> str:
        if cohort.category == "adult":
            return numbers.adult_student_number(cohort.year, self.serial("adult", cohort.year))
        serial = self.serial(cohort.year, cohort.season, level)
        return numbers.student_number(cohort.year, cohort.season, level, serial)

    def exam_number(self, cohort: Cohort) -> str:
        return (
            numbers.exam_number(cohort.year, self.serial("exam", cohort.year))
            if cohort.category == "adult"
            else ""
        )

    def serial(self, *series: object) -> int:
        self.serials[series] += 1
        return self.serials[series]

    def identity(self, cohort: Cohort, sex: str) -> str:
        """Draw until the number, and its first 15 digits, are new: a damaged number must point to one person."""
        while True:
            number = numbers.identity_number(self.chance, sex, (cohort.year - 45, cohort.year - 18))
            if number[:15] not in self.ids:
                self.ids.add(number[:15])
                return number

    def status(self, cohort: Cohort) -> str:
        if cohort.category == "adult" or self.chance.random() < cohort.enrolled:
            return "在籍"
        if cohort_group(cohort.category, cohort.year, cohort.season) == "earlier":
            return "毕业" if self.chance.random() < 0.88 else weighted(self.chance, _LEFT)
        return weighted(self.chance, _CURRENT_LEFT)


def _source(category: str, branch_code: str) -> str:
    """The first branch is still on the older central system; the rest is on the new platform."""
    if category == "adult":
        return "adult"
    return "central" if branch_code.endswith("01") else "student"
