"""The glossary speaks of the code as it is."""

from __future__ import annotations

import ast
from enum import StrEnum
from pathlib import Path

import pytest

from recon import words

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
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


def names_of(path: Path) -> set[str]:
    """Return what a module defines: itself, classes, functions, their parameters, and whatever is assigned."""
    found = {path.stem}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.arg(arg=name):
                found.add(name)
            case ast.Name(id=name, ctx=ast.Store()):
                found.add(name)
    return {name.lower() for name in found}


@pytest.fixture(scope="module")
def defined() -> set[str]:
    return set[str]().union(*map(names_of, (ROOT / "recon").rglob("*.py")))


@pytest.mark.parametrize("term", TERMS)
def test_every_term_is_a_name_the_code_defines(term: str, defined: set[str]) -> None:
    assert {term, f"{term}s"} & defined


def test_a_word_that_is_only_called_is_no_name(tmp_path: Path) -> None:
    module = tmp_path / "sums.py"
    module.write_text("total = round(2.5)\n")
    assert names_of(module) == {"sums", "total"}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_closed_vocabulary_is_complete(kind: type[StrEnum]) -> None:
    section = TEXT.partition(f"### {kind.__name__}\n")[2].partition("\n###")[0]
    for member in (m for m in kind if m in words.TITLES):
        code = f"`{member.value}`" if member.value else "(empty)"
        assert f"| {code} | {words.title(member, 'zh')} | {words.title(member, 'en')} |" in section
