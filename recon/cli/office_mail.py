"""``recon workspace receive|came|returned|acknowledged|changes``: what came in, what went back, what it changed."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from recon.cli import telling
from recon.cli.console import DONE, FOUND, guarded, ready, say, there
from recon.cli.known import check_unit
from recon.cli.options import Debug, Office, argument, option, path, some_path
from recon.cli.speech import LANG, LEFT_OUT, said
from recon.errors import writing
from recon.values.harmless import in_one_line
from recon.words import Text

if TYPE_CHECKING:
    import typer

    from recon.workspace import Workspace

_CAME = Text("已登记 {n} 个文件的收到时间：{at}", "Noted when {n} {n:file|files} came: {at}")
Form = Annotated[str, option("--form", "附表：open 或 adult。", "The form.", "open|adult")]
At = Annotated[str, option("--at", "时间，默认现在。", "When; now without it.", "TIME")]


def receive(
    folder: Office,
    files: Annotated[
        list[Path],
        argument("PATH…", "收到的文件、文件夹、压缩包或邮件。", "Files, folders, mails.", parser=some_path),
    ],
    at: Annotated[str, option("--at", "何时收到。", "When they came.", "TIME")] = "",
    unit: Annotated[str, option("--unit", "报送单位代码。", "The unit that sent them.", "CODE")] = "",
    out: Annotated[
        Path | None, path("--out", "回执和退回清单写到这里。", "Folder for the papers.", "DIR")
    ] = None,
    debug: Debug = False,
) -> None:
    """Take files in and judge each at once, without judging the others again."""
    with guarded(LANG, debug=debug):
        from recon.campaign.clock import now
        from recon.intake.sources import plain_files, sources
        from recon.workspace import Workspace

        moment, actor = now(), getpass.getuser()
        kept, left = plain_files(sources(there(files, "PATH")))
        with Workspace.open(folder) as opened:
            errors = 0
            _check_unit(opened, unit)
            if out is not None:
                ready(out)
            for source in left:
                say(LEFT_OUT.say(LANG, file=in_one_line(source.file)))
            for source in kept:
                how = {"received_at": at, "unit": unit, "taken_at": moment}
                came = opened.receive(source.path, source.file, actor=actor, channel="folder", **how)
                errors += _judged(opened, came.file, actor, out)
        raise SystemExit(FOUND if errors else DONE)


def _judged(opened: Workspace, file: str, actor: str, out: Path | None) -> int:
    """Judge one file, tell it and hand out its papers; return how many errors it has."""
    import shutil

    from recon.pipeline.dropped import judge_one

    told = judge_one(opened, file, actor=actor, lang=LANG)
    for one in told.receipts:
        telling.receipt(one)
    if out is not None:
        with writing(out):
            for paper in told.files:
                shutil.copyfile(paper, _beside(out / paper.name, paper.read_bytes()))
    return sum(one.errors for one in told.receipts)


def _beside(paper: Path, content: bytes) -> Path:
    """Return where a paper may lie: another one of its name, of a file before, is not written over."""
    place, number = paper, 1
    while place.exists() and place.read_bytes() != content:
        number += 1
        place = paper.with_stem(f"{paper.stem}_{number}")
    return place


def _check_unit(opened: Workspace, unit: str) -> None:
    """Refuse a code that no unit has; before the first run any code may be right.

    Raises:
        OptionError: nobody is called so.
    """
    sites = opened.sites()
    known = {code for one in sites for code in (one.site_code, one.branch_code, one.reports_through) if code}
    if unit and known and opened.latest_run() is not None:
        check_unit(unit, known, "UNIT")


def came(
    folder: Office,
    files: Annotated[list[str], argument("NAME…", "收到的文件名。", "Names of received files.")],
    at: Annotated[str, option("--at", "何时收到。", "When they came.", "TIME")],
    reason: Annotated[str, option("--reason", "依据。", "How that is known.", "TEXT")] = "",
    debug: Debug = False,
) -> None:
    """Say when files came of which only the time of intake is known."""
    with guarded(LANG, debug=debug):
        from recon.workspace import Workspace

        with Workspace.open(folder) as opened:
            opened.came(files, at, actor=getpass.getuser(), reason=reason)
            say(_CAME.say(LANG, n=len(files), at=at))
            telling.stale(opened)


def returned(
    folder: Office,
    unit: Annotated[str, argument("UNIT", "报送单位代码。", "Code of the unit.")],
    form: Form = "",
    at: At = "",
    debug: Debug = False,
) -> None:
    """Note that a return sheet went out: what comes back within mend_days is not late."""
    with guarded(LANG, debug=debug):
        from recon.workspace import Workspace

        with Workspace.open(folder) as opened:
            _check_unit(opened, unit)
            opened.return_sheet(unit, form, actor=getpass.getuser(), returned_at=at)
        noted = Text("{unit}：已登记退回", "{unit}: noted as returned")
        say(noted.say(LANG, unit=unit))


def acknowledged(
    folder: Office,
    unit: Annotated[str, argument("UNIT", "报送单位代码。", "Code of the unit.")],
    form: Form = "",
    at: At = "",
    by: Annotated[str, option("--by", "谁、怎样确认的。", "By whom, and how.", "TEXT")] = "",
    debug: Debug = False,
) -> None:
    """Note that a site has acknowledged its return sheet."""
    with guarded(LANG, debug=debug):
        from recon.workspace import Workspace

        with Workspace.open(folder) as opened:
            done = opened.acknowledge(unit, form, actor=getpass.getuser(), text=by, at=at)
        noted = Text("{unit}：{at} 已确认", "{unit}: acknowledged {at}")
        say(noted.say(LANG, unit=unit, at=done.acknowledged_at))


def changes(folder: Office, debug: Debug = False) -> None:
    """Tell what the newest run changed: students who became due or left, rulings that lapsed, errors that are back."""
    with guarded(LANG, debug=debug):
        from recon.workspace import Workspace

        with Workspace.open(folder) as opened:
            telling.changes(opened)


def add_to(office: typer.Typer) -> None:
    """Put these commands below ``recon workspace``."""
    for name, command, zh, en in (
        ("receive", receive, "收入文件并立即给出核对结果。", "Take files in and judge each at once."),
        ("came", came, "说明文件实际收到的时间。", "Say when files came."),
        ("returned", returned, "登记退回清单已发出。", "Note that a return sheet went out."),
        ("acknowledged", acknowledged, "登记退回清单已确认。", "Note that it was acknowledged."),
        ("changes", changes, "最近一次核对带来的变化。", "What the newest run changed."),
    ):
        office.command(name, help=said(zh, en))(command)
