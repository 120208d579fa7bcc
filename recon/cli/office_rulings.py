"""``recon workspace rulings``: what was decided, as a file, and made again in this workspace or a restored one."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from recon.cli.console import guarded, say
from recon.cli.options import Debug, Office, path
from recon.cli.speech import LANG, said
from recon.errors import OptionError, writing
from recon.words import Text

if TYPE_CHECKING:
    import typer

_WRITTEN = Text(
    "已写出 {n} 条有效裁定：{into}", "{n} {n:ruling that stands is|rulings that stand are} in {into}"
)
_MADE = Text(
    "重新作出裁定 {made} 条；另有 {stood} 条本来就有效。",
    "{made} {made:ruling was|rulings were} made again; {stood} stood already.",
)
_ONE = Text("请给出其中一个", "give one of them")


def rulings(
    folder: Office,
    into: Annotated[
        Path | None,
        path("--into", "写出现行有效的裁定。", "Write the rulings that stand here.", "FILE"),
    ] = None,
    again: Annotated[
        Path | None,
        path("--from", "按此文件重新作出裁定。", "Make the rulings of this file again.", "FILE"),
    ] = None,
    debug: Debug = False,
) -> None:
    """Write out the rulings that stand, or make those of such a file again."""
    with guarded(LANG, debug=debug):
        from recon.workspace import Workspace
        from recon.workspace.durable import check_vacant

        if (into is None) == (again is None):
            raise OptionError(option="--into / --from", reason=_ONE)
        with Workspace.open(folder) as opened:
            if into is not None:
                check_vacant(into)
                with writing(into):
                    n = opened.export_rulings(into, actor=getpass.getuser())
                say(_WRITTEN.say(LANG, n=n, into=into))
            elif again is not None:
                made, stood = opened.replay_rulings(again, actor=getpass.getuser())
                say(_MADE.say(LANG, made=made, stood=stood))


def add_to(office: typer.Typer) -> None:
    """Put the command below ``recon workspace``."""
    office.command(
        "rulings", help=said("取出或重新作出裁定。", "Write the rulings out, or make them again.")
    )(rulings)
