"""The plan of the doors holds (docs/house.md), and nothing that must not be in the repository is."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).parents[1]
SYNTHETIC = frozenset({"10", "20", "30", "70", "90", "99"})
"""Never assigned to a province; 99 begins the temporary numbers of some schools."""
PERMITS = {("test_identity.py", prefix) for prefix in ("81", "82", "83")}
"""Residence permits are known by their prefix, so their one test cannot do without it."""


def test_no_room_opens_a_door_that_is_not_in_the_plan() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout


def imported(path: Path, modules: Mapping[str, Path]) -> set[str]:
    """The modules of ours that a file imports anywhere, in annotations and functions too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.partition(".")[0] == "recon":
            parts = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (parts & modules.keys()) or {node.module}
    return found & modules.keys()


def test_no_modules_know_each_other_not_even_in_annotations() -> None:
    paths = (ROOT / "recon").rglob("*.py")
    modules = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in paths
    }
    known = {name: imported(path, modules) - {name} for name, path in modules.items()}
    assert len(modules) > 500
    TopologicalSorter(known).prepare()  # raises CycleError with the modules of a circle


def test_every_part_of_the_house_stands_in_its_plan() -> None:
    tree = (
        (ROOT / "docs" / "house.md")
        .read_text(encoding="utf-8")
        .partition("\nrecon/\n")[2]
        .partition("```")[0]
    )
    parts = {
        path.stem
        for path in (ROOT / "recon").iterdir()
        if (path.suffix == ".py" or (path / "__init__.py").is_file()) and not path.stem.startswith("__")
    }
    assert not parts - set(re.findall(r"\w+", tree))


def test_every_resident_id_in_the_repository_is_of_a_province_that_was_never_assigned() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    suffixes = {".py", ".md", ".csv", ".json", ".toml", ".txt", ".ipynb"}
    paths = [ROOT / name for name in listed.splitlines() if Path(name).suffix in suffixes]
    if not paths:
        pytest.skip("not a checkout")
    pattern = re.compile(
        r"(?<![\dA-Za-z.])([1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx])(?!\d)"
    )
    real = [
        (path.relative_to(ROOT).as_posix(), number[:2])
        for path in paths
        if path.is_file()
        for number in pattern.findall(path.read_text(encoding="utf-8", errors="ignore"))
        if number[:2] not in SYNTHETIC and (path.name, number[:2]) not in PERMITS
    ]
    assert not real, sorted(set(real))[:20]


def test_importing_is_cheap() -> None:
    heavy = ("pandas", "duckdb", "streamlit", "pyarrow", "plotly")
    code = f"import sys, recon; print(sum(name in sys.modules for name in {heavy}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"


UNUSED = {
    "CONFLICTS": "the words of a column, for who reads the schema",
    "ENROLMENT_HEAD": "likewise",
    "judged_schema": "what docs/house.md says goes from match to rules; the rules' tests make their rows by it",
    "read_file": "one file read as a run reads hundreds; the tests of intake ask for one",
    "handle_starttag": "called by html.parser",
    "handle_endtag": "likewise",
    "handle_startendtag": "likewise",
    "handle_entityref": "likewise",
    "handle_charref": "likewise",
    "handle_data": "likewise",
    "approve_point": "the workspace keeps it, no page or command offers it",
    "withdraw_point": "likewise",
    "withdraw_site": "likewise",
}
"""Public names that only tests use, or nobody by name, and why they stay."""


def test_no_public_name_lives_for_the_tests_alone() -> None:
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "recon").rglob("*.py")}
    others = [ROOT / "dashboard.py", ROOT / "pyproject.toml", *(ROOT / "recon").rglob("*.mako")]
    others += [*(ROOT / "benchmarks").rglob("*.py"), *(ROOT / "notebooks").rglob("*.ipynb")]
    used = {word for path in others for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))}
    for path, tree in trees.items():
        used.update(used_in(tree, is_door=path.name == "__init__.py"))
    defined = {name for tree in trees.values() for name in defined_in(tree.body)}
    assert {name for name in defined - used if not name.startswith("_")} == set(UNUSED)


def defined_in(body: list[ast.stmt]) -> Iterator[str]:
    """Functions, classes, their methods, and constants; a command is used by its decorator."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            if not any(isinstance(one, ast.Call) for one in node.decorator_list):
                yield node.name
            if isinstance(node, ast.ClassDef):
                yield from defined_in([one for one in node.body if isinstance(one, ast.FunctionDef)])
        elif isinstance(node, ast.Assign):
            yield from (name.id for name in node.targets if isinstance(name, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def used_in(tree: ast.Module, *, is_door: bool) -> Iterator[str]:
    """Names read, asked of something, or imported; what a room's door hands on is not used by that."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.ImportFrom) and not is_door:
            yield from (name.name for name in node.names)
