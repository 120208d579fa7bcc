"""``recon workspace extract-add|extract-remove|judge``: what a run in a workspace is judged against, and the run."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from recon.cli import outcome, telling
from recon.cli.console import guarded, progress, say
from recon.cli.options import Debug, Office, argument, option, some_path
from recon.cli.speech import ASKED, LANG, said
from recon.errors import OptionError
from recon.words import Text, listed

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import typer

    from recon.pipeline.gathering.keeping import Kept
    from recon.workspace import Source, Workspace

ThenRun = Annotated[
    bool, option("--run", "随即重新核对并显示变化。", "Reconcile at once and show what changed.")
]
_KEPT = Text("已收入 {file}：{what}，{rows} 行", "Kept {file}: {what}, lines: {rows}")
_EARLIER = Text("此前的同类数据 {n} 份不再使用", "Earlier ones of this kind, used no more: {n}")
_RETIRED = Text(
    "已停用 {name}；原件仍保存，再次收入即可恢复。",
    "{name} is used no more; its original is kept, and taking it in again brings it back.",
)
_UNKNOWN = Text("工作区中没有 {name}。现有：{there}", "the workspace holds no {name}. It holds: {there}")


def extract_add(
    folder: Office,
    files: Annotated[
        list[Path],
        argument("FILE…", "学籍数据或参照名单。", "Extracts, or lists beside them.", parser=some_path),
    ],
    kind: Annotated[
        str, option("--kind", "是哪一种。", "Which of them.", "extract|photos|planned|sites|submissions")
    ] = "extract",
    replace: Annotated[
        bool, option("--replace", "停用此前的同类数据。", "Retire the earlier ones of this kind.")
    ] = False,
    then_run: ThenRun = False,
    debug: Debug = False,
) -> None:
    """Keep an extract or register; a newer one with --replace."""
    with guarded(LANG, debug=debug):
        from recon.intake import below
        from recon.intake.sources import Source
        from recon.pipeline.gathering import keeping
        from recon.workspace import Workspace

        given = below([Source(path, path.name) for path in files])
        with Workspace.open(folder) as opened:
            _tell(keeping.keep(opened, kind, given, actor=getpass.getuser(), replace=replace))
            _then(opened, run=then_run)


def extract_remove(
    folder: Office,
    names: Annotated[
        list[str], argument("NAME…", "收入时的名称（见 status）。", "Names as taken in (see status).")
    ],
    then_run: ThenRun = False,
    debug: Debug = False,
) -> None:
    """Let extracts and registers of these names take no part in runs any more; an unknown name retires nothing."""
    with guarded(LANG, debug=debug):
        from recon.workspace import Workspace

        with Workspace.open(folder) as opened:
            called = _called(opened, names)
            for one in opened.retire_sources({one.id for one in called}, actor=getpass.getuser()):
                say(_RETIRED.say(LANG, name=one.name))
            _then(opened, run=then_run)


def judge(folder: Office, debug: Debug = False) -> None:
    """Judge all a workspace holds again and show what changed."""
    with guarded(LANG, debug=debug):
        from recon.workspace import Workspace

        with Workspace.open(folder) as opened:
            _then(opened, run=True)


def _then(opened: Workspace, *, run: bool) -> None:
    """Judge at once and show what changed, or say that the newest result does not know of it."""
    if run:
        _judge(opened)
        telling.changes(opened)
    else:
        telling.stale(opened)


def _judge(opened: Workspace) -> None:
    """Judge all a workspace holds, and say what ``recon run --workspace`` says of its result."""
    from recon.pipeline import Options
    from recon.pipeline.office import run_office

    lang = ASKED or opened.campaign().lang
    with progress(lang) as tell:
        options = Options(lang=lang, progress=tell)
        _, result = run_office(opened, actor=getpass.getuser(), options=options)
    outcome.times(result.summary)
    outcome.idle(result)
    outcome.counts(result, lang, opened.path)
    outcome.notes(result)
    outcome.parked(result)


def _tell(one: Kept) -> None:
    """Say what a workspace took: which file is what, with how many lines, and what it takes the place of."""
    from recon.verdicts.kinds import TABLES

    for table in one.tables:
        what = TABLES[table.kind].say(LANG)
        say(_KEPT.say(LANG, file=table.file, what=what, rows=table.rows))
    if one.retired:
        say(_EARLIER.say(LANG, n=one.retired))
    for note in one.notes:
        say(note.say(LANG))


def _called(workspace: Workspace, names: Collection[str]) -> Sequence[Source]:
    """Return the sources of these names.

    Raises:
        OptionError: none is called so.
    """
    held = workspace.sources()
    there = listed(list(dict.fromkeys(one.name for one in held)))
    for name in names:
        if name not in {one.name for one in held}:
            raise OptionError(option="NAME", reason=_UNKNOWN.filled(name=name, there=there))
    return [one for one in held if one.name in names]


def add_to(office: typer.Typer) -> None:
    """Put the commands among those of a workspace."""
    kept = said("收入学籍数据或参照名单。", "Keep an extract or a register.")
    gone = said("停用学籍数据或参照名单。", "Retire an extract or a register.")
    office.command("extract-add", help=kept)(extract_add)
    again = said("用工作区现有的全部数据重新核对。", "Judge all that the workspace holds again.")
    office.command("extract-remove", help=gone)(extract_remove)
    office.command("judge", help=again)(judge)
