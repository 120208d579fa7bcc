"""File names are safe on every system."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recon.export import names


@pytest.mark.parametrize(
    ("part", "kept"),
    [
        ("西夏/分校", "西夏_分校"),
        ('a<b>c:"d"|e?*f', "a_b_c_d_e_f"),
        ("点.", "点"),
        ("CON", "_CON"),
        ("com1.xlsx", "_com1.xlsx"),
        ("..\\..\\etc", "etc"),
        ("一\u202e二\ufeff", "一二"),
        ("西　夏\n站", "西_夏_站"),
        ("LPT¹", "_LPT¹"),
        ("银川📷分校❤️", "银川分校"),
        ("㐀𠮷站", "㐀𠮷站"),
    ],
)
def test_a_part_keeps_what_a_file_system_takes(part, kept):
    assert names.safe(part) == kept


@given(st.text())
def test_no_part_can_break_a_path(part):
    kept = names.safe(part)
    assert not set(kept) & set('<>:"/\\|?*\x00\r\n\t')
    assert not kept.endswith((".", " "))
    assert len(kept.encode()) <= 200


@given(st.lists(st.text(max_size=60), min_size=1, max_size=7))
def test_a_whole_name_fits_every_file_system(parts):
    name = names.join([*parts, "更正表", "第2轮", "20200611"], ".xlsx")
    assert len(name.encode()) <= 200
    assert name.endswith("20200611.xlsx")


def test_a_long_name_loses_of_its_longest_part_alone():
    name = names.join(["6400101", "长" * 40, "名" * 39, "更正表", "第2轮", "20200611"], ".xlsx")
    assert name.startswith("6400101_长长")
    assert name.endswith("名_更正表_第2轮_20200611.xlsx")
    assert len(name.encode()) > 190


def test_names_that_differ_in_case_alone_are_told_apart():
    taken: set[str] = set()
    assert [names.unique(name, taken) for name in ("a.xlsx", "A.xlsx", "a.xlsx")] == [
        "a.xlsx",
        "A（2）.xlsx",
        "a（3）.xlsx",
    ]
