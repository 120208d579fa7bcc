"""A table called the other form's (HD05) is held against the records: whoever they know is where they have him."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recon.engine import Engine
    from recon.normalise import Shaped
    from recon.pipeline.rows.submitted import Rows

Place = tuple[str, str]
"""File and sheet."""


def refuted(shaped: Sequence[Shaped], rows: Rows, engine: Engine) -> frozenset[Place]:
    """Return the tables called the other form's though most of their live students are in their own form's extract.

    There the column of the study form is wrong, which each row is told (DF08), and not the form.
    """
    titled = {
        (one.file, trouble.sheet): trouble.details["form"]
        for one in shaped
        for trouble in one.all_troubles
        if trouble.rule == "HD05"
    }
    if not titled:
        return frozenset()
    files = pa.array(sorted({file for file, _ in titled}), pa.string())
    told = rows.narrow.select(["file", "sheet", "enrol_id"])
    told = told.filter(pc.is_in(told["file"].cast(pa.string()), files))
    found = _categories(told, rows, engine)
    sent: Counter[Place] = Counter()
    own: Counter[Place] = Counter()
    for line in told.to_pylist():
        place = line["file"], line["sheet"]
        sent[place] += 1
        own[place] += place in titled and found.get(line["enrol_id"]) == titled[place]
    return frozenset(place for place in titled if own[place] * 2 > sent[place])


def _categories(told: pa.Table, rows: Rows, engine: Engine) -> Mapping[int, str]:
    matched = sorted(set(pc.unique(told["enrol_id"]).to_pylist()) - {-1})
    records = rows.concerned.filter(nw.col("enrol_id").is_in(matched)).select("enrol_id", "category")
    lines = engine.collect(records).to_pylist() if matched else []
    return {line["enrol_id"]: line["category"] for line in lines}
