"""Gather: read every file of a run and shape it; nothing is judged here."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from recon import intake, normalise
from recon.errors import MissingPathError, NoFileError, NoRosterError
from recon.intake.sources import Source
from recon.pipeline.gathering.holdings import official_side

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future

    import pyarrow as pa

    from recon.campaign import Campaign
    from recon.model import Block, FileRead, Site, Submission
    from recon.normalise import Extract, Shaped
    from recon.pipeline.gathering.columns import Columns
    from recon.pipeline.gathering.holdings import Holdings
    from recon.pipeline.inputs import Inputs, Options
    from recon.words import Text


@dataclass(frozen=True)
class Gathered:
    """Everything a judgement needs, read and shaped."""

    campaign: Campaign
    extract: Extract
    photos: pa.Table | None
    planned: pa.Table | None
    register: tuple[Site, ...]
    submissions: tuple[Submission, ...]
    reads: tuple[FileRead, ...]
    """Without their sheets: what they held is in ``shaped``."""
    shaped: tuple[Shaped, ...]
    roster: pa.Table
    blocks: tuple[Block, ...]
    notes: tuple[Text, ...] = ()
    """What has to be said of the photo register and the planned list."""
    columns: Columns | None = None
    """What became of the columns of a caller's frame; of a file's header its findings tell."""


def gather(inputs: Inputs, options: Options, ready: Callable[[], object] = lambda: None) -> Gathered:
    """Read a run's inputs.

    Args:
        inputs: campaign and where everything lies.
        options: engine and progress.
        ready: what else must succeed for the run to go on; done while children read.

    Raises:
        MissingPathError: a path is not there.
        NoFileError: a path is a pipe or a device.
        NoRosterError: no file at all below the rosters' paths; none asked for is none missing.
        ExtractError: an extract or register cannot be used.
        ReconError: as ``ready`` raises it.
    """
    campaign = inputs.campaign
    for path in inputs.rosters:
        if isinstance(path, Source):
            continue
        if not path.exists():
            raise MissingPathError(option="rosters", path=path)
        if not (path.is_file() or path.is_dir()):
            raise NoFileError(option="rosters", path=path)
    official, sent = _everything(inputs, options, ready)
    return Gathered(
        campaign=campaign,
        extract=official.extract,
        photos=official.photos,
        planned=official.planned,
        register=official.register,
        submissions=_with_mail(official.submissions, sent.reads),
        reads=tuple(sent.reads),
        shaped=tuple(sent.shaped),
        roster=sent.roster,
        blocks=sent.blocks,
        notes=official.notes,
    )


class _Sent(NamedTuple):
    """What the sites sent."""

    reads: list[FileRead]
    shaped: list[Shaped]
    roster: pa.Table
    blocks: tuple[Block, ...]


def _everything(inputs: Inputs, options: Options, ready: Callable[[], object]) -> tuple[Holdings, _Sent]:
    """Read what the school holds beside what the sites sent: each in children of its own.

    An extract is the longest file of all, so it comes first; what is wrong with it is told before the rosters are
    through. Progress is told by this thread alone. Children start before anything else is done or imported here.
    """
    options.progress("extract", len(inputs.extracts), len(inputs.extracts))
    silent = replace(options, progress=lambda _stage, _done, _total: None)
    with (
        # Closed last: its threads may wait for children, which the pools below have ended by then.
        ThreadPoolExecutor(2, "beside") as threads,
        intake.Pool(inputs.campaign.limits, roomy=True) as roomy,
        intake.Pool(inputs.campaign.limits) as pool,
    ):
        roomy.begin(sum(isinstance(one, Source) or not intake.is_address(one) for one in inputs.extracts))
        official = threads.submit(official_side, inputs, silent, roomy)
        pool.wait_for(official)
        if options.engine != "spark":
            pool.begin(1)
        prepared = threads.submit(ready)
        sent = _rosters(inputs, options, pool, meanwhile=(official, prepared))
        prepared.result()
        return official.result(), sent


def gather_rosters(inputs: Inputs, options: Options) -> Gathered:
    """Read rosters alone, as a site does that has no extract.

    Raises:
        MissingPathError: a path is not there.
    """
    with intake.Pool(inputs.campaign.limits) as pool:
        sent = _rosters(inputs, options, pool)
    return Gathered(
        campaign=inputs.campaign,
        extract=normalise.nothing(),
        photos=None,
        planned=None,
        register=(),
        submissions=(),
        reads=tuple(sent.reads),
        shaped=tuple(sent.shaped),
        roster=sent.roster,
        blocks=sent.blocks,
    )


def _rosters(
    inputs: Inputs, options: Options, pool: intake.Pool, meanwhile: Sequence[Future[Any]] = ()
) -> _Sent:
    """Read and shape every roster; stop where what is done ``meanwhile`` turns out not to go."""
    reads: list[FileRead] = []
    shaped: list[Shaped] = []
    for read, shape in _shaped(inputs, options, pool):
        for one in meanwhile:
            if one.done():
                one.result()
        reads.append(read)
        shaped.append(shape)
    # An office on its first day holds no roster yet: nobody asked for a folder, and every site is silent.
    if not reads and inputs.rosters and not any(isinstance(r, Source) for r in inputs.rosters):
        raise NoRosterError(path="、".join(str(r) for r in inputs.rosters))
    return _Sent(reads, shaped, *normalise.roster(shaped))


def _shaped(inputs: Inputs, options: Options, pool: intake.Pool) -> Iterator[tuple[FileRead, Shaped]]:
    """Yield every file without its sheets, and what its sheets hold; with Spark the executors read."""
    if options.engine == "spark":
        from recon.pipeline.gathering.spreading import read_spread

        yield from read_spread(inputs, options)
        return
    for read in _read_all(inputs, options, pool):
        yield replace(read, sheets=()), normalise.shape(read, inputs.campaign)


def _read_all(inputs: Inputs, options: Options, pool: intake.Pool) -> Iterable[FileRead]:
    count = 0

    def tell(_: str) -> None:
        nonlocal count
        count += 1
        options.progress("read", count, 0)

    return intake.read_paths(
        inputs.rosters,
        limits=inputs.campaign.limits,
        passwords=inputs.passwords,
        encodings=inputs.encodings,
        progress=tell,
        pool=pool,
    )


def _with_mail(told: Sequence[Submission], reads: Iterable[FileRead]) -> tuple[Submission, ...]:
    """Add when a mail says a file came; that goes before a list (docs/definitions.md, "Files, rounds and time")."""
    from recon.model import Submission

    times = {read.file: read.received_at for read in reads if read.received_at}
    listed = {said.file: said for said in told if said.file}
    mailed = (replace(listed.get(file, Submission(file)), received_at=at) for file, at in times.items())
    untouched = (said for said in told if said.file not in times)
    return (*untouched, *mailed)
