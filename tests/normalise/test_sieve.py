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

PATTERNS = {"student_no": "^[0-9]{4,20}$", "id_card": CLEAN["id_card"], "name": CLEAN["name"]}
STRANGE = "Xx １٣中\n\0*?[-é+._eE"
CHARACTERS = "一龥龦丁〇王䶿ꀀ·・é😀A \n"
"""The ends of the range, what lies beside them, and characters of one, two and four bytes."""


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


def names(seed: int = 6, count: int = 4_000) -> list[str]:
    """Names of every length, some with something strange somewhere."""
    dice = random.Random(seed)
    made = [
        "",
        "·",
        "王·",
        "·王",
        "王··王",
        "买买提·阿不都",
        "王" * 40,
        "abc",
        "é" * 3,
        "😀" * 3,
        "aé",
        "王\n",
    ]
    for _ in range(count):
        one = [dice.choice("王伟一龥") for _ in range(dice.randrange(1, 6))]
        for _ in range(dice.choice((0, 0, 1, 1, 2))):
            one[dice.randrange(len(one))] = dice.choice(CHARACTERS)
        made.append("".join(one))
    return made


@pytest.mark.parametrize("code", PATTERNS)
@pytest.mark.parametrize("group", [300, 10_000])
def test_what_is_not_clean_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, group: int
) -> None:
    monkeypatch.setattr(sieve, "LINES", 500)
    values = [*texts(), *names()]
    random.Random(group).shuffle(values)
    table = pa.table({"a": values, "b": pa.array([None] * len(values), pa.string())})
    pq.write_table(table, tmp_path / "a.parquet", row_group_size=group)
    found = sieve.look_through(tmp_path / "a.parquet", {code: "a", "sex": "b"})
    clean = re.compile(PATTERNS[code].strip("^$"))
    assert list(found) == [code]
    assert found[code].odd == sorted({value for value in values if value and not clean.fullmatch(value)})
    assert not found[code].filled


def looked(tmp_path: Path, numbers: list[str | None], group: int = 3) -> sieve.Looked:
    pq.write_table(
        pa.table({"a": pa.array(numbers, pa.string())}), tmp_path / "a.parquet", row_group_size=group
    )
    return sieve.look_through(tmp_path / "a.parquet", {"student_no": "a"})["student_no"]


def test_numbers_are_distinct_only_where_that_is_certain(tmp_path: Path) -> None:
    numbers: list[str | None] = [f"20230101{n:05}" for n in range(40)]
    assert looked(tmp_path, numbers) == sieve.Looked([], filled=True, distinct=True)
    assert not looked(tmp_path, [*numbers, numbers[0]]).distinct  # in another part of the file
    assert not looked(tmp_path, [*numbers, "0" + str(numbers[5])]).distinct  # the same number, another text
    assert not looked(tmp_path, [*numbers, "1" * 19]).distinct  # longer than a whole number holds
    assert looked(tmp_path, [*numbers, " 1"]) == sieve.Looked([" 1"], filled=True, distinct=False)
    assert not looked(tmp_path, [None] * 9 + numbers).filled
    for nothing in ("", None):
        assert looked(tmp_path, [*numbers, nothing]) == sieve.Looked([], filled=False, distinct=False)
    assert looked(tmp_path, []) == sieve.Looked([], filled=True, distinct=True)


def test_hashes_that_meet_are_no_numbers_that_meet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers: list[str | None] = [f"20230101{n:05}" for n in range(40)]
    monkeypatch.setattr(sieve, "_hashed", lambda some: (some % 7).astype("uint32"))
    assert looked(tmp_path, numbers).distinct
    assert not looked(tmp_path, [*numbers, numbers[7]]).distinct


def test_only_columns_of_text_are_looked_through(tmp_path: Path) -> None:
    table = pa.table(
        {"no": [1, 2], "id": pa.array(["1", None], pa.large_string()), "empty": pa.array(["", None])}
    )
    pq.write_table(table, tmp_path / "a.parquet")
    assert sieve.look_through(tmp_path / "a.parquet", {"student_no": "no", "id_card": "id"}) == {}
    assert sieve.look_through(tmp_path / "a.parquet", {"student_no": "empty"})["student_no"].odd == []
    assert sieve.look_through(tmp_path / "a.parquet", {"id_card": "nowhere"}) == {}
