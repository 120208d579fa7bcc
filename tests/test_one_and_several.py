"""An English sentence says 1 site, 2 sites: wherever a number stands before a noun, the noun follows it."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from recon.ui.i18n import catalogue
from recon.words import Text, fill

if TYPE_CHECKING:
    from collections.abc import Iterator

NUMBER = re.compile(r"\{(\w+)\}\**\s+(?:(?:more|fewer|mended|capture|active|live|home)\s+)?([a-z]+s)\b")
NO_NOUNS = {
    "always", "as", "belongs", "but", "differs", "disagrees", "does", "gives", "has", "holds", "is", "keeps",
    "lacks", "less", "needs", "shoots", "was",
}  # fmt: skip
NEVER_ONE = {
    "shown": "as many as a chart holds",
    "seconds": "a limit of the code",
    "length": "the wrong number of digits",
}
RULES = Path("recon/rules")
"""Rules speak of one row, or of what there are at least two of."""


def english() -> Iterator[tuple[str, str]]:
    """Every English text of the code and of the catalogue, with its place."""
    yield from catalogue("en").items()
    for path in sorted(Path("recon").rglob("*.py")):
        if path.is_relative_to(RULES):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Text" and len(node.args) > 1:
                said = node.args[1]
                if isinstance(said, ast.Constant) and isinstance(said.value, str):
                    yield f"{path}:{said.lineno}", said.value


def test_every_number_before_a_noun_chooses_its_word() -> None:
    texts = dict(english())
    assert len(texts) > 1000
    wrong = {
        place: found[0]
        for place, text in texts.items()
        for found in NUMBER.finditer(text)
        if found[2] not in NO_NOUNS and found[1] not in NEVER_ONE
    }
    assert not wrong


@pytest.mark.parametrize(
    ("n", "said"), [(0, "0 sites are"), (1, "1 site is"), (2, "2 sites are"), ("1,234", "1,234 sites are")]
)
def test_one_and_several(n: object, said: str) -> None:
    assert fill("{n} {n:site is|sites are}", n=n) == said
    assert Text("{n} 个", "{n} {n:site is|sites are}").say("en", n=n) == said
    assert Text("{n} 个", "{n} {n:site is|sites are}").say("zh", n=n) == f"{n} 个"


def test_a_number_already_written_counts_too() -> None:
    assert fill("{n} {n:site|sites}", n="1") == "1 site"


def test_a_number_keeps_its_own_format_beside_a_choice() -> None:
    assert fill("{n:,} {n:row|rows}, {part:.1f}", n=1234, part=0.25) == "1,234 rows, 0.2"
