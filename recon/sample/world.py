"""The province as it truly is: organisation, enrolments with the flaws of their records, planned graduates, photos."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from recon.sample.chance import Seed, some
from recon.sample.flaws import with_flaws
from recon.sample.organisation import Organisation, make_organisation
from recon.sample.people import Enrolment, make_enrolments
from recon.sample.photos import NEXT_BATCH, judge_photo, make_register

if TYPE_CHECKING:
    from random import Random

    from recon.sample.photos import Capture, Photo

LARGE = 2_000
"""From so many due students on, every kind of mistake and flaw occurs several times."""
_SITES_FOR_NIL = 10
_PLANNED, _POSTPONED = 0.45, 0.03


@dataclass(frozen=True)
class World:
    """Everything that is true, in a fixed order."""

    seed: Seed
    organisation: Organisation
    enrolments: tuple[Enrolment, ...]
    planned: dict[str, str]
    """学号 → graduation batch, as on the planned-graduates list."""
    register: tuple[Capture, ...]
    nil_site: str
    """A site without any due student, which declares so; empty in a small campaign."""

    @cached_property
    def by_number(self) -> dict[str, Enrolment]:
        """Return the enrolments by 学号."""
        return {enrolment.student_no: enrolment for enrolment in self.enrolments}

    @cached_property
    def by_person(self) -> dict[str, list[Enrolment]]:
        """Return each person's enrolments by ID."""
        return _by_person(self.enrolments)

    @cached_property
    def photos(self) -> dict[str, Photo]:
        """Return what each enrolment's newest photo is worth."""
        captures: dict[str, list[Capture]] = defaultdict(list)
        for capture in self.register:
            captures[capture.student_no].append(capture)
        return {e.student_no: judge_photo(e, captures[e.student_no], self.planned) for e in self.enrolments}

    def is_due(self, enrolment: Enrolment) -> bool:
        """Due: of the current cohorts, or earlier and planned; 在籍; in adult education only 专科."""
        planned = enrolment.group == "earlier" and enrolment.student_no in self.planned
        return (planned or enrolment.group == "current") and _is_collectable(enrolment)

    def is_eligible(self, enrolment: Enrolment) -> bool:
        """Eligible: earlier, 在籍, photo expired or none, and not due."""
        if enrolment.group != "earlier" or not _is_collectable(enrolment) or self.is_due(enrolment):
            return False
        return self.photos[enrolment.student_no].state in {"expired", "none"}


def _is_collectable(enrolment: Enrolment) -> bool:
    in_scope = enrolment.category == "open" or enrolment.level == "专科"
    return in_scope and enrolment.status == "在籍"


def _by_person(enrolments: tuple[Enrolment, ...]) -> dict[str, list[Enrolment]]:
    people: dict[str, list[Enrolment]] = defaultdict(list)
    for enrolment in enrolments:
        people[enrolment.id_card].append(enrolment)
    return people


def make_world(number: int, site_count: int, student_count: int) -> World:
    """Make the province of a seed."""
    seed = Seed(number)
    organisation = make_organisation(seed.stream("organisation"), site_count)
    nil_site = _nil_site(organisation) if site_count >= _SITES_FOR_NIL else ""
    people = make_enrolments(seed, organisation, student_count, nil_site)
    enrolments = tuple(with_flaws(people, seed.stream("flaws"), large=student_count >= LARGE))
    register = make_register(enrolments, _by_person(enrolments), seed.stream("register"))
    world = World(seed, organisation, enrolments, {}, register, nil_site)
    return replace(world, planned=_planned(world, seed.stream("planned")))


def _nil_site(organisation: Organisation) -> str:
    """Choose the smallest site that neither reports for others nor through one, and has no adult education."""
    stations = {place.reports_through for place in organisation.places}
    alone = [p for p in organisation.places if not (p.reports_through or p.adult_name or p.code in stations)]
    return min(alone, key=lambda place: (place.weight, place.code)).code


def _planned(world: World, chance: Random) -> dict[str, str]:
    """Plan earlier students for the next batch (they become due), and postpone some of the autumn cohort."""
    open_to = [e for e in world.enrolments if e.category == "open" and e.site != world.nil_site]
    earlier = [e for e in open_to if e.year >= 2017 and world.is_eligible(e)]
    autumn = [e for e in world.enrolments if e.cohort == "2018秋季" and world.is_due(e)]
    planned = {e.student_no: NEXT_BATCH for e in some(chance, earlier, _PLANNED)}
    return planned | {e.student_no: "202107" for e in some(chance, autumn, _POSTPONED)}
