"""Both languages say everything, with the same placeholders, and no text of a page is missing."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest

from recon.ui.i18n import catalogue

ZH, EN = catalogue("zh"), catalogue("en")
PAGES = sorted(Path("recon/ui").rglob("*.py"))
CALL = re.compile(r"""\bt\(\s*"([a-z_.-]+)\"""")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_every_key() -> None:
    assert ZH.keys() == EN.keys()


@pytest.mark.parametrize("key", sorted(ZH))
def test_both_languages_fill_the_same_values(key: str) -> None:
    assert placeholders(ZH[key]) == placeholders(EN[key])
    assert ZH[key].strip()
    assert EN[key].strip()


def test_english_texts_are_english() -> None:
    chinese = {key for key, text in EN.items() if re.search(r"[\u4e00-\u9fff]", text)}
    assert not chinese


def literals() -> tuple[set[str], list[re.Pattern[str]]]:
    """Every text constant of the dashboard's code, and every formatted text as a pattern."""
    plain: set[str] = set()
    patterns = []
    for path in PAGES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(str(p.value)) if isinstance(p, ast.Constant) else ".+" for p in node.values
                ]
                patterns.append(re.compile("".join(parts)))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                plain.add(node.value)
    return plain, [pattern for pattern in patterns if re.match(r"[a-z_]+\\\.", pattern.pattern)]


def test_every_text_a_page_asks_for_is_there() -> None:
    asked = {key for path in PAGES for key in CALL.findall(path.read_text(encoding="utf-8"))}
    assert len(asked) > 100
    assert not asked - ZH.keys()


def test_no_text_is_left_over() -> None:
    plain, patterns = literals()
    unused = {key for key in ZH if key not in plain and not any(p.fullmatch(key) for p in patterns)}
    assert not unused
