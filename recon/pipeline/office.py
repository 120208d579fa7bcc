"""A run in a workspace: everything it holds is judged, with everything people have said; the result is remembered."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from recon import export
from recon.campaign.clock import now, today
from recon.intake.sources import Source, plain_files, sources
from recon.model import outermost
from recon.pipeline import unjudged
from recon.pipeline.gathering import keeping, standby
from recon.pipeline.inputs import HandedOver, Inputs, Known, Options
from recon.pipeline.running import run
from recon.workspace import passwords
from recon.workspace.handover_lines import HANDED
from recon.workspace.memory import FIRST
from recon.workspace.sources import KINDS

if TYPE_CHECKING:
    from datetime import date

    import pyarrow as pa

    from recon.result import Result
    from recon.workspace import Workspace


def inputs_of(workspace: Workspace) -> Inputs:
    """Return the inputs a workspace holds: its campaign, extracts, registers and every file received."""
    kept = {
        kind: tuple(
            Source(source.path, f"{source.sha256[:8]}/{source.name}") for source in workspace.sources(kind)
        )
        for kind in KINDS
    }
    return Inputs(
        campaign=workspace.campaign(),
        extracts=kept["extract"],
        rosters=tuple(
            Source(workspace.original(r.sha256), name)
            for r in workspace.submissions()
            # The same bytes received under another name are reported (FI08), not dropped.
            for name in (r.file, *r.other_names)
        ),
        photos=kept["photos"],
        planned=kept["planned"],
        sites=kept["sites"],
        submissions=kept["submissions"],
        passwords=passwords.read(workspace.path),
        encodings=passwords.read(workspace.path, passwords.ENCODINGS),
        register=workspace.said_of_sites(),
    )


def known_of(workspace: Workspace, judged_on: date | None = None) -> Known:
    """Return what people have said in a workspace, as of the day that is judged (today when not given)."""
    day = judged_on or workspace.campaign().as_of or today()
    returned: dict[tuple[str, str], tuple[str, ...]] = {}
    for sheet in workspace.returns():
        key = sheet.unit, sheet.form
        returned[key] = (*returned.get(key, ()), sheet.returned_at)
    return Known(
        rulings={ruling.finding_id: ruling for ruling in workspace.rulings()},
        submissions=tuple(workspace.known(day.isoformat())),
        excused=workspace.excused(),
        admitted=frozenset(answer.student_no for answer in workspace.answers("admit")),
        signed_off=workspace.signed_off(),
        returned=returned,
        handed_over=handed_over(workspace),
        secret=workspace.secret,
    )


def handed_over(workspace: Workspace) -> HandedOver | None:
    """Return who stands in the hand-over versions of a workspace; None before the first."""
    versions = workspace.handovers()
    if not versions:
        return None
    lists = [_handed(workspace.handover_table(version.number)) for version in versions]
    return HandedOver(lists[-1], frozenset().union(*lists), versions[0].at[:10])


def _handed(version: pa.Table) -> frozenset[str]:
    lines = version.select(["status", "student_no", "exam_no"]).to_pylist()
    return frozenset(line["student_no"] or line["exam_no"] for line in lines if line["status"] == HANDED)


def run_office(workspace: Workspace, *, actor: str, options: Options | None = None) -> tuple[Path, Result]:
    """Judge everything a workspace holds and keep the result; returns its folder below ``runs`` and the answer.

    A run that fails is recorded as failed and leaves the newest good one in place.
    """
    options = options or Options(lang=workspace.campaign().lang)
    record = workspace.start_run(actor=actor, inputs=_asked(workspace, options))
    try:
        scratch = record.folder / "engine"
        known = known_of(workspace, options.as_of)
        ready = partial(standby.keep, workspace, of=standby.key(workspace))
        inputs = inputs_of(workspace)
        result = run(inputs, replace(options, folder=scratch), known, keep=ready)
        result.summary["times"] = times_of(workspace, result)
        shutil.rmtree(scratch, ignore_errors=True)
        export.save(result, record.folder)
        folder = workspace.finish_run(record.id, result.summary)
    except BaseException as error:
        workspace.fail_run(record.id, type(error).__name__)
        raise
    finally:
        workspace.vault.forget()
    # A full run replaces the first verdicts on single files.
    shutil.rmtree(workspace.path / FIRST, ignore_errors=True)
    return folder, result


def _asked(workspace: Workspace, options: Options) -> dict[str, str]:
    """Return what the record of a run keeps: the engine, its extracts and lists, and the day the settings name.

    The campaign kept beside a result has the day that was judged, whether the settings named it or an option did.
    """
    day = workspace.campaign().as_of
    return {
        "engine": options.engine,
        "as_of": day.isoformat() if day else "",
        unjudged.SOURCES: unjudged.held(workspace),
    }


def times_of(workspace: Workspace, result: Result) -> dict[str, int]:
    """Return by what the times of the files are known: counts for the summary, since lateness hangs on them.

    ``told`` (a mail, a list, the registrar), ``intake`` (the time of intake stands for it), ``late_by_intake`` (of
    those, the ones after the deadline), ``unknown`` (taken in after the day that is judged: not late).
    """
    files = result.files.select(["file", "verdict", "received_at"]).to_pylist()
    intake = {
        name: one.received_at
        for one in workspace.submissions()
        if one.time_by == "intake"
        for name in (one.file, *one.other_names)
    }
    counts = Counter(told=0, intake=0, late_by_intake=0, unknown=0)
    for file in (line for line in files if line["verdict"] != "ignored"):
        at = file["received_at"]
        by_intake = bool(at) and intake.get(outermost(file["file"])) == at
        counts["intake" if by_intake else "told" if at else "unknown"] += 1
        counts["late_by_intake"] += by_intake and result.campaign.late_after(at)
    return dict(counts)


def take(inputs: Inputs, workspace: Workspace, *, actor: str) -> tuple[str, ...]:
    """Keep everything a run was given in the workspace; the same bytes again change nothing.

    Returns the names of what was left out: links and pipes below the rosters' folder are never followed.
    """
    for file, password in inputs.passwords.items():
        passwords.keep(workspace.path, file, password)
    for kind in KINDS:
        given = inputs.extracts if kind == "extract" else getattr(inputs, kind)
        files = [one if isinstance(one, Source) else Source(Path(one), Path(one).name) for one in given]
        # Checked before it is kept: an unusable file would stop every later run too. It is checked together with what
        # is already held, so that user accounts alone are accepted beside a student export.
        if fresh := keeping.unknown(workspace, kind, files):
            keeping.keep(workspace, kind, fresh, actor=actor)
    kept, left = plain_files(sources(inputs.rosters))
    moment = now()  # one moment for all: no file name decides which is the later round
    for found in kept:
        workspace.receive(found.path, found.file, actor=actor, channel="folder", taken_at=moment)
    return tuple(source.file for source in left)
