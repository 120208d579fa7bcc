"""Roles: what may happen to a unit's list on its way (re-sent, late, damaged, slid …). A role is a small function."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from recon.sample.layouts import LAYOUTS
from recon.sample.rows import CODES, Cell, Line, Spoil

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from recon.sample.deliveries import Delivery

Role: TypeAlias = "Callable[[Random, Delivery], list[Delivery]]"
"""From the unit's whole list of one form to the files that really come."""

TWICE = Spoil("sent_again_in_supplement", "DU02", "", "", "", ("students",))
ADULT_ON_OPEN = Spoil(
    "adult_student_on_the_open_form",
    "HD05",
    "",
    "",
    "ask-site",
    ("adult",),
    also=("IC02", "MA01", "SC02"),
    fields=("institution_code", "study_form"),
)
"""The open form's columns and code, the adult extract's students: the whole file is on the other form."""


def moment(chance: Random, first: int, last: int) -> str:
    """Return a time between two days of June 2020."""
    day, hour, minute = chance.randint(first, last), chance.randint(8, 18), chance.randint(0, 59)
    return f"2020-06-{day:02d}T{hour:02d}:{minute:02d}:00+08:00"


def plain(chance: Random, whole: Delivery) -> list[Delivery]:
    """One file, in time."""
    return [replace(whole, received_at=moment(chance, 1, 10))]


def late(chance: Random, whole: Delivery) -> list[Delivery]:
    """One file after the deadline: all its students are late."""
    return [replace(whole, received_at=moment(chance, 11, 13))]


def nothing(_chance: Random, _whole: Delivery) -> list[Delivery]:
    """Silence."""
    return []


def again(chance: Random, whole: Delivery, days: tuple[int, int] = (6, 10)) -> list[Delivery]:
    """Send a first round without some students, then the whole list, which replaces it."""
    some = tuple(line for line in whole.lines if chance.random() < 0.9)
    first = replace(whole, lines=some, life="superseded", layout=LAYOUTS["plain"])
    return [
        replace(first, received_at=moment(chance, 1, 5)),
        replace(whole, received_at=moment(chance, *days)),
    ]


def again_late(chance: Random, whole: Delivery) -> list[Delivery]:
    """The second round comes late: only its new students are late."""
    return again(chance, whole, (11, 13))


def supplement(chance: Random, whole: Delivery) -> list[Delivery]:
    """A list, then a supplement (补报) which repeats two of its students (DU02)."""
    cut = max(1, len(whole.lines) * 9 // 10)
    main, rest = whole.lines[:cut], whole.lines[cut:]
    usual = [line for line in main if line.student and not line.student.flaw]
    repeated = [replace(line, spoil=TWICE) for line in chance.sample(usual, min(2, len(usual)))]
    return [
        replace(whole, lines=main, received_at=moment(chance, 1, 5)),
        replace(whole, lines=(*rest, *repeated), received_at=moment(chance, 6, 10), kind="add"),
    ]


def same_bytes(chance: Random, whole: Delivery) -> list[Delivery]:
    """The same file twice under two names (FI08)."""
    first = replace(whole, received_at=moment(chance, 1, 5))
    return [first, replace(whole, received_at=moment(chance, 6, 10), life="same-bytes")]


def shaped(layout: str) -> Role:
    """Return the role of a plain file in a special shape."""

    def role(chance: Random, whole: Delivery) -> list[Delivery]:
        return plain(chance, replace(whole, layout=LAYOUTS[layout]))

    return role


def damaged(chance: Random, whole: Delivery) -> list[Delivery]:
    """A file cut off while copying (FI01)."""
    return plain(chance, replace(whole, life="unreadable"))


def empty(chance: Random, whole: Delivery) -> list[Delivery]:
    """The empty form (FI07)."""
    return plain(chance, replace(whole, lines=()))


def stored_as_numbers(chance: Random, whole: Delivery) -> list[Delivery]:
    """Excel kept every 学号 as a number: 13 digits survive that (NO04)."""
    return plain(chance, replace(whole, lines=tuple(map(_as_number, whole.lines))))


def _as_number(line: Line) -> Line:
    number = line.cells["student_no"].value
    spoil = Spoil("column_stored_as_numbers", "NO04", "student_no", number, "safe", ())
    return replace(line.with_cell("student_no", Cell(number, "number")), spoil=spoil)


def slid(chance: Random, whole: Delivery) -> list[Delivery]:
    """The ID column slid down by one row: half the keys still agree (FI14)."""
    identities = [line.cells["id_card"] for line in whole.lines]
    lines = [line.with_cell("id_card", identities[n - 1]) for n, line in enumerate(whole.lines)]
    return plain(chance, replace(whole, lines=tuple(lines)))


def wrong_form(chance: Random, whole: Delivery) -> list[Delivery]:
    """Adult students drawn up on the open form, with its code (HD05), sent in addition to the open list."""
    if whole.form == "open":
        return [replace(whole, received_at=moment(chance, 1, 5))]
    code = Cell(CODES["open"])
    lines = [replace(line.with_cell("institution_code", code), spoil=ADULT_ON_OPEN) for line in whole.lines]
    added = replace(whole, lines=tuple(lines), sent_as="open", kind="add")
    return [replace(added, received_at=moment(chance, 6, 10))]


ROLES: dict[str, Role] = {
    "replace": again,
    "silent": nothing,
    "csv-gb18030": shaped("csv-gb18030"),
    "late": late,
    "supplement": supplement,
    "nil": nothing,
    "damaged": damaged,
    "no-id": shaped("no-id"),
    "slid": slid,
    "numbers": stored_as_numbers,
    "wrong-form": wrong_form,
    "empty": empty,
    "late-replace": again_late,
    "twice": same_bytes,
    "hidden": shaped("hidden"),
    "csv-utf8": shaped("csv-utf8"),
}
"""In the order in which a growing province gets them; whoever is left over sends one plain file per form."""
HARMLESS = ("replace", "silent")
"""Roles under which every row and file is still as it should be."""
TROUBLESOME = ("numbers", "slid", "no-id", "damaged", "silent", "nil", "empty", "wrong-form", "late")
"""Roles for the smallest units, so that most of the province stays healthy."""
EVERY_ROW_SPOILED = frozenset(
    {"numbers", "slid", "no-id", "wrong-form", "unknown", "twice", "empty", "damaged"}
)
"""Roles whose rows take no further mistake: each row has one already, or must stay as it is."""
EVERY_ROW_OPEN = frozenset({"slid", "no-id"})
"""Roles whose file has an error that is an error of each of its rows (FI14, HD02)."""
