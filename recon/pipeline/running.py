"""One run: gather, judge, write."""

from __future__ import annotations

import time
from contextlib import ExitStack, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from recon import export, lean
from recon.campaign.clock import today
from recon.pipeline.gathering.gather import gather
from recon.pipeline.inputs import Known, Options

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from recon.campaign import Campaign
    from recon.engine import Engine
    from recon.pipeline.answers.answer import Answer
    from recon.pipeline.gathering.gather import Gathered
    from recon.pipeline.inputs import Inputs


_FIRST = (
    "recon.intake.told",
    "recon.intake.bulk",
    "recon.normalise.shapes",
    "recon.normalise.registers",
    "recon.normalise.rosters",
)
"""What is needed as soon as the first file is read."""
_LATER = ("recon.pipeline.judging", "recon.export.contract", "pyarrow.acero", "numpy.ma")
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
    with lean.seldom_collecting(), ExitStack() as held:
        ready = _Ready(campaign, options, held)
        gathered = gather(replace(inputs, campaign=campaign), options, ready.prepare)
        if keep is not None:
            keep(gathered)
        rows = gathered.roster.num_rows if out is not None else 0
        with export.Scribes.for_rows(rows, options.threads) as scribes:
            from recon.pipeline.judging import judge

            engine = ready.engine or held.enter_context(_engine(options))
            result = judge(campaign, gathered, known or Known(), options, engine)
            result.summary["seconds"] = round(time.perf_counter() - started, 2)
            if out is not None:
                options.progress("write", 0, 0)
                export.write_contract_files(result, out, scribes=scribes)
            result = result.whole()
    return result


class _Ready:
    """What a run gets ready while children read: half a second's worth of imports, and its engine.

    Args:
        campaign: what it says of rules is checked.
        options: name the engine.
        held: closes the engine at the end of the run.
    """

    def __init__(self, campaign: Campaign, options: Options, held: ExitStack) -> None:
        self._campaign, self._options, self._held = campaign, options, held
        self.engine: Engine | None = None
        """None where it is opened later: Spark's executors are still reading, and pandas has nothing to open."""

    def prepare(self) -> None:
        """Import, check and open.

        Raises:
            CampaignError: what the campaign says of rules makes no sense.
            ReconError: the engine cannot be opened.
        """
        embedded = self._options.engine in EMBEDDED
        if embedded:
            lean.spare_pandas()
        for name in _FIRST:
            lean.load(name)
        lean.load("recon.rules").check_settings(self._campaign)
        with suppress(ImportError):  # a missing library is reported where it is used
            for name in (*_LATER, *([EMBEDDED[self._options.engine]] if embedded else [])):
                lean.load(name)
        if embedded:
            self.engine = self._held.enter_context(_engine(self._options))
            lean.load("recon.engine").try_out(self.engine)


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
