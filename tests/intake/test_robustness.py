"""392 workbooks that made other readers stumble. They lie beside the checkout, never in it."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from recon.intake import read_paths
from recon.intake.sources import Source
from tests.support import oracles

if TYPE_CHECKING:
    from recon.intake import Pool
    from recon.model import FileRead

FOLDER = Path(__file__).parents[2].parent / "shared" / "robustness"
pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the collection of difficult workbooks is not here"
)
SLOW = 10.0


@pytest.fixture(scope="module")
def index() -> dict[str, bool]:
    """File → some reader can read it."""
    with (FOLDER / "index.csv").open(encoding="utf-8", newline="") as file:
        return {line["file"]: line["readable_by_some_reader"] == "yes" for line in csv.DictReader(file)}


@pytest.fixture(scope="module")
def reads(index: dict[str, bool], pool: Pool) -> dict[str, FileRead]:
    found = [Source(FOLDER / file, file) for file in index]
    return {read.file: read for read in read_paths(found, pool=pool, once=False)}


def test_every_file_gets_a_verdict_in_time(index: dict[str, bool], reads: dict[str, FileRead]) -> None:
    assert len(index) == 392
    assert reads.keys() >= index.keys()
    assert max(read.seconds for read in reads.values()) < SLOW
    assert all(read.troubles for read in reads.values() if read.refused)


def test_what_some_reader_can_read_is_read(index: dict[str, bool], reads: dict[str, FileRead]) -> None:
    readable = [file for file, some in index.items() if some]
    refused = [file for file in readable if reads[file].refused]
    assert len(refused) <= 0.02 * len(readable), refused


def test_what_is_not_complete_says_so(reads: dict[str, FileRead]) -> None:
    """A reading that differs from the independent count carries FI12; on this collection that is rare."""
    doubted = [
        read.file
        for read in reads.values()
        if any(t.details.get("reason") == "lost-cells" for t in read.troubles)
    ]
    assert len(doubted) <= 4, doubted


def texts(read: FileRead) -> oracles.Texts:
    return {
        (sheet.name, row.number, column): text
        for sheet in read.sheets
        for row in sheet.rows
        for column, text in enumerate(row.values, 1)
        if text
    }


def completeness(files: list[str], reads: dict[str, FileRead]) -> float:
    expected = agreed = 0
    for file in files:
        witness, ours = oracles.best(FOLDER / file), texts(reads[file])
        expected += len(witness)
        agreed += sum(ours.get(place) == text for place, text in witness.items())
    return agreed / expected


def test_texts_agree_with_the_best_of_other_readers(
    index: dict[str, bool], reads: dict[str, FileRead]
) -> None:
    small = [file for file, some in index.items() if some and (FOLDER / file).stat().st_size < 60_000]
    assert completeness(small[::5], reads) >= 0.996


@pytest.mark.nightly
def test_all_texts_agree_with_the_best_of_other_readers(
    index: dict[str, bool], reads: dict[str, FileRead]
) -> None:
    assert completeness([file for file, some in index.items() if some], reads) >= 0.996
