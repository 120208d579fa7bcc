"""The enrolments of the province: people with known truth, before anything is exported or spoiled."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recon.sample import numbers
from recon.sample.chance import weighted
from recon.sample.cohorts import (
    COHORTS,
    LEFT_LATELY,
    LEFT_LONG_AGO,
    MAJORS,
    SHORT_COURSE_SHARE,
    Cohort,
    cohort_group,
)
from recon.sample.names import make_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from recon.sample.chance import Seed
    from recon.sample.organisation import Organisation, Place

_RETURNING = 0.15
"""How many 本科 students hold a finished 专科 number here."""
_FIRST_RETURN, _LAST_FINISHED = 2018, 2016
_AGES = (18, 45)


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
    """What is wrong with the record itself (:mod:`recon.sample.flaws`)."""

    @property
    def cohort(self) -> str:
        """The cohort as the contract writes it: 2018秋季, adult 2019级."""
        return f"{self.year}{self.season}"

    @property
    def group(self) -> str:
        """``current``, ``earlier`` or ``newer``, as seen by the campaign."""
        return cohort_group(self.category, self.year, self.season)

    @property
    def class_name(self) -> str:
        """The class, as the platform names it."""
        number = int(self.student_no[-2:]) % 3 + 1
        return f"{self.year % 100:02d}{self.season[:1]}{self.major[:4]}{self.level}{number}班"


def make_enrolments(
    seed: Seed, organisation: Organisation, student_count: int, nil_site: str
) -> list[Enrolment]:
    """Make five enrolments per wanted due student, site by site within each cohort.

    ``nil_site`` has no student of the current cohorts: it will truthfully declare that it has nobody to send.
    """
    maker = _Maker(seed.stream("people"))
    for cohort in COHORTS:
        places = [p for p in organisation.places if cohort.category == "open" or p.adult_name]
        if cohort.group == "current":
            places = [p for p in places if p.code != nil_site] or places
        maker.fill(cohort, places, max(2, round(cohort.share * student_count)))
    return maker.made


class _Maker:
    """Counts serial numbers and remembers graduates who come back for the next level."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.made: list[Enrolment] = []
        self.serials: Counter[tuple[object, ...]] = Counter()
        self.ids: set[str] = set()
        self.graduates: list[Enrolment] = []

    def fill(self, cohort: Cohort, places: list[Place], count: int) -> None:
        """Make one cohort."""
        for place in _spread(places, count):
            enrolment = self.enrolment(cohort, place)
            self.made.append(enrolment)
            if (enrolment.level, enrolment.status) == ("专科", "毕业") and cohort.year <= _LAST_FINISHED:
                self.graduates.append(enrolment)

    def enrolment(self, cohort: Cohort, place: Place) -> Enrolment:
        """Make one enrolment of a new person, or of one who comes back."""
        level = "专科" if self.chance.random() < SHORT_COURSE_SHARE[cohort.category] else "本科"
        before = self.returning(cohort, level)
        sex = before.sex if before else self.chance.choice("男女")
        adult = cohort.category == "adult"
        return Enrolment(
            student_no=self.student_number(cohort, level),
            exam_no=numbers.exam_number(cohort.year, self.serial("exam", cohort.year)) if adult else "",
            name=before.name if before else make_name(self.chance),
            sex=sex,
            id_card=before.id_card if before else self.identity(cohort, sex),
            category=cohort.category,
            year=cohort.year,
            season=cohort.season,
            level=level,
            major=self.chance.choice(MAJORS[cohort.category, level]),
            study_form=self.chance.choice(("函授", "业余")) if adult else "开放教育",
            status=self.status(cohort),
            site=place.code,
            source=_source(cohort.category, place.branch_code),
        )

    def returning(self, cohort: Cohort, level: str) -> Enrolment | None:
        """Return a graduate: a current 本科 student may hold a finished 专科 number."""
        can_return = level == "本科" and cohort.category == "open" and cohort.year >= _FIRST_RETURN
        if not can_return or not self.graduates or self.chance.random() >= _RETURNING:
            return None
        return self.graduates.pop(self.chance.randrange(len(self.graduates)))

    def student_number(self, cohort: Cohort, level: str) -> str:
        """Return the next 学号 of the cohort's series."""
        if cohort.category == "adult":
            return numbers.adult_student_number(cohort.year, self.serial("adult", cohort.year))
        serial = self.serial(cohort.year, cohort.season, level)
        return numbers.student_number(cohort.year, cohort.season, level, serial)

    def serial(self, *series: object) -> int:
        """Return the next serial number of a series."""
        self.serials[series] += 1
        return self.serials[series]

    def identity(self, cohort: Cohort, sex: str) -> str:
        """Draw until the first 15 digits are new, too: a number damaged by Excel must point to one person."""
        born = (cohort.year - _AGES[1], cohort.year - _AGES[0])
        while True:
            number = numbers.identity_number(self.chance, sex, born)
            if number[:15] not in self.ids:
                self.ids.add(number[:15])
                return number

    def status(self, cohort: Cohort) -> str:
        """Return 在籍, or how the student left."""
        if cohort.category == "adult" or self.chance.random() < cohort.enrolled:
            return "在籍"
        return weighted(self.chance, LEFT_LONG_AGO if cohort.group == "earlier" else LEFT_LATELY)


def _spread(places: list[Place], count: int) -> Iterator[Place]:
    """Give each place its share of ``count``, in code order."""
    total = sum(place.weight for place in places)
    done, reached = 0, 0.0
    for place in places:
        reached += place.weight / total * count
        yield from [place] * (round(reached) - done)
        done = round(reached)


def _source(category: str, branch_code: str) -> str:
    """Name the extract: the first branch is still on the older central system, the rest on the new platform."""
    if category == "adult":
        return "adult"
    return "central" if branch_code.endswith("01") else "student"
