"""pandas frames as they come from Excel: columns of several kinds, and an index that is a key or nothing at all."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

import recon
from recon.pipeline.gathering.frames import to_arrow
from tests.pipeline.test_parity import PEOPLE, frame

if TYPE_CHECKING:
    from collections.abc import Callable

EXTRACT = frame(*PEOPLE).to_pandas()
DAMAGED = int(PEOPLE[0]["id_card"][:15] + "200")


def roster(ids: list[Any], **more: Any) -> pd.DataFrame:
    """Return three rows of which only the cells of 身份证号 are of several kinds."""
    columns = {"学号": [p["student_no"] for p in PEOPLE[:3]], "姓名": [p["name"] for p in PEOPLE[:3]]}
    return pd.DataFrame(columns | {"身份证号": pd.Series(ids, dtype=object)} | more)


def right() -> list[Any]:
    return [person["id_card"] for person in PEOPLE[:3]]


def found(sent: pd.DataFrame) -> set[tuple[int, str]]:
    lines = recon.reconcile(sent, EXTRACT).findings
    return {(row, rule) for row, rule in zip(lines["row"], lines["rule"], strict=True) if row}


@pytest.mark.parametrize("number", [DAMAGED, float(DAMAGED), np.int64(DAMAGED), Decimal(DAMAGED)])
def test_a_number_among_texts_is_still_a_number(number: Any) -> None:
    assert {(1, "ID04")} <= found(roster([number, *right()[1:]]))
    assert not {(2, "ID04"), (3, "ID04")} & found(roster([number, *right()[1:]]))


def test_a_column_beside_a_mixed_one_keeps_its_types_too() -> None:
    sent = roster([DAMAGED, *right()[1:]])
    sent["学号"] = pd.Series([int(one) for one in sent["学号"]], dtype=object)
    assert {(1, "NO04"), (2, "NO04"), (3, "NO04")} <= found(sent)


def test_what_a_caller_says_of_the_types_goes_before() -> None:
    sent = roster([DAMAGED, *right()[1:]], id_card_type=["text"] * 3)
    assert (1, "ID04") not in found(sent)


@pytest.mark.parametrize("nothing", [None, np.nan, pd.NA, pd.NaT])
def test_nothing_among_numbers_and_texts_is_nothing(nothing: Any) -> None:
    assert {(3, "ID01")} <= found(roster([DAMAGED, right()[1], nothing]))


STRANGE: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "arrays": lambda sent: sent.assign(v=[np.array([1, 2]), np.array([1.5]), None]),
    "categories of several kinds": lambda sent: sent.astype("category"),
    "a column named by a number": lambda sent: pd.concat([sent, pd.DataFrame({0: [1, "x", 2]})], axis=1),
    "complex numbers": lambda sent: sent.assign(v=[1j, 2j, 3j]),
    "sparse": lambda sent: sent.assign(v=pd.arrays.SparseArray([1, 0, 0])),
    "headings of two lines": lambda sent: sent.set_axis(
        pd.MultiIndex.from_tuples([("学号", "Unnamed: 0_level_1"), ("姓名", ""), ("证件", "身份证号")]),
        axis=1,
    ),
    "nothing": lambda sent: sent,
}


@pytest.mark.parametrize("strange", STRANGE)
def test_what_stands_beside_the_fields_hinders_nobody(strange: str) -> None:
    assert {(1, "ID04")} <= found(STRANGE[strange](roster([DAMAGED, *right()[1:]])))


def test_a_key_that_is_the_index_is_read_whatever_the_other_columns_hold() -> None:
    sent = roster([DAMAGED, *right()[1:]])
    assert found(sent.set_index("学号")) == found(sent)
    assert found(sent.set_index(["学号", "姓名"])) == found(sent)
    mixed = roster(right()).set_index("身份证号").assign(序=[1, "a", 2])
    assert found(mixed) == found(roster(right()))


@pytest.mark.parametrize("index", [[7, 3, 3], ["a", "b", "c"]])
def test_an_index_without_a_name_is_no_column(index: list[Any]) -> None:
    for sent in (roster(right()), roster([DAMAGED, *right()[1:]])):
        sent.index = pd.Index(index)
        assert not any("index" in note for note in recon.reconcile(sent, EXTRACT).summary["notes"])
        assert to_arrow(sent).column_names == list(sent.columns)


def test_a_word_below_two_others_is_told_with_them() -> None:
    headings = pd.MultiIndex.from_tuples([("名单", "学号"), ("前", "姓名"), ("后", "姓名")])
    sent = roster(right()).set_axis(headings, axis=1)
    assert to_arrow(sent).column_names == ["学号", "前/姓名", "后/姓名"]
