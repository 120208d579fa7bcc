"""With 500,000 findings a click is answered within 300 ms of server time."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import duckdb
import pytest

from recon.model import FINDINGS, STUDENTS
from recon.ui.findings.table import COLUMNS
from recon.ui.store import Question, Run

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.nightly
FINDINGS_COUNT, STUDENT_COUNT = 500_000, 100_000
SQL = {"string": "varchar", "int64": "bigint", "bool": "boolean"}
"""Arrow type → DuckDB type."""
FINDING = {
    "finding_id": "printf('%016x', i)", "cause_id": "printf('%016x', i // 2)", "charged": "i % 3 = 0",
    "rule": "['DF01','DF03','MA03','ID04','NO02','NA03','DF05','PH01','OM01','VO05'][1 + i % 10]",
    "severity": "['error','warning','error','info'][1 + i % 4]",
    "trust": "['safe','likely','confirm','ask-site','never',''][1 + i % 6]",
    "branch": "'分校' || (i % 45)", "site_code": "'64' || (10000 + i % 3700)", "site_name": "'教学点' || (i % 3700)",
    "file": "'名单' || (i % 3700) || '.xlsx'", "row": "i % 300", "cell": "'E' || (i % 300)",
    "field": "['name','id_card','student_no','major',''][1 + i % 5]", "student_no": "'18640014' || (10000 + i % 90000)",
    "name": "chr((19968 + i % 5000)::int) || chr((20000 + i % 3000)::int)",
    "kind": "['close','different','format',''][1 + i % 4]", "enrol_id": "i % 100000", "open": "i % 2 = 0",
    "message": "'报送的值与学籍数据不同，请核对。' || i",
}  # fmt: skip


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("large")
    connection = duckdb.connect()

    def write(name: str, schema: object, said: dict[str, str], count: int) -> None:
        columns = ", ".join(
            f"{said.get(field.name, _blank(str(field.type)))}::{SQL[str(field.type)]} as {field.name}"
            for field in schema
        )
        target = (folder / f"{name}.parquet").as_posix()
        connection.execute(
            f"copy (select {columns} from range({count}) t(i)) to '{target}' (row_group_size 20000)"
        )

    write("findings", FINDINGS, FINDING, FINDINGS_COUNT)
    write(
        "students",
        STUDENTS,
        {"enrol_id": "i", "cohort": "'2018秋季'", "student_no": "'x' || i"},
        STUDENT_COUNT,
    )
    for name in ("sites", "coverage"):
        from recon.result import TABLES

        write(name, TABLES[name], {}, 1)
    return Run(folder)


def _blank(kind: str) -> str:
    return {"string": "''", "int64": "0", "bool": "false"}[kind]


def slowest(act: Callable[[], object], times: int = 9) -> float:
    """The second slowest of so many: one hiccup of a shared machine is not the dashboard's."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        taken.append(time.perf_counter() - start)
    return sorted(taken)[-2]


@pytest.mark.parametrize(
    "question",
    [
        Question(),
        Question({"severity": ("error",), "branch": ("分校7", "分校8")}),
        Question({"rule": ("DF01",), "state": ("waiting",)}, "18640014"),
    ],
    ids=["everything", "two facets", "facets and words"],
)
def test_facets_and_a_page_together(large: Run, question: Question) -> None:
    def click() -> None:
        large.findings.facets(question)
        large.findings.page(question, 40, 50, COLUMNS)

    assert slowest(click) < 0.3


def test_a_ruling_and_the_states_of_a_page(large: Run) -> None:
    ids = [f"{number:016x}" for number in range(50)]
    turn = iter(range(1000))

    def rule() -> None:
        large.settle({ids[next(turn) % 50]: "accept"})
        large.states(ids)

    assert slowest(rule) < 0.3
