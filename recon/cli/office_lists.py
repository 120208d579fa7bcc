"""``recon workspace handover|sites …``: what goes out, and the register it goes out by."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from recon.cli import telling
from recon.cli.console import answer, guarded, say
from recon.cli.help import Commands
from recon.cli.options import Debug, Office, argument, option, path, some_path
from recon.cli.speech import LANG, said
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recon.workspace import Workspace

handover = Commands(
    help=said("移交：编号定版、查看、比较。", "Hand-over: frozen versions and what changed since."),
)
sites = Commands(
    help=said("单位登记：导出为 Excel，修改后导入。", "The register of sites: out to Excel and in again."),
)
_CHANGE = Text(
    "{what}\t{student_no}\t{site_name}\t{point}\t{field}\t{reason}",
    "{what}\t{student_no}\t{site_name}\t{point}\t{field}\t{reason}",
)
_WHATS = ("added", "changed", "withdrawn")
_JUDGE_FIRST = Text("{why}（recon workspace judge）", "{why} (recon workspace judge)")
_COUNTS = Text(
    "增加 {added}，变更 {changed}，撤回 {withdrawn}",
    "{added} added, {changed} changed, {withdrawn} withdrawn",
)


@handover.command(help=said("把最近一次核对的移交名单编号定版。", "Freeze the newest run's hand-over."))
def freeze(
    folder: Office,
    reason: Annotated[str, option("--reason", "说明，记入日志。", "Why, for the log.", "TEXT")] = "",
    debug: Debug = False,
) -> None:
    """Freeze the newest run's hand-over as the next numbered version."""
    with guarded(LANG, debug=debug):
        from recon.workspace import Workspace

        with Workspace.open(folder) as opened:
            _check_judged(opened)
            telling.version(opened.freeze_handover(actor=getpass.getuser(), reason=reason), counts=True)


def _check_judged(opened: Workspace) -> None:
    """Refuse to freeze a list that lacks what came or was decided since it was counted.

    Raises:
        ReconError: the newest run does not know of files, lists, rulings or answers.
    """
    from recon.errors import ReconError
    from recon.pipeline.unjudged import unjudged

    for why in unjudged(opened).said():
        raise ReconError(reason=_JUDGE_FIRST.filled(why=why))


@handover.command("list", help=said("列出已定版的移交名单。", "List the frozen versions."))
def list_versions(folder: Office, debug: Debug = False) -> None:
    """List the frozen versions, oldest first."""
    with guarded(LANG, debug=debug):
        from recon.workspace import Workspace

        with Workspace.open(folder) as opened:
            for one in opened.handovers():
                telling.version(one)


@handover.command(
    help=said("某一版之后的增加、变更和撤回。", "Additions, changes and withdrawals since a version.")
)
def changes(
    folder: Office,
    since: Annotated[
        int,
        option("--since", "从该版起；不写则为最新一版。", "From this version on; else the newest.", "N"),
    ] = 0,
    debug: Debug = False,
) -> None:
    """Tell what changed since a version: counts, and one line each where the campaign's mode lets lists out."""
    with guarded(LANG, debug=debug):
        from recon.workspace import Workspace

        with Workspace.open(folder) as opened:
            found = opened.handover_changes(since).to_pylist()
            lists = opened.campaign().mode == "list"
            names = {site.site_code: site.site_name for site in opened.sites()}
        whats = [line["what"] for line in found]
        say(_COUNTS.say(LANG, **{what: whats.count(what) for what in _WHATS}))
        for line in found if lists else ():
            answer(_CHANGE.say(LANG, **_in_words(line, names)).rstrip())


def _in_words(line: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    """Return a change as a person reads it: no code of ours, and a shooting point by its name."""
    from recon.export import handover_changes as words

    said = {"what": words.what, "field": words.field, "reason": words.why}
    point = names.get(line["point"]) or line["point"]
    return {**line, "point": point} | {name: say_it(line[name], LANG) for name, say_it in said.items()}


@sites.command(
    "export", help=said("导出单位登记和拍摄点。", "Write sites and shooting points to a workbook.")
)
def export_sites(
    folder: Office,
    into: Annotated[Path, path("--into", "写入的 .xlsx 文件。", "An .xlsx to write.", "FILE")],
    debug: Debug = False,
) -> None:
    """Write the register as a workbook."""
    with guarded(LANG, debug=debug):
        from recon.pipeline import register_files
        from recon.workspace import Workspace
        from recon.workspace.durable import check_vacant

        check_vacant(into)  # a file that is there may be the register somebody is filling in
        with Workspace.open(folder) as opened:
            count = register_files.save(opened, into)
        said_of = Text("已写出 {count} 个单位：{into}", "{count} {count:site is|sites are} in {into}")
        say(said_of.say(LANG, count=count, into=into))


@sites.command("import", help=said("导入单位登记和拍摄点。", "Take a workbook's sites and points over."))
def import_sites(
    folder: Office,
    file: Annotated[Path, argument("FILE", "改好的登记。", "The mended register.", parser=some_path)],
    debug: Debug = False,
) -> None:
    """Take a workbook's sites and points over; what is missing is told."""
    with guarded(LANG, debug=debug):
        from recon.pipeline import register_files
        from recon.workspace import Workspace

        with Workspace.open(folder) as opened:
            taken = register_files.take_over(opened, file, actor=getpass.getuser())
        for gap in taken.gaps:
            answer(gap.say(LANG))
        changed = Text(
            "单位更新 {sites} 个，拍摄点更新 {points} 个",
            "{sites} {sites:site|sites} and {points} {points:point|points} changed",
        )
        say(changed.say(LANG, sites=taken.sites, points=taken.points))
