"""What is wrong in nearly a whole column is told once, and leads to its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from recon.campaign import loads
from recon.result import TABLES
from recon.ui.store import Run
from recon.ui.store.wide import FEWEST, wide
from recon.workspace import Workspace
from tests.ui.synthetic import CAMPAIGN, filled, tables, write_run
from tests.ui.test_pages import opened

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

CAMP = loads(CAMPAIGN)


def _finding(number: int, rule: str, row: int, **said: Any) -> dict[str, Any]:
    told = {"finding_id": f"{number:016x}", "cause_id": f"{number:016x}", "rule": rule, "charged": True}
    told |= {"severity": "error", "file": "a.xlsx", "sheet": "名单", "row": row, "cell": f"E{row}"}
    return told | {"field": "level", "site_code": "6400101", "branch": "东校", "open": True} | said


def _told() -> list[dict[str, Any]]:
    """Eight rows of ten have a wrong level; what only lies below it, and a file of four rows, are no columns."""
    wrong = [_finding(n, "VO02", n + 2) for n in range(8)]
    below = [_finding(100 + n, "DF04", n + 2, cause_id=f"{n:016x}", charged=False) for n in range(8)]
    safe = [
        _finding(200 + n, "NO04", n + 2, field="student_no", cell=f"C{n + 2}", charged=False, trust="safe")
        for n in range(10)
    ]
    few = [_finding(300 + n, "VO01", n + 2, file="b.xlsx", field="sex") for n in range(FEWEST - 1)]
    seven = [_finding(400 + n, "VO03", n + 2, field="cohort", cell=f"G{n + 2}") for n in range(7)]
    return [*wrong, *below, *safe, *few, *seven]


@pytest.fixture
def told() -> dict[str, pa.Table]:
    rows = {"a.xlsx": 10, "b.xlsx": FEWEST - 1}
    matches = [{"file": f, "sheet": "名单", "row": n + 2} for f, count in rows.items() for n in range(count)]
    made = tables(students=20, findings=1)
    return made | {
        "findings": filled(_told(), TABLES["findings"]),
        "matches": filled(matches, TABLES["matches"]),
    }


def test_a_rule_that_hits_four_fifths_of_a_column_is_one_line(
    told: dict[str, pa.Table], tmp_path: Path
) -> None:
    found = wide(Run(write_run(tmp_path / "run", told, CAMP)))
    assert [(one.rule, one.field, one.column, one.hits, one.rows) for one in found] == [
        ("NO04", "student_no", "C", 10, 10),
        ("VO02", "level", "E", 8, 10),
    ]


def test_the_page_tells_it_above_the_list_and_leads_to_its_rows(
    told: dict[str, pa.Table], office: Path
) -> None:
    with Workspace.open(office) as place:
        folder = place.latest_run()
    assert folder is not None
    write_run(folder, told, CAMP)
    at = opened("findings", lang="zh")
    assert "**整列同一问题 2 处（共 18 行）**" in [one.value for one in at.markdown]
    assert "E 列 层次，8 / 10 行" in " ".join(one.value for one in at.text)
    at.button(key="findings.wide.1").click().run()
    assert at.query_params["rule"] == "VO02"
    assert not [one for one in at.markdown if "整列同一问题" in one.value], "its rows are shown one by one"
    assert "**共 8 条**" in [one.value for one in at.markdown]
