"""``recon workspace …``: the office's memory, from the command line."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from recon.cli import (
    office_campaign,
    office_mail,
    office_privacy,
    office_records,
    office_rulings,
    office_sources,
    telling,
)
from recon.cli.console import DONE, FOUND, answer, guarded, say
from recon.cli.help import Commands
from recon.cli.office_lists import handover, sites
from recon.cli.options import CampaignFile, Debug, Office, option, path
from recon.cli.speech import LANG, said
from recon.words import Text

if TYPE_CHECKING:
    from recon.words import Lang

office = Commands(
    help=said("工作区：收到的、裁定的、查看过的都在这里。", "What was received, decided and shown."),
)
office.add_typer(handover, name="handover")
office.add_typer(sites, name="sites")
_LANG: Lang = LANG
_BACKED_UP = Text(
    "已备份到 {into}。下面是日志此刻的指纹：另行记下，日后可证明此前的记录没有改动。",
    "Backed up to {into}. Below is the log's hash of this moment: noted elsewhere, it proves later that nothing before "
    "it was changed.",
)


@office.command(help=said("建立一个批次的工作区。", "Make a workspace for a campaign."))
def init(
    folder: Office,
    campaign: CampaignFile,
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
def status(folder: Office, debug: Debug = False) -> None:
    """Tell what the workspace holds."""
    with guarded(_LANG, debug=debug):
        from recon.workspace import Workspace

        with Workspace.open(folder) as opened:
            telling.status(opened)


@office.command(help=said("检查工作区是否被改动。", "Check that nothing was changed behind its back."))
def verify(folder: Office, debug: Debug = False) -> None:
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
    folder: Office,
    into: Annotated[
        Path, path("--into", "写入的备份文件，须是新文件名。", "The backup to write, a new file.", "FILE")
    ],
    debug: Debug = False,
) -> None:
    """Write everything into one file; prints the hash that proves later that nothing before it was changed."""
    with guarded(_LANG, debug=debug):
        from recon.workspace import Workspace

        with Workspace.open(folder) as opened:
            proof = opened.backup(into, actor=getpass.getuser())
        say(_BACKED_UP.say(_LANG, into=into))
        answer(proof)


@office.command(help=said("从备份恢复。", "Make a workspace from a backup."))
def restore(
    folder: Office,
    source: Annotated[Path, path("--from", "备份文件。", "A backup.", "FILE")],
    database: Annotated[
        str,
        option("--database", "PostgreSQL 地址；不写则用 SQLite。", "PostgreSQL URL, else SQLite.", "URL"),
    ] = "",
    debug: Debug = False,
) -> None:
    """Make a workspace from a backup; an existing one is never written over."""
    with guarded(_LANG, debug=debug):
        from recon.workspace import Workspace

        Workspace.restore(source, folder, actor=getpass.getuser(), database=database).close()
        say(Text("已恢复到 {folder}", "Restored to {folder}").say(_LANG, folder=folder))


for more in (office_sources, office_mail, office_campaign, office_rulings, office_records, office_privacy):
    more.add_to(office)
