"""The notebooks run from top to bottom, tell the same story in both languages, and show nobody."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from recon.sample import make

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
MOST_BYTES = 200_000
_NUMBER = re.compile(r"(?<![\d.])(?!20\d{6}(?!\d))\d{9,}[\dXx]*")
"""Nine digits in a row, a date apart: a number of a person."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("campaign")
    make(folder, seed=7, site_count=4, student_count=200)
    return folder


def code(notebook: Any) -> list[str]:
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def shown(notebook: Any) -> list[dict[str, Any]]:
    """Return the outputs of every cell; an error among them fails."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert outputs
    assert {output["output_type"] for output in outputs} == {"execute_result", "display_data"}
    return [dict(output["data"]) for output in outputs]


def assert_rich_small_and_of_nobody(notebook: Any) -> None:
    outputs = shown(notebook)
    kinds = [kind for output in outputs for kind in output]
    assert kinds.count("application/vnd.plotly.v1+json") == 2
    assert kinds.count("text/html") >= 4
    for output in outputs:
        for text in map(str, output.values()):
            assert not _NUMBER.findall(text)
    assert len(str(outputs).encode()) < MOST_BYTES


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_shows_tables_and_charts(
    path: Path, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECON_SAMPLE", str(sample))
    notebook = nbformat.read(path, 4)
    NotebookClient(notebook, timeout=180, resources={"metadata": {"path": str(FOLDER)}}).execute()
    assert_rich_small_and_of_nobody(notebook)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_what_is_kept_in_the_file_was_run_in_order_and_shows_nobody(path: Path) -> None:
    notebook = nbformat.read(path, 4)
    nbformat.validate(notebook)
    counts = [cell.execution_count for cell in notebook.cells if cell.cell_type == "code"]
    assert counts == list(range(1, len(counts) + 1))
    assert_rich_small_and_of_nobody(notebook)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_what_is_kept_in_the_file_is_what_it_shows_today(path: Path) -> None:
    kept, notebook = (nbformat.read(path, 4) for _ in range(2))
    NotebookClient(notebook, timeout=180, resources={"metadata": {"path": str(FOLDER)}}).execute()
    assert shown(notebook) == shown(kept)


def test_both_languages_tell_the_same_story() -> None:
    first, second = (nbformat.read(path, 4) for path in NOTEBOOKS)
    assert [text.replace('"en"', '"zh"') for text in code(first)] == code(second)
    assert len(first.cells) == len(second.cells)
