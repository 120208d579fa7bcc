"""What a page shows of findings: column-wide hits as one line, and which errors are key errors."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recon.fields import KEY_CODES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recon.model import Finding

WIDE = 0.8
"""Share of a column's rows from which a rule is shown as one finding (rules.md, "How findings are charged", 5)."""
FEWEST = 5
"""Fewer rows than these are shown one by one, however large their share."""


@dataclass(frozen=True, slots=True)
class Wide:
    """One rule that hits nearly a whole column of one sheet; the rows stay in ``findings.csv``."""

    rule: str
    file: str
    sheet: str
    field: str
    column: str
    """Its letter, empty where it is not known."""
    rows: int
    share: float


def wide(findings: Iterable[Finding], rows: Mapping[tuple[str, str], int]) -> list[Wide]:
    """Return the column-wide hits.

    Args:
        findings: settled findings.
        rows: (file, sheet) → live rows of it.
    """
    hits: Counter[tuple[str, str, str, str, str]] = Counter()
    for finding in findings:
        if finding.row_id >= 0 and finding.field:
            column = re.sub("[0-9]+$", "", finding.cell)
            hits[finding.rule, finding.file, finding.sheet, finding.field, column] += 1
    shares = (
        (place, count, count / max(rows.get((place[1], place[2]), 0), count)) for place, count in hits.items()
    )
    return [Wide(*place, count, share) for place, count, share in shares if count >= FEWEST and share >= WIDE]


def is_key(finding: Finding) -> bool:
    """Tell whether a finding is a 关键差错: institution code, 学号, name or ID, or whom the row means at all."""
    return finding.field in KEY_CODES or (finding.rule.startswith("MA") and finding.field == "")
