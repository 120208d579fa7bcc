from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

from recon.campaign import Campaign, PhotoPolicy, Scope
from recon.coverage import Calendar, Standing, account, asked_of, cells, omissions, people, photos
from recon.coverage.scope import beside, combinations, with_captures
from recon.model import Site
from recon.sites import Tree
from recon.words import Category, PhotoState
from tests.support.frames import enrolments, roster, sent, student

if TYPE_CHECKING:
    from recon.engine import Engine

NEEDED = date(2021, 1, 31)
CAMPAIGN = Campaign(
    id="t",
    scope={Category.OPEN: Scope(cohorts=("2018秋季", "2019春季"), levels=("专科", "本科"))},
    batches={"202101": NEEDED},
    cohort_batches={"2018秋季": "202101", "2019春季": "202101"},
)
REGISTER = pa.schema([(c, pa.string()) for c in ("student_no", "id_card", "captured_on", "photo_status")])
TREE = Tree.of((Site("6400101", "第一教学点", "64001", "第一分校"),))


@pytest.mark.parametrize(
    ("captured_on", "state"),
    [
        ("2020-01-30", PhotoState.EXPIRED),
        ("2020-01-31", PhotoState.EXPIRING),
        ("2020-05-01", PhotoState.EXPIRING),
        ("2020-05-02", PhotoState.VALID),
        ("", PhotoState.UNKNOWN),
    ],
)
def test_a_photo_holds_twelve_calendar_months_that_day_included(captured_on: str, state: PhotoState) -> None:
    photo = photos.judge(captured_on, NEEDED, date(2020, 6, 15), PhotoPolicy(), CAMPAIGN.batches)
    assert photo.state is state


@pytest.mark.parametrize(
    ("as_of", "batch"),
    [
        (date(2021, 1, 30), "202101"),
        (NEEDED, "202101"),
        (date(2021, 2, 1), "202107"),
        (date(2022, 1, 1), ""),
        (None, ""),
    ],
)
def test_who_no_batch_is_named_for_graduates_with_the_next_one_its_day_included(
    as_of: date | None, batch: str
) -> None:
    later = replace(CAMPAIGN, batches={"202107": date(2021, 7, 31), "202101": NEEDED})
    assert Calendar(later, as_of, asks_photos=True).batch("2016秋季", "") == batch


def test_a_photo_of_the_29th_of_february_ends_on_the_28th() -> None:
    photo = photos.judge("2020-02-29", NEEDED, None, PhotoPolicy(), CAMPAIGN.batches)
    assert (photo.valid_until, photo.last_batch) == ("2021-02-28", "202101")


def official(
    engine: Engine,
    people: list[dict[str, str]],
    photos: pa.Table | None = None,
    planned: pa.Table | None = None,
    **changes: Any,
) -> Any:
    campaign = (
        CAMPAIGN
        if not changes
        else Campaign(**{f: getattr(CAMPAIGN, f) for f in ("id", "scope", "batches")} | changes)
    )
    frame = engine.frame(enrolments(people).drop_columns(["scope", "due", "eligible", "photo_state"]))
    calendar = Calendar(campaign, date(2020, 6, 15), asks_photos=photos is not None)
    told = with_captures(frame, photos, planned, engine)
    return beside(told, combinations(told, calendar, engine), engine)


def register(*lines: tuple[str, str, str]) -> pa.Table:
    return pa.Table.from_pylist(
        [{"student_no": n, "id_card": i, "captured_on": d, "photo_status": "已采集"} for n, i, d in lines],
        schema=REGISTER,
    )


EARLIER = student(2, cohort="2017秋季")
PEOPLE = [
    student(1),
    EARLIER,
    student(3, cohort="2019秋季"),
    student(4, status="退学"),
    student(5, level="高中"),
    student(6, category="adult", cohort="2019级"),
]


def test_scope_is_told_for_everybody_on_every_engine(engine: Engine) -> None:
    found = engine.collect(official(engine, PEOPLE)).sort_by("enrol_id").to_pylist()
    assert [(f["scope"], f["due"], f["eligible"]) for f in found] == [
        ("in", True, False),
        ("earlier", False, True),
        ("newer", False, False),
        ("in", False, False),
        ("level", False, False),
        ("category", False, False),
    ]


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ({"level": ""}, "unknown"), ({"level": "开放本科"}, "unknown"), ({"level": "[4]专科"}, "unknown"),
        ({"level": "4"}, "unknown"), ({"level": "高起本"}, "unknown"), ({"level": "中专"}, "level"),
        ({"cohort": "2018级"}, "unknown"), ({"cohort": "2019级"}, "unknown"), ({"cohort": "2017级"}, "earlier"),
        ({"cohort": "2020级"}, "newer"), ({"cohort": ""}, "unknown"), ({"cohort": "十八级"}, "unknown"),
    ],
)  # fmt: skip
def test_nobody_knows_the_place_of_a_record_whose_level_or_term_cannot_be_read(
    duck: Engine, said: dict[str, str], place: str
) -> None:
    """Such a record was out of scope for its level, and 2018级 an earlier cohort, though one of its terms is due."""
    found = duck.collect(official(duck, [student(1, **said)]))
    assert (found["scope"][0].as_py(), found["due"][0].as_py()) == (place, False)


def test_an_earlier_student_with_a_photo_that_holds_is_not_eligible(duck: Engine) -> None:
    found = duck.collect(official(duck, [EARLIER], register((EARLIER["student_no"], "", "2020-06-01"))))
    assert found.column("eligible").to_pylist() == [False]
    late = duck.collect(official(duck, [EARLIER], register((EARLIER["student_no"], "", "2018-06-01"))))
    assert late.column("eligible").to_pylist() == [True]


def test_who_stands_on_the_planned_list_is_due_whether_it_says_a_batch_or_none(engine: Engine) -> None:
    others = [EARLIER, student(7, cohort="2017秋季"), student(8, cohort="2017秋季")]
    lines = [(EARLIER["student_no"], ""), (others[1]["student_no"], "202107")]
    planned = pa.table(dict(zip(("student_no", "batch"), zip(*lines, strict=True), strict=True)))
    found = engine.collect(official(engine, others, planned=planned)).sort_by("enrol_id").to_pylist()
    assert [(f["due"], f["eligible"], f["planned"], f["batch"]) for f in found] == [
        (True, False, True, "202101"),
        (True, False, True, "202107"),
        (False, True, False, "202101"),
    ]


def test_only_the_newest_capture_of_the_same_enrolment_counts(engine: Engine) -> None:
    other = student(9, id_card=PEOPLE[0]["id_card"], level="本科")
    lines = register(
        (PEOPLE[0]["student_no"], "", "2019-06-01"),
        (PEOPLE[0]["student_no"], "", "2020-06-01"),
        ("", EARLIER["id_card"], "2020-05-05"),
        ("", other["id_card"], "2020-06-09"),
    )
    found = engine.collect(official(engine, [PEOPLE[0], EARLIER, other], lines)).sort_by("enrol_id")
    assert found.column("captured_on").to_pylist() == ["2020-06-01", "2020-05-05", ""]


def test_a_capture_of_nobodys_id_is_nobodys(duck: Engine) -> None:
    lines = register(("", "无", "2020-06-01"), ("", EARLIER["id_card"], "2020-05-05"))
    people = [PEOPLE[0] | {"id_card": "无"}, EARLIER]
    found = duck.collect(official(duck, people, lines)).sort_by("enrol_id")
    assert found.column("captured_on").to_pylist() == ["", "2020-05-05"]


def test_without_reshoot_a_photo_that_holds_takes_its_student_off_the_due_list(duck: Engine) -> None:
    lines = register((PEOPLE[0]["student_no"], "", "2020-06-01"))
    assert duck.collect(official(duck, PEOPLE[:1], lines, reshoot="no"))["due"].to_pylist() == [False]
    assert duck.collect(official(duck, PEOPLE[:1], lines))["due"].to_pylist() == [True]


def counted(
    engine: Engine, *, passed: bool, excused: frozenset[int] = frozenset()
) -> tuple[pa.Table, pa.Table]:
    five = [student(n) for n in range(1, 6)]
    rows = [
        sent(0, five[0]) | {"enrol_id": 0},
        sent(1, five[1]) | {"enrol_id": 1, "late": True},
        sent(2, five[2], unit="6400999") | {"enrol_id": 2},
        sent(3, five[0]) | {"enrol_id": -1},
    ]
    told = roster([r | {"o_site_code": "6400101" if r["enrol_id"] >= 0 else ""} for r in rows])
    standing = Standing(TREE, deadline_passed=passed, excused=excused, open_rows=frozenset({2}))
    records = official(engine, five)
    students = account(people(asked_of(records, engine)), told, standing)
    return cells(students), omissions(students, records, engine, asks_photos=False)


def test_due_is_the_sum_of_what_became_of_it(engine: Engine) -> None:
    table, missing = counted(engine, passed=True, excused=frozenset({3}))
    (cell,) = table.to_pylist()
    parts = ("submitted", "late", "excused", "awaited", "omitted")
    assert {p: cell[p] for p in parts} == {
        "submitted": 2,
        "late": 1,
        "excused": 1,
        "awaited": 0,
        "omitted": 1,
    }
    assert cell["due"] == sum(cell[p] for p in parts)
    assert (cell["clean"], cell["open"], cell["held"], cell["submitted_elsewhere"]) == (1, 1, 0, 1)
    assert sorted(missing["reason"].to_pylist()) == ["elsewhere", "excused", "late", "omitted"]


def test_before_the_deadline_a_site_that_sent_students_is_not_awaited(duck: Engine) -> None:
    table, _ = counted(duck, passed=False)
    (cell,) = table.to_pylist()
    assert (cell["awaited"], cell["omitted"]) == (0, 2)


def test_before_the_deadline_a_silent_site_is_awaited_and_a_nil_declaration_ends_that(duck: Engine) -> None:
    told = roster([sent(0, student(1)) | {"enrol_id": -1, "o_site_code": ""}])
    for nil, expected in ((frozenset(), "awaited"), (frozenset({("64001", "open")}), "omitted")):
        standing = Standing(TREE, deadline_passed=False, declared_nil=nil)
        students = account(people(asked_of(official(duck, [student(1)]), duck)), told, standing)
        assert students.students["state"].to_pylist() == [expected]
