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


def sparse(matched: nw.LazyFrame[Any], engine: Engine, setting: Setting) -> frozenset[str]:
    """Return those of ``setting.asked`` that are empty for too many of the matched rows to mean anything.

    Args:
        matched: ``o_category`` and ``o_<field>`` of every matched row.
        engine: holds the frame.
        setting: what the inputs know.
    """
    known = [field for field in OFFICIAL if setting.knowing(field)]
    if not known:
        return frozenset()
    empty = {field: (nw.col(f"o_{field}") == "").cast(nw.Int64) for field in known}
    sums = (
        matched.select("o_category", **empty)
        .group_by("o_category")
        .agg(nw.len().alias("rows"), nw.col(*known).sum())
    )
    return frozenset(
        f"{line['o_category']}.{field}"
        for line in engine.collect(sums).to_pylist()
        for field in known
        if line[field] > max(FEW, SHARE * line["rows"]) and f"{line['o_category']}.{field}" in setting.asked
    )
