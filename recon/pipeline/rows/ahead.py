"""Ask about the records while rows are still being matched, so that the engine works meanwhile."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recon import rules
from recon.pipeline.beside import Beside

if TYPE_CHECKING:
    from recon.pipeline.rows.official import Official
    from recon.pipeline.stage import Stage

    Frame = nw.LazyFrame[Any]
    Numbers = np.ndarray[Any, np.dtype[np.int64]]


class Ahead:
    """Jobs beside the rows that are not plain: while they are folded, climb the ladder, join the plain ones.

    Args:
        official: the enrolments.
        plain: the plain rows, with ``enrol_id``, ``due`` and ``eligible``.
        stage: what every step needs.
    """

    def __init__(self, official: Official, plain: pa.Table, stage: Stage) -> None:
        self._official, self._stage = official, stage
        anyway = pc.or_(plain["due"], plain["eligible"])
        spoken = pc.unique(plain.filter(pc.invert(anyway))["enrol_id"])
        self.kept: Beside[Frame] = Beside(partial(official.concerned, spoken, stage.tree, stage.engine))
        """Keeps who is due or eligible, or sent by a plain row."""
        self.own_ids = Beside(self._own_ids)
        """Fetches the IDs of those."""

    def _own_ids(self) -> pa.Table:
        return rules.own_ids(self.kept.answer(), self._stage.engine)

    def concerned(self, spoken: Numbers) -> tuple[Frame, Beside[pa.Array]]:
        """Return the enrolments that are due, eligible or sent, and what finds the unsound among them by itself.

        Args:
            spoken: the enrolments that the rows which are not plain speak of.
        """
        kept, told, stage = self.kept.answer(), self.own_ids.answer(), self._stage
        more = self._lacking(kept, np.unique(spoken[spoken >= 0]))
        if len(more):
            few = self._official.among(pa.array(more), stage.tree, stage.engine)
            kept = nw.concat([kept, few])
            told = pa.concat_tables([told, rules.own_ids(few, stage.engine)])
        return kept, Beside(partial(rules.unsound, told, stage.campaign))

    def _lacking(self, kept: Frame, numbers: Numbers) -> Numbers:
        if not len(numbers):
            return numbers
        engine = self._stage.engine
        asked = engine.frame(pa.table({"enrol_id": numbers}))
        there = engine.collect(kept.join(asked, on="enrol_id", how="inner").select("enrol_id"))
        return np.setdiff1d(numbers, there["enrol_id"].to_numpy())
