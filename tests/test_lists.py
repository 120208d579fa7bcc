"""A list inside a sentence is joined as its language joins lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from recon.words import listed, listing

ROOT = Path(__file__).resolve().parents[1] / "recon"
BY_LANGUAGE = {"export/planning.py": "the days of a Chinese sentence; English returns before"}
CHINESE, ENGLISH = '"、".join(', '", ".join('


def test_each_language_has_its_own_comma() -> None:
    assert listed(["a", "b"]).say("zh") == "a、b" == listing(["a", "b"], "zh")
    assert listed(["a", "b"]).say("en") == "a, b" == listing(["a", "b"], "en")
    assert listed([]).say("zh") == listed([]).say("en") == "–"


@pytest.mark.parametrize("room", ["cli", "export", "ui"])
def test_where_a_language_is_known_no_list_is_chinese_alone(room: str) -> None:
    found = [
        f"{module.relative_to(ROOT).as_posix()}:{number}"
        for module in sorted((ROOT / room).rglob("*.py"))
        if module.relative_to(ROOT).as_posix() not in BY_LANGUAGE
        for number, line in enumerate(module.read_text(encoding="utf-8").splitlines(), 1)
        if CHINESE in line and ENGLISH not in line
    ]
    assert found == []
