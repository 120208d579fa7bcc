"""One definition, four engines: the same answer from each, on mistakes and on frames made to trip them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

import recon
from recon.engine import ENGINES
from recon.sample import make
from tests.story.conftest import Told, told
from tests.support.frames import identity, student

if TYPE_CHECKING:
    from recon.pipeline.answers.answer import Answer

OTHERS = [
    pytest.param(e, marks=[pytest.mark.spark] if e == "spark" else []) for e in ENGINES if e != "duckdb"
]
TABLES = (
    "findings",
    "matches",
    "omissions",
    "surplus",
    "coverage",
    "sites",
    "students",
    "rows",
    "changes",
    "files",
)


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Told:
    folder = tmp_path_factory.mktemp("parity")
    make(folder, seed=11, site_count=5, student_count=150)
    return told(folder)


@pytest.fixture(scope="module")
def reference(campaign: Told) -> Answer:
    return campaign.judged("before")


@pytest.mark.parametrize("engine", OTHERS)
def test_every_engine_gives_the_same_answer_in_the_same_order(
    campaign: Told, reference: Answer, engine: str
) -> None:
    answer = campaign.judged("before", engine=engine)
    for name in TABLES:
        assert answer.tables[name].schema == reference.tables[name].schema, name
        assert answer.tables[name].to_pylist() == reference.tables[name].to_pylist(), name


PEOPLE = [student(n) for n in range(1, 5)]
NAMED = {
    "student_no": "学号",
    "name": "姓名",
    "id_card": "身份证号",
    "level": "层次",
    "cohort": "年级",
    "status": "学籍状态",
}


def frame(*lines: dict[str, Any]) -> pa.Table:
    return pa.table(
        {title: pa.array([line.get(code) for line in lines], pa.string()) for code, title in NAMED.items()}
    )


FRAMES = {
    "empty": frame(),
    "one": frame(PEOPLE[0]),
    "nulls": frame({}, {}),
    "twice": frame(PEOPLE[0], PEOPLE[0], PEOPLE[1]),
    "strangers": frame(student(77777, name="某人", id_card=identity(901, born="19600101"))),
    "sentinels": frame(
        *(
            PEOPLE[0] | {"name": word}
            for word in ("nan", "None", "NULL", "NA", "null", "那", "DATACOMPY_NULL")
        )
    ),
    "wide": frame(
        PEOPLE[0] | {"name": "𠮷" + PEOPLE[0]["name"]},
        PEOPLE[1] | {"student_no": "０" + PEOPLE[1]["student_no"][1:]},
    ),
}


SLOW_TO_START = ("nulls", "twice", "sentinels")
"""Spark takes half a minute for any frame: those that have tripped an engine before are enough for it."""
CASES = [
    pytest.param(kind, *engine.values, marks=engine.marks)
    for engine in (
        pytest.param("polars"),
        pytest.param("pandas"),
        pytest.param("spark", marks=[pytest.mark.spark]),
    )
    for kind in (SLOW_TO_START if engine.values == ("spark",) else FRAMES)
]


@pytest.mark.parametrize(("kind", "engine"), CASES)
def test_frames_that_trip_engines_are_judged_alike(kind: str, engine: str) -> None:
    extract = frame(*PEOPLE)
    expected, answer = (recon.reconcile(FRAMES[kind], extract, engine=e) for e in ("duckdb", engine))
    for name in TABLES:
        assert answer.tables[name].to_pylist() == expected.tables[name].to_pylist(), name
