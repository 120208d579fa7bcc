"""Values are put into long columns of text, and numbers told apart, as Arrow and NumPy do it more slowly."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recon.coverage import in_order, tally
from recon.pipeline.rows.whole import _put

TEXTS = st.sampled_from(["", "王", "王 丽", "100101199001010011", "10010119900101001x", "\U00020bb7", "a"])


@st.composite
def columns(draw: st.DrawFn) -> tuple[pa.ChunkedArray, list[int], list[str]]:
    """Return a column in chunks of which some are slices, places in it, and what shall stand there."""
    parts = draw(st.lists(st.lists(TEXTS, max_size=6), min_size=1, max_size=4))
    chunks = []
    for part in parts:
        before = draw(st.lists(TEXTS, max_size=2))
        chunks.append(pa.array([*before, *part, "behind"], pa.string()).slice(len(before), len(part)))
    total = sum(map(len, parts))
    places = draw(st.lists(st.integers(0, total - 1), unique=True, max_size=6)) if total else []
    return (
        pa.chunked_array(chunks, pa.string()),
        sorted(places),
        draw(st.lists(TEXTS, min_size=len(places), max_size=len(places))),
    )


@given(columns())
def test_values_stand_where_they_are_put_and_nowhere_else(drawn):
    column, places, values = drawn
    put = _put(column, np.array(places, np.int64), pa.chunked_array([pa.array(values, pa.string())]))
    put.validate(full=True)
    expected = column.to_pylist()
    for place, value in zip(places, values, strict=True):
        expected[place] = value
    assert put.to_pylist() == expected


def test_words_are_written_out_and_a_column_without_news_is_not_copied():
    words = pa.chunked_array([pa.array(["甲", "乙", "甲"]).dictionary_encode()])
    assert _put(words, np.array([1]), pa.chunked_array([["丙"]])).to_pylist() == ["甲", "丙", "甲"]
    texts = pa.chunked_array([pa.array(["甲", "乙"])])
    same = _put(texts, np.array([0]), pa.chunked_array([["甲"]]))
    assert same.chunk(0).buffers()[2].address == texts.chunk(0).buffers()[2].address


@pytest.mark.parametrize("table", [0, 1 << 20])
@given(numbers=st.lists(st.integers(0, 50)))
def test_distinct_numbers_come_in_order(numbers: list[int], table: int):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tally, "TABLE", table)
        places, distinct = in_order(np.array(numbers, np.int64))
    assert distinct.tolist() == sorted(set(numbers))
    assert [distinct.tolist()[place] for place in places] == numbers
