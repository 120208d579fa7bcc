"""The glossary speaks of the code as it is."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

import pytest

from recon import words

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
CODE = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "recon").rglob("*.py"))
TERMS = [
    word.strip()
    for line in TEXT.partition("## Closed")[0].splitlines()
    if line.startswith("| ") and not line.startswith(("| code", "|---"))
    for word in line.split("|")[1].split(",")
]
KINDS = [
    kind
    for kind in vars(words).values()
    if isinstance(kind, type) and issubclass(kind, StrEnum) and any(m in words.TITLES for m in kind)
]


@pytest.mark.parametrize("term", TERMS)
def test_every_term_is_an_identifier(term: str) -> None:
    assert re.search(rf"\b\w*{re.escape(term)}\w*\b\s*[:=(]|class \w*{term}", CODE, re.IGNORECASE), term


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_closed_vocabulary_is_complete(kind: type[StrEnum]) -> None:
    section = TEXT.partition(f"### {kind.__name__}\n")[2].partition("\n###")[0]
    for member in (m for m in kind if m in words.TITLES):
        code = f"`{member.value}`" if member.value else "(empty)"
        assert f"| {code} | {words.title(member, 'zh')} | {words.title(member, 'en')} |" in section
