"""Kinds say who may act (safe, likely, to confirm, to ask); causes only explain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recon.values import identity
from recon.values.causes import CAUSE_TITLES
from recon.values.clean import CLEAN
from recon.values.comparing import compare
from recon.values.folding import fold
from recon.values.sounds import sound
from recon.values.traditional import simplified
from recon.words import Kind

if TYPE_CHECKING:
    from recon.values.difference import Difference

NO = "1864001450123"
ID = "10010119900307451X"


def folded(code: str, submitted: str, official: str, cell_type: str = "text") -> Difference:
    ours, theirs = fold(code, submitted, cell_type).value, fold(code, official).value
    return compare(code, ours, theirs, submitted, official, cell_type=cell_type)


@pytest.mark.parametrize(
    ("code", "submitted", "official", "kind", "cause"),
    [
        ("name", "张三", "张三", "", ""),
        ("name", "张 三", "张三", "format", "spaces"),
        ("name", "张三", "张三　", "format", "spaces"),
        ("name", "买买提.艾力", "买买提·艾力", "format", "dot"),
        ("name", "⻢三", "马三", "format", "compatibility"),
        ("name", "\ue863三", "䶮三", "format", "compatibility"),
        ("name", "張偉", "张伟", "variant", "traditional"),
        ("name", "李?", "李玥", "variant", "placeholder"),
        ("name", "李玥", "李□", "variant", "placeholder"),
        ("name", "买买提艾力", "买买提·艾力", "variant", "missing-dot"),
        ("name", "买买提-艾力", "买买提·艾力", "close", "dot"),
        ("name", "买买提*艾力", "买买提·艾力", "close", "dot"),
        ("name", "张玮", "张伟", "close", "homophone"),
        ("name", "王堃", "王坤", "close", "homophone"),
        ("name", "王己", "王已", "close", "lookalike"),
        ("name", "张三丰", "张三", "close", "one-character"),
        ("name", "张三", "张四", "close", "one-character"),
        ("name", "张", "李", "different", "other"),
        ("name", "张丰三", "张三丰", "different", "swapped"),
        ("name", "买买提", "买买提·艾力", "different", "truncated"),
        ("name", "章玮", "张伟", "different", "homophone"),
        ("name", "李四", "张三", "different", "other"),
        ("name", "", "张三", "missing-here", ""),
        ("name", "张三", "", "missing-there", ""),
        ("id_card", ID.lower(), ID, "format", "case"),
        ("id_card", ID[:6] + " " + ID[6:], ID, "format", "spaces"),
        ("id_card", ID[:15] + "000", ID, "variant", "excel-damaged"),
        ("id_card", identity.from_15("100101900307451"), "100101900307451", "variant", "fifteen-digit"),
        ("id_card", "100101900307451", identity.from_15("100101900307451"), "variant", "fifteen-digit"),
        ("id_card", "1.00101E+17", ID, "different", "excel-damaged"),
        ("id_card", "20" + ID[2:-2] + "2X", ID, "close", "two-digits"),
        ("id_card", "2" + ID[1:], ID, "close", "one-digit"),
        ("id_card", ID[:9] + "9" + ID[9:], ID, "close", "extra-digit"),
        ("id_card", f"身份证：{ID}", ID, "close", "extra"),
        ("student_no", "NX1864001450123", "1864001450123", "close", "extra"),
        ("student_no", "#1864001450123", "1864001450123", "close", "extra"),
        ("student_no", "1864001450123（转）", "1864001450123", "close", "extra"),
        ("student_no", "1864001450123", "NX1864001450123", "close", "truncated"),
        ("student_no", "学号2:1864001450123", "1864001450123", "different", "other"),
        ("id_card", ID[:-1], ID, "close", "missing-digit"),
        ("id_card", ID[:12], ID, "different", "truncated"),
        ("id_card", "E12345678", ID, "different", "other"),
        ("student_no", NO, NO, "", ""),
        ("student_no", NO + ".0", NO, "format", "number"),
        ("student_no", "1864001450132", NO, "close", "swapped"),
        ("student_no", "3864001450121", NO, "close", "swapped"),
        ("student_no", "1864001450124", NO, "close", "one-digit"),
        ("student_no", "1864001450154", NO, "close", "two-digits"),
        ("student_no", "1864001450139", NO, "close", "two-digits"),
        ("student_no", "1864001450192", NO, "close", "two-digits"),
        ("student_no", "1864001450456", NO, "different", "other"),
        ("student_no", "18640OI45O123", NO, "close", "letter"),
        ("student_no", "1.86401E+12", NO, "different", "excel-damaged"),
        ("level", "专科", "本科", "different", "other"),
        ("major", "工商管理", "工商企业管理", "different", "other"),
        ("major", "行政管里", "行政管理", "close", "one-character"),
        ("major", "行政管理", "行政管理(本科)", "close", "truncated"),
        ("major", "会计学", "会计", "close", "extra"),
        ("name", "尤佳(女)", "尤佳", "different", "extra"),
        ("level", "专升本", "本科(专科起点)", "format", "synonym"),
        ("site", "东山电大工作站", "东山学习中心", "close", "former-name"),
        ("site", "东山 学习中心", "东山学习中心", "format", "spaces"),
        ("site", "第一分校东山学习中心", "东山学习中心", "close", "former-name"),
        ("site", "東山学习中心", "东山学习中心", "variant", "traditional"),
        ("site", "abc学习中心", "ABC学习中心", "format", "case"),
        ("site", "学习中心", "工作站", "different", "other"),
        ("site", "西山学习中心", "东山学习中心", "close", "one-character"),
    ],
)
def test_kind_and_cause(code: str, submitted: str, official: str, kind: str, cause: str):
    found = folded(code, submitted, official)
    assert (found.kind, found.cause) == (kind, cause)


def test_garbage_after_a_float_is_damage_only_in_a_number_cell():
    garbage = ID[:15] + "512"
    assert folded("id_card", garbage, ID, "number").cause == "excel-damaged"
    assert folded("id_card", garbage, ID).cause == "one-digit"


@pytest.mark.parametrize("cell_type", ["number", "text"])
def test_a_number_that_was_rounded_is_damage_as_one_that_was_cut_off_is(cell_type: str):
    found = folded("id_card", "902037197503104000", "902037197503103693", cell_type)
    assert (found.kind, found.cause, found.positions) == ("variant", "excel-damaged", (14, 15, 16, 17))


@pytest.mark.parametrize(
    ("submitted", "official", "positions"),
    [
        ("1864001450124", NO, (12,)),
        ("1864001450132", NO, (11, 12)),
        ("864001450123", NO, (0,)),
        ("18640014501233", NO, (13,)),
    ],
)
def test_positions_are_places_in_the_submitted_value(
    submitted: str, official: str, positions: tuple[int, ...]
):
    found = compare("student_no", submitted, official).positions
    assert all(0 <= place <= len(submitted) for place in found)
    assert len(found) == len(positions)


TEXTS = st.one_of(st.text(max_size=12), st.text("张三丰張玮伟·?-1860X.", max_size=20))


@settings(max_examples=300)
@given(code=st.sampled_from(sorted(CLEAN)), submitted=TEXTS, official=TEXTS)
def test_nothing_raises_and_every_cause_has_a_title(code: str, submitted: str, official: str):
    found = folded(code, submitted, official)
    assert found.cause == "" or found.cause in CAUSE_TITLES
    assert (found.kind == Kind.NONE) <= (fold(code, submitted).value == fold(code, official).value)


@settings(max_examples=300)
@given(code=st.sampled_from(sorted(CLEAN)), value=TEXTS)
def test_a_value_never_differs_from_itself(code: str, value: str):
    assert folded(code, value, value).kind == Kind.NONE


@given(code=st.sampled_from(["student_no", "id_card", "name"]), one=TEXTS, other=TEXTS)
def test_kind_is_the_same_seen_from_either_side(code: str, one: str, other: str):
    one, other = fold(code, one).value, fold(code, other).value
    mirrored = {Kind.MISSING_HERE: Kind.MISSING_THERE, Kind.MISSING_THERE: Kind.MISSING_HERE}
    there, back = compare(code, one, other), compare(code, other, one)
    damage = {"excel-damaged", "letter"} & {there.cause, back.cause}
    assert damage or mirrored.get(there.kind, there.kind) == back.kind


def test_names_given_back_as_characters_of_their_own_are_not_simplified():
    assert simplified("堃昇喆淼濛") == "堃昇喆淼濛"
    assert simplified("張國華") == "张国华"


def test_sounds_of_the_first_level_and_of_names():
    assert [sound(c) for c in "啊女略昨玥堃"] == ["a", "nv", "lve", "zuo", "yue", "kun"]
    assert sound("A") == ""
