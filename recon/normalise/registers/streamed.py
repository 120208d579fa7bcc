"""The official records as a lazy frame: millions of lines stay where they lie, and only what is odd is collected.

The same answer as :func:`recon.normalise.registers.extracts.enrolments` gives for tables in memory: a record is a line
with its place (``ord``), lines that share a key are collected and merged as there, all others are left alone.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import narwhals.stable.v2 as nw

from recon import model
from recon.normalise.folding import study
from recon.normalise.registers.extracts import DUPLICATES, ENROLMENTS, Extract, Origin
from recon.normalise.registers.kinds import Kind, kind_of_columns
from recon.normalise.registers.merge import merge
from recon.normalise.registers.mistaken import roster
from recon.normalise.registers.notes import Told, silent, unsaid
from recon.normalise.registers.padding import LOOK, bare, padded_columns, text_of
from recon.normalise.registers.records import RECORD, Records, require
from recon.normalise.registers.sieve import look_through
from recon.normalise.registers.sites import NEW, PLACE, codes_of, register
from recon.normalise.registers.supplements import is_list_of_ids
from recon.normalise.registers.terms import FIELD, column_of_status, columns_of_cohort
from recon.normalise.registers.vocabulary import columns_of
from recon.words import Category

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import pyarrow as pa

    from recon.campaign import Campaign
    from recon.engine import Engine
    from recon.model import Site
    from recon.normalise.registers.named import NamedTable
    from recon.normalise.registers.sieve import Looked

    Frame = nw.LazyFrame[Any]

ORD = "ord"
"""The line's place in its source, which the caller's frame has already."""
_APART = 10**10
"""More lines than any source has, so that two sources never share a place."""
_CODES = ("student_no", "site_code", "branch_code")
_LINE = (ORD, "category", "key", "source", "branch_code", "site_code", *RECORD)


class Source(NamedTuple):
    """A lazy frame with a name by which messages speak of it; its columns are called as its header calls them."""

    name: str
    frame: Frame
    path: Path | None = None
    """The Parquet file it is, where this machine may read it."""


class _Part(NamedTuple):
    """The records of one source, and how many lines name nobody."""

    lines: Frame
    skipped: int
    seen: Mapping[str, Sequence[str]]
    """Fields that were looked through → their distinct values that are not clean."""
    distinct: bool
    """No two lines have one key, as far as that is known already."""


def streams(source: Source, campaign: Campaign) -> bool:
    """Tell whether a source can be left where it lies: records of open education in columns of text."""
    schema = source.frame.collect_schema()
    kind = kind_of_columns([name for name in schema.names() if name != ORD], campaign)
    plain = all(dtype.is_integer() or dtype in {nw.String, nw.Categorical} for dtype in schema.dtypes())
    return kind in {Kind.STUDENTS, Kind.CENTRAL} and plain


def stream_together(sources: Sequence[Source], campaign: Campaign) -> bool:
    """Tell whether all sources can be left where they lie; a list of IDs beside others has to be held against them."""
    lists = (is_list_of_ids(Kind.CENTRAL, _called(source), campaign) for source in sources)
    return all(streams(source, campaign) for source in sources) and not (len(sources) > 1 and any(lists))


def streamed(sources: Sequence[Source], campaign: Campaign, engine: Engine) -> Extract:
    """Merge extracts that are lazy frames, the one whose word counts first on top.

    Raises:
        ExtractError: a source lacks a column without which nothing can be compared.
    """
    order = (Kind.STUDENTS, Kind.CENTRAL)
    kinds = [(source, kind_of_columns(source.frame.collect_schema().names(), campaign)) for source in sources]
    ranked = sorted(kinds, key=lambda pair: order.index(pair[1]))
    parts = [_records(source, at, campaign, engine) for at, (source, _) in enumerate(ranked)]
    counts = {source.name: _count(source.frame, engine) for source in sources}
    told = [
        Told(source.name, counts[source.name] - part.skipped)
        for (source, _), part in zip(ranked, parts, strict=True)
    ]
    whole = nw.concat([part.lines for part in parts]) if len(parts) > 1 else parts[0].lines
    distinct = len(parts) == 1 and parts[0].distinct
    table, duplicates = _merged(whole, engine, distinct=distinct)
    doubts = [note for source in sources for note in roster(source.name, _called(source), "", campaign)]
    origins = tuple(Origin(source.name, kind.value, counts[source.name]) for source, kind in kinds)
    asked = frozenset(name for part in parts for name in _asked(part.lines, Category.OPEN, engine))
    skipped = sum(part.skipped for part in parts)
    notes = (*silent(told), *doubts, *unsaid(asked))
    return Extract(table, duplicates, asked, skipped, origins, seen=_together(parts), notes=notes)


def _together(parts: Sequence[_Part]) -> Mapping[str, Sequence[str]]:
    """Return what all parts were looked through for."""
    codes = set(parts[0].seen).intersection(*(part.seen for part in parts))
    return {code: sorted({value for part in parts for value in part.seen[code]}) for code in codes}


def settled(
    extract: Extract, lists: Sequence[NamedTable], campaign: Campaign, engine: Engine
) -> tuple[Extract, tuple[Site, ...]]:
    """Return the extract with what fills in its sites' codes, and the register; see ``sites.register``."""
    enrolments: Frame = extract.table
    named = engine.collect(enrolments.group_by(*PLACE).agg(nw.len().alias("count_all")))
    sites = register(lists, named, campaign)
    codes = codes_of(named, sites)
    return replace(extract, places=codes if codes.num_rows else None), sites


def placed(enrolments: Frame, places: pa.Table | None, engine: Engine) -> Frame:
    """Fill in ``site_code`` and ``branch_code`` (``sites.place``) of a frame whose extract keeps them apart."""
    if places is None:
        return enrolments
    joined = enrolments.join(engine.frame(places), on=list(PLACE), how="left")
    filled = {old: nw.coalesce(nw.col(new), nw.col(old)) for old, new in NEW.items()}
    return joined.with_columns(**filled).drop(*NEW.values())


def _count(frame: Frame, engine: Engine) -> int:
    return int(engine.collect(frame.select(n=nw.len()))["n"][0].as_py())


def _called(source: Source) -> list[str]:
    return [name for name in source.frame.collect_schema().names() if name != ORD]


def _by_code(source: Source, campaign: Campaign) -> Mapping[str, str]:
    return columns_of(_called(source), campaign)


def _records(source: Source, at: int, campaign: Campaign, engine: Engine) -> _Part:
    columns = _by_code(source, campaign)
    require(source.name, columns, _called(source), Category.OPEN, campaign)
    columns = {"site": columns.get("site_name", ""), **columns}
    cohort = _cohort(source, columns[FIELD], campaign, engine) if FIELD in columns else ()
    columns |= {FIELD: cohort[0]} if cohort else {}
    if status := column_of_status(columns, partial(_distinct, source, engine), campaign):
        columns["status"] = status

    whole = columns if len(cohort) < 2 else {code: name for code, name in columns.items() if code != FIELD}
    looked = _looked(source, whole, campaign)
    padded = padded_columns(source.frame, {*columns.values(), *cohort} - {""}, engine)

    def text(code: str) -> nw.Expr:
        names = cohort if code == FIELD else (columns.get(code),)
        parts = [text_of(name, padded) for name in names if name]
        return nw.concat_str(*parts) if len(parts) > 1 else parts[0] if parts else nw.lit("")

    raw = source.frame.select(
        (nw.col(ORD) + at * _APART).alias(ORD),
        category=nw.lit(Category.OPEN.value),
        source=nw.lit(source.name),
        **{f"{code}_raw": text(code) for code in ("status", *model.OFFICIAL, "site_code", "branch_code")},
    )
    seen = {code: bare(code, one.odd) for code, one in looked.items()}
    folding = study(raw, _CODES, engine, campaign, seen=seen)
    folded = folding.beside(raw)
    lines = folded.with_columns(key=nw.col("student_no")).select(*_LINE)
    named = any(code in looked and looked[code].filled for code in ("student_no", "id_card")) and not padded
    skipped = 0 if named else _count(lines.filter(_nobody()), engine)
    clean = dict.fromkeys(folding.clean, ())
    distinct = "student_no" in looked and looked["student_no"].distinct
    # Filter only where rows are skipped: otherwise each later query would have to read both columns.
    return _Part(lines.filter(~_nobody()) if skipped else lines, skipped, {**clean, **seen}, distinct)


def _cohort(source: Source, first: str, campaign: Campaign, engine: Engine) -> tuple[str, ...]:
    """Return the column, or the two, that tell the cohort."""
    return columns_of_cohort(_called(source), first, partial(_distinct, source, engine), campaign)


def _distinct(source: Source, engine: Engine, name: str) -> list[str]:
    column = nw.col(name).cast(nw.String).fill_null("").alias(FIELD)
    return [str(value) for value in engine.collect(source.frame.select(column).unique())[FIELD].to_pylist()]


def _nobody() -> nw.Expr:
    return (nw.col("key") == "") & (nw.col("id_card_raw") == "")


def _looked(source: Source, columns: Mapping[str, str], campaign: Campaign) -> Mapping[str, Looked]:
    """Look through the fields that are told faster from the file itself, unless the campaign has words of its own."""
    asked = {code: name for code, name in columns.items() if not campaign.vocabulary.get(code)}
    return look_through(source.path, asked) if source.path else {}


def _merged(whole: Frame, engine: Engine, *, distinct: bool) -> tuple[Frame, pa.Table]:
    """Return one line per key, and what the lines of a key say against each other."""
    columns = [nw.col(ORD).alias("enrol_id"), *(name for name in ENROLMENTS.names if name != "enrol_id")]
    shared = None if distinct else engine.repeated(whole.filter(nw.col("key") != ""), ["key"])
    if shared is None or not shared.num_rows:
        return whole.select(*columns), DUPLICATES.empty_table()
    keys = engine.frame(shared)
    lines = engine.collect(whole.join(keys, on="key", how="inner")).sort_by(ORD)
    first = lines.group_by("key").aggregate([(ORD, "min")]).sort_by(f"{ORD}_min")[f"{ORD}_min"]
    merged = merge([Records("", lines.drop([ORD]))], [])
    table = _at(merged.table, first).select(ENROLMENTS.names).cast(ENROLMENTS)
    alone = whole.join(keys, on="key", how="anti").select(*columns)
    return nw.concat([alone, engine.frame(table)]), _at(merged.duplicates, first).cast(DUPLICATES)


def _at(table: pa.Table, places: pa.ChunkedArray) -> pa.Table:
    """Let the merged enrolments, numbered from 0, stand where the first of their lines stood."""
    number = table.schema.get_field_index("enrol_id")
    return table.set_column(number, "enrol_id", places.take(table["enrol_id"].combine_chunks()))


def _asked(part: Frame, category: Category, engine: Engine) -> set[str]:
    """Tell which fields a source fills: nearly all show in its first lines, the others are sought in all of them."""
    wanted = ("branch_code", "site_code", *RECORD)
    filled = _filled(part.select(*wanted).head(LOOK), wanted, engine)
    rest = [name for name in wanted if name not in filled]
    found = filled | (_filled(part, rest, engine) if rest else set())
    return {f"{category}.{name.removesuffix('_raw')}" for name in found}


def _filled(lines: Frame, columns: Sequence[str], engine: Engine) -> set[str]:
    some = {name: (nw.col(name) != "").cast(nw.Int64) for name in columns}
    numbers = lines.select(**some)
    (found,) = engine.collect(numbers.select(*(nw.col(name).max() for name in columns))).to_pylist()
    return {name for name, most in found.items() if most}
