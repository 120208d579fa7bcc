"""Enrolments that a row might be, fetched by what they share with it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import pyarrow as pa

from recon.match.people import Candidate, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from recon.engine import Engine

    Frame = nw.LazyFrame[Any]
    Probes = Sequence[tuple[int, str]]
    """Row and value, not empty, that are looked for."""

PIECES = {"student_no": ((0, 5), (5, 4), (9, 4)), "id_card": ((0, 6), (6, 8), (14, 4))}
"""A close key (at most two wrong digits, or a swap) leaves at least one of three pieces whole: (offset, length)."""


@dataclass(frozen=True)
class Holders:
    """Enrolments, and the engine that holds them."""

    engine: Engine
    enrolments: Frame

    def look_up(self, pairs: Probes, key: str) -> Iterable[tuple[int, Candidate]]:
        """Fetch the enrolments whose ``key`` equals a probe's."""
        if not pairs:
            return []
        probes = pa.table({"probe_row": [p[0] for p in pairs], "probe": [p[1] for p in pairs]})
        return self._candidates(self._joined(probes, key), key)

    def called_alike(self, rows: Sequence[Row]) -> dict[int, list[Candidate]]:
        """Return, per row, the enrolments of the same name of which some piece of 学号 or ID agrees."""
        found: dict[int, list[Candidate]] = defaultdict(list)
        if not rows:
            return found
        keys = {f"p_{key}": [getattr(row, key) for row in rows] for key in PIECES}
        table = pa.table({"probe_row": [r.row_id for r in rows], "probe": [r.name for r in rows], **keys})
        pieces = [_same_piece(key, start, size) for key, places in PIECES.items() for start, size in places]
        similar = self._joined(table, "name").filter(nw.any_horizontal(*pieces, ignore_nulls=True))
        for row_id, candidate in self._candidates(similar, "name"):
            found[row_id].append(candidate)
        return found

    def _joined(self, probes: pa.Table, key: str) -> Frame:
        enrolments = self.enrolments.select(*Candidate._fields)
        return self.engine.frame(probes).join(enrolments, left_on="probe", right_on=key, how="inner")

    def _candidates(self, joined: Frame, key: str) -> Iterator[tuple[int, Candidate]]:
        """Collect the enrolments found for each row, which ``probe_row`` names."""
        wanted = [nw.col("probe").alias(key) if c == key else nw.col(c) for c in Candidate._fields]
        table = self.engine.collect(joined.select("probe_row", *wanted))
        table = table.sort_by([("probe_row", "ascending"), ("enrol_id", "ascending")])
        candidates = map(Candidate._make, lines_of(table, Candidate._fields))
        return zip(table["probe_row"].to_pylist(), candidates, strict=True)


class Near(Holders):
    """Some thousand enrolments at hand: a dictionary finds them sooner than a join."""

    def __init__(self, desk: Engine, table: pa.Table) -> None:
        super().__init__(desk, desk.frame(table))
        lines = lines_of(table.sort_by("enrol_id"), Candidate._fields)
        self._near = [Candidate._make(line) for line in lines]

    def look_up(self, pairs: Probes, key: str) -> Iterable[tuple[int, Candidate]]:
        """Find the enrolments whose ``key`` equals a probe's."""
        by_key: dict[str, list[Candidate]] = defaultdict(list)
        for candidate in self._near:
            by_key[getattr(candidate, key)].append(candidate)
        return [(row_id, candidate) for row_id, value in pairs for candidate in by_key.get(value, ())]


def _same_piece(key: str, start: int, size: int) -> nw.Expr:
    mine, theirs = (nw.col(c).str.slice(start, size) for c in (f"p_{key}", key))
    return (mine == theirs) & (mine != "")


def lines_of(table: pa.Table, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Yield the lines of some columns."""
    return zip(*(table[column].to_pylist() for column in columns), strict=True)
