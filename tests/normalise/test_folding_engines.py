"""Raw values fold alike on every engine, row by row as Python folds them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from recon.engine import DESK
from recon.normalise import fold
from recon.normalise.folding import fold_value
from recon.values import folding
from tests.normalise.drawing import CAMPAIGN

if TYPE_CHECKING:
    from recon.engine import Engine

TEXTS: dict[str, list[tuple[str, str]]] = {
    "student_no": [
        ("1864901450001", "text"), ("1864901450001", "number"), (" 1864901450001", "text"),
        ("2019001", "text"), ("", "blank"),
    ],
    "name": [
        ("王丽", "text"), ("王 丽", "text"), ("阿依•古丽", "text"), ("王丽\n", "text"), ("李?", "text"),
        ("#N/A", "error"),
    ],
    "id_card": [
        ("100101199001010011", "text"), ("100101199001010000", "number"), ("10010119900101001x", "text"),
        ("１００", "text"),
    ],
    "level": [
        ("专科", "text"), ("本科", "text"), ("专升本", "text"), ("未知", "text"),
        ("本科（专科起点）", "text"), ("专科", "formula"),
    ],
    "cohort": [
        ("2018秋季", "text"), ("201809", "text"), ("2019级", "text"), ("20190301", "number"), ("", "error"),
        ("18秋", "text"),
    ],
    "site": [
        ("白峰工作站（示例）", "text"), ("白峰 工作站", "text"), ("O'Brien \"x\" \\ %", "text"),
        ("\u200b白峰", "text"), ("", "absent"),
    ],
}  # fmt: skip
CODES = tuple(TEXTS)


def raw(rows: int, *, types: bool = True) -> pa.Table:
    """Return rows that go through all texts in different rhythms, and many distinct dirty names."""
    columns: dict[str, pa.Array] = {"row_id": pa.array(range(rows), pa.int64())}
    for step, (code, texts) in enumerate(TEXTS.items(), 1):
        picked = [texts[(row // step) % len(texts)] for row in range(rows)]
        if code == "name":
            picked = [
                (f"王 丽{chr(0x4E00 + row)}", "text") if row % 3 == 2 else cell
                for row, cell in enumerate(picked)
            ]
        columns[f"{code}_raw"] = pa.array([text for text, _ in picked], pa.string())
        if types:
            columns[f"{code}_type"] = pa.array([kind for _, kind in picked], pa.string())
    columns["form"] = pa.array(["adult" if row % 4 == 0 else "open" for row in range(rows)], pa.string())
    return pa.table(columns)


def folded(table: pa.Table, engine: Engine, campaign=CAMPAIGN) -> list[dict[str, str]]:
    found = engine.collect(fold(engine.frame(table), CODES, engine, campaign))
    assert all(column.null_count == 0 for column in found.columns)
    return found.sort_by("row_id").to_pylist()


def expected(line: dict[str, str], code: str, campaign=CAMPAIGN) -> tuple[str, str]:
    form = line["form"] if code in {"level", "cohort"} else ""
    return fold_value(code, line[f"{code}_raw"], line.get(f"{code}_type", ""), form, campaign)


def test_every_engine_folds_as_python_does(engine):
    table = raw(120)
    found = folded(table, engine)
    assert [line["row_id"] for line in found] == list(range(120))
    for line in found:
        for code in CODES:
            assert (line[code], line[f"{code}_flaws"]) == expected(line, code), (code, line[f"{code}_raw"])


def test_frames_without_cell_types_fold_as_text(duck):
    for line in folded(raw(120, types=False), duck):
        for code in CODES:
            assert (line[code], line[f"{code}_flaws"]) == expected(line, code)


def test_a_campaigns_own_words_win(duck):
    taught = replace(CAMPAIGN, vocabulary={"level": {"专科": "本科"}, "site": {"白峰 工作站": "一站"}})
    found = folded(raw(60), duck, taught)
    assert {line["level"] for line in found if line["level_raw"] == "专科"} == {"本科"}
    assert {line["site"] for line in found if line["site_raw"] == "白峰 工作站"} == {"一站"}
    for line in found:
        assert (line["level"], line["level_flaws"]) == expected(line, "level", taught)


def test_adults_are_read_by_the_year_and_a_bare_level_is_asked(duck):
    found = folded(raw(120), duck)
    adults = [line for line in found if line["form"] == "adult"]
    assert {line["cohort"] for line in adults if line["cohort_raw"] == "20190301"} == {"2019级"}
    assert {line["level_flaws"] for line in adults if line["level_raw"] == "本科"} == {"unknown"}
    assert {
        line["level_flaws"] for line in found if line["level_raw"] == "本科" and line["form"] == "open"
    } == {""}


def test_an_empty_frame_and_nulls_do_no_harm(duck):
    assert folded(raw(0), duck) == []
    table = pa.table({"row_id": [1], "name_raw": pa.array([None], pa.string())})
    found = duck.collect(fold(duck.frame(table), ("name",), duck, CAMPAIGN))
    assert found.to_pylist() == [{"row_id": 1, "name_raw": "", "name": "", "name_flaws": ""}]


@pytest.mark.parametrize("form", ["open", "adult"])
@pytest.mark.parametrize("code", CODES)
def test_the_desk_folds_what_lies_on_it_as_python_does(code, form):
    """Columns of one text, or of two: often nothing in them needs folding, or all is of one type."""
    for cells in [[cell] for cell in TEXTS[code]] + [[TEXTS[code][0], cell] for cell in TEXTS[code]]:
        columns = {
            "row_id": range(len(cells)),
            f"{code}_raw": [text for text, _ in cells],
            "form": [form] * len(cells),
        }
        for types in ({}, {f"{code}_type": [kind for _, kind in cells]}):
            table = pa.table(columns | types)
            for line in DESK.collect(fold(DESK.frame(table), [code], DESK, CAMPAIGN)).to_pylist():
                assert (line[code], line[f"{code}_flaws"]) == expected(line, code), line


@given(st.from_regex("[0-9]{4,20}", fullmatch=True), st.sampled_from(["student_no", "exam_no"]))
def test_digits_of_any_length_need_no_folding(digits, code):
    assert folding.fold(code, digits) == folding.Folded(digits)


@example("5E0", "site_code")
@given(
    st.from_regex("[0-9A-Z]{1,20}", fullmatch=True), st.sampled_from(["student_no", "exam_no", "site_code"])
)
def test_codes_of_capitals_and_digits_keep_their_value(text, code):
    assert folding.fold(code, text).value == text


@pytest.mark.parametrize("code", CODES)
def test_a_folded_value_folds_to_itself(code):
    for text, kind in TEXTS[code]:
        once = fold_value(code, text, kind, "open", CAMPAIGN)[0]
        assert fold_value(code, once, "text", "open", CAMPAIGN)[0] == once
