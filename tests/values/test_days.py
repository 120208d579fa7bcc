from __future__ import annotations

import pytest

from recon.values import days
from recon.values.folded import Folded

SPELLINGS = (
    "2019-06-10 2019/6/10 2019.6.10 20190610 2019年6月10日 2019-06-10T09:30:00+08:00 ２０１９－０６－１０"
)


@pytest.mark.parametrize(
    "raw",
    [*SPELLINGS.split(), " 2019-06-10 ", "2019-06-10 09:30:00", "2019-6-10 上午 9:30", "2019/6/10 9:30 AM"],
)
def test_one_day_many_spellings(raw: str):
    assert days.fold_day(raw).value == "2019-06-10"


def test_excel_counts_days_in_number_cells_only():
    assert days.fold_day("43626", "number").value == "2019-06-10"
    assert days.fold_day("43626") == Folded("43626", ("unknown",))


@pytest.mark.parametrize("raw", ["2019-02-29", "2019-13-01", "20190631", "6月10日", "昨天"])
def test_an_impossible_day_is_kept_and_told(raw: str):
    assert days.fold_day(raw).flaws[-1] == "unknown"


@pytest.mark.parametrize(
    "raw",
    [
        "202101",
        "2021-01",
        "2021年1月",
        "2021年01月",
        "2021.1",
        "2021年1月毕业",
        "2021-01-31",
        "2021年1月31日",
        "20210131",
    ],
)
def test_one_batch_many_spellings(raw: str):
    assert days.fold_batch(raw).value == "202101"


def test_a_batch_with_a_name_of_its_own_is_kept():
    assert days.fold_batch("补授") == Folded("补授", ("unknown",))
