"""National rosters: the same intake as everywhere, as a map over files on the executors of a Spark cluster."""

from __future__ import annotations

import pickle
import zlib
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from recon import intake, normalise
from recon.intake.reading import mark_repeats
from recon.intake.sources import sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from recon.campaign import Campaign
    from recon.model import FileRead
    from recon.normalise import Shaped
    from recon.pipeline.inputs import Inputs, Options

_PER_TASK = 8
"""Files a task reads: few enough that a lost executor costs little, many enough to start children once."""
_ANSWER = "place long, answer binary"


def read_spread(inputs: Inputs, options: Options) -> Iterator[tuple[FileRead, Shaped]]:
    """Yield every file read, without its sheets, and shaped, in the order of :func:`recon.intake.read_paths`.

    Executors read from the paths themselves: these must lie on storage that all of them share, and recon must be
    installed there. Only what was shaped travels to the driver, compressed.
    """
    found = sources(inputs.rosters)
    answers: dict[int, bytes] = {}
    for done, (place, answer) in enumerate(_answers(found, inputs, options), 1):
        answers[place] = answer
        options.progress("read", done, len(found))
    pairs = [pair for place in range(len(found)) for pair in _unpacked(answers.pop(place))]
    shapes = [shape for _, shape in pairs]
    for read, shape in zip(mark_repeats((read for read, _ in pairs), keep=False), shapes, strict=True):
        repeated = any(trouble.rule == "FI08" for trouble in read.troubles)
        yield read, normalise.shape(read, inputs.campaign) if repeated else shape


def _answers(found: list[Any], inputs: Inputs, options: Options) -> Iterator[tuple[int, bytes]]:
    from recon.engine.spark import session

    if not found:
        return
    spark = session(options.master or "local[2]", options.memory or "2g")
    lines = {"place": list(range(len(found))), "source": [pickle.dumps(source) for source in found]}
    told = (dict(inputs.passwords), dict(inputs.encodings))
    read = partial(_read_here, campaign=inputs.campaign, told=told)
    tasks = -(-len(found) // _PER_TASK)
    asked = spark.createDataFrame(pa.table(lines)).repartition(tasks)
    for line in asked.mapInArrow(read, _ANSWER).toLocalIterator(prefetchPartitions=True):
        yield line.place, bytes(line.answer)


def _read_here(
    batches: Iterable[pa.RecordBatch], campaign: Campaign, told: tuple[Mapping[str, str], Mapping[str, str]]
) -> Iterator[pa.RecordBatch]:
    """Read and shape the files of one task, on whichever machine it runs; ``told`` are passwords and encodings."""
    passwords, encodings = told
    with intake.Pool(campaign.limits, workers=1) as pool:
        for batch in batches:
            for line in batch.to_pylist():
                source = pickle.loads(line["source"])  # noqa: S301 -- our own driver wrote it
                reads = intake.read_paths(
                    [source],
                    limits=campaign.limits,
                    passwords=passwords,
                    encodings=encodings,
                    pool=pool,
                    once=False,
                )
                pairs = [(replace(read, sheets=()), normalise.shape(read, campaign)) for read in reads]
                packed = zlib.compress(pickle.dumps(pairs), 1)
                yield pa.record_batch(
                    {
                        "place": pa.array([line["place"]], pa.int64()),
                        "answer": pa.array([packed], pa.binary()),
                    }
                )


def _unpacked(answer: bytes) -> list[tuple[FileRead, Shaped]]:
    pairs: list[tuple[FileRead, Shaped]] = pickle.loads(zlib.decompress(answer))  # noqa: S301 -- our executors wrote it
    return pairs
