"""A column that only a part of the extract fills: an empty value there says nothing about a student."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pytest

from recon.engine import DESK
from recon.model import OFFICIAL
from recon.rules.gaps import lacking, sparse
from tests.rules.clean_row import SETTING


def test_the_fields_that_some_record_leaves_empty_are_told() -> None:
    told: dict[str, list[str]] = {field: ["told", "told"] for field in OFFICIAL}
    records = pa.table(told | {"sex": ["女", ""], "major": ["", ""]})
    assert lacking(DESK.frame(records), DESK) == {"sex", "major"}


@pytest.mark.parametrize(
    ("empty", "rows", "is_sparse"),
    [(3, 10, False), (4, 10, True), (10, 100, False), (11, 100, True)],
    ids=["few", "more than a few", "a tenth", "more than a tenth"],
)
def test_a_few_empty_values_are_gaps_and_many_say_that_nobody_filled_the_column(
    empty: int, rows: int, *, is_sparse: bool
) -> None:
    told: dict[str, list[str]] = {f"o_{field}": ["told"] * rows for field in OFFICIAL}
    told |= {"o_category": ["open"] * rows, "o_sex": [""] * empty + ["女"] * (rows - empty)}
    setting = replace(SETTING, asked=frozenset({"open.sex", "open.name"}))
    found = sparse(DESK.frame(pa.table(told)), DESK, setting)
    assert found == ({"open.sex"} if is_sparse else set())


def test_a_category_that_fills_a_column_is_not_taken_for_one_that_does_not() -> None:
    told: dict[str, list[str]] = {f"o_{field}": ["told"] * 40 for field in OFFICIAL}
    told |= {"o_category": ["open"] * 20 + ["adult"] * 20, "o_sex": ["女"] * 20 + [""] * 20}
    setting = replace(SETTING, asked=frozenset({"open.sex", "adult.sex"}))
    assert sparse(DESK.frame(pa.table(told)), DESK, setting) == {"adult.sex"}
