"""The commands and their options; each command's work stands in a module of its own."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from recon import lean
from recon.cli import further, stopping
from recon.cli.console import DONE, FAILED, answer, answering, guarded, say
from recon.cli.help import Commands
from recon.cli.offices import office
from recon.cli.options import (
    AsOf,
    CampaignFile,
    Debug,
    EngineName,
    ExtractDate,
    Extracts,
    Files,
    Json,
    Language,
    Master,
    Memory,
    Out,
    Passwords,
    Photos,
    Planned,
    Query,
    Rosters,
    SiteList,
    Submissions,
    Threads,
    WorkspaceDir,
    language,
    option,
    path,
)
from recon.cli.speech import LANG, complaint, said, unknown
from recon.errors import OptionError
from recon.words import LANG_VARIABLE, LANGS, no_language

app = Commands(
    name="recon",
    help=said(
        "核对毕业生图像采集名单与学籍数据。", "Reconcile graduate-photo rosters with the enrolment extract."
    ),
    epilog=said("English: recon --lang en --help", "中文：recon --lang zh --help"),
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from recon import __version__

        answer(f"recon {__version__}")
        raise typer.Exit


@app.callback()
def settings(
    version: Annotated[  # noqa: ARG001 -- its callback answers
        bool, option("--version", "显示版本。", "Show the version.", is_eager=True, callback=_version)
    ] = False,
    lang: Language = LANG,
) -> None:
    """Take what concerns no single command; the language holds for the command that follows."""
    language(lang)


@app.command(
    help=said(
        "核对名单与学籍数据，写出问题、覆盖率、更正表和退回清单。",
        "Compare rosters with the extract and write the result.",
    ),
    epilog="\b\n"
    + said(
        "--out 与 --workspace 至少给出一个。\n"
        "退出状态：0 没有记入差错的“错误”或“无法使用”，1 有，2 未能运行。",
        "Give --out, --workspace or both.\n"
        "Exit status: 0 nothing charged at error or fatal, 1 something, 2 did not run.",
    ),
)
def run(
    campaign: CampaignFile,
    extract: Extracts,
    rosters: Rosters,
    out: Out = None,
    photos: Photos = None,
    planned: Planned = None,
    sites: SiteList = None,
    submissions: Submissions = None,
    passwords: Passwords = None,
    extract_query: Query = "",
    extract_date: ExtractDate = "",
    workspace: WorkspaceDir = None,
    as_of: AsOf = "",
    engine: EngineName = "duckdb",
    master: Master = "",
    memory: Memory = "",
    threads: Threads = 0,
    lang: Language = "",
    json: Json = False,
    debug: Debug = False,
) -> None:
    """Compare rosters with the extract."""
    from recon.cli import running
    from recon.cli.asked import Asked

    with guarded(language(lang or LANG), debug=debug):
        running.run(
            Asked(
                campaign=campaign,
                extracts=tuple(extract),
                rosters=tuple(rosters),
                out=out,
                photos=tuple(photos or ()),
                planned=tuple(planned or ()),
                sites=(sites,) if sites else (),
                submissions=(submissions,) if submissions else (),
                passwords=passwords,
                query=extract_query,
                extract_date=extract_date,
                workspace=workspace,
                as_of=as_of,
                engine=engine,
                master=master,
                memory=memory,
                threads=threads,
                lang=language(lang) if lang else None,
                json=json,
            )
        )


@app.command(help=said("查看文件内容，以及能否读取。", "Tell what is in a file, and whether it can be read."))
def inspect(
    files: Files,
    json: Json = False,
    dump: Annotated[
        Path | None,
        path("--dump", "将每个工作表原样写成 CSV。", "Write every sheet as CSV, exactly.", "DIR"),
    ] = None,
    lang: Language = LANG,
    debug: Debug = False,
) -> None:
    """Tell what is in a file."""
    from recon.cli import looking

    with guarded(language(lang), debug=debug):
        looking.inspect(files, dump=dump, json=json, lang=language(lang))


for command, zh, en in further.COMMANDS:
    app.command(help=said(zh, en), epilog=further.NOTES.get(command))(command)
app.add_typer(office, name="workspace")


def main() -> None:
    """Run the command line; a command that is not written right is told so in the language spoken."""
    lean.begin()
    lean.leave(_status())


def _status() -> int:
    if word := unknown(sys.argv[1:], os.environ):
        for language in LANGS:  # the language itself is what is wrong, so say it in both
            say(OptionError(option=LANG_VARIABLE, reason=no_language(word)).say(language))
        return FAILED
    debug = "--debug" in sys.argv
    try:
        # A command guards itself; what is left is help, which Typer writes.
        with guarded(LANG, debug=debug), contextlib.nullcontext() if debug else answering():
            try:
                return _ended()
            finally:
                _hand_over()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else DONE
    except Exception:
        if not debug:
            raise
        # The trace is what was asked for; Python itself would end as if something was charged.
        sys.excepthook(*sys.exc_info())
        return FAILED


def _hand_over() -> None:
    """Write out what waits for stdout, while a full disk can still be told."""
    with answering(), contextlib.suppress(BrokenPipeError):
        sys.stdout.flush()


def _ended() -> int:
    try:
        status = app(standalone_mode=False)
    except typer.TyperException as error:
        say(complaint(error, LANG))
        return FAILED
    except typer.Abort:
        return FAILED
    if stopping.was_asked():  # while the options were looked at: Typer makes a status of its own of that
        raise KeyboardInterrupt
    return status if isinstance(status, int) else DONE
