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
import pyarrow.compute as pc

from recon.values import cohort, folding, vocabulary
from recon.words import Category, CellType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recon.campaign import Campaign
    from recon.engine import Engine

    Frame = nw.LazyFrame[Any]
    Told = dict[tuple[str, str, str, str], tuple[str, str]]
    """Code, raw value, cell type and form → folded value and flaws."""
    Seen = Mapping[str, Sequence[str]]

NOTHING: Seen = {}
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
_PERSONAL = frozenset({"student_no", "exam_no", "name", "id_card"})
"""Nearly every row has its own value here; of every other field there are few values, and those are looked at."""


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
        texts = raw if self.code in _PERSONAL else pc.unique(raw)
        spelled = pc.or_(pc.match_substring_regex(texts, self.pattern), pc.equal(texts, ""))
        return bool(pc.all(spelled).as_py())

    def values(self, frame: Frame, engine: Engine) -> Frame:
        """Return the distinct values that need Python, with all they depend on."""
        columns = list(self.keys.values())
        if not engine.plans:  # who plans reads no other column anyway
            frame = frame.select(*columns)
        if self.code in _PERSONAL:
            distinct = frame.filter(self.dirty(engine)).group_by(*columns).agg(nw.len().alias("n"))
        else:
            # The condition leans on the count, so that no engine asks it of every row before counting.
            counted = frame.group_by(*columns).agg(nw.len().alias("n"))
            asked = nw.when(nw.col("n") > 0).then(self.dirty(engine)).otherwise(nw.lit(False))
            distinct = counted.filter(asked)
        words = {word: nw.col(name) if (name := self.keys.get(word)) else nw.lit("") for word in _WORDS}
        return distinct.select(code=nw.lit(self.code), **words)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What one distinct value folds to."""

    keys: Mapping[str, str]
    value: str
    flaws: str


@dataclass(frozen=True)
class Folding:
    """How the values of a frame fold, found once; it may be put beside the frame again after a detour."""

    fields: tuple[_Field, ...]
    answers: Mapping[str, Sequence[_Answer]]
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

    def _stands(self, field: _Field) -> bool:
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
    frame = frame.with_columns(*(nw.col(f"{code}_raw").fill_null("") for code in codes))
    return study(frame, codes, engine, campaign).beside(frame)


def study(
    frame: Frame,
    codes: Sequence[str],
    engine: Engine,
    campaign: Campaign,
    seen: Seen = NOTHING,
    known: Told | None = None,
) -> Folding:
    """Find how the values of a frame fold; arguments as of :func:`fold`, but no raw value may be null.

    Args:
        frame: as above.
        codes: as above.
        engine: as above.
        campaign: as above.
        seen: code → the distinct values that are not clean, where somebody has looked through all of them already.
        known: what values of this campaign folded to before; what is folded now is added.
    """
    columns = frame.collect_schema().names()
    fields = tuple(_field(code, columns, campaign) for code in codes)
    asked = [field for field in fields if field.code not in seen]
    lines = _dirty(frame, asked, engine)
    told = [field.code for field in fields if field.code in seen]
    lines += [{"code": code, "raw": raw, "type": "", "form": ""} for code in told for raw in seen[code]]
    answers = _answers(lines, fields, campaign, {} if known is None else known)
    odd = {line["code"] for line in lines}
    return Folding(fields, answers, engine, frozenset(field.code for field in fields) - odd)


def _field(code: str, columns: Iterable[str], campaign: Campaign) -> _Field:
    form = next((name for name in _FORM if name in columns), "") if code in _BY_FORM else ""
    own = campaign.vocabulary.get(code)
    pattern = _DIGITS if code in _ANY_LENGTH and not own else folding.clean_pattern(code, own)
    return _Field(code, f"{code}_type" if f"{code}_type" in columns else "", form, _uncaptured(pattern))


def _uncaptured(pattern: str) -> str:
    """Return the pattern with plain groups: pandas warns of capturing ones."""
    return _GROUP.sub(lambda found: "(?:" if found[0] == "(" else found[0], pattern)


def _dirty(frame: Frame, fields: Sequence[_Field], engine: Engine) -> list[dict[str, str]]:
    """Collect the distinct values that are not clean, all fields in one query."""
    table = frame.to_native()
    if isinstance(table, pa.Table):  # most fields have none, and to ask takes longer than to see
        fields = [field for field in fields if not field.is_clean(table)]
    parts = [field.values(frame, engine) for field in fields]
    lines: list[dict[str, str]] = engine.collect(nw.concat(parts)).to_pylist() if parts else []
    return lines


def _answers(
    lines: Iterable[Mapping[str, str]], fields: Sequence[_Field], campaign: Campaign, known: Told
) -> Mapping[str, list[_Answer]]:
    """Fold values, and keep what does not fold to itself."""
    keys = {field.code: field.keys for field in fields}
    answers: dict[str, list[_Answer]] = defaultdict(list)
    for line in lines:
        code = line["code"]
        asked = (code, line["raw"], line["type"], line["form"])
        if asked not in known:
            known[asked] = fold_value(*asked, campaign)
        value, flaws = known[asked]
        if (value, flaws) != (line["raw"], ""):
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


def _chain(field: _Field, answers: Sequence[_Answer], prefix: str) -> tuple[nw.Expr, nw.Expr]:
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


def _joined(frame: Frame, field: _Field, answers: Sequence[_Answer], engine: Engine, prefix: str) -> Frame:
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
