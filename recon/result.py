"""The answer: an object one asks questions. Showing it and writing it are other rooms' work."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from recon import model

if TYPE_CHECKING:
    import pyarrow as pa

    from recon.campaign import Campaign
    from recon.words import Lang

TABLES: dict[str, pa.Schema] = {
    "findings": model.FINDINGS,
    "matches": model.schema(model.MATCHES_FILE),
    "omissions": model.OMISSIONS,
    "surplus": model.SURPLUSES,
    "coverage": model.COVERAGE,
    "sites": model.SITES,
    "students": model.STUDENTS,
    "rows": model.ROWS,
    "changes": model.CHANGES,
    "files": model.FILES,
    "register": model.schema(model.Site.__dataclass_fields__),
}
"""Every table of a run; saved as ``<name>.parquet`` in its folder."""


@dataclass(frozen=True)
class Result:
    """One run's answer: Arrow tables by name, the campaign they were judged by, and the summary."""

    campaign: Campaign
    tables: dict[str, pa.Table]
    summary: dict[str, Any] = field(default_factory=dict)
    lang: Lang = "zh"

    def __getattr__(self, name: str) -> pa.Table:
        """Return a table by its name, such as ``result.findings``."""
        try:
            return self.__dict__["tables"][name]
        except KeyError:
            raise AttributeError(name) from None
