"""Values of a frame that need folding: nearly every one is clean already, and a regular expression tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import pyarrow as pa
import pyarrow.compute as pc

from recon.fields import PERSONAL
from recon.values import folding
from recon.words import Category, CellType

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recon.campaign import Campaign
    from recon.engine import Engine

    Frame = nw.LazyFrame[Any]

_WORDS = ("raw", "type", "form")
_PLAIN_TYPES = (CellType.TEXT.value, CellType.BLANK.value, CellType.NULL.value, CellType.ABSENT.value)
_BY_FORM = frozenset({"level", "cohort"})
"""Adult education reads these otherwise: a bare 本科 is ambiguous, a cohort is a year."""
_GROUP = re.compile(r"\[[^]]*\]|\\.|\((?!\?)")
_FORM = ("form", "category")
_DIGITS = "^[0-9]{4,20}$"
_ANY_LENGTH = frozenset({"student_no", "exam_no"})
"""Digits of any length fold to themselves: adult numbers are each school's own, and length is for a rule."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a frame: where its raw value, its cell type and the row's form stand (``""``: nowhere)."""

    code: str
    type_column: str
    form_column: str
    pattern: str

    @property
    def raw_column(self) -> str:
        """The column that holds the field as it was sent."""
        return f"{self.code}_raw"

    @property
    def keys(self) -> dict[str, str]:
        """Return what a folded value depends on: our word → the frame's column."""
        pairs = {"raw": self.raw_column, "type": self.type_column, "form": self.form_column}
        return {word: column for word, column in pairs.items() if column}

    def dirty(self, engine: Engine) -> nw.Expr:
        """Return which rows need Python."""
        raw = nw.col(self.raw_column)
        spelled = raw.str.contains(self.pattern)
        if not engine.strict_end:
            spelled = spelled & ~raw.str.contains(folding.LINE_BREAK)
        clean = (raw == "") | spelled
        if self.type_column:
            kind = nw.col(self.type_column)
            clean = (clean & kind.is_in(_PLAIN_TYPES)) | ((raw == "") & (kind != CellType.ERROR.value))
        if self.form_column:
            clean = clean & ((nw.col(self.form_column) != Category.ADULT.value) | (raw == ""))
        return ~clean

    def is_clean(self, table: pa.Table) -> bool:
        """Tell that no row of a table in memory needs Python; false where one may, as :meth:`dirty` tells."""
        kinds = set(pc.unique(table[self.type_column]).to_pylist()) if self.type_column else set()
        forms = pc.unique(table[self.form_column]).to_pylist() if self.form_column else ()
        if not kinds.issubset(_PLAIN_TYPES) or Category.ADULT.value in forms:
            return False
        raw = table[self.raw_column]
        texts = raw if self.code in PERSONAL else pc.unique(raw)  # other fields have few distinct values
        spelled = pc.or_(pc.match_substring_regex(texts, self.pattern), pc.equal(texts, ""))
        return bool(pc.all(spelled).as_py())

    def values(self, frame: Frame, engine: Engine) -> Frame:
        """Return the distinct values that need Python, with all they depend on."""
        columns = list(self.keys.values())
        if not engine.plans:  # an engine with a query planner drops the other columns itself
            frame = frame.select(*columns)
        if self.code in PERSONAL:
            distinct = frame.filter(self.dirty(engine)).group_by(*columns).agg(nw.len().alias("n"))
        else:
            # Made to depend on the count, so that no engine evaluates the condition on every row before grouping.
            counted = frame.group_by(*columns).agg(nw.len().alias("n"))
            asked = nw.when(nw.col("n") > 0).then(self.dirty(engine)).otherwise(nw.lit(False))
            distinct = counted.filter(asked)
        words = {word: nw.col(name) if (name := self.keys.get(word)) else nw.lit("") for word in _WORDS}
        return distinct.select(code=nw.lit(self.code), **words)


def field_of(code: str, columns: Iterable[str], campaign: Campaign) -> Field:
    """Return a field as it stands in a frame of these columns."""
    form = next((name for name in _FORM if name in columns), "") if code in _BY_FORM else ""
    own = campaign.vocabulary.get(code)
    pattern = _DIGITS if code in _ANY_LENGTH and not own else folding.clean_pattern(code, own)
    return Field(code, f"{code}_type" if f"{code}_type" in columns else "", form, _uncaptured(pattern))


def _uncaptured(pattern: str) -> str:
    """Return the pattern with plain groups: pandas warns of capturing ones."""
    return _GROUP.sub(lambda found: "(?:" if found[0] == "(" else found[0], pattern)
