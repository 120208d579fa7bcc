"""Names: one separator, one code per character, and placeholders that only ever explain."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recon.values import characters, names
from recon.values.folding import Folded, fold

DOTS = "\u2022\u30fb\uff65\u2027\u2219\u22c5\u25cf\u2e31\ufe52\uff0e\u002e\u3002"
"""What sites write for the dot in a name (docs/definitions.md, "Names")."""


@pytest.mark.parametrize("dot", DOTS)
def test_every_separator_folds_to_the_one_of_2016(dot: str):
    assert fold("name", f"买买提{dot}艾力") == Folded("买买提·艾力", ("dot",))


def test_the_table_is_needed_because_nfkc_does_not_fold_them():
    assert sum(unicodedata.normalize("NFKC", dot) == "\u00b7" for dot in DOTS) == 0


@pytest.mark.parametrize(
    ("raw", "value", "flaws"),
    [
        ("张三", "张三", ()),
        ("买买提·艾力", "买买提·艾力", ()),
        ("姓　名", "姓名", ("space",)),
        (" 张 三\n", "张三", ("space",)),
        ("张\u200b三\ufeff", "张三", ("invisible",)),
        ("买买提 · 艾力", "买买提·艾力", ("space",)),
        ("买买提··艾力", "买买提·艾力", ("dot",)),
        ("张三。", "张三", ("dot",)),
        ("'张三", "张三", ("apostrophe",)),
        ("Ａnna  Maria", "Anna Maria", ("width", "space")),
        ("John F. Smith", "John F. Smith", ()),
        ("Anne-Marie O'Neil", "Anne-Marie O'Neil", ()),
        ("⼭⽥", "山田", ("radical",)),
        ("⻢⻓", "马长", ("radical",)),
        ("\uf9d1", "六", ("compatibility",)),
        ("\ue863", "䶮", ("private-use",)),
        ("张三2", "张三2", ("digit",)),
        ("张三(女)", "张三(女)", ("punctuation",)),
        ("买买提-艾力", "买买提-艾力", ("punctuation",)),
        ("李?", "李?", ("placeholder",)),
        ("李？", "李？", ("placeholder",)),
        ("李\ufffd", "李\ufffd", ("placeholder",)),
        ("李yu", "李yu", ("placeholder",)),
        ("李\ue000", "李\ue000", ("placeholder",)),
        ("〇三", "〇三", ()),
        ("𠮷三", "𠮷三", ()),
    ],
)
def test_names(raw: str, value: str, flaws: tuple[str, ...]):
    assert fold("name", raw) == Folded(value, flaws)


def test_the_twelve_real_characters_among_the_compatibility_ones_stay():
    twelve = "\ufa0e\ufa0f\ufa11\ufa13\ufa14\ufa1f\ufa21\ufa23\ufa24\ufa27\ufa28\ufa29"
    assert fold("name", twelve) == Folded(twelve)


def test_all_eighty_private_use_codes_have_their_character():
    assert sorted(characters.PRIVATE_USE) == list(range(0xE815, 0xE865))
    assert not any(map(characters.is_private_use, characters.PRIVATE_USE.values()))
    assert len(set(characters.PRIVATE_USE.values())) == 80


@pytest.mark.parametrize(
    ("code", "character"),
    [(0xE81E, "\u9fb4"), (0xE864, "\u9fbb"), (0xE816, "\U00020087"), (0xE855, "\U000241fe"), (0xE863, "䶮")],
)
def test_private_use_codes_that_python_does_not_decode_follow_gb_18030_2005(code: int, character: str):
    """Held against the GB18030 charmap of the GNU C library."""
    assert characters.PRIVATE_USE[code] == character


def test_kangxi_radicals_all_fold_to_an_ideograph():
    for code in range(0x2F00, 0x2FD6):
        folded = fold("name", chr(code))
        assert folded.flaws == ("radical",)
        assert "\u4e00" <= folded.value <= "\u9fff"


@pytest.mark.parametrize(
    ("pattern", "name", "matches"),
    [
        ("李?", "李玥", True),
        ("李？", "李玥", True),
        ("李□明", "李玥明", True),
        ("李yu", "李玥", True),
        ("李yue明", "李玥明", True),
        ("李(yu)", "李玥", True),
        ("李(yue)明", "李玥明", True),
        ("李(yu)", "李", False),
        ("?三", "张三", True),
        ("李??", "李𠀀", True),
        ("李\ufffd\ufffd明", "李𪛟明", True),
        ("李?", "李𠀀", True),
        ("李??", "李玥", False),
        ("李???", "李𠀀", False),
        ("??", "𠀀", False),
        ("李?", "李玥明", False),
        ("李?", "王玥", False),
        ("李?", "李", False),
        ("??", "张三", False),
        ("李玥", "李玥", False),
        ("", "", False),
        ("?", "李", False),
        ("买买提*艾力", "买买提·艾力", False),
        ("Li?", "Lin", False),
    ],
)
def test_a_placeholder_stands_for_exactly_one_character(pattern: str, name: str, *, matches: bool):
    assert names.matches_placeholder(pattern, name) is matches


@given(pattern=st.text("李玥?□yu·1", max_size=5), name=st.text("李玥王·1?", max_size=5))
def test_a_placeholder_match_agrees_everywhere_else(pattern: str, name: str):
    if names.matches_placeholder(pattern, name) and len(pattern) == len(name):
        signs = [b for a, b in zip(pattern, name, strict=True) if a != b]
        assert len(signs) < len(name)
        assert all(map(characters.is_han, signs))


@given(raw=st.text(st.characters(max_codepoint=127)))
def test_no_figures_and_latin_letters_ever_fold_to_a_chinese_name(raw: str):
    assert fold("name", raw).value.isascii()
