"""Extracts and registers are read before a workspace keeps them: what no run could use retires nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recon import intake, normalise
from recon.errors import ExtractError, must_be_file
from recon.normalise.registers.extracts import ENROLMENTS, Origin, check_kind, kind_in_extract
from recon.pipeline.gathering import door
from recon.pipeline.inputs import Inputs
from recon.workspace import passwords
from recon.workspace.durable import sha256_of
from recon.workspace.placements import check_choice
from recon.workspace.sources import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.campaign import Campaign
    from recon.intake.sources import Source
    from recon.normalise import NamedTable
    from recon.words import Text
    from recon.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Kept:
    """What a workspace kept: its tables, and what is told of them."""

    tables: tuple[Origin, ...]
    notes: tuple[Text, ...] = ()
    retired: int = 0
    """Sources of the kind that take part in no run any more."""


def keep(
    workspace: Workspace, kind: str, files: Sequence[Source], *, actor: str, replace: bool = False
) -> Kept:
    """Keep sources of one kind, all or none; they are read and checked first, as a run would.

    Args:
        workspace: where they are kept.
        kind: ``extract``, ``photos``, ``planned``, ``sites`` or ``submissions``.
        files: where they lie and what they are called.
        actor: who brought them.
        replace: retire what was there of the kind.

    Raises:
        OptionError: an unknown kind.
        MissingPathError, FileAccessError, NoFileError: there is no such file, or it is none.
        ExtractError: a run could not use them; nothing was kept and nothing retired.
    """
    check_choice("kind", kind, KINDS)
    for file in files:
        must_be_file(file.path, "FILE")
    looked = look(workspace, kind, files, alone=replace)
    before = {source.id for source in workspace.sources(kind)}
    workspace.add_sources(kind, [(file.path, file.file) for file in files], actor=actor, replace=replace)
    retired = before - {source.id for source in workspace.sources(kind)}
    return Kept(looked.tables, looked.notes, len(retired))


def look(workspace: Workspace, kind: str, files: Sequence[Source], *, alone: bool) -> Kept:
    """Read sources as a run in this workspace would.

    Args:
        workspace: its campaign and the passwords it was told.
        kind: of the sources.
        files: where they lie and what they are called.
        alone: nothing else of the kind will take part, so they must do by themselves.

    Raises:
        ExtractError: a run could not use them.
    """
    campaign = workspace.campaign()
    inputs = Inputs(campaign, (), (), passwords=passwords.read(workspace.path))
    with intake.Pool(campaign.limits, roomy=True) as pool:
        tables = [table for file in files for table in door.tables(file, f"--{kind}", inputs, pool)]
    if kind == "extract":
        return _extract(tables, campaign, alone=alone)
    if kind == "sites":
        normalise.register(tables, ENROLMENTS.empty_table(), campaign)
    elif kind == "submissions":
        normalise.submissions(tables)
    else:
        (normalise.photos if kind == "photos" else normalise.planned)(tables, campaign)
    return Kept(tuple(Origin(named.name, kind, named.table.num_rows) for named in tables))


def _extract(tables: Sequence[NamedTable], campaign: Campaign, *, alone: bool) -> Kept:
    """Check extracts; accounts may come before the students they belong to, unless they shall stand alone."""
    kinds = [(named, kind_in_extract(named, campaign)) for named in tables]
    for named, kind in kinds:
        check_kind(named, kind, campaign)
    told = tuple(Origin(named.name, kind.value, named.table.num_rows) for named, kind in kinds)
    accounts = all(kind is normalise.Kind.USERS for _, kind in kinds)
    if accounts and not alone and any(one.rows for one in told):
        return Kept(told)
    extract = normalise.enrolments(tables, campaign)
    if not extract.table.num_rows:
        raise ExtractError(path="、".join(named.name for named in tables), reason=normalise.NOBODY)
    return Kept(extract.origins, extract.notes)


def unknown(workspace: Workspace, kind: str, files: Sequence[Source]) -> list[Source]:
    """Return the files whose bytes the workspace does not hold yet: the others were looked at when they came."""
    for file in files:
        must_be_file(file.path, "FILE")
    held = {source.sha256 for source in workspace.sources(kind)}
    return [file for file in files if sha256_of(file.path) not in held]
