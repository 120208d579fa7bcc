"""``recon workspace …``: the office's memory, from the command line."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recon.cli import office_campaign, office_mail, telling
from recon.cli.console import DONE, FOUND, answer, guarded, say
from recon.cli.office_lists import handover, sites
from recon.cli.options import Debug, option
from recon.cli.speech import LANG, said
from recon.errors import MissingPathError, OptionError
from recon.words import Text

if TYPE_CHECKING:
    from recon.words import Lang

office = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help=said("工作区：收到的、裁定的、查看过的都在这里。", "What was received, decided and shown."),
)
office.add_typer(handover, name="handover")
office.add_typer(sites, name="sites")
office_mail.add_to(office)
office_campaign.add_to(office)
Folder = Annotated[Path, typer.Argument(metavar="DIR")]
_LANG: Lang = LANG


@office.command(help=said("建立一个批次的工作区。", "Make a workspace for a campaign."))
def init(
    folder: Folder,
    campaign: Annotated[Path, typer.Option("--campaign", metavar="FILE")],
    database: Annotated[
        str,
        option(
            "--database", "PostgreSQL 地址；不写则用 SQLite。", "A PostgreSQL URL; SQLite without one.", "URL"
        ),
    ] = "",
    encrypt: Annotated[
        bool,
        option(
            "--encrypt",
            "加密原件（密钥取自 RECON_VAULT_KEY 或系统密钥库）。",
            "Seal the originals (key: RECON_VAULT_KEY, or the system's key store).",
        ),
    ] = False,
    debug: Debug = False,
) -> None:
    """Make a workspace for a campaign."""
    with guarded(_LANG, debug=debug):
        from recon.campaign import named, read
        from recon.workspace import Workspace

        text, actor = read(campaign), getpass.getuser()
        with named(campaign):
            Workspace.init(folder, text, actor=actor, database=database, encrypt=encrypt).close()
        say(Text("已建立工作区：{folder}", "The workspace is in {folder}").say(_LANG, folder=folder))


@office.command(help=said("查看工作区的内容。", "Tell what the workspace holds."))
def status(folder: Folder, debug: Debug = False) -> None:
    """Tell what the workspace holds."""
    with guarded(_LANG, debug=debug):
        from recon.workspace import Workspace

        with Workspace.open(folder) as opened:
            telling.status(opened)


@office.command("extract-add", help=said("收入学籍数据或参照名单。", "Keep an extract or a register."))
def extract_add(
    folder: Folder,
    files: Annotated[list[Path], typer.Argument(metavar="FILE…")],
    kind: Annotated[
        str, typer.Option("--kind", metavar="extract|photos|planned|sites|submissions")
    ] = "extract",
    replace: Annotated[
        bool, option("--replace", "停用此前的同类数据。", "Retire the earlier ones of this kind.")
    ] = False,
    then_run: Annotated[
        bool,
        option("--run", "随即重新核对并显示变化。", "Reconcile at once and show what changed."),
    ] = False,
    debug: Debug = False,
) -> None:
    """Keep an extract or register; a newer one with --replace."""
    with guarded(_LANG, debug=debug):
        from recon.intake.sources import Source
        from recon.pipeline import keeping
        from recon.workspace import Workspace

        given = [Source(path, path.name) for path in files]
        with Workspace.open(folder) as opened:
            telling.kept(keeping.keep(opened, kind, given, actor=getpass.getuser(), replace=replace))
            if then_run:
                from recon.pipeline.office import run_office

                run_office(opened, actor=getpass.getuser())
                telling.changes(opened)


@office.command(help=said("检查工作区是否被改动。", "Check that nothing was changed behind its back."))
def verify(folder: Folder, debug: Debug = False) -> None:
    """Check that nothing was changed behind the workspace's back."""
    with guarded(_LANG, debug=debug):
        from recon.workspace import Workspace

        with Workspace.open(folder) as opened:
            check = opened.verify()
        for problem in check.problems:
            answer(problem.say(_LANG))
        say(Text("完好。", "Sound.").say(_LANG) if check.ok else Text("有问题。", "Not sound.").say(_LANG))
        raise SystemExit(DONE if check.ok else FOUND)


@office.command(help=said("备份为一个文件。", "Write everything into one file."))
def backup(
    folder: Folder,
    into: Annotated[
        Path, option("--into", "写入的备份文件，须是新文件名。", "The backup to write, a new file.", "FILE")
    ],
    debug: Debug = False,
) -> None:
    """Write everything into one file; prints the hash that proves later that nothing before it was changed."""
    with guarded(_LANG, debug=debug):
        from recon.workspace import Workspace

        with Workspace.open(folder) as opened:
            answer(opened.backup(into, actor=getpass.getuser()))


@office.command(help=said("从备份恢复。", "Make a workspace from a backup."))
def restore(
    folder: Folder,
    source: Annotated[Path, option("--from", "备份文件。", "A backup.", "FILE")],
    database: Annotated[str, typer.Option("--database", metavar="URL")] = "",
    debug: Debug = False,
) -> None:
    """Make a workspace from a backup; an existing one is never written over."""
    with guarded(_LANG, debug=debug):
        from recon.workspace import Workspace

        Workspace.restore(source, folder, actor=getpass.getuser(), database=database).close()
        say(Text("已恢复到 {folder}", "Restored to {folder}").say(_LANG, folder=folder))


@office.command(help=said("彻底删除一个批次或若干学生。", "Take a campaign or some students out, for good."))
def purge(
    folder: Folder,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT")],
    campaign: Annotated[str, option("--campaign", "整个批次。", "A whole campaign.", "ID")] = "",
    students: Annotated[
        Path | None, option("--students", "每行一个学号。", "One 学号 per line.", "FILE")
    ] = None,
    overdue: Annotated[
        bool, option("--overdue", "所有保存期已满的批次。", "Every campaign whose retention is over.")
    ] = False,
    debug: Debug = False,
) -> None:
    """Take a campaign or some students out of the ledger, the runs and the originals, for good."""
    with guarded(_LANG, debug=debug):
        from recon.workspace import Workspace

        if sum(map(bool, (campaign, students, overdue))) != 1:
            reason_wrong = Text("请给出其中一个", "give one of them")
            raise OptionError(option="--campaign / --students / --overdue", reason=reason_wrong)
        if students is not None and not students.is_file():
            raise MissingPathError(option="--students", path=students)
        actor = getpass.getuser()
        with Workspace.open(folder) as opened:
            if students is None:
                over = [one.campaign for one in opened.overdue()] if overdue else [campaign]
                for which in over:
                    opened.purge_campaign(which, actor=actor, reason=reason)
            else:
                numbers = students.read_text(encoding="utf-8-sig").split()
                opened.purge_people(numbers, actor=actor, reason=reason)
        say(Text("已清除，清除记录已记入日志。", "Removed; the log says that it happened.").say(_LANG))


@office.command(help=said("规定一个批次的个人信息保存到哪一天。", "Say until when personal data are kept."))
def retain(
    folder: Folder,
    until: Annotated[str, typer.Option("--until", metavar="DATE")],
    campaign: Annotated[str, typer.Option("--campaign", metavar="ID")] = "",
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT")] = "",
    debug: Debug = False,
) -> None:
    """Keep a campaign's personal data until the end of a day; `status` tells when it is over."""
    with guarded(_LANG, debug=debug):
        from recon.workspace import Workspace

        with Workspace.open(folder) as opened:
            opened.retain(until, campaign=campaign, reason=reason, actor=getpass.getuser())


@office.command(help=said("加密已有工作区的原件。", "Seal the originals of a workspace."))
def encrypt(folder: Folder, debug: Debug = False) -> None:
    """Seal the originals, those that are there already too; asking again finishes what was cut short."""
    with guarded(_LANG, debug=debug):
        from recon.workspace import Workspace

        with Workspace.open(folder) as opened:
            count = opened.encrypt(actor=getpass.getuser())
        say(Text("已加密 {n} 个原件。", "{n} originals are sealed.").say(_LANG, n=count))


@office.command("new-key", help=said("生成一把加密密钥。", "Print a new key for RECON_VAULT_KEY."))
def new_key() -> None:
    """Print a new key; whoever loses it loses the originals."""
    from recon.workspace import vault_key

    answer(vault_key.new())
