"""What is wrong in nearly a whole column of one sheet: one finding for a reader, though every row keeps its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from recon.paths import in_quotes

if TYPE_CHECKING:
    from recon.ui.store.run import Run

SHARE: Final = 0.8
"""Share of a sheet's rows from which a rule is shown as one finding (docs/definitions.md, "Who is charged")."""
FEWEST: Final = 5
"""Fewer rows than these are shown one by one, however large their share."""
_HITS: Final = (  # what is mere evidence of another finding is not shown beside it
    "select rule, site_code, branch, severity, trust, field, file, sheet, column_of, hits, rows from ("
    "select rule, site_code, branch, field, file, sheet, "
    "case when count(distinct severity) = 1 then min(severity) else '' end as severity, "
    "case when count(distinct trust) = 1 then min(trust) else '' end as trust, "
    "rtrim(cell, '0123456789') as column_of, count(distinct row) as hits "
    "from {{file}} where cell <> '' and field <> '' "
    "and (charged or cause_id not in (select cause_id from {{file}} where charged)) "
    "group by rule, site_code, branch, field, file, sheet, column_of) "
    "join (select file, sheet, count(*) as rows from read_parquet('{folder}/matches.parquet') group by all) "
    "using (file, sheet) where hits >= {fewest} and hits >= {share} * rows "
    "order by hits desc, file, sheet, column_of, rule"
)


@dataclass(frozen=True, slots=True)
class Wide:
    """One rule that hits nearly a whole column of one sheet."""

    rule: str
    site_code: str
    branch: str
    severity: str
    trust: str
    """Empty where its rows differ, as with the severity."""
    field: str
    file: str
    sheet: str
    column: str
    """Its letter."""
    hits: int
    rows: int
    """Live rows of the sheet."""

    def filters(self) -> dict[str, str]:
        """Return the facets that lead to its rows."""
        return {name: getattr(self, name) for name in ("rule", "site_code", "field")}


def wide(run: Run) -> list[Wide]:
    """Return the column-wide findings of a run, those of most rows first."""

    def asked() -> list[Wide]:
        folder = in_quotes(run.folder)
        return [
            Wide(*row) for row in run.findings.ask(_HITS.format(folder=folder, fewest=FEWEST, share=SHARE))
        ]

    found: list[Wide] = run.memo("wide", asked)
    return found
