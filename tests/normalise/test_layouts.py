"""Sixty layouts drawn from a seed: header row, columns and students are found, and no row is lost."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from recon.normalise import roster, shape
from tests.normalise.drawing import CAMPAIGN, TRAITS, layout, read, sheet

SEEDS = range(60)


def test_every_trait_comes_up_often_enough():
    seen = Counter(trait for seed in SEEDS for trait in layout(seed).traits)
    assert min(seen[trait] for trait in TRAITS) >= 3


def test_a_seed_draws_the_same_layout_again():
    assert layout(7) == layout(7)


@pytest.mark.parametrize("seed", SEEDS)
def test_header_columns_and_students_are_found(seed):
    drawn = layout(seed)
    shaped = shape(drawn.file, CAMPAIGN)
    found = [
        (
            block.sheet,
            block.header_row,
            dict(block.columns),
            dict(zip(students.numbers, students.values["name"], strict=True)),
        )
        for block, students in zip(shaped.blocks, shaped.students, strict=True)
    ]
    assert found == [(t.sheet, t.header_row, t.columns, t.students) for t in drawn.truths], drawn.traits
    assert shaped.unreadable == 0, [t for t in shaped.all_troubles if t.rule == "FI12"]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_row_is_accounted_for(seed):
    drawn = layout(seed)
    shaped = shape(drawn.file, CAMPAIGN)
    written = sum(len(sheet.rows) for sheet in drawn.file.sheets)
    rows = {(b.sheet, n) for b, s in zip(shaped.blocks, shaped.students, strict=True) for n in s.numbers}
    assert len(rows) + sum(shaped.others.values()) == written
    assert shaped.rows == sum(len(truth.students) for truth in drawn.truths)


@pytest.mark.parametrize("seed", SEEDS)
def test_form_and_unit_are_told(seed):
    drawn = layout(seed)
    for block, truth in zip(shape(drawn.file, CAMPAIGN).blocks, drawn.truths, strict=True):
        said = [hint.text for hint in block.hints if hint.source == "title"]
        assert truth.unit == "-" or said[:1] == ([truth.unit] if truth.unit else []), drawn.traits
        if "institution_code" in truth.columns or "title" in drawn.traits:
            assert block.form == truth.form


def test_rows_are_numbered_in_file_sheet_and_row_order():
    shaped = [shape(layout(seed).file, CAMPAIGN) for seed in SEEDS]
    table, blocks = roster(shaped)
    assert table["row_id"].to_pylist() == list(range(sum(s.rows for s in shaped)))
    assert [block.block for block in blocks] == list(range(sum(len(s.blocks) for s in shaped)))
    lines = zip(
        table["block"].to_pylist(), table["row"].to_pylist(), table["name_raw"].to_pylist(), strict=True
    )
    by_block: dict[int, list[tuple[int, str]]] = {}
    for block, row, name in lines:
        by_block.setdefault(block, []).append((row, name))
    expected = [list(t.students.items()) for seed in SEEDS for t in layout(seed).truths]
    assert [by_block.get(n, []) for n in range(len(blocks))] == expected


@pytest.mark.nightly
def test_a_thousand_more_layouts():
    for seed in range(60, 1060):
        test_header_columns_and_students_are_found(seed)
        test_every_row_is_accounted_for(seed)
        test_form_and_unit_are_told(seed)


WORDS = (
    "",
    "学号",
    "姓名",
    "身份证号",
    "性别",
    "层次",
    "序号",
    "合计",
    "张三",
    "男",
    "李明",
    "注：",
    "recon:x",
    "单位：甲",
)
WORD = st.sampled_from((*WORDS, "1864901450001", "51161"))


@example([["学号", "姓名", "学号", "姓名"], ["", "", "学号"]])
@example([["", "", "", "", "学号"], ["身份证号", "", "姓名", "身份证号"], ["姓名", "", "", "学号"]])
@example([["学号", "姓名", "学号", "姓名"], ["", "", "1864901450001", "李明"]])
@example([["身份证号", "学号", "", "身份证号", "姓名"], ["身份证号", "", "", "学号", "学号"]])
@given(st.lists(st.lists(st.one_of(WORD, st.text(max_size=6)), max_size=7), max_size=12))
def test_whatever_a_sheet_holds_no_row_is_lost(cells):
    drawn = sheet(cells)
    shaped = shape(read(drawn), CAMPAIGN)
    rows = {(b.sheet, n) for b, s in zip(shaped.blocks, shaped.students, strict=True) for n in s.numbers}
    stray = shaped.unreadable - shaped.others.get("doubtful", 0)
    counted = len(rows) + sum(shaped.others.values()) + stray
    beside = len({block.header_row for block in shaped.blocks}) < len(shaped.blocks) or any(
        trouble.details["reason"] == "beside" for trouble in shaped.troubles if trouble.rule == "FI12"
    )
    assert counted == len(drawn.rows) or (beside and counted > len(drawn.rows))
    assert not stray or {t.rule for t in shaped.all_troubles} & {"FI12", "HD01"}
