"""FI14 and EX06: whole files, whole clusters."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

from recon.model import Site
from recon.rules.slid import COMPARED, slid_columns
from recon.values.identity import check_digit
from recon.words import Trust
from tests.rules.clean_row import SETTING

if TYPE_CHECKING:
    from collections.abc import Callable

    from recon.model import Finding

SIZE = 40


def people(count: int = SIZE, seed: int = 7) -> list[dict[str, str]]:
    dice = random.Random(seed)
    family, given = "赵钱孙李周吴郑王冯陈", "伟芳娜敏静丽强磊军洋"
    made = []
    for n in range(count):
        first17 = f"100101{1970 + n % 30}0{1 + n % 9}1{n % 9}{n:03}"
        made.append(
            {
                "student_no": f"1864001{4 if n % 3 else 2}5{n:04}",
                "id_card": first17 + check_digit(first17),
                "name": dice.choice(family) + dice.choice(given) + dice.choice(given),
                "sex": dice.choice("男女"),
                "level": dice.choice(("专科", "本科")),
                "major": dice.choice(("行政管理", "法学", "会计学")),
                "cohort": dice.choice(("2018秋季", "2019春季")),
            }
        )
    return made


def slid(sent: list[dict[str, str]], official: list[dict[str, str]], **place: Any) -> dict[str, int]:
    """Return the fields that slid, and in how many rows; only rows that differ stand beside their records."""
    lines = [{"row_id": n, "block": 1, "file": "a.xlsx", "unit": "u"} | place | s for n, s in enumerate(sent)]
    told = [
        {"row_id": n} | {f"o_{field}": value for field, value in o.items()}
        for n, (s, o) in enumerate(zip(sent, official, strict=True))
        if s != o
    ]
    fields = {"row_id": pa.int64()} | {f"o_{field}": pa.string() for field in COMPARED}
    records = pa.Table.from_pylist(told, pa.schema(fields))
    return {one.field: one.rows for one in slid_columns(pa.Table.from_pylist(lines), records, ["a.xlsx"])}


def moved(
    people: list[dict[str, str]], field: str, order: Callable[[list[str]], list[str]]
) -> list[dict[str, str]]:
    values = order([person[field] for person in people])
    return [person | {field: value} for person, value in zip(people, values, strict=True)]


def down(values: list[str]) -> list[str]:
    return ["", *values[:-1]]


def part_down(values: list[str]) -> list[str]:
    return [*values[:10], values[9], *values[10:19], *values[20:]]


@pytest.mark.parametrize("field", ["student_no", "id_card", "name", "sex", "level", "major", "cohort"])
def test_a_column_one_row_down_is_recognised(field: str) -> None:
    told = people()
    assert field in slid(moved(told, field, down), told)


@pytest.mark.parametrize("field", ["student_no", "id_card", "name", "sex", "level", "major"])
def test_a_column_sorted_alone_is_recognised(field: str) -> None:
    told = people()
    assert field in slid(moved(told, field, sorted), told)


def test_a_clean_file_has_no_slid_column() -> None:
    assert slid(people(), people()) == {}


def test_ordinary_mistakes_are_no_slid_column() -> None:
    """Ten wrong sexes, levels and majors, a few swapped neighbours and typing errors."""
    dice, told = random.Random(3), people()
    sent = [dict(person) for person in told]
    for row in dice.sample(range(SIZE), 10):
        sent[row]["sex"] = "女" if sent[row]["sex"] == "男" else "男"
        sent[row]["major"] = "物流管理"
    for row in dice.sample(range(SIZE), 8):
        sent[row]["name"] = sent[row]["name"][:2] + "某"
    sent[4]["id_card"], sent[5]["id_card"] = sent[5]["id_card"], sent[4]["id_card"]
    assert slid(sent, told) == {}


def test_typing_errors_that_make_somebody_elses_number_or_name_are_no_slid_column() -> None:
    """Serials of a branch are dense and names are few: of a hundred slips, many hit another student of the list."""
    told = [person | {"student_no": f"1864001215{n:03}"} for n, person in enumerate(people(300))]
    sent = [dict(person) for person in told]
    names = {person["name"] for person in told}
    for row in range(5, 300, 20):
        own = told[row]["name"]
        sent[row]["student_no"] = told[row - 1]["student_no"]  # …024 for …025
        sent[row]["name"] = min(names - {own}, key=lambda name: (name[:-1] != own[:-1], name))
    assert sum(a["name"][:-1] == b["name"][:-1] for a, b in zip(sent[5::20], told[5::20], strict=True)) > 5
    assert slid(sent, told) == {}


def test_a_number_that_was_filled_down_is_no_typing_error() -> None:
    told = [person | {"student_no": f"1864001215{n:03}"} for n, person in enumerate(people())]
    sent = [
        person | ({"student_no": told[10]["student_no"]} if 10 < n < 17 else {})
        for n, person in enumerate(told)
    ]
    assert slid(sent, told) == {"student_no": 6}


def test_mistakes_among_students_who_are_all_alike_are_no_slid_column() -> None:
    """Where nearly all are of one level, a shift leaves nearly every row as it was: that explains no mistake."""
    told = [person | {"level": "本科"} for person in people(300)]
    sent = [
        person | ({"level": "专科"} if n in {3, 50, 111, 190, 270} else {}) for n, person in enumerate(told)
    ]
    assert slid(sent, told) == {}
    half = [person | {"level": "专科" if n < 150 else "本科"} for n, person in enumerate(told)]
    wrong = {3: "本科", 50: "本科", 111: "本科", 190: "专科", 270: "专科"}
    assert (
        slid([person | {"level": wrong.get(n, person["level"])} for n, person in enumerate(half)], half) == {}
    )


def test_a_column_that_slid_in_a_part_of_the_file_is_recognised() -> None:
    told = people()
    assert [*slid(moved(told, "id_card", part_down), told)] == ["id_card"]


def test_values_of_another_file_tell_nothing() -> None:
    """The names of one file are the names of students in another: people are called alike."""
    told = people()
    sent = moved(told, "name", lambda names: names[20:] + names[:20])
    halves = [{"file": "a.xlsx", "block": 1}] * 20 + [{"file": "b.xlsx", "block": 2}] * 20
    assert "name" in slid(sent, told)
    apart = [person | half for person, half in zip(sent, halves, strict=True)]
    shared = {p["name"] for p in told[:20]} & {p["name"] for p in told[20:]}
    assert len(shared) < 5
    assert "name" not in slid(apart, told)


def test_a_shared_column_is_looked_at_block_by_block() -> None:
    """Where a second table begins in the file, the shift begins anew."""
    told = people()
    sent = moved(told, "level", down)
    blocks = [person | {"block": 1 + n // 20} for n, person in enumerate(sent)]
    assert "level" in slid(blocks, told)
    few = [person | {"block": n // 4} for n, person in enumerate(sent)]
    assert "level" not in slid(few, told)


def rows(told: list[dict[str, str]], sent: list[dict[str, str]]) -> list[dict[str, Any]]:
    keys = ("student_no", "id_card", "name", "sex", "level", "major", "cohort")
    return [s | {f"o_{key}": person[key] for key in keys} for s, person in zip(sent, told, strict=True)]


def test_a_slid_file_is_returned_whole_and_nothing_in_it_is_proposed(
    judge: Callable[..., list[Finding]],
) -> None:
    told = people(12)
    sent = moved(told, "id_card", down)
    findings = judge(*rows(told, [dict(s, by="student_no", conflict="two-students") for s in sent]))
    assert [finding.rule for finding in findings if finding.charged] == ["FI14"]
    assert {finding.cause_id for finding in findings} == {findings[0].finding_id}
    assert not any(finding.proposal for finding in findings)
    assert {finding.trust for finding in findings} <= {Trust.ASK_SITE, Trust.NONE}
    assert "身份证号" in findings[0].message


BRANCHES = replace(
    SETTING,
    sites={code: Site(code, branch=branch) for code, branch in (("6400301", "东山"), ("6400401", "西河"))},
)


def unmatched(count: int, **more: str) -> list[dict[str, Any]]:
    return [{"enrol_id": -1, "by": "none", "student_no": f"18640014{n:05}"} | more for n in range(count)]


def test_unmatched_rows_that_cluster_speak_against_the_extract(judge: Callable[..., list[Finding]]) -> None:
    told = [*unmatched(12, unit="6400401", cohort="2019春季"), *({"unit": "6400301"} for _ in range(12))]
    findings = judge(*told, setting=BRANCHES)
    assert {f.message.split("（")[1].split("，")[0] for f in findings if f.rule == "EX06"} == {
        "分校：西河",
        "年级：2019春季",
    }
    assert not any(finding.charged for finding in findings if finding.rule in {"EX06", "MA01"})


def test_an_extract_without_a_branch_knows_none_of_its_units(judge: Callable[..., list[Finding]]) -> None:
    known = [{"unit": "6400301"} for _ in range(12)]
    findings = judge(*unmatched(12, unit="?"), *known, setting=BRANCHES)
    assert [f.message.split("（")[1].split("，")[0] for f in findings if f.rule == "EX06"] == ["分校：?"]
    assert not any(finding.charged for finding in findings if finding.rule == "MA01")
    few = judge(*unmatched(9, unit="?"), *known, setting=BRANCHES)
    assert [finding.charged for finding in few if finding.rule == "MA01"] == [True] * 9


def test_unmatched_rows_everywhere_are_the_sites_errors(judge: Callable[..., list[Finding]]) -> None:
    told = [
        row | {"unit": unit}
        for unit in ("6400301", "6400401")
        for row in [*unmatched(4), *({} for _ in range(9))]
    ]
    findings = judge(*told, setting=BRANCHES)
    assert [finding.charged for finding in findings if finding.rule == "MA01"] == [True] * 8
