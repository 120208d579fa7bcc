"""FI14: a column that slid or was sorted alone, the most dangerous roster there is, since half the keys agree."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz.distance import Levenshtein

from recon.model import AGREEMENT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    Numbers = np.ndarray[Any, np.dtype[np.int64]]
    Truths = np.ndarray[Any, np.dtype[np.bool_]]

ENOUGH = 5
"""Rows whose value is another row's student's before a whole file is refused (docs/rules.md, "FI File")."""
SHIFTS = (1, -1, 2, -2)
EXPLAINED = 0.98
"""Share of a stretch's rows, and of the wrong ones among them, that one shift must explain in a shared column."""
SHARED = ("sex", "level", "major", "cohort")
"""Fields whose values many students share: only a shift or a sorting of the whole column tells anything."""
COMPARED = (*AGREEMENT, *SHARED)
TELLING = frozenset({"MA02", "MA03", "MA04", "MA06", "MA07", "DF01", "DF02", "DF03", "DF04", "DF05", "DF06"})
"""Rules broken in every slid row; a file with fewer than :data:`ENOUGH` of these rows is not looked at."""
_THREADS = 2
_BETWEEN = "\x1f"
_NOTHING = 0
"""The number of the empty text."""


@dataclass(frozen=True, slots=True)
class Slid:
    """A column that does not stand beside its students, and in how many rows."""

    file: str
    unit: str
    field: str
    rows: int


def slid_columns(sent: pa.Table, records: pa.Table, files: Iterable[str]) -> list[Slid]:
    """Return the columns of some files that slid or were sorted alone, by file, unit and field.

    Args:
        sent: ``row_id, block, file, unit`` and what every live row says in the fields compared, folded; by ``row_id``.
        records: ``row_id`` and what the records of some of these rows say, ``o_<field>``: of all that say anything
            else than their record.
        files: the files that are suspected.
    """
    at = np.searchsorted(sent["row_id"].to_numpy(), records["row_id"].to_numpy())
    suspected = _one_of(sent["file"].take(pa.array(at)), pa.array(sorted(files), pa.string()))
    rows = _Rows(sent, records, at, suspected)
    # Vectorised: a nation's columns are too long for a Python loop.
    with ThreadPoolExecutor(_THREADS) as threads:
        counts = dict(zip(COMPARED, threads.map(partial(_misplaced, rows), COMPARED), strict=True))
    found = [
        Slid(file, unit, field, rows)
        for field in COMPARED
        for (file, unit), rows in counts[field].items()
        if rows >= ENOUGH
    ]
    return sorted(found, key=lambda slid: (slid.file, slid.unit))


def _one_of(column: pa.ChunkedArray, words: pa.Array) -> Truths:
    """Tell where a column of text, or of words' numbers, says one of these."""
    if not pa.types.is_dictionary(column.type):
        return np.asarray(pc.is_in(column, value_set=words), np.bool_)
    whole = column.combine_chunks()
    meant: Truths = np.asarray(pc.is_in(whole.dictionary, value_set=words), np.bool_)
    truths: Truths = meant[whole.indices.to_numpy()]
    return truths


@dataclass(frozen=True)
class _Rows:
    """The live rows, and of some what their records say; the records of all others say the same as they."""

    sent: pa.Table
    records: pa.Table
    at: Numbers
    """Where each of ``records`` stands among the rows."""
    suspected: Truths
    """Which of ``records`` belong to a suspected file."""

    def differing(self, field: str) -> Numbers:
        """Return where among ``records`` both sides say something, and not the same."""
        said, told = self.said(field, self.at), self.records[f"o_{field}"]
        both = pc.and_(pc.not_equal(said, ""), pc.not_equal(told, ""))
        truths = pc.and_(both, pc.not_equal(said, told)).to_numpy()
        return np.flatnonzero(truths & self.suspected)

    def said(self, field: str, at: Numbers) -> pa.ChunkedArray:
        """Return what some rows say in a field."""
        return pc.cast(self.sent[field].take(pa.array(at)), pa.string())

    def places(self, at: Numbers, *names: str) -> list[tuple[Any, ...]]:
        """Return what stands in some columns of some rows, row by row."""
        columns = (self.sent[name].take(pa.array(at)).to_pylist() for name in names)
        return list(zip(*columns, strict=True))


def _misplaced(rows: _Rows, field: str) -> Counter[tuple[str, str]]:
    """Count, by file and unit, the rows of one column that do not stand beside their students."""
    return (_of_other_rows if field in AGREEMENT else _moved_rows)(rows, field)


# ---------------------------------------------------------------- keys, of which everybody has one of his own


def _of_other_rows(rows: _Rows, key: str) -> Counter[tuple[str, str]]:
    """Count, by file and unit, the rows whose value is not their own student's, but that of another row's student.

    A typing error is not counted: one sign more, less or other makes it the value of a student who has it too. In a
    column that slid he has it no more, and in one that was filled down many have it.
    """
    differing = rows.differing(key)
    places = rows.places(rows.at[differing], "file", "unit", key)
    official = rows.records[f"o_{key}"].take(pa.array(differing)).to_pylist()
    several, often = Counter(place[:2] for place in places), Counter(places)
    wrong = {place for place in places if several[place[:2]] >= ENOUGH}
    theirs = _holders(rows, key, wrong) if wrong else {}

    def is_typed(place: tuple[Any, ...], own: str) -> bool:
        few = theirs[place] and often[place] < ENOUGH
        return few and Levenshtein.distance(place[-1], own, score_cutoff=1) <= 1

    told = zip(places, official, strict=True)
    return Counter(place[:2] for place, own in told if place in theirs and not is_typed(place, own))


def _holders(rows: _Rows, key: str, wrong: Collection[tuple[Any, ...]]) -> dict[tuple[Any, ...], bool]:
    """Return by file and unit which of the wrong values are some row's student's own, and whether that row says so."""
    values = pa.array(sorted({value for _, _, value in wrong}), pa.string())
    told = np.flatnonzero(_one_of(rows.records[f"o_{key}"], values))
    said = _one_of(rows.sent[key], values)
    # Rows that were not compared agree with their record, so what they sent stands for it.
    said[rows.at] = False
    at = np.flatnonzero(said)
    # Namesakes are common, so only rows of the same file count.
    theirs = pc.binary_join_element_wise(rows.said("file", at), rows.said(key, at), _BETWEEN)
    same = pa.array(sorted({f"{file}{_BETWEEN}{value}" for file, _, value in wrong}), pa.string())
    found = dict.fromkeys(rows.places(at[_one_of(theirs, same)], "file", "unit", key), True)
    held = rows.records[f"o_{key}"].take(pa.array(told)).to_pylist()
    for (*place, sent), own in zip(rows.places(rows.at[told], "file", "unit", key), held, strict=True):
        found[*place, own] = found.get((*place, own), False) or sent == own
    return found


# ---------------------------------------------------------------- values that many students share


def _moved_rows(rows: _Rows, field: str) -> Counter[tuple[str, str]]:
    """Count, by file and unit, the rows of columns that moved, block by block."""
    differing = rows.differing(field)
    several = Counter(rows.places(rows.at[differing], "block", "unit"))
    blocks = np.array([block for (block, _), n in several.items() if n >= ENOUGH], np.int64)
    found: Counter[tuple[str, str]] = Counter()
    if not len(blocks):
        return found
    at = np.flatnonzero(np.isin(rows.sent["block"].to_numpy(), blocks))
    for part, said, told in _columns(rows, field, at):
        if count := _moved(said, told):
            found[rows.places(part[:1], "file", "unit")[0]] += count
    return found


def _columns(rows: _Rows, field: str, at: Numbers) -> Iterator[tuple[Numbers, Numbers, Numbers]]:
    """Yield the column of each block and unit: where it stands, what it says and what its records say, as numbers."""
    said, told = _numbered(rows.said(field, at), rows.records[f"o_{field}"])
    official = said.copy()
    known = np.searchsorted(at, rows.at)
    here = known < len(at)
    here[here] = at[known[here]] == rows.at[here]
    official[known[here]] = told[here]
    block = rows.sent["block"].to_numpy()[at]
    unit = rows.sent["unit"].take(pa.array(at)).combine_chunks().dictionary_encode().indices.to_numpy()
    order = np.lexsort((unit, block))
    ends = np.flatnonzero((np.diff(block[order]) != 0) | (np.diff(unit[order]) != 0)) + 1
    for part in np.split(order, ends):
        yield at[part], said[part], official[part]


def _numbered(said: pa.ChunkedArray, told: pa.ChunkedArray) -> tuple[Numbers, Numbers]:
    """Return both columns as numbers, alike where the texts are; the empty text is :data:`_NOTHING`."""
    empty = pa.chunked_array([pa.array([""], pa.string())])
    together = pa.chunked_array([*empty.chunks, *said.chunks, *told.chunks]).combine_chunks()
    numbers = together.dictionary_encode().indices.to_numpy()
    return numbers[1 : len(said) + 1], numbers[len(said) + 1 :]


def _moved(said: Numbers, told: Numbers) -> int:
    """Return how many rows of a column of shared values stand beside the wrong student.

    It is 0 unless one shift or one sorting explains the whole stretch.
    """
    wrong = np.flatnonzero((said != _NOTHING) & (told != _NOTHING) & (said != told))
    if len(wrong) < ENOUGH:
        return 0
    stretch = np.arange(wrong[0], wrong[-1] + 1)
    # In a stretch of students who are all alike, every shift explains the rows that are right.
    explained = any(
        _explains(said, told, stretch, by) and _explains(said, told, wrong, by, least=1) for by in SHIFTS
    )
    return len(wrong) if explained or _is_sorted_alone(said, told) else 0


def _explains(said: Numbers, told: Numbers, at: Numbers, shift: int, least: int = ENOUGH) -> bool:
    rows = at[(at >= shift) & (at - shift < len(said))]
    agreeing = int(np.count_nonzero(said[rows] == told[rows - shift]))
    return bool(len(rows) >= least and agreeing >= EXPLAINED * len(rows))


def _is_sorted_alone(said: Numbers, told: Numbers) -> bool:
    """Tell whether a column holds exactly its students' values, but in groups as a sort leaves them."""
    values = len(np.unique(said))
    alike = np.array_equal(np.sort(said), np.sort(told))
    return alike and _runs(said) == values and _runs(told) > 2 * values


def _runs(values: Numbers) -> int:
    return 1 + int(np.count_nonzero(np.diff(values)))
