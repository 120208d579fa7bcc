"""File names are safe on every system."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recon.charts import palette
from recon.export import names
from recon.export.style import MEANINGS


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


def test_names_that_differ_in_case_alone_are_told_apart():
    taken: set[str] = set()
    assert [names.unique(name, taken) for name in ("a.xlsx", "A.xlsx", "a.xlsx")] == [
        "a.xlsx",
        "A（2）.xlsx",
        "a（3）.xlsx",
    ]


def test_a_colour_means_the_same_on_paper_and_on_screen():
    assert {meaning: palette.colour(meaning) for meaning in MEANINGS} == MEANINGS
