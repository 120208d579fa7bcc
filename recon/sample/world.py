"""The province as it truly is: organisation, enrolments, flaws of the records, planned graduates, photos."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from recon.sample import photos
from recon.sample.chance import Seed, some
from recon.sample.numbers import check_digit
from recon.sample.organisation import Organisation, make_organisation
from recon.sample.people import Enrolment, make_enrolments
from recon.sample.photos import Capture, Photo

if TYPE_CHECKING:
    from random import Random

_FLAWS = (
    ("EX01", "any", 3),
    ("EX02", "central", 3),
    ("EX03", "any", 2),
    ("no-id", "student", 24),
    ("space", "any", 8),
    ("small-x", "x", 8),
    ("mistyped", "any", 8),
)
"""Flaw of the record, which students can have it, how many in a full campaign. The last three are harmless dirt:
a trailing U+3000 behind the name, a lower-case x, 在藉 for 在籍."""
_FEW = {"no-id": 5}
"""How many in a small campaign, where not one."""
_PAIRS = 5
_LARGE = 2000


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
    """A site without any due student; it declares so."""

    @cached_property
    def by_number(self) -> dict[str, Enrolment]:
        """Return the enrolments by 学号."""
        return {enrolment.student_no: enrolment for enrolment in self.enrolments}

    @cached_property
    def by_person(self) -> dict[str, list[Enrolment]]:
        """Return each person's enrolments by ID."""
        people: dict[str, list[Enrolment]] = defaultdict(list)
        for enrolment in self.enrolments:
            people[enrolment.id_card].append(enrolment)
        return people

    @cached_property
    def photos(self) -> dict[str, Photo]:
        """Return what each enrolment's newest photo is worth."""
        captures: dict[str, list[Capture]] = defaultdict(list)
        for capture in self.register:
            captures[capture.student_no].append(capture)
        return {
            e.student_no: photos.judge_photo(e, captures[e.student_no], self.planned) for e in self.enrolments
        }

    def is_due(self, enrolment: Enrolment) -> bool:
        """Due: of the current cohorts, or earlier and planned; 在籍; adult education only 专科."""
        if enrolment.status != "在籍" or not _level_in_scope(enrolment):
            return False
        return enrolment.group == "current" or (
            enrolment.group == "earlier" and enrolment.student_no in self.planned
        )

    def is_eligible(self, enrolment: Enrolment) -> bool:
        """Eligible: earlier, 在籍, photo expired or none, and not due."""
        if enrolment.group != "earlier" or enrolment.status != "在籍" or not _level_in_scope(enrolment):
            return False
        return not self.is_due(enrolment) and self.photos[enrolment.student_no].state in {"expired", "none"}


def _level_in_scope(enrolment: Enrolment) -> bool:
    return enrolment.category == "open" or enrolment.level == "专科"


def make_world(number: int, site_count: int, student_count: int) -> World:
    """Make the province of a seed."""
    seed = Seed(number)
    organisation = make_organisation(seed.stream("organisation"), site_count)
    nil_site = _nil_site(organisation) if site_count >= 10 else ""
    people = make_enrolments(seed, organisation, student_count, nil_site)
    enrolments = _with_flaws(people, seed.stream("flaws"), large=student_count >= _LARGE)
    register = _register(enrolments, seed.stream("register"))
    world = World(seed, organisation, tuple(enrolments), {}, register, nil_site)
    return replace(world, planned=_planned(world, seed.stream("planned")))


def _nil_site(organisation: Organisation) -> str:
    stations = {place.reports_through for place in organisation.places}
    alone = [p for p in organisation.places if not (p.reports_through or p.adult_name or p.code in stations)]
    return min(alone, key=lambda place: (place.weight, place.code)).code


def _with_flaws(people: list[Enrolment], chance: Random, *, large: bool) -> list[Enrolment]:
    """Break a few records the way real extracts are broken; the sites are not to blame for these."""
    holders = Counter(e.id_card for e in people)
    due = [
        n for n, e in enumerate(people)
        if e.group == "current" and e.status == "在籍" and e.category == "open" and holders[e.id_card] == 1
    ]  # fmt: skip
    chance.shuffle(due)
    flawed = list(people)
    for flaw, source, count in _FLAWS:
        wanted = count if large else _FEW.get(flaw, 1)
        fitting = [n for n in due if source in {"any", people[n].source, people[n].id_card[-1].lower()}][
            :wanted
        ]
        for n in fitting:
            flawed[n] = _break(people[n], flaw)
            due.remove(n)
    for first, second in _pairs(people, due, _PAIRS if large else 1):
        flawed[first] = replace(people[first], flaw="EX04")
        flawed[second] = replace(
            people[second],
            name=people[first].name,
            sex=people[first].sex,
            id_card=people[first].id_card,
            flaw="EX04b",
        )
    return flawed


def _break(enrolment: Enrolment, flaw: str) -> Enrolment:
    if flaw == "EX01":
        wrong = str((int(enrolment.id_card[14]) + 1) % 10)
        changed = enrolment.id_card[:14] + wrong + enrolment.id_card[15:]
        assert check_digit(changed[:17]) != changed[17]
        return replace(enrolment, id_card=changed, flaw=flaw)
    if flaw == "EX02":
        return replace(enrolment, sex="女" if enrolment.sex == "男" else "男", flaw=flaw)
    if flaw == "space":
        return replace(enrolment, name=enrolment.name + "\u3000", flaw=flaw)
    if flaw == "small-x":
        return replace(enrolment, id_card=enrolment.id_card.lower(), flaw=flaw)
    return replace(enrolment, flaw=flaw)


def _pairs(people: list[Enrolment], due: list[int], count: int) -> list[tuple[int, int]]:
    """Find pairs of one site and level: each becomes one person with two numbers of the same level (EX04)."""
    waiting: dict[tuple[str, str], int] = {}
    pairs: list[tuple[int, int]] = []
    for n in due:
        key = (people[n].site, people[n].level)
        if key in waiting and len(pairs) < count:
            pairs.append((waiting.pop(key), n))
        else:
            waiting[key] = n
    return pairs


def _register(enrolments: list[Enrolment], chance: Random) -> tuple[Capture, ...]:
    """Photograph the students of the last years; a few captures stand under the person's other, finished enrolment."""
    by_person: dict[str, list[Enrolment]] = defaultdict(list)
    for enrolment in enrolments:
        by_person[enrolment.id_card].append(enrolment)
    captures: list[Capture] = []
    for enrolment in enrolments:
        alone = len(by_person[enrolment.id_card]) == 1
        if enrolment.status == "在籍" and enrolment.group != "newer" and alone:
            share = 0.3 if enrolment.group == "current" else 0.5
            made = photos.captures_of(enrolment, chance, share)
            by_id = chance.random() < 0.02 and not enrolment.flaw
            captures += [replace(capture, by_id=by_id) for capture in made]
        elif enrolment.status == "毕业" and not alone and chance.random() < 0.06:
            captures += photos.captures_of(enrolment, chance, 1.0)
    return tuple(captures)


def _planned(world: World, chance: Random) -> dict[str, str]:
    """Plan earlier students for the next batch (they become due), and some of the autumn cohort a batch later."""
    open_to = [e for e in world.enrolments if e.category == "open" and e.site != world.nil_site]
    earlier = [e for e in open_to if e.year >= 2017 and world.is_eligible(e)]
    later = [e for e in world.enrolments if e.cohort == "2018秋季" and world.is_due(e)]
    planned = {e.student_no: photos.NEXT_BATCH for e in some(chance, earlier, 0.45)}
    return planned | {e.student_no: "202107" for e in some(chance, later, 0.03)}
