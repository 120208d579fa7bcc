"""The sieve of sound IDs lets nothing pass of which the judgement of one ID has something to say."""

from __future__ import annotations

import random
from datetime import date

import pyarrow as pa

from recon.values.identity import check_digit, problems
from recon.values.soundness import sound

ON = date(2020, 12, 31)


def passes(value: str, sex: str = "", on: int = 20201231) -> bool:
    return bool(sound(pa.chunked_array([[value]]), pa.chunked_array([[sex]]), on)[0])


def identity(born: str, order: str = "123") -> str:
    first = f"101010{born}{order}"
    return first + check_digit(first)


def test_what_passes_has_no_problem() -> None:
    r = random.Random(4)
    passed = 0
    for _ in range(3_000):
        born = f"{r.randrange(1925, 2012)}{r.randrange(0, 14):02d}{r.randrange(0, 33):02d}"
        value = identity(born, f"{r.randrange(1000):03d}")
        if r.random() < 0.3:
            at = r.randrange(18)
            value = value[:at] + r.choice("0123456789X:Ａ ") + value[at + 1 :]
        sex = r.choice(("男", "女", "", "?"))
        if passes(value, sex):
            passed += 1
            assert not problems(value, sex=sex if sex in {"男", "女"} else "", on=ON), value
    assert passed > 500


def test_what_is_sound_passes() -> None:
    assert passes(identity("19900228"))
    assert passes(identity("19900131", "124"), "女")
    assert passes("")
    assert passes(identity("20190101"), on=0)


def test_what_a_person_has_to_look_at_is_held_back() -> None:
    own = "999010199001311230"
    for value in ("101010900131123", "E12345678", own, identity("20100101"), identity("19900229")):
        assert not passes(value), value
    assert not passes(identity("19900131", "124"), "男")
    assert not passes(identity("19900131", "123"), "女")


def test_a_slice_of_a_longer_column_is_read_from_its_own_place() -> None:
    ids = pa.chunked_array([[identity("19900131"), "x", identity("19910131")], [identity("19920131"), "y"]])
    sexes = pa.chunked_array([["男"] * 5])
    assert sound(ids.slice(1), sexes.slice(1), 20201231).tolist() == [False, True, True, False]
