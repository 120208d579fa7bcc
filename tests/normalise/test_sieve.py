"""What is looked through without regular expressions is what regular expressions would find."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from recon.normalise.registers import sieve
from recon.values.clean import CLEAN

if TYPE_CHECKING:
    from pathlib import Path

PATTERNS = {"student_no": "^[0-9]{4,20}$", "id_card": CLEAN["id_card"]}
STRANGE = "Xx １٣中\n\0*?[-é+._eE"


def texts(seed: int = 5, count: int = 4_000) -> list[str]:
    """Numbers of every length, most of them with something strange somewhere."""
    dice = random.Random(seed)
    made = [
        "",
        "X" * 18,
        "1" * 17 + "X",
        "1" * 17 + "x",
        "1" * 18 + "\n",
        "1" * 17 + "１",
        "中" * 6,
        "0" * 18,
    ]
    for _ in range(count):
        one = [dice.choice("0123456789") for _ in range(dice.choice((3, 4, 13, 15, 17, 18, 18, 19, 20, 21)))]
        for _ in range(dice.choice((0, 0, 1, 1, 2))):
            one[dice.choice((-1, dice.randrange(len(one))))] = dice.choice(STRANGE)
        made.append("".join(one))
    return made


@pytest.mark.parametrize("code", PATTERNS)
def test_what_is_not_clean_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(sieve, "LINES", 500)
    values = texts()
    table = pa.table({"a": values, "b": pa.array([None] * len(values), pa.string())})
    pq.write_table(table, tmp_path / "a.parquet")
    found = sieve.misspelled(tmp_path / "a.parquet", {code: "a", "name": "b"})
    clean = re.compile(PATTERNS[code].strip("^$"))
    assert found == {code: sorted({value for value in values if value and not clean.fullmatch(value)})}


def test_only_columns_of_text_are_looked_through(tmp_path: Path) -> None:
    table = pa.table(
        {"no": [1, 2], "id": pa.array(["1", None], pa.large_string()), "empty": pa.array(["", None])}
    )
    pq.write_table(table, tmp_path / "a.parquet")
    assert sieve.misspelled(tmp_path / "a.parquet", {"student_no": "no", "id_card": "id"}) == {}
    assert sieve.misspelled(tmp_path / "a.parquet", {"student_no": "empty"}) == {"student_no": []}
    assert sieve.misspelled(tmp_path / "a.parquet", {"id_card": "nowhere"}) == {}
