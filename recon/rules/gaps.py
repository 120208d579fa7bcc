"""Gaps of the extract: a column that only a part of it fills, such as the sex in one branch's export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from recon.model import OFFICIAL

if TYPE_CHECKING:
    from recon.engine import Engine
    from recon.rules.setting import Setting

FEW, SHARE = 3, 0.1
"""Empty values up to these are gaps worth telling (kind *missing-there*); more say that nobody filled it."""


def sparse(judged: nw.LazyFrame[Any], engine: Engine, setting: Setting) -> frozenset[str]:
    """Return those of ``setting.asked`` that are empty for too many of the matched rows to mean anything."""
    matched = judged.filter(nw.col("enrol_id") >= 0)
    empty = {field: (nw.col(f"o_{field}") == "").cast(nw.Int64) for field in OFFICIAL}
    sums = (
        matched.select("o_category", **empty)
        .group_by("o_category")
        .agg(nw.len().alias("rows"), nw.col(*OFFICIAL).sum())
    )
    return frozenset(
        f"{line['o_category']}.{field}"
        for line in engine.collect(sums).to_pylist()
        for field in OFFICIAL
        if line[field] > max(FEW, SHARE * line["rows"]) and f"{line['o_category']}.{field}" in setting.asked
    )
