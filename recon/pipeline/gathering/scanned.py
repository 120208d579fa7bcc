"""Extracts that stay where they lie: Parquet and Spark frames are never read whole, only asked."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from recon.engine import engine_of
from recon.intake.titles import SUFFIX, is_parquet, parts_of, told_by_folders
from recon.normalise.registers import streamed
from recon.pipeline.gathering.given import check_names, no_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recon.campaign import Campaign
    from recon.engine import Engine
    from recon.model import Site
    from recon.normalise import Extract, NamedTable


def parquet_files(value: Any) -> list[Path]:
    """Return the Parquet files a path names, in the order of their names; none for anything else.

    They are told by their content, and one that is damaged by what it is called.
    """
    path = Path(value) if isinstance(value, str | Path) else None
    if path is None or "://" in str(value):
        return []
    with suppress(OSError):  # the text may be no valid path at all
        if path.is_dir():
            return parts_of(path)
        return [path] if path.is_file() and (path.suffix.lower() == SUFFIX or is_parquet(path)) else []
    return []


def extract(
    values: Sequence[Any], lists: Sequence[NamedTable], campaign: Campaign, engine: Engine
) -> tuple[Extract, tuple[Site, ...]] | None:
    """Return the merged extract as a lazy frame, and the register; None where a source has to be read whole.

    Args:
        values: paths, or frames of the engine's own kind.
        lists: site lists.
        campaign: header aliases and scope.
        engine: scans the sources; it must stay open as long as the extract is asked.
    """
    sources = _told_apart([source for value in values for source in _sources(value, engine)])
    if len(sources) < len(values) or not streamed.stream_together(sources, campaign):
        return None
    merged = streamed.streamed(sources, campaign, engine)
    return streamed.settled(merged, lists, campaign, engine)


def _told_apart(sources: list[streamed.Source]) -> list[streamed.Source]:
    """Number sources of one name: what stands in two of them is not said twice in one."""
    often = Counter(source.name for source in sources)
    seen: Counter[str] = Counter()
    for at, source in enumerate(sources):
        if often[source.name] > 1:
            seen[source.name] += 1
            sources[at] = source._replace(name=f"{source.name} {seen[source.name]}")
    return sources


def _sources(value: Any, engine: Engine) -> Iterator[streamed.Source]:
    for path in parquet_files(value):
        near = path if engine.name != "spark" else None  # the executors read it there
        lines = engine.numbered(path, streamed.ORD)
        if told := told_by_folders(Path(value), path, lines.collect_schema().names()):
            lines = lines.with_columns(**{name: nw.lit(text) for name, text in told.items()})
        yield streamed.Source(path.name, lines, near)
    if engine.name == "spark" and engine_of(value) == "spark":
        yield streamed.Source("extract", _numbered(value, engine))


def _numbered(frame: Any, engine: Engine) -> nw.LazyFrame[Any]:
    """Number a caller's Spark frame, which is computed by it.

    Raises:
        OptionError: it cannot be; what Spark says of that may quote a value.
    """
    check_names(frame.columns, "extract")
    try:
        return engine.numbered(frame, streamed.ORD)
    except Exception as error:
        if type(error).__module__.startswith(("pyspark", "py4j")):
            raise no_table("extract", error) from None
        raise
