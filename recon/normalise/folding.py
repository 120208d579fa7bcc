"""The engine's side of folding: ``<f>_raw`` → ``<f>`` and ``<f>_flaws``, the same on every engine.

Nearly every value of an extract is clean already; a regular expression tells. The others are few when told
apart: their distinct values are collected, folded in Python and put back.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import pyarrow as pa

from recon.normalise.folded import FoldedValue, Folding
from recon.normalise.unfolded import field_of
from recon.values import cohort, folding, vocabulary
from recon.words import Category, CellType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recon.campaign import Campaign
    from recon.engine import Engine
    from recon.normalise.unfolded import Field

    Frame = nw.LazyFrame[Any]
    Told = dict[tuple[str, str, str, str], tuple[str, str]]
    """Code, raw value, cell type and form → folded value and flaws."""
    Seen = Mapping[str, Sequence[str]]

_NONE_SEEN: Seen = {}


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
    seen: Seen = _NONE_SEEN,
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
    fields = tuple(field_of(code, columns, campaign) for code in codes)
    asked = [field for field in fields if field.code not in seen]
    lines = _dirty(frame, asked, engine)
    told = [field.code for field in fields if field.code in seen]
    lines += [{"code": code, "raw": raw, "type": "", "form": ""} for code in told for raw in seen[code]]
    answers = _answers(lines, fields, campaign, {} if known is None else known)
    odd = {line["code"] for line in lines}
    return Folding(fields, answers, engine, frozenset(field.code for field in fields) - odd)


def _dirty(frame: Frame, fields: Sequence[Field], engine: Engine) -> list[dict[str, str]]:
    """Collect the distinct values that are not clean, all fields in one query."""
    table = frame.to_native()
    if isinstance(table, pa.Table):  # most fields have none, and to ask takes longer than to see
        fields = [field for field in fields if not field.is_clean(table)]
    parts = [field.values(frame, engine) for field in fields]
    lines: list[dict[str, str]] = engine.collect(nw.concat(parts)).to_pylist() if parts else []
    return lines


def _answers(
    lines: Iterable[Mapping[str, str]], fields: Sequence[Field], campaign: Campaign, known: Told
) -> Mapping[str, list[FoldedValue]]:
    """Fold values, and keep what does not fold to itself."""
    keys = {field.code: field.keys for field in fields}
    answers: dict[str, list[FoldedValue]] = defaultdict(list)
    for line in lines:
        code = line["code"]
        asked = (code, line["raw"], line["type"], line["form"])
        if asked not in known:
            known[asked] = fold_value(*asked, campaign)
        value, flaws = known[asked]
        if (value, flaws) != (line["raw"], ""):
            answers[code].append(FoldedValue({word: line[word] for word in keys[code]}, value, flaws))
    return answers


def fold_value(code: str, raw: str, cell_type: str, form: str, campaign: Campaign) -> tuple[str, str]:
    """Return the folded value and its flaws, knowing the form of the row."""
    own = campaign.vocabulary.get(code)
    folded = folding.fold(code, raw, cell_type or CellType.TEXT.value, own)
    value, flaws = folded.value, folded.flaws
    if form == Category.ADULT and code == "level" and "error-value" not in flaws:
        known = vocabulary.fold_level(raw, form, own)
        value, flaws = known.value, known.flaws
    if form == Category.ADULT and code == "cohort" and (year := cohort.in_years(value)) != value:
        told = tuple(flaw for flaw in flaws if flaw not in {"unknown", "synonym"})
        value, flaws = year, (*told, "synonym")
    return value, " ".join(flaws)
