"""Gaps of the extract: a column that only a part of it fills, such as the sex in one branch's export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from recon.model import OFFICIAL

if TYPE_CHECKING:
    from collections.abc import Collection

    from recon.engine import Engine
    from recon.rules.setting import Setting

FEW, SHARE = 3, 0.1
"""Empty values up to these are gaps worth telling (kind *missing-there*); more say that nobody filled it."""


def lacking(records: nw.LazyFrame[Any], engine: Engine) -> frozenset[str]:
    """Return the fields that some of these folded records leave empty."""
    some = {field: (nw.col(field) == "").cast(nw.Int64) for field in OFFICIAL}
    (most,) = engine.collect(records.select(**some).select(nw.col(*OFFICIAL).max())).to_pylist()
    return frozenset(field for field in OFFICIAL if most[field])


def sparse(
    matched: nw.LazyFrame[Any], engine: Engine, setting: Setting, lacking: Collection[str] = OFFICIAL
) -> frozenset[str]:
    """Return those of ``setting.asked`` that are empty for too many of the matched rows to mean anything.

    Args:
        matched: ``o_category`` and ``o_<field>`` of every matched row.
        engine: holds the frame.
        setting: what the inputs know.
        lacking: the fields that some record leaves empty which a row may be matched to; others are not asked of rows.
    """
    known = [field for field in OFFICIAL if field in lacking and setting.knowing(field)]
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
