"""``recon run``."""

from __future__ import annotations

import getpass
import json as jsons
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from recon.cli import outcome
from recon.cli.asked import inputs_of, options_of
from recon.cli.computing import check_source, shared_folder
from recon.cli.console import DONE, FOUND, answer, progress, say
from recon.cli.office_campaign import check_same
from recon.cli.speech import ASKED, LEFT_OUT
from recon.errors import OptionError
from recon.intake.sources import is_address, local
from recon.scratch import Scratch
from recon.values.harmless import in_one_line
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recon.cli.asked import Asked
    from recon.intake.sources import Source
    from recon.pipeline import Inputs, Options
    from recon.result import Result
    from recon.words import Lang

_OWN_INPUT = Text(
    "结果不能写入 {read} 所读的文件夹，否则下次会被当作输入。请另选一个文件夹",
    "the result must not lie in a folder given to {read}: the next run would take it for input. Choose another",
)


def run(asked: Asked) -> None:
    """Reconcile, write, and end with the contract's exit status."""
    from recon import campaign as campaigns
    from recon.engine import check

    if asked.out is None and asked.workspace is None:
        raise OptionError(option="--out / --workspace", reason=Text("请给出其中一个", "give one of them"))
    check(asked.engine, asked.memory, asked.threads, asked.master)
    check_source(asked.extracts, asked.query)
    _refuse_own_input(asked)
    campaign = campaigns.load(asked.campaign)
    lang = asked.lang or ASKED or campaign.lang
    with progress(lang) as tell:
        how, what = options_of(asked, lang, tell), inputs_of(asked, campaign)
        result = _in_workspace(asked, what, how) if asked.workspace else _bare(asked, what, how)
    if not asked.workspace and not asked.json:
        outcome.untold(result)
    outcome.idle(result)
    _report(result, asked, lang)
    outcome.notes(result)
    outcome.without_file(what.passwords, _lists(what), result)
    outcome.parked(result)
    raise SystemExit(FOUND if result.summary["exit"] else DONE)


def _lists(inputs: Inputs) -> Iterator[str]:
    """Yield what the office's own files are called."""
    given = (*inputs.extracts, *inputs.photos, *inputs.planned, *inputs.sites, *inputs.submissions)
    return (str(getattr(one, "name", one)) for one in given)


def _refuse_own_input(asked: Asked) -> None:
    """Refuse to write where this run or the next would read its own sheets."""
    extracts = [local(one) for one in asked.extracts if not is_address(one)]
    read = {"rosters": asked.rosters, "extract": extracts, "photos": asked.photos, "planned": asked.planned}
    folders = [(name, _real(path)) for name, paths in read.items() for path in paths if path.is_dir()]
    written = [("--workspace", asked.workspace), *(("--out", place) for place in _places(asked.out))]
    for option, place in written:
        for name, folder in folders:
            if place is not None and _real(place).is_relative_to(folder):
                raise OptionError(option=option, reason=_OWN_INPUT.filled(read=f"--{name}"))


def _real(path: Path) -> Path:
    """Return where a path leads; links that lead to each other lead nowhere, which is told when it is written to."""
    return Path(os.path.realpath(path))


def _places(out: Path | None) -> Iterator[Path]:
    """Yield the folders in which a run writes sheets that look like rosters."""
    if out is not None:
        yield from (out, out / "corrected", out / "returned")


def _bare(asked: Asked, inputs: Inputs, options: Options) -> Result:
    from recon import campaign as campaigns
    from recon.pipeline import run as reconcile_files

    with campaigns.named(asked.campaign), shared_folder(asked.engine, asked.out) as folder:
        return reconcile_files(inputs, replace(options, folder=folder), out=asked.out)


def _in_workspace(asked: Asked, inputs: Inputs, options: Options) -> Result:
    """Keep what was given in the workspace (made now if it is not there), judge all it holds, and copy the result."""
    from recon import campaign as campaigns
    from recon import export
    from recon.pipeline import office
    from recon.workspace import Workspace

    assert asked.workspace is not None
    actor = getpass.getuser()
    if asked.out is not None:
        export.prepare(asked.out)
    if not Workspace.exists(asked.workspace):
        with campaigns.named(asked.campaign):
            Workspace.init(asked.workspace, campaigns.read(asked.campaign), actor=actor).close()
    with Workspace.open(asked.workspace) as workspace, Scratch("extract-") as room:
        check_same(workspace, inputs.campaign, asked.campaign)
        inputs = replace(inputs, extracts=tuple(_fetched(inputs, room)), query="")
        for left in office.take(inputs, workspace, actor=actor):
            say(LEFT_OUT.say(options.lang, file=in_one_line(left)))
        _, result = office.run_office(workspace, actor=actor, options=options)
    outcome.times(result.summary)
    if asked.out is not None:
        export.write_contract_files(result, asked.out)
    return result


def _fetched(inputs: Inputs, room: Path) -> Iterator[str | Source]:
    """Yield the extracts as files: a workspace keeps what a database answered today, not its address."""
    import pyarrow.parquet as pq

    from recon import intake

    for number, extract in enumerate(inputs.extracts, 1):
        if isinstance(extract, str) and intake.is_address(extract):
            file = room / f"database-{number}.parquet"
            pq.write_table(intake.read_query(extract, inputs.query), file)
            yield str(file)
        else:
            yield str(intake.local(extract)) if isinstance(extract, str) else extract


def _report(result: Result, asked: Asked, lang: Lang) -> None:
    if asked.json:
        answer(jsons.dumps(result.summary, ensure_ascii=False, indent=2))
        return
    outcome.counts(result, lang, asked.out or asked.workspace)
