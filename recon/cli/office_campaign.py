"""``recon workspace campaign``: compare a workspace's campaign with a file's, and take over either."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from recon.cli.console import guarded, say
from recon.cli.options import Debug, Office, path
from recon.cli.speech import LANG, said
from recon.errors import OptionError, writing
from recon.words import LANGS, Text, listing

if TYPE_CHECKING:
    import typer

    from recon.campaign import Campaign
    from recon.workspace import Workspace

_MOST_KEYS = 12
"""Keys a message tells; more of them are another campaign, whatever they are."""
_DIFFERS = Text(
    "工作区 {folder} 中保存的批次配置与 {file} 不一致（{keys}）{another}。"
    "若以文件为准，请先运行：recon workspace campaign {folder} --campaign {file}；"
    "若以工作区为准，请取出其配置并改用它：recon workspace campaign {folder} --into 新文件.toml",
    "the workspace {folder} keeps a campaign that differs from {file} in {keys}{another}. "
    "To judge by the file, first run: recon workspace campaign {folder} --campaign {file}; "
    "to judge by the workspace's, write it out and give that one: "
    "recon workspace campaign {folder} --into NEW.toml",
)
_ANOTHER = Text(
    "。编号不同，即另一个批次：以文件为准后，原批次收到的文件和裁定仍保存，但不再参与核对",
    ". Another id is another campaign: what was received and ruled under the old one is kept, but judged no more",
)
_TAKEN = Text(
    "工作区 {folder} 现按 {file} 核对（批次 {id}）。", "{folder} is judged by {file} now (campaign {id})."
)
_SET_ASIDE = Text(
    "这是另一个批次：批次 {before} 收到的文件、裁定和结果仍保存，不再参与核对；按其配置再次运行本命令即可换回。",
    "It is another campaign: what was received, ruled and found under {before} is kept, but judged no more; this "
    "command with its file leads back to it.",
)
_WRITTEN = Text("已写出工作区的批次配置：{into}", "The workspace's campaign is in {into}")


def check_same(opened: Workspace, given: Campaign, file: Path) -> None:
    """Refuse a campaign that says something else than the workspace's, which is the one that is judged by.

    Neither is taken by itself: the file may be the newer one, but the dashboard may have changed the other since,
    and a file of another campaign would put everything received out of sight.

    Raises:
        OptionError: names the keys that differ and both ways on.
    """
    from recon.campaign import loads
    from recon.campaign.differing import differences

    keys = differences(loads(opened.campaign_text()), given)
    if not keys:
        return
    told = {
        "folder": opened.path,
        "file": file,
        "keys": Text(*(listing(keys, lang, _MOST_KEYS) for lang in LANGS)),
        "another": _ANOTHER if "campaign.id" in keys else "",
    }
    raise OptionError(option="--campaign", reason=_DIFFERS.filled(**told))


def campaign(
    folder: Office,
    file: Annotated[
        Path | None,
        path(
            "--campaign", "以后按此文件核对（记入日志）。", "Judge by this file from now on (logged).", "FILE"
        ),
    ] = None,
    into: Annotated[
        Path | None, path("--into", "写出工作区的配置。", "Write the workspace's campaign here.", "FILE")
    ] = None,
    debug: Debug = False,
) -> None:
    """Take a campaign file over, as the dashboard's editor does, or write out the one at work."""
    with guarded(LANG, debug=debug):
        from recon.workspace import Workspace

        if (file is None) == (into is None):
            raise OptionError(option="--campaign / --into", reason=Text("请给出其中一个", "give one of them"))
        with Workspace.open(folder) as opened:
            if file is not None:
                _take(opened, file)
            elif into is not None:
                _write(opened, into)


def _take(opened: Workspace, file: Path) -> None:
    from recon.campaign import named, read

    before = opened.campaign().id
    with named(file):
        kept = opened.save_campaign(read(file), actor=getpass.getuser())
    say(_TAKEN.say(LANG, folder=opened.path, file=file, id=kept.id))
    if kept.id != before:
        say(_SET_ASIDE.say(LANG, before=before))


def _write(opened: Workspace, into: Path) -> None:
    from recon.workspace.durable import check_vacant

    check_vacant(into)
    with writing(into):
        into.write_text(opened.campaign_text(), encoding="utf-8", newline="\n")
    say(_WRITTEN.say(LANG, into=into))


def add_to(office: typer.Typer) -> None:
    """Put the command below ``recon workspace``."""
    office.command(
        "campaign", help=said("更换或取出工作区的批次配置。", "Change the campaign, or write it out.")
    )(campaign)
