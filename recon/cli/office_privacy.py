"""``recon workspace purge|retain|encrypt|new-key``: how long personal data are kept, and how they are sealed."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from recon.cli.console import answer, guarded, say, text_of
from recon.cli.options import Debug, Office, option, path
from recon.cli.speech import LANG, said
from recon.errors import OptionError
from recon.words import Text

if TYPE_CHECKING:
    import typer

_PURGED = Text(
    "已清除：原件 {originals} 个、记录 {records} 条、核对结果 {results} 份；清除本身已记入日志。",
    "Removed: originals {originals}, records {records}, results {results}; the log says that it happened.",
)
_RETAINED = Text(
    "批次 {campaign} 的个人信息保存到 {until}；到期不自动删除，status 会提醒。",
    "Personal data of {campaign} are kept until {until}. Nothing is removed by itself; status tells when it is over.",
)
_WHOLE = Text(
    "其中 {count} 个原件无法只删除该部分，已整份移除：如仍需使用，请有关单位重新报送，学籍数据请重新导出。",
    "{count} {count:original|originals} of these could not be rewritten and {count:was|were} removed whole: where "
    "still needed, ask the site to send again, and export an extract anew.",
)
_NOTHING = Text("没有找到要清除的内容。", "There was nothing to remove.")


def purge(
    folder: Office,
    reason: Annotated[str, option("--reason", "依据，记入日志。", "Why, for the log.", "TEXT")],
    campaign: Annotated[str, option("--campaign", "整个批次。", "A whole campaign.", "ID")] = "",
    students: Annotated[
        Path | None, path("--students", "每行一个学号。", "One 学号 per line.", "FILE")
    ] = None,
    overdue: Annotated[
        bool, option("--overdue", "所有保存期已满的批次。", "Every campaign whose retention is over.")
    ] = False,
    debug: Debug = False,
) -> None:
    """Take a campaign or some students out of the ledger, the runs and the originals, for good."""
    with guarded(LANG, debug=debug):
        from recon.workspace import Workspace

        if sum(map(bool, (campaign, students, overdue))) != 1:
            reason_wrong = Text("请给出其中一个", "give one of them")
            raise OptionError(option="--campaign / --students / --overdue", reason=reason_wrong)
        numbers = text_of(students, "--students").split() if students else []
        actor = getpass.getuser()
        with Workspace.open(folder) as opened:
            over = [one.campaign for one in opened.overdue()] if overdue else [campaign] if campaign else []
            done = [opened.purge_campaign(which, actor=actor, reason=reason) for which in over]
            if students:
                done.append(opened.purge_people(numbers, actor=actor, reason=reason))
        counts = {
            name: sum(getattr(one, name) for one in done) for name in ("originals", "records", "results")
        }
        say((_PURGED if any(counts.values()) else _NOTHING).say(LANG, **counts))
        if students and (whole := done[-1].lost):
            say(_WHOLE.say(LANG, count=whole))


def retain(
    folder: Office,
    until: Annotated[
        str, option("--until", "保存到这一天（2021-12-31）。", "The last day (2021-12-31).", "DATE")
    ],
    campaign: Annotated[
        str, option("--campaign", "批次；不写则为当前批次。", "The campaign, else the current one.", "ID")
    ] = "",
    reason: Annotated[str, option("--reason", "依据，记入日志。", "Why, for the log.", "TEXT")] = "",
    debug: Debug = False,
) -> None:
    """Keep a campaign's personal data until the end of a day; `status` tells when it is over."""
    with guarded(LANG, debug=debug):
        from recon.workspace import Workspace

        with Workspace.open(folder) as opened:
            opened.retain(until, campaign=campaign, reason=reason, actor=getpass.getuser())
            say(_RETAINED.say(LANG, campaign=campaign or opened.campaign().id, until=until))


def encrypt(folder: Office, debug: Debug = False) -> None:
    """Seal the originals, those that are there already too; asking again finishes what was cut short."""
    with guarded(LANG, debug=debug):
        from recon.workspace import Workspace

        with Workspace.open(folder) as opened:
            count = opened.encrypt(actor=getpass.getuser())
        say(Text("已加密 {n} 个原件。", "{n} {n:original is|originals are} sealed.").say(LANG, n=count))


def new_key() -> None:
    """Print a new key; whoever loses it loses the originals."""
    from recon.workspace import vault_key

    answer(vault_key.new())


def add_to(office: typer.Typer) -> None:
    """Put these commands below ``recon workspace``."""
    for name, command, zh, en in (
        ("purge", purge, "彻底删除一个批次或若干学生。", "Take a campaign or some students out, for good."),
        ("retain", retain, "规定一个批次的个人信息保存到哪一天。", "Say until when personal data are kept."),
        ("encrypt", encrypt, "加密已有工作区的原件。", "Seal the originals of a workspace."),
        ("new-key", new_key, "生成一把加密密钥。", "Print a new key for RECON_VAULT_KEY."),
    ):
        office.command(name, help=said(zh, en))(command)
