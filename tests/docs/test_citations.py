"""Every page that code or another page refers to is in the repository, and so is the heading that is named."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
CODE = sorted(path for name in ("recon", "tests", "benchmarks") for path in (ROOT / name).rglob("*.py"))
CITED = re.compile(
    r"""(?<![\w/.-])(?P<page>[\w./-]*\w\.md)\b`*(?:,?\s+"(?P<heading>[^"]+)"|,?\s+§\s*(?P<number>\d+))?"""
)
SUFFIXES = {"csv", "json", "parquet"}
"""``sites.csv`` is a file that bears a module's name."""
MODULE = re.compile(r"`(?:recon\.)?([a-z_]+(?:\.\w+)+)`")
"""``pipeline.rows.whole``, or a name in it: ``export.lines.sorted_out``."""
LINK = re.compile(r"\]\((?!\w+:)(?P<page>[^)#\s]*)(?:#(?P<anchor>[^)\s]+))?\)")


def said(path: Path) -> Iterator[str]:
    """Yield a module's docstrings (those below a name as well) and comments."""
    source = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield str(node.value.value)
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.string


@cache
def headings(page: Path) -> tuple[str, ...]:
    """Return a page's headings; what stands in a block of code is none."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    return tuple(re.findall(r"^#+ (.+)$", text, re.MULTILINE))


def anchor(heading: str) -> str:
    """Return what a link to a heading ends in."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def stands(cited: re.Match[str], page: Path) -> bool:
    """Tell whether a page has the heading that is named, if one is."""
    if cited["number"]:
        return any(one.startswith(f"{cited['number']}.") for one in headings(page))
    return not cited["heading"] or " ".join(cited["heading"].split()) in headings(page)


def unfound(text: str, *folders: Path) -> Iterator[str]:
    """Yield what a text refers to and nobody finds from these folders."""
    for cited in CITED.finditer(text):
        page = next((path for path in (folder / cited["page"] for folder in folders) if path.is_file()), None)
        if page is None or not stands(cited, page):
            yield cited[0]


def test_what_code_refers_to_is_there() -> None:
    lost = [
        (path.relative_to(ROOT).as_posix(), one)
        for path in CODE
        for text in said(path)
        for one in unfound(text, ROOT)
    ]
    assert not lost


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_what_a_page_refers_to_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert not [*unfound(re.sub(r"\]\([^)]*\)", "]", text), ROOT, page.parent)]
    for link in LINK.finditer(text):
        goal = page.parent / link["page"] if link["page"] else page
        assert goal.exists(), link[0]
        if link["anchor"]:
            assert link["anchor"] in map(anchor, headings(goal)), link[0]


def is_in_the_code(dotted: str) -> bool:
    """Tell whether a dotted name is a module of ours, or something that one of them names."""
    module, name = ROOT / "recon", ""
    for part in dotted.split("."):
        if name:
            return False
        if (module / part).is_dir() or (module / f"{part}.py").is_file():
            module /= part
        else:
            name = part
    path = module / "__init__.py" if module.is_dir() else module.with_suffix(".py")
    return not name or bool(re.search(rf"\b{name}\b", path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_module_that_a_page_names_is_there(page: Path) -> None:
    rooms = {path.stem for path in (ROOT / "recon").iterdir()}
    named = MODULE.findall(page.read_text(encoding="utf-8"))
    ours = [one for one in named if one.split(".")[0] in rooms and one.split(".")[1] not in SUFFIXES]
    assert not [one for one in ours if not is_in_the_code(one)]


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ('As docs/house.md, "What travels" says.', 0),
        ('(docs/house.md,\n    "What\n    travels")', 0),
        ("``docs/operating.md`` §2, and docs/rules.md.", 0),
        ('docs/house.md, "What stays"', 1),
        ("docs/operating.md §9", 1),
        ("house.md; docs/plan.md", 2),
        ('Called "house" in docs/house.md', 0),
    ],
)
def test_a_reference_is_told_from_what_is_around_it(text: str, lost: int) -> None:
    assert len([*unfound(text, ROOT)]) == lost
