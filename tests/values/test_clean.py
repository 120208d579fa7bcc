"""The patterns of clean values mean the same to every engine's regular expressions."""

from __future__ import annotations

import re

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from recon.values.clean import CLEAN, LINE_BREAK

VALUES = [
    *(
        "",
        " ",
        "张三",
        "张三\n",
        "张三\r\n",
        "张三\u2028",
        "张",
        "买买提·艾力",
        "张·",
        "䶮",
        "龥",
        "龦",
        "一",
        "𠮷三",
        "张 三",
        "Li",
    ),
    *(
        "1864001450123",
        "1864001450123\n",
        "１８６４００１４５０１２３",
        "10010119900307451X",
        "10010119900307451x",
        "51161",
        "640",
    ),
    *(
        "2018秋季",
        "2018秋",
        "2019级",
        "2019-02-28",
        "2019-02-29",
        "2019-13-01",
        "202101",
        "202102",
        "专科",
        "本科",
        "男",
        "在籍",
    ),
    *(
        "工商管理(本科)",
        "工商管理（本科）",
        "a_b-c/d",
        "#N/A",
        "'张三",
        "开放教育",
        "业余",
        "1.8E+12",
        "٣",
        "１",
    ),
]


@pytest.mark.parametrize("pattern", [*CLEAN.values(), LINE_BREAK], ids=[*CLEAN, "line break"])
def test_python_re2_and_rust_agree(pattern: str):
    python = [re.search(pattern, value) is not None for value in VALUES]
    re2 = pc.match_substring_regex(pa.array(VALUES), pattern).to_pylist()
    rust = pl.Series(VALUES).str.contains(pattern).to_list()
    before_break = [value.endswith("\n") for value in VALUES]
    differ = [p != r for p, r in zip(python, re2, strict=True)]
    assert re2 == rust
    assert not any(d and not b for d, b in zip(differ, before_break, strict=True))


@pytest.mark.parametrize("pattern", CLEAN.values(), ids=CLEAN)
def test_patterns_hold_no_escape(pattern: str):
    assert "\\" not in pattern
    assert pattern.startswith("^")
    assert pattern.endswith("$")
