"""The report of the quality benchmark as a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from benchmarks.quality_counts import Count
from recon.score.tally import Tally  # noqa: TC001 -- a dataclass of them

if TYPE_CHECKING:
    from collections.abc import Mapping

WANTED = """\
Numbers wanted: recall ≥ 99 %, precision at warning and above ≥ 99.5 %, no wrong value among `safe` and `likely`,
≥ 99 % right among `confirm`, omissions and surplus exact."""
EXPLAINED = """\
*Rows linked rightly*: of the live rows that are somebody in the extract. *Links right*: of the links made. *Guesses*:
links of rows that fit two enrolments, or one by its name alone, which nobody may decide. *Mistakes found*: a finding
(for the others: a difference) stands at the spoiled cell. *Precision*: of the cells flagged at warning and above, those
in a row that was spoiled. *Right*: of the values proposed at spoiled cells, those that are the student's own. VLOOKUP
compares the cells as they stand; Splink links and compares folded values (its manual asks for cleaned data) by a
Fellegi-Sunter model trained without labels on 学号, 身份证号, 姓名 and five more fields; a link counts from a
probability of one half. Both propose the extract's value wherever it differs, which is all they can; neither knows a
duplicate, a scope or an institution code."""


@dataclass
class Measured:
    """Everything counted over the seeds."""

    counts: dict[str, Count] = field(
        default_factory=lambda: {name: Count() for name in ("recon", "VLOOKUP", "Splink")}
    )
    rules: dict[str, Tally] = field(default_factory=dict)
    trusts: dict[str, Tally] = field(default_factory=dict)
    total: dict[str, Tally] = field(default_factory=dict)
    seeds: list[str] = field(default_factory=list)
    exact: bool = True


def share(part: int, whole: int) -> str:
    return f"{part / whole:.2%}" if whole else "–"


def tally_table(title: str, tallies: Mapping[str, Tally]) -> list[str]:
    """Return one Markdown line per rule or trust."""
    lines = [
        f"| {title} | spoils | recall | findings | precision | proposals | right |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for name in sorted(tallies):
        t = tallies[name]
        cells = (t.spoils, share(t.found, t.spoils), t.findings, share(t.explained, t.findings), t.proposed)
        lines.append(f"| {name or '–'} | {' | '.join(map(str, cells))} | {share(t.right, t.proposed)} |")
    return lines


def method_table(counts: Mapping[str, Count]) -> list[str]:
    """Return one Markdown line per method."""
    lines = [
        "| method | rows linked rightly | links right | guesses | mistakes found | precision | proposals | right |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name, c in counts.items():
        cells = (
            share(c.linked_right, c.linkable),
            f"{share(c.linked_right, c.linked)} ({c.linked - c.linked_right} wrong)",
            str(c.guessed),
            share(c.found, c.spoils),
            share(c.explained, c.flagged),
            str(c.proposed),
            share(c.right, c.proposed),
        )
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return lines


def page(measured: Measured, versions: str) -> str:
    """Return the whole report as Markdown."""
    parts = [
        "# Quality",
        f"Made by `benchmarks/quality.py` on {datetime.now(UTC):%Y-%m-%d} with {versions}.",
        f"Seeds, used for nothing before: {'; '.join(measured.seeds)}.",
        f"Omissions and surplus exactly the generator's own: **{'yes' if measured.exact else 'no'}**.",
        WANTED,
        "## The same rows, three methods",
        "\n".join(method_table(measured.counts)),
        EXPLAINED,
        "## Per trust",
        "\n".join(tally_table("trust", measured.trusts)),
        "## Per rule",
        "\n".join(tally_table("rule", measured.rules)),
        "## In all",
        "\n".join(tally_table("", measured.total)),
    ]
    return "\n\n".join(parts) + "\n"
