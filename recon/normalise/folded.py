"""How the values of a frame fold, and putting them back: few stand in an expression, more are joined."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recon.engine import Engine
    from recon.normalise.unfolded import Field

    Frame = nw.LazyFrame[Any]

_CHAIN = 24
"""Up to so many values stand in the expression itself; more are joined."""


@dataclass(frozen=True, slots=True)
class FoldedValue:
    """What one distinct value folds to."""

    keys: Mapping[str, str]
    value: str
    flaws: str


@dataclass(frozen=True)
class Folding:
    """How the values of a frame fold, found once; it may be put beside the frame again after a detour."""

    fields: tuple[Field, ...]
    answers: Mapping[str, Sequence[FoldedValue]]
    engine: Engine
    clean: frozenset[str]
    """Fields of which no value needed Python: each is spelled as their pattern says."""

    @property
    def costly(self) -> tuple[str, ...]:
        """The fields of so many dirty values that a join puts them back: keep their columns."""
        return tuple(field.code for field in self.fields if not self._stands(field))

    def flawed(self, code: str) -> list[str]:
        """Return the raw values of a field that do not fold to themselves, or not without a flaw."""
        return [answer.keys["raw"] for answer in self.answers.get(code, ())]

    def _stands(self, field: Field) -> bool:
        found = self.answers.get(field.code, ())
        return len(found) <= _CHAIN and all(answer.keys["raw"].isprintable() for answer in found)

    def beside(self, frame: Frame, prefix: str = "") -> Frame:
        """Add ``<f>`` and ``<f>_flaws`` for each field that has them not yet.

        Args:
            frame: has ``<f>_raw`` per field, and what else the values depend on.
            prefix: stands before the name of every column that is read or added.
        """
        there = set(frame.collect_schema().names())
        chained: list[nw.Expr] = []
        for field in self.fields:
            if f"{prefix}{field.code}" in there:
                continue
            found = self.answers.get(field.code, ())
            if self._stands(field):
                chained.extend(_chain(field, found, prefix))
            else:
                frame = _joined(frame, field, found, self.engine, prefix)
        return frame.with_columns(*chained) if chained else frame


def _chain(field: Field, answers: Sequence[FoldedValue], prefix: str) -> tuple[nw.Expr, nw.Expr]:
    """Write the answers into two expressions."""
    value, flaws = nw.col(f"{prefix}{field.raw_column}"), nw.lit("")
    for answer in answers:
        here = nw.all_horizontal(
            *(nw.col(f"{prefix}{field.keys[word]}") == text for word, text in answer.keys.items()),
            ignore_nulls=False,
        )
        value = nw.when(here).then(nw.lit(answer.value)).otherwise(value)
        flaws = nw.when(here).then(nw.lit(answer.flaws)).otherwise(flaws)
    return value.alias(f"{prefix}{field.code}"), flaws.alias(f"{prefix}{field.code}_flaws")


def _joined(frame: Frame, field: Field, answers: Sequence[FoldedValue], engine: Engine, prefix: str) -> Frame:
    """Put the answers back by a join on the distinct values; each is there once, so no row is doubled."""
    name = f"{prefix}{field.code}"
    value, flaws = f"{name}__value", f"{name}__flaws"
    columns = {f"__{word}": [answer.keys[word] for answer in answers] for word in field.keys}
    columns |= {value: [answer.value for answer in answers], flaws: [answer.flaws for answer in answers]}
    table = pa.table({name: pa.array(texts, pa.string()) for name, texts in columns.items()})
    on = {f"{prefix}{column}": f"__{word}" for word, column in field.keys.items()}
    joined = engine.look_up(frame, engine.frame(table), on)
    return joined.with_columns(
        nw.coalesce(nw.col(value), nw.col(f"{prefix}{field.raw_column}")).alias(name),
        nw.col(flaws).fill_null("").alias(f"{name}_flaws"),
    ).drop(value, flaws)
