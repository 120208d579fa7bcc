"""The tally: what the live rows say of every student, counted in whole numbers.

A nation's million students and their rows are a few columns of numbers in memory, whichever engine holds the records;
counting them there takes a tenth of what joining them took.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Numbers = np.ndarray[Any, np.dtype[np.signedinteger[Any]]]
    Truths = np.ndarray[Any, np.dtype[np.bool_]]

LARGEST = 1 << 62
"""More combinations than this are not numbered at once."""
SPREAD = 20
"""Up to so many times as many numbers as students, a list of all numbers is short enough."""
TABLE = 1 << 20
"""Distinct numbers below this are told by a table of all of them, which stays in the processor's cache."""


@dataclass(frozen=True)
class Tally:
    """Per student, in the order of the records: what rows there are of them."""

    sent: Truths
    """Any row."""
    in_time: Truths
    """A row that is not late."""
    own: Truths
    """A row in time from the home site, or from a unit that reports for it."""
    late_own: Truths
    """A late row of these."""
    opened: Truths
    """A row with an open error."""
    found_at: pa.DictionaryArray
    """The first, by its code, of the units that sent the student; empty where none did."""


def tally(
    students: Numbers, rows: pa.Table, opened: frozenset[int], is_own: Callable[[str, str], bool]
) -> Tally:
    """Count the rows of every student.

    Args:
        students: their ``enrol_id``, each once.
        rows: matched live rows: ``row_id, enrol_id, unit, late, o_site_code``; those of nobody here count for nobody.
        opened: the rows with an open error.
        is_own: tells of a unit and a home site whether the student was not sent from elsewhere.
    """
    at = _places(students, rows["enrol_id"].to_numpy())
    if (at < 0).any():
        rows, at = rows.filter(pa.array(at >= 0)), at[at >= 0]
    late: Truths = rows["late"].to_numpy()
    own = _own(rows, is_own)

    def any_of(which: Truths) -> Truths:
        found = np.zeros(len(students), np.bool_)
        found[at[which]] = True
        return found

    return Tally(
        sent=any_of(np.ones(len(at), np.bool_)),
        in_time=any_of(~late),
        own=any_of(~late & own),
        late_own=any_of(late & own),
        opened=any_of(is_in(rows["row_id"].to_numpy(), opened)),
        found_at=_first(rows["unit"], at, len(students)),
    )


def _places(students: Numbers, wanted: Numbers) -> Numbers:
    """Return where each of the wanted stands, -1 where it does not.

    By a list of all numbers where they lie close together, as those of one extract do.
    """
    last = int(max(students.max(initial=0), wanted.max(initial=0)))
    if _far_apart(last, len(students)):
        order = np.argsort(students)
        at = order[np.minimum(np.searchsorted(students, wanted, sorter=order), len(order) - 1)]
        return np.where(students[at] == wanted, at, -1)
    places = np.full(last + 1, -1, np.int32)
    places[students] = np.arange(len(students), dtype=np.int32)
    return places[wanted]


def several(numbers: Numbers) -> Truths:
    """Tell which lines hold a number that another line holds too; -1 is none."""
    last = int(numbers.max(initial=0))
    if _far_apart(last, len(numbers)):
        ordered = np.sort(numbers)
        again = ordered[1:][ordered[1:] == ordered[:-1]]
    else:
        lines = np.arange(len(numbers), dtype=np.int32)
        holder = np.empty(last + 2, np.int32)
        # A repeated number keeps its last line; -1 (no number) falls on the spare last slot.
        holder[numbers] = lines
        again = numbers[holder[numbers] != lines]
    often: Truths = np.isin(numbers, again[again >= 0])
    return often


def _far_apart(last: int, count: int) -> bool:
    """Tell whether a list of all numbers up to the last would be mostly empty."""
    return last > SPREAD * max(count, 1_000)


def is_in(numbers: Numbers, chosen: frozenset[int]) -> Truths:
    """Tell which numbers are among the chosen."""
    return np.isin(numbers, np.fromiter(chosen, np.int64, len(chosen)))


def encoded(column: pa.ChunkedArray) -> pa.DictionaryArray:
    """Return a column of words as their numbers, as it may stand already."""
    whole = column.combine_chunks()
    return whole if pa.types.is_dictionary(whole.type) else whole.dictionary_encode()


def in_words(table: pa.Table) -> pa.Table:
    """Return a table with every word written out, as engines read it."""
    columns = [pc.cast(c, c.type.value_type) if pa.types.is_dictionary(c.type) else c for c in table.columns]
    return pa.table(dict(zip(table.column_names, columns, strict=True)))


def says(column: pa.ChunkedArray, *words: str) -> Truths:
    """Tell which lines hold one of these words."""
    known = encoded(column)
    meant = np.isin(known.dictionary.to_pylist(), words)
    if not meant.any():
        return np.zeros(len(known), np.bool_)
    truths: Truths = meant[known.indices.to_numpy()]
    return truths


def codes(column: pa.ChunkedArray) -> tuple[Numbers, list[str]]:
    """Return the words of a column, in order, and the number of each line's word among them."""
    known = encoded(column)
    words = known.dictionary.to_pylist()
    distinct = sorted(set(words))
    rank = np.searchsorted(np.array(distinct, object), np.array(words, object)) if words else np.zeros(0, int)
    return rank[known.indices.to_numpy()], distinct


def combined(*columns: pa.ChunkedArray) -> tuple[Numbers, list[tuple[str, ...]]]:
    """Return the combinations of words there are, in order, and the number of each line's among them."""
    told = [codes(column) for column in columns]
    if math.prod(max(1, len(words)) for _, words in told) >= LARGEST:
        before, known = combined(*columns[:-1])
        last, words = told[-1]
        at, distinct = in_order(before * max(1, len(words)) + last)
        return at, [(*known[code // len(words)], words[code % len(words)]) for code in distinct.tolist()]
    numbers = np.zeros(len(columns[0]), np.int64)
    for one, words in told:
        numbers = numbers * max(1, len(words)) + one
    at, distinct = in_order(numbers)
    return at, list(_words(distinct, [words for _, words in told]))


def in_order(numbers: Numbers) -> tuple[Numbers, Numbers]:
    """Return each line's place among the distinct numbers, none below 0, and these in order."""
    last = int(numbers.max(initial=0))
    if last < TABLE:
        there = np.zeros(last + 1, np.bool_)
        there[numbers] = True
        return (np.cumsum(there) - 1)[numbers], np.flatnonzero(there)
    found = pa.array(numbers).dictionary_encode()
    distinct = found.dictionary.to_numpy()
    order = np.argsort(distinct)
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    return place[found.indices.to_numpy()], distinct[order]


def _words(numbers: Numbers, words: list[list[str]]) -> Iterator[tuple[str, ...]]:
    """Tell again of which words, one per column, each number was made."""
    columns = []
    for known in reversed(words):
        several = max(1, len(known))
        columns.append([known[code] for code in (numbers % several).tolist()])
        numbers = numbers // several
    return zip(*reversed(columns), strict=True)


def _own(rows: pa.Table, is_own: Callable[[str, str], bool]) -> Truths:
    at, found = combined(rows["unit"], rows["o_site_code"])
    return np.array([is_own(unit, home) for unit, home in found], np.bool_)[at]


def _first(units: pa.ChunkedArray, at: Numbers, count: int) -> pa.Array:
    ranks, words = codes(units)
    first = np.full(count, len(words))
    np.minimum.at(first, at, ranks)
    return pa.DictionaryArray.from_arrays(first.astype(np.int32), pa.array([*words, ""], pa.string()))
