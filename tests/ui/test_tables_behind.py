"""A table behind a chart holds what the chart shows: cohorts and sites nobody of which is due are in neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from recon.charts.counts import PHOTOS
from recon.ui.overview.tables import coverage_table, expiry_table

if TYPE_CHECKING:
    from recon.ui.store import Run


def test_who_is_only_eligible_has_no_line(run: Run) -> None:
    lines = run.coverage.to_pylist()
    nobody = dict.fromkeys((name for name, value in lines[0].items() if isinstance(value, int)), 0)
    earlier = lines[0] | nobody | {"cohort": "2014秋季", "site_code": "6400199", "eligible": 7}
    run.coverage = pa.Table.from_pylist([*lines, earlier], schema=run.coverage.schema)  # type: ignore[misc]
    expiry = expiry_table(run, "cohort")
    assert list(expiry["年级"]) == sorted({line["cohort"] for line in lines})
    assert "6400199" not in coverage_table(run, ["site_code"]).to_csv()
    valid, due = (sum(line[name] for line in lines) for name in ("photo_valid", "due"))
    assert expiry["有效"].sum() == valid
    assert sum(sum(line[f"photo_{state}"] for state in PHOTOS) for line in lines) == due
    assert all(share.endswith("%") for share in expiry["有效比例"])
