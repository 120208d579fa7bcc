"""The engine's side of folding: ``<f>_raw`` → ``<f>`` and ``<f>_flaws``, the same on every engine.

Nearly every value of an extract is clean already; a regular expression tells. The others are few when told
apart: their distinct values are collected, folded in Python and put back.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import pyarrow as pa

from recon.values import cohort, folding, vocabulary
from recon.words import Category, CellType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recon.campaign import Campaign
    from recon.engine import Engine

    Frame = nw.LazyFrame[Any]

_WORDS = ("raw", "type", "form")
_CHAIN = 24
"""Up to so many values stand in the expression itself; more are joined."""
_PLAIN_TYPES = (CellType.TEXT.value, CellType.BLANK.value, CellType.NULL.value, CellType.ABSENT.value)
_BY_FORM = frozenset({"level", "cohort"})
"""Adult education reads these otherwise: a bare 本科 is ambiguous, a cohort is a year."""
_GROUP = re.compile(r"\[[^]]*\]|\\.|\((?!\?)")
_FORM = ("form", "category")
_DIGITS = "^[0-9]{4,20}$"
_ANY_LENGTH = frozenset({"student_no", "exam_no"})
"""Digits of any length fold to themselves: adult numbers are each school's own, and length is for a rule."""


@dataclass(frozen=True, slots=True)
class _Field:
    """One field of a frame: where its raw value, its cell type and the row's form stand (``""``: nowhere)."""

    code: str
    type_column: str
    form_column: str
    pattern: str

    @property
    def raw_column(self) -> str:
        return f"{self.code}_raw"

    @property
    def keys(self) -> dict[str, str]:
        """Return what a folded value depends on: our word → the frame's column."""
        pairs = {"raw": self.raw_column, "type": self.type_column, "form": self.form_column}
        return {word: column for word, column in pairs.items() if column}

    def dirty(self) -> nw.Expr:
        """Return which rows need Python."""
        raw = nw.col(self.raw_column)
        clean = (raw == "") | (raw.str.contains(self.pattern) & ~raw.str.contains(folding.LINE_BREAK))
        if self.type_column:
            kind = nw.col(self.type_column)
            clean = (clean & kind.is_in(_PLAIN_TYPES)) | ((raw == "") & (kind != CellType.ERROR.value))
        if self.form_column:
            clean = clean & ((nw.col(self.form_column) != Category.ADULT.value) | (raw == ""))
        return ~clean


@dataclass(frozen=True, slots=True)
class _Answer:
    """What one distinct value folds to."""

    keys: Mapping[str, str]
    value: str
    flaws: str


def fold(frame: Frame, codes: Sequence[str], engine: Engine, campaign: Campaign) -> Frame:
    """Add ``<f>`` and ``<f>_flaws`` for each code.

    Args:
        frame: has ``<f>_raw`` per code; ``<f>_type`` (cell type) and ``form`` or ``category`` are used where
            present. It is read for the distinct values and again by whoever uses the answer: keep it first if
            it is costly.
        codes: field codes of ``recon.fields``, ``status`` too.
        engine: the engine that holds the frame.
        campaign: its vocabulary.

    Returns:
        The frame with as many rows as before. Flaws are words of ``values.folding.FLAWS`` joined by a space;
        no value is ever null.
    """
    columns = frame.collect_schema().names()
    known = [_field(code, columns, campaign) for code in codes]
    frame = frame.with_columns(*(nw.col(field.raw_column).fill_null("") for field in known))
    answers = _answers(frame, known, engine, campaign)
    chained: list[nw.Expr] = []
    for field in known:
        found = answers[field.code]
        if len(found) <= _CHAIN and all(answer.keys["raw"].isprintable() for answer in found):
            chained.extend(_chain(field, found))
        else:
            frame = _joined(frame, field, found, engine)
    return frame.with_columns(*chained)


def _field(code: str, columns: Iterable[str], campaign: Campaign) -> _Field:
    form = next((name for name in _FORM if name in columns), "") if code in _BY_FORM else ""
    own = campaign.vocabulary.get(code)
    pattern = _DIGITS if code in _ANY_LENGTH and not own else folding.clean_pattern(code, own)
    return _Field(code, f"{code}_type" if f"{code}_type" in columns else "", form, _uncaptured(pattern))


def _uncaptured(pattern: str) -> str:
    """Return the pattern with plain groups: pandas warns of capturing ones."""
    return _GROUP.sub(lambda found: "(?:" if found[0] == "(" else found[0], pattern)


def _answers(
    frame: Frame, known: Sequence[_Field], engine: Engine, campaign: Campaign
) -> Mapping[str, list[_Answer]]:
    """Collect the distinct values that are not clean, all fields in one query, and fold them."""
    parts = [
        frame.filter(field.dirty()).select(
            code=nw.lit(field.code),
            **{word: nw.col(name) if (name := field.keys.get(word)) else nw.lit("") for word in _WORDS},
        )
        for field in known
    ]
    table = engine.collect(nw.concat(parts).unique()) if parts else pa.table({})
    keys = {field.code: field.keys for field in known}
    answers: dict[str, list[_Answer]] = defaultdict(list)
    for line in table.to_pylist():
        code = line["code"]
        value, flaws = fold_value(code, line["raw"], line["type"], line["form"], campaign)
        answers[code].append(_Answer({word: line[word] for word in keys[code]}, value, flaws))
    return answers


def fold_value(code: str, raw: str, cell_type: str, form: str, campaign: Campaign) -> tuple[str, str]:
    """Return the folded value and its flaws, knowing the form of the row."""
    own = campaign.vocabulary.get(code)
    folded = folding.fold(code, raw, cell_type or CellType.TEXT.value, own)
    value, flaws = folded.value, folded.flaws
    if form == Category.ADULT and code == "level" and "error-value" not in flaws:
        known = vocabulary.fold_level(raw, form, own)
        value, flaws = known.value, known.flaws
    if form == Category.ADULT and code == "cohort" and cohort.is_cohort(value):
        year = cohort.in_years(value)
        flaws = flaws if year == value or "synonym" in flaws else (*flaws, "synonym")
        value = year
    return value, " ".join(flaws)


def _chain(field: _Field, answers: Sequence[_Answer]) -> tuple[nw.Expr, nw.Expr]:
    """Write the answers into two expressions."""
    value, flaws = nw.col(field.raw_column), nw.lit("")
    for answer in answers:
        here = nw.all_horizontal(
            *(nw.col(field.keys[word]) == text for word, text in answer.keys.items()), ignore_nulls=False
        )
        value = nw.when(here).then(nw.lit(answer.value)).otherwise(value)
        flaws = nw.when(here).then(nw.lit(answer.flaws)).otherwise(flaws)
    return value.alias(field.code), flaws.alias(f"{field.code}_flaws")


def _joined(frame: Frame, field: _Field, answers: Sequence[_Answer], engine: Engine) -> Frame:
    """Put the answers back by a join on the distinct values; each is there once, so no row is doubled."""
    value, flaws = f"{field.code}__value", f"{field.code}__flaws"
    columns = {f"__{word}": [answer.keys[word] for answer in answers] for word in field.keys}
    columns |= {value: [answer.value for answer in answers], flaws: [answer.flaws for answer in answers]}
    table = pa.table({name: pa.array(texts, pa.string()) for name, texts in columns.items()})
    joined = frame.join(
        engine.frame(table),
        how="left",
        left_on=list(field.keys.values()),
        right_on=[f"__{word}" for word in field.keys],
    )
    return joined.with_columns(
        nw.coalesce(nw.col(value), nw.col(field.raw_column)).alias(field.code),
        nw.col(flaws).fill_null("").alias(f"{field.code}_flaws"),
    ).drop(value, flaws)
