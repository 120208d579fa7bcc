"""Rounds: which rows of which file count (docs/definitions.md, "Files, rounds and time").

A later file of a unit and form replaces, adds to or amends what is live; when that is unclear it is parked and asked.
Without times and results nothing decides a round: all files are live, and duplicates say so.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recon.words import Life

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

KINDS = ("replace", "add", "amend")
"""How a file after the first may be meant."""
WHOLE_SHARE = 0.8
"""A file that holds at least this share of the live students is a new version of the whole list."""
FEW = 2
"""So many rows may be deleted from any return sheet; of a long one, as many as :data:`WHOLE_SHARE` allows."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One readable file of a unit and form, and the students in it: one key per row, in row order."""

    file: str
    unit: str
    form: str
    received_at: str
    kind: str
    students: tuple[str, ...]
    alone: int | None = None
    """Rows of a file that is the only one of its unit and form, and so has nothing its students could overlap."""
    holds: str = ""
    """Of a return sheet: when the newest file came whose rows it was made of, so that a row it lacks was deleted."""
    after: tuple[str, int] = ("", 0)
    """Of a file whose time is unknown: when the newest file came that had been judged before this one was handed in
    (empty where no time is known of these either), and how many results there were by then."""

    @property
    def moment(self) -> tuple[str, int]:
        """When it came; where that is unknown, what it certainly came after."""
        return (self.received_at, 0) if self.received_at else max(self.after, (self.holds, 0))

    @property
    def rows(self) -> int:
        """How many rows the file holds."""
        return len(self.students) if self.alone is None else self.alone


@dataclass(frozen=True, slots=True)
class Round:
    """What became of a file: its place in the unit's sequence, how it was taken, what it put aside."""

    file: str
    number: int
    kind: str
    """``first``, ``replace``, ``add``, ``amend`` or ``parked``."""
    rows: int = 0
    before: int = 0
    """Live students before this file came."""
    disappear: int = 0
    """Live students that would disappear, or did, because this file does not hold them."""
    beside: int = 0
    """Students of the unit's other live files of this form, once all have come, whom this file does not hold."""


@dataclass(frozen=True, slots=True)
class Rounds:
    """The lives of all rows: (file, student key) → life, and the story of each file."""

    lives: Mapping[tuple[str, str], Life]
    rounds: tuple[Round, ...]

    def life(self, file: str, student: str) -> Life:
        """Return the life of a student's rows in a file."""
        return self.lives.get((file, student), Life.LIVE)


def settle(files: Iterable[Sent]) -> Rounds:
    """Tell the life of every row of every file."""
    groups: dict[tuple[str, str], list[Sent]] = defaultdict(list)
    for sent in files:
        groups[sent.unit, sent.form].append(sent)
    lives: dict[tuple[str, str], Life] = {}
    rounds: list[Round] = []
    for group in groups.values():
        rounds.extend(_settle_group(sorted(group, key=lambda s: (s.moment, s.kind != "", s.file)), lives))
    return Rounds(lives, tuple(rounds))


def _settle_group(files: Sequence[Sent], lives: dict[tuple[str, str], Life]) -> list[Round]:
    """Walk one unit's files of one form in the order they came; files without a time are all live.

    Files that came at one moment (a folder taken in at once, two of a day where only days are known) do not decide
    over each other: no file's name makes it the later one.
    """
    live: dict[str, set[str]] = {}
    story: list[Round] = []
    moment, earlier = ("", 0), dict[str, set[str]]()
    came = {sent.file: sent.moment for sent in files}
    for number, sent in enumerate(files, 1):
        if sent.moment != moment:
            moment, earlier = sent.moment, dict(live)
        students = set(sent.students)
        rivals = dict(live) if sent.kind else earlier
        before = set().union(*rivals.values())
        kind = _kind(sent, students, before) if any(sent.moment) and story else "first"
        on_sheet = {file for file in rivals if kind == "amend" and came[file] <= (sent.holds, 0)}
        deleted = _deleted(set[str]().union(*(rivals[file] for file in on_sheet)), students)
        gone = len(before - students) if kind in {"replace", "parked"} else len(deleted)
        story.append(Round(sent.file, number, kind, sent.rows, len(before), gone))
        if kind == "parked":
            lives.update(dict.fromkeys(((sent.file, s) for s in students), Life.PARKED))
            continue
        aside = before if kind == "replace" else students if kind == "amend" else set()
        for file, held in rivals.items():
            let_go = held & (aside | deleted if file in on_sheet else aside)
            lives.update(dict.fromkeys(((file, s) for s in let_go), Life.SUPERSEDED))
            live[file] = live[file] - let_go
        live[sent.file] = students
    every = len(set[str]().union(*live.values()))
    return [replace(one, beside=every - len(live.get(one.file, ()))) for one in story]


def _deleted(on_sheet: set[str], students: set[str]) -> set[str]:
    """Return who stood on a return sheet and was deleted, or has another key since a wrong number was mended.

    Nobody, where so much is missing that only the mended rows may have been sent back.
    """
    whole = len(on_sheet) - len(students) <= max(FEW, (1 - WHOLE_SHARE) * len(on_sheet))
    return on_sheet - students if whole and 2 * len(on_sheet & students) >= len(on_sheet) else set()


def _kind(sent: Sent, students: set[str], before: set[str]) -> str:
    """Tell how a later file is meant: as it says itself, else by its overlap with the live rows."""
    if sent.kind in KINDS:
        return sent.kind
    if not before:
        return "first"
    common = len(students & before)
    if common == 0:
        return "add"
    if common >= WHOLE_SHARE * len(before):
        return "replace"
    return "amend" if common == len(students) else "parked"
