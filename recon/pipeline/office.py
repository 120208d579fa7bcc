"""A run in a workspace: everything it holds is judged, with everything people have said; the result is remembered."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from recon import export
from recon.intake.sources import Source, plain_files, sources
from recon.pipeline.inputs import Inputs, Known, Options
from recon.pipeline.running import run
from recon.workspace import passwords

if TYPE_CHECKING:
    from recon.result import Result
    from recon.workspace import Workspace

SOURCES = ("extract", "photos", "planned", "sites", "submissions")


def inputs_of(workspace: Workspace) -> Inputs:
    """Return the inputs a workspace holds: its campaign, extracts, registers and every file received."""
    kept = {
        kind: tuple(
            Source(source.path, f"{source.sha256[:8]}/{source.name}") for source in workspace.sources(kind)
        )
        for kind in SOURCES
    }
    return Inputs(
        campaign=workspace.campaign(),
        extracts=kept["extract"],
        rosters=tuple(
            Source(workspace.original(r.sha256), r.file) for r in workspace.submissions() if r.sha256
        ),
        photos=kept["photos"],
        planned=kept["planned"],
        sites=kept["sites"],
        submissions=kept["submissions"],
        passwords=passwords.read(workspace.path),
    )


def known_of(workspace: Workspace) -> Known:
    """Return what people have said in a workspace."""
    return Known(
        rulings={ruling.finding_id: ruling for ruling in workspace.rulings()},
        submissions=tuple(workspace.known()),
        excused=workspace.excused(),
        admitted=frozenset(answer.student_no for answer in workspace.answers("admit")),
        signed_off=workspace.signed_off(),
        secret=workspace.secret,
    )


def run_office(workspace: Workspace, *, actor: str, options: Options | None = None) -> tuple[Path, Result]:
    """Judge everything a workspace holds and keep the result; returns its folder below ``runs`` and the answer.

    A run that fails is recorded as failed and leaves the newest good one in place.
    """
    options = options or Options(lang=workspace.campaign().lang)
    record = workspace.start_run(actor=actor, inputs={"engine": options.engine})
    try:
        scratch = record.folder / "engine"
        result = run(inputs_of(workspace), replace(options, folder=scratch), known_of(workspace))
        shutil.rmtree(scratch, ignore_errors=True)
        export.save(result, record.folder)
        return workspace.finish_run(record.id, result.summary), result
    except BaseException as error:
        workspace.fail_run(record.id, type(error).__name__)
        raise


def take(inputs: Inputs, workspace: Workspace, *, actor: str) -> tuple[str, ...]:
    """Keep everything a run was given in the workspace; the same bytes again change nothing.

    Returns the names of what was left out: links and pipes below the rosters' folder are never followed.
    """
    for kind in SOURCES:
        given = inputs.extracts if kind == "extract" else getattr(inputs, kind)
        for one in given:
            path, name = (one.path, one.file) if isinstance(one, Source) else (Path(one), Path(one).name)
            workspace.add_source(kind, path, name, actor=actor)
    kept, left = plain_files(sources(inputs.rosters))
    for found in kept:
        workspace.receive(found.path, found.file, actor=actor, channel="folder")
    return tuple(source.file for source in left)
