"""Sending: whose file each one is, of which round, and what was known of it beforehand."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import numpy as np
import pyarrow as pa

from recon import coverage, rounds, sites
from recon.engine import DESK
from recon.marks import MARK_RETURN
from recon.model import Submission
from recon.pipeline.rows.hints import hints_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from recon.normalise import Shaped
    from recon.pipeline.gathering.gather import Gathered

    Frame = nw.LazyFrame[Any]


@dataclass(frozen=True)
class Sending:
    """Who sent what, and what became of every row."""

    units: Mapping[str, sites.Unit]
    """File → its reporting unit."""
    told: Mapping[str, Submission]
    """File → what was known of it beforehand."""
    rounds: rounds.Rounds
    home_sites: Mapping[str, Counter[str]]
    """File → how many of its matched students belong to which home site."""
    file_forms: Mapping[str, str]
    """File → the form of its first table."""
    declared: tuple[Submission, ...] = ()
    """Nil declarations (零报送)."""
    returned: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """(unit, form) → when return sheets went out."""

    def received_at(self, file: str) -> str:
        """Return when a file came, empty when nobody knows."""
        return self.told[file].received_at if file in self.told else ""

    def form_of(self, file: str) -> str:
        """Return a file's form, empty when it holds no table of students."""
        return self.file_forms.get(file, "")


def trace(rows: pa.Table, gathered: Gathered, remembered: Iterable[Submission], tree: sites.Tree) -> Sending:
    """Tell the unit of every file and the life of every row.

    Args:
        rows: all of them, matched and narrow (:class:`recon.pipeline.rows.matching.Keyed`).
        gathered: files and blocks with their hints and our own marks; mail headers and the submissions list.
        remembered: what a workspace knows of its files: placements, nil declarations, times of intake.
        tree: the register.
    """
    remembered = tuple(remembered)
    known = _with_marks(_merged(gathered.submissions, remembered), gathered.shaped)
    known = _with_archives(known, (read.file for read in gathered.reads))
    homes = _home_sites(rows)
    hints = hints_of(gathered, homes, tree)
    units = {f: sites.resolve(known[f].unit if f in known else "", hints[f], tree) for f in sorted(hints)}
    forms = {block.file: block.form or "open" for block in reversed(gathered.blocks)}
    sent = _sent(rows, units, known, _held(gathered.shaped))
    nil = (*_nil(gathered.submissions, tree.registered), *_nil(remembered, tree.called))
    return Sending(units, known, rounds.settle(sent), homes, forms, nil)


def _nil(said: Iterable[Submission], called: Callable[[str], str]) -> Iterator[Submission]:
    """Yield who declared nil, by code. What a list says of nobody's code or name makes no unit; the notes tell it."""
    for one in said:
        if one.declared_nil and (unit := called(one.unit)) != sites.UNKNOWN:
            yield replace(one, unit=unit)


def _merged(listed: Iterable[Submission], remembered: Iterable[Submission]) -> dict[str, Submission]:
    """Lay what is said of one file by several sources over each other; an empty word hides nothing.

    A time from a mail header or a list goes before the time of intake; of everything else the registrar's own word in
    the workspace goes first (docs/definitions.md, "Files, rounds and time").
    """
    merged: dict[str, Submission] = {said.file: said for said in listed if said.file}
    for said in remembered:
        if said.file:
            other = merged.get(said.file, said)
            merged[said.file] = Submission(
                file=said.file,
                unit=said.unit or other.unit,
                form=said.form or other.form,
                received_at=other.received_at or said.received_at,
                kind=said.kind or other.kind,
                declared_nil=said.declared_nil or other.declared_nil,
                results_before=said.results_before,
            )
    return merged


def _with_archives(known: dict[str, Submission], files: Iterable[str]) -> dict[str, Submission]:
    """Let an archive's members have come when the archive came, and as what it came, where nobody says otherwise.

    Whose they are is not taken over: a branch sends the lists of its sites in one.
    """
    for file in files:
        around, inside, _ = file.rpartition("!/")
        said = known.get(file, Submission(file))
        if inside and around in known:
            archive = known[around]
            known[file] = replace(
                said,
                kind=said.kind or archive.kind,
                received_at=said.received_at or archive.received_at,
                results_before=said.results_before if said.received_at else archive.results_before,
            )
    return known


def _with_marks(known: dict[str, Submission], shaped: Iterable[Shaped]) -> dict[str, Submission]:
    """A mark of our own sheets makes unit and form certain where nobody said otherwise; a return sheet amends."""
    for one in shaped:
        for mark in one.marks:
            kind, _, unit, form = (*mark, "", "", "")[:4]  # a mark's last parts may be left out
            said = known.get(one.file, Submission(one.file))
            amends = "amend" if kind == MARK_RETURN else ""
            known[one.file] = replace(
                said, unit=said.unit or unit, form=said.form or form, kind=said.kind or amends
            )
    return known


def _held(shaped: Iterable[Shaped]) -> dict[str, str]:
    """Return of each return sheet when the newest file came whose rows it was made of."""
    return {
        one.file: mark[4]
        for one in shaped
        for mark in one.marks
        if mark[0] == MARK_RETURN and len(mark) > len(("kind", "campaign", "unit", "form"))
    }


def _home_sites(rows: pa.Table) -> dict[str, Counter[str]]:
    at, pairs = coverage.combined(rows["file"], rows["o_site_code"])
    counts = np.bincount(at[rows["enrol_id"].to_numpy() >= 0], minlength=len(pairs))
    homes: dict[str, Counter[str]] = defaultdict(Counter)
    for (file, site), count in zip(pairs, counts.tolist(), strict=True):
        if site and count:
            homes[file][site] = count
    return homes


def _sent(
    rows: pa.Table,
    units: Mapping[str, sites.Unit],
    told: Mapping[str, Submission],
    held: Mapping[str, str],
) -> list[rounds.Sent]:
    """Return the files as :mod:`recon.rounds` needs them; who stands in them only where a unit sent several."""
    files = _files(rows)
    senders = {file: _sender(units[file], told.get(file)) for file, _, _ in files}
    several = Counter((senders[file], form) for file, form, _ in files)
    contested = {file for file, form, _ in files if several[senders[file], form] > 1}
    students = _students(rows, contested) if contested else {}
    after = _after(((senders[file], form), told.get(file, Submission(file))) for file, form, _ in files)
    return [
        rounds.Sent(
            file=file,
            unit=senders[file],
            form=form,
            received_at=told[file].received_at if file in told else "",
            kind=told[file].kind if file in told else "",
            students=tuple(students.get((file, form), ())),
            alone=None if file in contested else count,
            holds=held.get(file, ""),
            after=after.get((file, form), ("", 0)),
        )
        for file, form, count in files
    ]


def _after(sent: Iterable[tuple[tuple[str, str], Submission]]) -> dict[tuple[str, str], tuple[str, int]]:
    """Return, by file and form, what a file whose time is unknown certainly came after (:class:`rounds.Sent`).

    A time of intake after the day that is judged tells nothing of lateness (docs/decisions/0007), but what a result
    had judged before the file was handed in was there earlier.
    """
    groups: dict[tuple[str, str], list[Submission]] = defaultdict(list)
    for place, said in sent:
        groups[place].append(said)
    found: dict[tuple[str, str], tuple[str, int]] = {}
    for (_, form), group in groups.items():
        for one in group:
            if one.received_at or not one.results_before:
                continue
            earlier = [o.received_at for o in group if o.results_before < one.results_before]
            if earlier:
                found[one.file, form] = max(earlier), one.results_before
    return found


def _sender(unit: sites.Unit, said: Submission | None) -> str:
    """Return whose rounds a file is one of: of two names that nobody knows neither replaces the other's file."""
    return (said.unit if said and unit.code == sites.UNKNOWN else "") or unit.code


def _files(rows: pa.Table) -> list[tuple[str, str, int]]:
    """Return each file, form and its number of rows, in the order of their first rows."""
    at, pairs = coverage.combined(rows["file"], rows["form"])
    first = np.empty(len(pairs), np.int64)
    first[at[::-1]] = np.arange(len(at))[::-1]
    counts = np.bincount(at, minlength=len(pairs))
    return [(*pairs[n], int(counts[n])) for n in np.argsort(first).tolist()]


def _students(rows: pa.Table, files: Collection[str]) -> dict[tuple[str, str], list[str]]:
    """Return who stands in these files: one key per row, in row order, by file and form."""
    students: dict[tuple[str, str], list[str]] = defaultdict(list)
    wanted = DESK.frame(rows.filter(pa.array(coverage.says(rows["file"], *files))))
    for row in DESK.collect(wanted.select("file", "form", key=student_key())).to_pylist():
        students[row["file"], row["form"]].append(row["key"])
    return students


def student_key() -> nw.Expr:
    """Return who a row is about, for rounds: the enrolment, else what was submitted."""
    number, identity = nw.col("student_no"), nw.col("id_card")
    said = nw.when(identity != "").then(identity).otherwise(nw.col("name"))
    said = nw.when(number != "").then(number).otherwise(said)
    matched = nw.concat_str(nw.lit("e"), nw.col("enrol_id").cast(nw.String))
    return nw.when(nw.col("enrol_id") >= 0).then(matched).otherwise(nw.concat_str(nw.lit("s"), said))
