"""Filling the mailbox: who means to send whom, and which role each unit plays."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from recon.sample.deliveries import Delivery, Mailbox, make_path
from recon.sample.layouts import LAYOUTS, USUAL
from recon.sample.roles import HARMLESS, ROLES, TROUBLESOME, moment, plain
from recon.sample.rows import clean_line
from recon.sites import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from recon.sample.people import Enrolment
    from recon.sample.rows import Line
    from recon.sample.world import World

    Senders = dict[str, dict[str, list[Line]]]

_FORGOTTEN = 0.012
_EARLIER_SENT = 0.35
_SITES_FOR_UNKNOWN = 10


def fill_mailbox(world: World, *, spoiled: bool) -> Mailbox:
    """Let every unit send what it would send; without ``spoiled`` no file has anything wrong with it."""
    chance = world.seed.stream("deliveries")
    senders = _senders(world, chance)
    roles = _roles(world, senders, tuple(ROLES) if spoiled else HARMLESS)
    deliveries: list[Delivery] = []
    for n, (unit, forms) in enumerate(sorted(senders.items())):
        role, layout = roles.get(unit, "plain"), LAYOUTS[USUAL[n % len(USUAL)]]
        for form, lines in forms.items():
            deliveries += ROLES.get(role, plain)(
                chance, Delivery(unit, form, tuple(lines), layout, role=role)
            )
    if spoiled:
        deliveries += _unknown_unit(world, chance, deliveries)
    named = [replace(delivery, path=make_path(world, delivery, n)) for n, delivery in enumerate(deliveries)]
    nils = [world.nil_site, *(unit for unit, role in sorted(roles.items()) if role == "nil")]
    times = tuple((unit, moment(chance, 1, 10)) for unit in nils if unit)
    return Mailbox(tuple(sorted(named, key=lambda delivery: delivery.path)), times)


def _senders(world: World, chance: Random) -> Senders:
    """Collect for each sending unit and form the students it means to send."""
    senders: Senders = defaultdict(dict)
    order = sorted(world.enrolments, key=lambda e: (e.site, e.category == "adult", e.level, e.student_no))
    for enrolment in order:
        if _is_meant(world, enrolment, chance):
            place = world.organisation.by_code[enrolment.site]
            forms = senders[place.reports_through or place.code]
            forms.setdefault(enrolment.category, []).append(clean_line(world, enrolment))
    return senders


def _is_meant(world: World, enrolment: Enrolment, chance: Random) -> bool:
    """Due students but for a few forgotten ones, and some of the earlier ones whose photo is past its limit."""
    if enrolment.site == world.nil_site or enrolment.flaw == "EX04b":
        return False
    if world.is_due(enrolment):
        return bool(enrolment.flaw) or chance.random() >= _FORGOTTEN
    return world.is_eligible(enrolment) and chance.random() < _EARLIER_SENT


def _roles(world: World, senders: Senders, choice: Sequence[str]) -> dict[str, str]:
    """Give each role to one unit that is nobody's branch or station; one unit at least stays plain."""
    busy = {code for code, _ in world.organisation.reporting_branches}
    busy |= {place.reports_through for place in world.organisation.places}
    size = {unit: sum(map(len, forms.values())) for unit, forms in senders.items() if unit not in busy}
    free = sorted(size, key=lambda unit: (size[unit], unit))
    chosen = choice[: len(free) - (len(free) == len(senders))]
    roles: dict[str, str] = {}
    troublesome = [role for role in TROUBLESOME if role in chosen]
    for role in (*troublesome, *(role for role in chosen if role not in TROUBLESOME)):
        fitting = [unit for unit in free if role != "wrong-form" or "adult" in senders[unit]]
        if fitting:
            roles[fitting[0]] = role
            free.remove(fitting[0])
    return roles


def _unknown_unit(world: World, chance: Random, deliveries: list[Delivery]) -> list[Delivery]:
    """Add a file that says nowhere who sent it: a few earlier students of different branches (FI10)."""
    if len(world.organisation.places) < _SITES_FOR_UNKNOWN:
        return []
    sent = {line.student.student_no for d in deliveries for line in d.lines if line.student}
    unsent = (e for e in world.enrolments if e.category == "open" and e.student_no not in sent)
    free = [enrolment for enrolment in unsent if world.is_eligible(enrolment)]
    chance.shuffle(free)
    by_branch = {enrolment.site[:5]: enrolment for enrolment in free}
    lines = tuple(clean_line(world, by_branch[branch]) for branch in sorted(by_branch))
    return [Delivery(UNKNOWN, "open", lines, LAYOUTS["anonymous"], kind="", role="unknown")]
