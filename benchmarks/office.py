"""The whole job of a province: rosters and extracts in, the contract's files and corrected sheets out.

    python benchmarks/office.py FOLDER [ENGINE]

Prints as JSON what was found, how many sheets were written, and how long each step took, imports among them.
"""

from __future__ import annotations

import time

START = time.perf_counter()

import json  # noqa: E402 -- what is imported is part of what is measured
import sys  # noqa: E402
from datetime import date  # noqa: E402
from pathlib import Path  # noqa: E402

import province  # noqa: E402

from recon import lean  # noqa: E402
from recon.campaign import Campaign, Scope  # noqa: E402
from recon.pipeline import Inputs, Options, run  # noqa: E402
from recon.words import Category  # noqa: E402

CAMPAIGN = Campaign(
    id="province",
    year=2023,
    deadline=date(2026, 1, 31),
    as_of=date(2026, 2, 1),
    scope={Category.OPEN: Scope(cohorts=province.SHAPE.scope, institution_code=province.INSTITUTION)},
)
STEPS = {
    "start": "start, imports",
    "extract": "reading extracts and rosters, in children side by side, and shaping",
    "match": "judging",
    "write": "writing 150 corrected and all return sheets, on two processes, and every other file",
}
"""The stage a run tells → the step that begins with it; stages in between belong to the step before."""


class Clock:
    """Adds up how long each step took, told by the run's own progress."""

    def __init__(self) -> None:
        self.steps: dict[str, float] = {}
        self._step, self._since = "start", START

    def __call__(self, stage: str, _done: int = 0, _total: int = 0) -> None:
        """Note that a stage has begun."""
        if stage in STEPS and stage != self._step:
            now = time.perf_counter()
            self.steps[STEPS[self._step]] = round(now - self._since, 2)
            self._step, self._since = stage, now

    def stop(self) -> dict[str, float]:
        """Return the seconds of each step."""
        self.steps[STEPS[self._step]] = round(time.perf_counter() - self._since, 2)
        return self.steps


def main(folder: Path, engine: str = "duckdb") -> None:
    lean.begin()  # as the command line does
    clock, out = Clock(), folder / f"out-{engine}"
    extracts = tuple(str(path) for path in sorted((folder / "extracts").iterdir()))
    options = Options(engine=engine, threads=2 if engine == "duckdb" else 0, progress=clock)
    answer = run(Inputs(CAMPAIGN, extracts, (folder / "rosters",)), options, out=out)
    told = {
        "steps": clock.stop(),
        "rules": answer.summary["findings"]["all"],
        "coverage": answer.summary["coverage"],
        "sheets": len(list((out / "corrected").glob("*.xlsx"))),
        "returned": len(list((out / "returned").glob("*.xlsx"))),
    }
    print(json.dumps(told))
    lean.leave(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])
