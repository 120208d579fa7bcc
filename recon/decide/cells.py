"""One value per cell: a person's ruling before ``safe`` before ``likely``; two of one rank cancel out.

``confirm``, ``ask-site`` and ``never`` put nothing anywhere by themselves.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from recon.decide.guard import objection, value_of
from recon.decide.ruling_kinds import PUTTING, SPEAKING, Verdict
from recon.words import Trust

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from recon.model import Finding, Ruling

Cell = tuple[int, str]
"""Row and field."""
RANKS = (Trust.SAFE, Trust.LIKELY)
"""Trusts that are applied without a person, the surer first."""
WHOLE_FILE = "FI14"
"""A slid or separately sorted column: half the keys agree with other students, so nothing is applied."""

TWO_COLUMNS = "HD04"
"""Two columns hold different things: nobody knows which of them an answer belongs into."""


class Accepted(NamedTuple):
    """The value that goes into a cell, from which finding, on whose word (empty: by its trust alone)."""

    finding: int
    value: str
    trust: Trust
    who: str = ""


@dataclass(frozen=True, slots=True)
class Clash:
    """Two answers of one rank for one cell, persons' rulings or proposals: neither is applied."""

    row_id: int
    field: str
    finding_ids: tuple[str, ...]
    by_people: bool

    @property
    def cell(self) -> Cell:
        """Row and field."""
        return self.row_id, self.field


@dataclass(frozen=True)
class Cells:
    """What goes into which cell (row, field), and where answers clash."""

    accepted: Mapping[Cell, Accepted]
    clashes: tuple[Clash, ...]


def fill(findings: Sequence[Finding], rulings: Mapping[int, Ruling]) -> Cells:
    """Choose the value of every cell somebody or something has an answer for.

    Args:
        findings: settled, in order.
        rulings: position of a finding → the ruling that stands over it.
    """
    spoken = _by_cell(findings, (n for n, ruling in rulings.items() if ruling.verdict in SPEAKING))
    clashes = {clash.cell: clash for clash in _between_people(findings, rulings, spoken)}
    accepted = {
        cell: Accepted(n, value_of(findings[n], rulings[n]), findings[n].trust, rulings[n].who)
        for cell, (n, *_) in spoken.items()
        if cell not in clashes and rulings[n].verdict in PUTTING
    }
    for cell, positions in _by_cell(findings, _applicable(findings, rulings)).items():
        if cell in spoken:
            continue
        best = _best(findings, positions)
        if len({findings[n].proposal for n in best}) > 1:
            clashes[cell] = _clash(findings, cell, best, by_people=False)
        else:
            accepted[cell] = Accepted(best[0], findings[best[0]].proposal, findings[best[0]].trust)
    return Cells(accepted, tuple(clashes.values()))


def _between_people(
    findings: Sequence[Finding], rulings: Mapping[int, Ruling], spoken: Mapping[Cell, Sequence[int]]
) -> Iterator[Clash]:
    """Yield the cells people disagree about, in the cell itself or over two rows of one student."""
    values: dict[tuple[int, str], set[str]] = defaultdict(set)
    for n, ruling in rulings.items():
        if ruling.verdict in PUTTING and findings[n].enrol_id >= 0:
            values[findings[n].enrol_id, findings[n].field].add(value_of(findings[n], ruling))
    for cell, positions in spoken.items():
        answers = {_answer(findings[n], rulings[n]) for n in positions}
        finding = findings[positions[0]]
        put = any(rulings[n].verdict in PUTTING for n in positions)
        if len(answers) > 1 or (put and len(values[finding.enrol_id, finding.field]) > 1):
            yield _clash(findings, cell, positions, by_people=True)


def _by_cell(findings: Sequence[Finding], positions: Iterator[int]) -> dict[Cell, list[int]]:
    cells: dict[Cell, list[int]] = defaultdict(list)
    for n in positions:
        if findings[n].row_id >= 0 and findings[n].field:
            cells[findings[n].row_id, findings[n].field].append(n)
    return cells


def _answer(finding: Finding, ruling: Ruling) -> tuple[str, str]:
    """Return what a ruling says of its cell; accepting and overriding with one value say the same."""
    if ruling.verdict in PUTTING:
        return "put", value_of(finding, ruling)
    return str(ruling.verdict), ""


def _applicable(findings: Sequence[Finding], rulings: Mapping[int, Ruling]) -> Iterator[int]:
    """Yield the findings whose proposal needs nobody's word."""
    barred = _barred(findings, rulings)
    dismissed = {_mistake(findings[n]) for n, ruling in rulings.items() if ruling.verdict == Verdict.DISMISS}
    for n, finding in enumerate(findings):
        ready = finding.trust in RANKS and bool(finding.proposal)
        ready = ready and barred.isdisjoint(((finding.file,), (finding.file, finding.sheet, finding.field)))
        if ready and _mistake(finding) not in dismissed and objection(finding, finding.proposal) is None:
            yield n


def _mistake(finding: Finding) -> tuple[int, str, str]:
    """Return what a dismissal covers: the cause in its cell, so that no evidence brings the value back in."""
    return finding.row_id, finding.field, finding.cause_id


def _barred(findings: Sequence[Finding], rulings: Mapping[int, Ruling]) -> set[tuple[str, ...]]:
    """Return the files (FI14) and the columns (HD04: file, sheet, field) in which nothing is applied."""
    closed = (Verdict.DISMISS, Verdict.KEEP)
    alarms = [
        finding
        for n, finding in enumerate(findings)
        if finding.rule in {WHOLE_FILE, TWO_COLUMNS} and not (n in rulings and rulings[n].verdict in closed)
    ]
    return {(one.file,) if one.rule == WHOLE_FILE else (one.file, one.sheet, one.field) for one in alarms}


def _best(findings: Sequence[Finding], positions: Sequence[int]) -> list[int]:
    """Return the findings of the surest trust, the chief of a cause first, for it names the reason."""
    if len(positions) == 1:
        return [*positions]
    rank = min(RANKS.index(findings[n].trust) for n in positions)
    best = [n for n in positions if findings[n].trust is RANKS[rank]]
    return sorted(best, key=lambda n: findings[n].finding_id != findings[n].cause_id)


def _clash(findings: Sequence[Finding], cell: Cell, positions: Sequence[int], *, by_people: bool) -> Clash:
    return Clash(*cell, tuple(findings[n].finding_id for n in positions), by_people)
