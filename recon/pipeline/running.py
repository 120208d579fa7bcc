"""One run: gather, judge, write; in a workspace, remember."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from recon import export, lean
from recon.campaign.clock import today
from recon.pipeline.gather import gather
from recon.pipeline.inputs import Known, Options

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from recon.campaign import Campaign
    from recon.engine import Engine
    from recon.pipeline.answer import Answer
    from recon.pipeline.gather import Gathered
    from recon.pipeline.inputs import Inputs


_FIRST = (
    "recon.intake.told",
    "recon.intake.bulk",
    "recon.normalise.shapes",
    "recon.normalise.registers",
    "recon.normalise.rosters",
)
"""What is needed as soon as the first file is read."""
_LATER = ("recon.pipeline.verdict", "recon.export.contract", "pyarrow.acero", "numpy.ma")
"""What is needed when all are; pyarrow looks for masks in every array of NumPy's."""
EMBEDDED = {"duckdb": "recon.engine.duck", "polars": "polars"}
"""Engines without pandas, and what each of them loads."""


def run(
    inputs: Inputs,
    options: Options | None = None,
    known: Known | None = None,
    *,
    out: Path | None = None,
    keep: Callable[[Gathered], object] | None = None,
) -> Answer:
    """Reconcile rosters with extracts.

    Args:
        inputs: campaign and where everything lies.
        options: engine, language, as-of date, progress.
        known: rulings and answers from before.
        out: a folder for the contract's files; nothing is written without one.
        keep: told what was read and shaped, before it is judged.

    Raises:
        ReconError: the run cannot go on; the message says what, where and what to do.
    """
    options = options or Options()
    started = time.perf_counter()
    if out is not None:
        export.prepare(out)
    campaign = dated(inputs.campaign, options)
    with lean.seldom_collecting():
        ready = partial(_ready, campaign, options.engine)
        gathered = gather(replace(inputs, campaign=campaign), options, ready)
        if keep is not None:
            keep(gathered)
        rows = gathered.roster.num_rows if out is not None else 0
        with export.Scribes.for_rows(rows, options.threads) as scribes, _engine(options) as engine:
            from recon.pipeline.verdict import judge

            result = judge(campaign, gathered, known or Known(), options, engine)
            result.summary["extracts"] = [origin._asdict() for origin in gathered.extract.origins]
            result.summary["seconds"] = round(time.perf_counter() - started, 2)
            if out is not None:
                options.progress("write", 0, 0)
                export.write_contract_files(result, out, scribes=scribes)
            result = result.whole()
    return result


def _ready(campaign: Campaign, engine: str) -> None:
    """Check what a campaign says of rules, and import half a second's worth of what comes after the reading."""
    if engine in EMBEDDED:
        lean.spare_pandas()
    for name in _FIRST:
        lean.load(name)
    lean.load("recon.rules").check_settings(campaign)
    with suppress(ImportError):  # told where it is used
        for name in (*_LATER, *([EMBEDDED[engine]] if engine in EMBEDDED else [])):
            lean.load(name)


def _engine(options: Options) -> AbstractContextManager[Engine]:
    from recon.engine import open_engine

    return open_engine(
        options.engine,
        options.folder,
        memory=options.memory,
        threads=options.threads,
        master=options.master,
    )


def dated(campaign: Campaign, options: Options) -> Campaign:
    """Return the campaign with the day it is judged on: the option's, else its own, else today in Shanghai."""
    return replace(campaign, as_of=options.as_of or campaign.as_of or today(), lang=options.lang)
