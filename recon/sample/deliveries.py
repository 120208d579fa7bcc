"""What each unit sends, when, in which shape: plain files, re-submissions, supplements, late, damaged and silent ones."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

from recon.sample.layouts import LAYOUTS, USUAL, Layout
from recon.sample.organisation import EXAMPLE
from recon.sample.rows import CODES, Cell, Line, Spoil, clean_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from recon.sample.people import Enrolment
    from recon.sample.world import World

ROLES = (
    "replace", "silent", "csv-gb18030", "late", "supplement", "nil", "damaged", "no-id", "slid", "numbers", "wrong-form",
    "empty", "late-replace", "twice", "hidden", "csv-utf8",
)  # fmt: skip
"""In the order in which a growing province gets them; whoever is left over sends one plain file per form."""
_TROUBLESOME = ("numbers", "slid", "no-id", "damaged", "silent", "nil", "empty", "wrong-form", "late")
_FORGOTTEN = 0.012
_EARLIER_SENT = 0.35
_UNKNOWN_UNIT = "?"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One file of one unit."""

    unit: str
    form: str
    lines: tuple[Line, ...]
    layout: Layout
    received_at: str = ""
    kind: str = "replace"
    life: str = "live"
    """``live``, ``superseded``, ``same-bytes`` (a copy of another delivery) or ``unreadable``."""
    path: str = ""
    role: str = "plain"
    sent_as: str = ""
    """The form it was drawn on, when that is the wrong one."""

    @property
    def drawn_as(self) -> str:
        """The form whose columns and title the file shows."""
        return self.sent_as or self.form

    def first_row(self) -> int:
        """Return the physical row of the first line."""
        return self.layout.first_row

    @property
    def sheet(self) -> str:
        """The sheet's name; empty for CSV."""
        return "" if self.layout.encoding else self.layout.sheet

    @property
    def is_late(self) -> bool:
        """Whether it came after the deadline."""
        return self.received_at[:10] > "2020-06-10"


RolePlan: TypeAlias = "Callable[[Random, Delivery], list[Delivery]]"


@dataclass(frozen=True, slots=True)
class Mailbox:
    """All deliveries in path order, and the units that declared they have nobody to send."""

    deliveries: tuple[Delivery, ...]
    nils: tuple[tuple[str, str], ...] = field(default=())
    """(unit, time)."""


def fill_mailbox(world: World) -> Mailbox:
    """Let every unit send what it would send, without any mistake in the rows."""
    chance = world.seed.stream("deliveries")
    senders = _senders(world, chance)
    roles = _roles(senders, world)
    deliveries: list[Delivery] = []
    nils = [(world.nil_site, _moment(chance, 1, 10))] if world.nil_site else []
    for n, (unit, forms) in enumerate(sorted(senders.items())):
        role = roles.get(unit, "plain")
        if role == "nil":
            nils.append((unit, _moment(chance, 1, 10)))
        for form, lines in forms.items():
            usual = LAYOUTS[USUAL[n % len(USUAL)]]
            deliveries += _ROLE_PLANS.get(role, _plain)(
                chance, Delivery(unit, form, tuple(lines), usual, role=role)
            )
    deliveries += _unknown_unit(world, chance, deliveries)
    named = [replace(d, path=_path(world, d, n)) for n, d in enumerate(deliveries)]
    return Mailbox(tuple(sorted(named, key=lambda d: d.path)), tuple(nils))


def _senders(world: World, chance: Random) -> dict[str, dict[str, list[Line]]]:
    """Collect for each sending unit and form the students it means to send."""
    senders: dict[str, dict[str, list[Line]]] = defaultdict(dict)
    for enrolment in sorted(
        world.enrolments, key=lambda e: (e.site, e.category == "adult", e.level, e.student_no)
    ):
        if not _wants(world, enrolment, chance):
            continue
        place = world.organisation.by_code[enrolment.site]
        unit = place.reports_through or place.code
        senders[unit].setdefault(enrolment.category, []).append(clean_line(world, enrolment))
    return senders


def _wants(world: World, enrolment: Enrolment, chance: Random) -> bool:
    if enrolment.site == world.nil_site or enrolment.flaw == "EX04b":
        return False
    if world.is_due(enrolment):
        return bool(enrolment.flaw) or chance.random() >= _FORGOTTEN
    return world.is_eligible(enrolment) and chance.random() < _EARLIER_SENT


def _roles(senders: dict[str, dict[str, list[Line]]], world: World) -> dict[str, str]:
    """Give the troublesome roles to the smallest units, so that most of the province stays healthy."""
    branches = {code for code, _ in world.organisation.reporting_branches}
    stations = {place.reports_through for place in world.organisation.places}
    size = {
        unit: sum(map(len, forms.values()))
        for unit, forms in senders.items()
        if unit not in branches | stations
    }
    free = sorted(size, key=lambda unit: (size[unit], unit))
    chosen = ROLES[: max(0, len(free) - 1)]
    ordered = [role for role in _TROUBLESOME if role in chosen] + [
        role for role in chosen if role not in _TROUBLESOME
    ]
    roles: dict[str, str] = {}
    for role in ordered:
        fitting = [unit for unit in free if role != "wrong-form" or "adult" in senders[unit]]
        if fitting:
            roles[fitting[0]] = role
            free.remove(fitting[0])
    return roles


def _moment(chance: Random, first: int, last: int) -> str:
    """Return a time between two days of June 2020."""
    day, hour, minute = chance.randint(first, last), chance.randint(8, 18), chance.randint(0, 59)
    return f"2020-06-{day:02d}T{hour:02d}:{minute:02d}:00+08:00"


def _plain(chance: Random, whole: Delivery) -> list[Delivery]:
    return [replace(whole, received_at=_moment(chance, 1, 10))]


def _late(chance: Random, whole: Delivery) -> list[Delivery]:
    return [replace(whole, received_at=_moment(chance, 11, 13))]


def _nothing(_chance: Random, _whole: Delivery) -> list[Delivery]:
    return []


def _replace(chance: Random, whole: Delivery, again: tuple[int, int] = (6, 10)) -> list[Delivery]:
    """A first round without some students, then the whole list again."""
    first = [line for line in whole.lines if chance.random() < 0.9]
    early = replace(
        whole,
        lines=tuple(first),
        received_at=_moment(chance, 1, 5),
        life="superseded",
        layout=LAYOUTS["plain"],
    )
    return [early, replace(whole, received_at=_moment(chance, *again))]


def _late_replace(chance: Random, whole: Delivery) -> list[Delivery]:
    """The second round comes late: only its new students are late."""
    return _replace(chance, whole, (11, 13))


def _supplement(chance: Random, whole: Delivery) -> list[Delivery]:
    """A list, then a supplement (补报) which repeats a few of its students (DU02)."""
    cut = max(1, len(whole.lines) * 9 // 10)
    main, rest = whole.lines[:cut], whole.lines[cut:]
    usual = [line for line in main if line.student and not line.student.flaw]
    repeated = [replace(line, spoil=_TWICE) for line in chance.sample(usual, min(2, len(usual)))]
    return [
        replace(whole, lines=main, received_at=_moment(chance, 1, 5)),
        replace(whole, lines=(*rest, *repeated), received_at=_moment(chance, 6, 10), kind="add"),
    ]


_TWICE = Spoil("sent_again_in_supplement", "DU02", "", "", "", ("student",))


def _same_bytes(chance: Random, whole: Delivery) -> list[Delivery]:
    first = replace(whole, received_at=_moment(chance, 1, 5))
    return [first, replace(whole, received_at=_moment(chance, 6, 10), life="same-bytes")]


def _shaped(layout: str) -> RolePlan:
    def plan(chance: Random, whole: Delivery) -> list[Delivery]:
        return _plain(chance, replace(whole, layout=LAYOUTS[layout]))

    return plan


def _damaged(chance: Random, whole: Delivery) -> list[Delivery]:
    return _plain(chance, replace(whole, life="unreadable"))


def _empty(chance: Random, whole: Delivery) -> list[Delivery]:
    return _plain(chance, replace(whole, lines=()))


def _numbers(chance: Random, whole: Delivery) -> list[Delivery]:
    """Excel kept every 学号 as a number: 13 digits survive that."""
    return _plain(chance, replace(whole, lines=tuple(map(_as_number, whole.lines))))


def _as_number(line: Line) -> Line:
    number = line.cells["student_no"].value
    spoil = Spoil("stored_as_number", "NO04", "student_no", number, "safe", ("student",))
    return replace(line.with_cell("student_no", Cell(number, "number")), spoil=spoil)


def _slid(chance: Random, whole: Delivery) -> list[Delivery]:
    """The ID column slid down by one row: half the keys still agree (FI14)."""
    identities = [line.cells["id_card"] for line in whole.lines]
    slid = [line.with_cell("id_card", identities[n - 1]) for n, line in enumerate(whole.lines)]
    return _plain(chance, replace(whole, lines=tuple(slid)))


def _wrong_form(chance: Random, whole: Delivery) -> list[Delivery]:
    """Adult students drawn up on the open form, with its code (HD05)."""
    if whole.form == "open":
        return _plain(chance, whole)
    coded = [
        replace(line.with_cell("institution_code", Cell(CODES["open"])), spoil=_ADULT_ON_OPEN)
        for line in whole.lines
    ]
    return _plain(chance, replace(whole, lines=tuple(coded), sent_as="open", kind="add"))


_ADULT_ON_OPEN = Spoil(
    "adult_student_on_the_open_form",
    "HD05",
    "",
    "",
    "",
    ("adult",),
    ("IC02", "MA01", "SC02"),
    ("institution_code", "study_form"),
)
"""The open form's columns and code, the adult extract's students: the whole file is on the other form."""

_ROLE_PLANS: dict[str, RolePlan] = {
    "silent": _nothing,
    "nil": _nothing,
    "late": _late,
    "replace": _replace,
    "late-replace": _late_replace,
    "supplement": _supplement,
    "twice": _same_bytes,
    "csv-gb18030": _shaped("csv-gb18030"),
    "csv-utf8": _shaped("csv-utf8"),
    "hidden": _shaped("hidden"),
    "no-id": _shaped("no-id"),
    "damaged": _damaged,
    "empty": _empty,
    "numbers": _numbers,
    "slid": _slid,
    "wrong-form": _wrong_form,
}


def _unknown_unit(world: World, chance: Random, deliveries: list[Delivery]) -> list[Delivery]:
    """A file that says nowhere who sent it: a few earlier students of different branches (FI10)."""
    sent = {line.student.student_no for d in deliveries for line in d.lines if line.student}
    free = [
        e
        for e in world.enrolments
        if world.is_eligible(e) and e.category == "open" and e.student_no not in sent
    ]
    if len(world.organisation.places) < 10:
        return []
    chance.shuffle(free)
    by_branch = {e.site[:5]: e for e in free}
    lines = tuple(clean_line(world, by_branch[branch]) for branch in sorted(by_branch))
    return [Delivery(_UNKNOWN_UNIT, "open", lines, LAYOUTS["anonymous"], kind="", role="unknown")]


def _path(world: World, delivery: Delivery, n: int) -> str:
    """Name the file as its sender would; the registrar saves each day's mail in one folder."""
    if delivery.unit == _UNKNOWN_UNIT:
        return "QQ群文件/名单(终版)1.xlsx"
    day = delivery.received_at[5:7] + delivery.received_at[8:10]
    name = unit_name(world, delivery.unit).removesuffix(EXAMPLE)
    form = "附表1" if delivery.drawn_as == "open" else "附表2"
    sort = "补报" if delivery.kind == "add" else "再发" if delivery.life == "same-bytes" else ""
    stem = (
        f"{delivery.unit}_{name}_{form}",
        f"{name}毕业生图像采集名单（{form}）",
        f"{form}-{delivery.unit}",
    )[n % 3]
    return f"{day}/{stem}{sort}{delivery.layout.suffix}"


def unit_name(world: World, unit: str) -> str:
    """Return the name of a site or reporting branch; empty for an unknown unit."""
    names = dict(world.organisation.reporting_branches)
    place = world.organisation.by_code.get(unit)
    return place.name if place else names.get(unit, "")
