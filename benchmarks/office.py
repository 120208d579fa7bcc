"""The whole job of a province: rosters and extracts in, the contract's files and corrected sheets out.

    python benchmarks/office.py FOLDER

Prints as JSON what was found and how many sheets were written.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import province

from recon.campaign import Campaign, Scope
from recon.pipeline import Inputs, Options, run
from recon.words import Category

CAMPAIGN = Campaign(
    id="province",
    year=2023,
    deadline=date(2026, 1, 31),
    as_of=date(2026, 2, 1),
    scope={Category.OPEN: Scope(cohorts=province.SHAPE.scope, institution_code=province.INSTITUTION)},
)


def main(folder: Path) -> None:
    extracts = tuple(str(path) for path in sorted((folder / "extracts").iterdir()))
    answer = run(Inputs(CAMPAIGN, extracts, (folder / "rosters",)), Options(threads=2), out=folder / "out")
    sheets = list((folder / "out" / "corrected").glob("*.xlsx"))
    told = {
        "rules": answer.summary["findings"]["all"],
        "coverage": answer.summary["coverage"],
        "sheets": len(sheets),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
