"""Decide: findings and rulings in, accepted values and what is still open out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pyarrow as pa

from recon import model
from recon.decide.cells import fill
from recon.decide.closing import still_open
from recon.decide.doors import at_their_doors
from recon.decide.guard import HELD_BY
from recon.decide.notices import tell
from recon.decide.ruling_kinds import Verdict
from recon.decide.rulings import carry_over
from recon.words import ERRORS, Trust

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recon.decide.cells import Accepted, Clash
    from recon.decide.notices import Notice
    from recon.decide.rulings import Lapse, Refusal
    from recon.model import Finding, Ruling

NOBODY: Mapping[str, Ruling] = {}
_OF_THE_FINDING = ("row_id", "unit", "file", "sheet", "row", "cell", "field", "rule")
"""Columns of a change that its finding tells."""


@dataclass(frozen=True)
class Decided:
    """What was decided, and all that could not be."""

    findings: list[Finding]
    """In the order given, ``open`` brought up to date, and whose they are by a ruling (``recon.decide.doors``)."""
    accepted: Mapping[tuple[int, str], Accepted]
    """(row, field) → the value that goes there."""
    standing: Mapping[int, Ruling]
    """Position of a finding → the ruling carried out over it."""
    clashes: tuple[Clash, ...] = ()
    """Cells with two answers of one rank; neither was applied and their findings stay open."""
    lapsed: tuple[Lapse, ...] = ()
    refused: tuple[Refusal, ...] = ()
    gone: tuple[Ruling, ...] = ()
    """Rulings whose finding is no longer found."""
    rows: Mapping[tuple[str, str], Sequence[int]] | None = None

    @cached_property
    def open_rows(self) -> frozenset[int]:
        """Rows with an open error, those of a file or sheet with an open error of the whole included."""
        told = {f.row_id for f in self.findings if f.open and f.severity in ERRORS and f.row_id >= 0}
        return frozenset(told.union(*map(self._rows_of, self.open_parts)))

    @cached_property
    def open_parts(self) -> frozenset[tuple[str, str]]:
        """(file, sheet) with an open charged error of a file or column; an empty sheet: the whole file."""
        whole = (f for f in self.findings if f.is_whole)
        return frozenset((f.file, f.sheet) for f in whole if f.open and f.charged)

    @cached_property
    def held(self) -> frozenset[int]:
        """Enrolments of which the extract itself looks wrong, until that is dismissed, or is to be corrected."""
        wrong = {f.enrol_id for f in self.findings if f.rule in HELD_BY and f.open and f.enrol_id >= 0}
        applied = {f.enrol_id for f in self._ruled(Verdict.CORRECT_RECORD) if f.trust is Trust.AUTHORITY}
        return frozenset(wrong | applied)

    @cached_property
    def admitted(self) -> frozenset[int]:
        """Rows that count although they came late: ruled one by one, or with their whole file."""
        ruled = list(self._ruled(Verdict.ADMIT))
        files = [self._rows_of((f.file, f.sheet)) for f in ruled if f.row_id < 0]
        return frozenset({f.row_id for f in ruled if f.row_id >= 0}.union(*files))

    @cached_property
    def excused(self) -> frozenset[int]:
        """Enrolments whose omission was answered."""
        return frozenset(f.enrol_id for f in self._ruled(Verdict.EXCUSE) if f.enrol_id >= 0)

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """What people must be told about their rulings, and about proposals that contradict each other."""
        return tuple(tell(self.lapsed, self.refused, self.clashes, self.findings))

    @cached_property
    def changes(self) -> pa.Table:
        """Every value put in the place of another (``model.CHANGES``); ``form`` is for the caller to add."""
        cells = sorted(
            cell for cell, one in self.accepted.items() if one.value != self._reason(one).submitted
        )
        made = [self.accepted[cell] for cell in cells]
        reasons = [self._reason(one) for one in made]
        told = {name: [getattr(reason, name) for reason in reasons] for name in _OF_THE_FINDING}
        columns = told | {
            "form": [""] * len(made),
            "before": [reason.submitted for reason in reasons],
            "after": [one.value for one in made],
            "trust": [one.trust.value for one in made],
            "who": [one.who for one in made],
        }
        return pa.table({name: columns[name] for name in model.CHANGES.names}, schema=model.CHANGES)

    def _reason(self, accepted: Accepted) -> Finding:
        return self.findings[accepted.finding]

    def _ruled(self, verdict: Verdict) -> Iterable[Finding]:
        return (self.findings[n] for n, ruling in self.standing.items() if ruling.verdict == verdict)

    def rows_of(self, finding: Finding) -> Iterable[int]:
        """Return the live rows of which a charged error of a whole file or column is an error of each."""
        return self._rows_of((finding.file, finding.sheet)) if finding.is_whole else ()

    def _rows_of(self, part: tuple[str, str]) -> Iterable[int]:
        file, sheet = part
        rows = self.rows or {}
        if sheet:
            return rows.get((file, sheet), ())
        return (row_id for (name, _), ids in rows.items() if name == file for row_id in ids)


def _is_past(finding: Finding, rows: Mapping[tuple[str, str], Sequence[int]]) -> bool:
    """Tell whether later rounds took the place of every row that an error of a whole file or column is an error of."""
    if not finding.is_whole or not finding.file or not finding.charged:
        return False
    parts = [sheet for file, sheet in rows if file == finding.file]
    return finding.sheet not in parts if finding.sheet else not parts


def decide(
    findings: Sequence[Finding],
    rulings: Mapping[str, Ruling] = NOBODY,
    *,
    rows: Mapping[tuple[str, str], Sequence[int]] | None = None,
) -> Decided:
    """Decide over settled findings.

    A person's ruling goes before ``safe``, ``safe`` before ``likely``; the other trusts put nothing
    anywhere without a ruling. A ruling holds while its finding, the submitted and the official value are
    what they were.

    Args:
        findings: identified and charged (``rules.settle``).
        rulings: finding id → the ruling that stands.
        rows: (file, sheet) → numbers of its live rows. Without them an error of a whole file or column, and
            an admitted file, are told as parts only (:attr:`Decided.open_parts`).
    """
    ruled = carry_over(findings, rulings)
    cells = fill(findings, ruled.standing)
    open_ = still_open(findings, ruled.standing, cells)
    if rows is not None:
        open_ = [now and not _is_past(finding, rows) for finding, now in zip(findings, open_, strict=True)]
    updated = [f if f.open == now else f.amended(open=now) for f, now in zip(findings, open_, strict=True)]
    return Decided(
        findings=at_their_doors(updated, ruled.standing, cells),
        accepted=cells.accepted,
        standing=ruled.standing,
        clashes=cells.clashes,
        lapsed=ruled.lapsed,
        refused=ruled.refused,
        gone=ruled.gone,
        rows=rows,
    )


def together(one: Decided, other: Decided, findings: list[Finding]) -> Decided:
    """Return two decisions as one, without deciding anything again.

    They may be taken apart where no cell and no cause has findings on both sides.

    Args:
        one: a decision.
        other: another, over other findings, by the same rulings.
        findings: those of both, in order.
    """
    place = {finding.finding_id: n for n, finding in enumerate(findings)}
    parts = (one, other)
    unmet = {ruling.finding_id for ruling in other.gone}
    return Decided(
        findings=findings,
        accepted={
            cell: accepted._replace(finding=place[part.findings[accepted.finding].finding_id])
            for part in parts
            for cell, accepted in part.accepted.items()
        },
        standing={
            place[part.findings[n].finding_id]: ruling
            for part in parts
            for n, ruling in part.standing.items()
        },
        clashes=one.clashes + other.clashes,
        lapsed=one.lapsed + other.lapsed,
        refused=one.refused + other.refused,
        gone=tuple(ruling for ruling in one.gone if ruling.finding_id in unmet),
        rows={**(one.rows or {}), **(other.rows or {})},
    )
