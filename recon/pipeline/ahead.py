"""The enrolments concerned, kept while the rows that are not plain climb the ladder: both cores have work."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recon.pipeline.beside import Beside

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recon.pipeline.official import Official
    from recon.pipeline.stage import Stage

    Frame = nw.LazyFrame[Any]
    Numbers = np.ndarray[Any, np.dtype[np.int64]]


class Ahead:
    """Keeps who is due, eligible or sent before it is known of every row whom it speaks of.

    The candidates of the ladder are kept too: nearly always its answer is among them.

    Args:
        official: the enrolments.
        plain: the plain rows, with ``enrol_id``, ``due`` and ``eligible``.
        stage: what every step needs.
    """

    def __init__(self, official: Official, plain: pa.Table, stage: Stage) -> None:
        self._official, self._stage = official, stage
        anyway = pc.or_(plain["due"], plain["eligible"])
        self._spoken: Numbers = np.unique(plain.filter(pc.invert(anyway))["enrol_id"].to_numpy())
        self._kept: Beside[Frame] | None = None

    def beside(self, candidates: Iterable[int]) -> Beside[Frame]:
        """Return the job of keeping them, to be done while the candidates are compared."""
        self._spoken = np.union1d(self._spoken, np.fromiter(candidates, np.int64))
        stage = self._stage
        keep = partial(self._official.concerned, pa.array(self._spoken), stage.tree, stage.engine)
        self._kept = Beside(keep)
        return self._kept

    def concerned(self, spoken: Numbers) -> Frame:
        """Return the frame that was kept, with the few enrolments nobody could foresee.

        Args:
            spoken: the enrolments that rows speak of.
        """
        kept = (self._kept or self.beside(())).answer()
        more = self._lacking(kept, np.setdiff1d(spoken[spoken >= 0], self._spoken))
        if not len(more):
            return kept
        stage = self._stage
        return nw.concat([kept, self._official.among(pa.array(more), stage.tree, stage.engine)])

    def _lacking(self, kept: Frame, numbers: Numbers) -> Numbers:
        if not len(numbers):
            return numbers
        engine = self._stage.engine
        asked = engine.frame(pa.table({"enrol_id": numbers}))
        there = engine.collect(kept.join(asked, on="enrol_id", how="inner").select("enrol_id"))
        return np.setdiff1d(numbers, there["enrol_id"].to_numpy())
