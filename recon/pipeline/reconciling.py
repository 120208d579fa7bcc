"""``recon.reconcile``: judge frames or paths a caller holds, and answer with frames of the roster's kind."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import finalize

from recon import lean
from recon.engine import check, engine_of, open_engine
from recon.errors import MissingPathError, OptionError, ReconError, is_interruption
from recon.intake.sources import Source, below
from recon.pipeline.chosen import EVERYBODY, blamed, campaign_of
from recon.pipeline.gathering import given, scanned
from recon.pipeline.gathering.blamed import look_again
from recon.pipeline.gathering.gather import gather
from recon.pipeline.gathering.handed import gathered_frames
from recon.pipeline.inputs import Inputs, Known, Options
from recon.pipeline.judging import judge
from recon.pipeline.running import EMBEDDED, run
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from recon.campaign import Campaign
    from recon.engine import Engine
    from recon.model import Ruling
    from recon.pipeline.answers.answer import Answer
    from recon.words import Lang

_PATHS_ONLY = Text("只能与名单路径一起使用", "works beside rosters that are paths only")


def reconcile(  # noqa: PLR0913 -- the contract's signature
    roster: Any,
    extract: Any,
    campaign: Campaign | Path | str | None = None,
    photos: Any = None,
    planned: Any = None,
    sites: Any = None,
    *,
    submissions: Any = None,
    rulings: Iterable[Ruling] = (),
    engine: str = "",
    lang: Lang = "zh",
    memory: str = "",
    threads: int = 0,
) -> Answer:
    """Compare a roster with an enrolment extract.

    Args:
        roster: a pandas, Polars, PyArrow, DuckDB or PySpark frame, or a path (file, folder, zip, eml, Parquet).
            Columns are field codes (``student_no``, ``id_card`` …) or header words (学号, 身份证号 …); ``file``,
            ``sheet``, ``row`` and ``<field>_type`` are optional.
        extract: likewise, one or several in a list, in any shape a run accepts. Beside a roster that is a frame or
            Parquet: frames, and paths of Parquet. Beside a roster of other files (Excel, a folder, zip …): paths of any
            kind. So do the lists below; save a frame as Parquet where a path is asked for.
        campaign: a :class:`recon.campaign.Campaign`, or the path of a ``campaign.toml``; without one every
            在籍 enrolment is due.
        photos: photo register; without one photos are not asked.
        planned: planned-graduates list.
        sites: site list.
        submissions: who sent which file when; a path, and only beside rosters that are paths.
        rulings: what people decided about findings of an earlier answer (:meth:`Answer.rule`).
        engine: ``duckdb``, ``polars``, ``pandas`` or ``spark``; by default the one that fits the roster's frame.
        lang: ``zh`` or ``en``, the language of messages and evidence.
        memory: upper bound such as ``2GB`` (duckdb, spark); refused beside another engine, which would not heed it.
        threads: upper bound (duckdb only); 0 means every core.

    Returns:
        A :class:`recon.pipeline.answers.answer.Answer`; its tables are frames of the roster's kind.

    Raises:
        ReconError: the inputs cannot be used; the message says what, where and what to do.
    """
    roster, extract = given.native(roster), given.native(extract)
    lists = {"photos": photos, "planned": planned, "sites": sites, "submissions": submissions}
    lists = {name: given.native(one) for name, one in lists.items()}
    given.check_roster(roster)
    given.check_campaign(campaign)
    given.check_not_empty(roster=roster, extract=extract, campaign=campaign, **lists)
    started = time.perf_counter()
    options = Options(
        engine=engine or engine_of(roster),
        lang=lang,
        memory=memory,
        threads=threads,
    )
    check(options.engine, memory, threads)
    known = Known(rulings=given.rulings_by_id(rulings), all_meant=True)
    with _stoppable(), blamed(campaign):
        call = _Call(roster, extract, lists, campaign_of(campaign, options), options, known)
        of_paths = isinstance(roster, str | Path) and not scanned.parquet_files(roster)
        result = _from_paths(call) if of_paths else _from_frames(call)
    result.summary["seconds"] = round(time.perf_counter() - started, 2)
    return replace(result, like=roster)


@contextmanager
def _stoppable() -> Iterator[None]:
    """Let an interrupted cell of a notebook say so, whatever a library, or what is closed behind it, makes of that."""
    try:
        yield
    except Exception as error:
        if is_interruption(error):
            raise KeyboardInterrupt from None
        raise


@dataclass(frozen=True)
class _Call:
    """What a caller asks: frames or paths, by which campaign, how, and what people said before."""

    roster: Any
    extract: Any
    lists: Mapping[str, Any]
    campaign: Campaign
    options: Options
    known: Known


def _from_frames(call: _Call) -> Answer:
    """Judge frames; the engine stays open as long as somebody holds the answer, whose long tables it makes."""
    options = call.options
    if call.lists["submissions"] is not None:
        raise OptionError(option="submissions", reason=_PATHS_ONLY)
    if options.engine in EMBEDDED:
        lean.spare_pandas()
    engine = _opened(options)
    try:
        campaign = replace(call.campaign, lang=options.lang)
        gathered = gathered_frames(call.roster, call.extract, campaign, engine, call.lists)
        result = judge(campaign, gathered, call.known, options, engine)
    except BaseException as error:
        engine.close()
        if isinstance(error, Exception) and not (isinstance(error, ReconError) or is_interruption(error)):
            look_again({"roster": call.roster, "extract": call.extract, **call.lists})
        raise
    finalize(result.tables, engine.close)
    return result


def _opened(options: Options) -> Engine:
    return open_engine(options.engine, memory=options.memory, threads=options.threads, master=options.master)


def _from_paths(call: _Call) -> Answer:
    """Run on files: the same door as the command line."""
    if not os.path.exists(call.roster):  # noqa: PTH110 -- Path's own raises for a name that no disk can have
        raise MissingPathError(option="roster", path=call.roster)
    several = call.extract if isinstance(call.extract, list | tuple) else [call.extract]
    given.check_paths(call.lists, several)
    listed: dict[str, Any] = {name: below([Path(one)]) for name, one in call.lists.items() if one is not None}
    inputs = Inputs(
        campaign=call.campaign,
        extracts=below(one if isinstance(one, Source) else str(one) for one in several),
        rosters=(Path(call.roster),),
        **listed,
    )
    if call.campaign is not EVERYBODY:
        return run(inputs, call.options, call.known)
    with _opened(call.options) as opened:
        gathered = gather(inputs, call.options)
        return judge(call.campaign, gathered, call.known, call.options, opened).whole()
