"""How the command line speaks: messages to stderr, answers to stdout, never a traceback."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, NoReturn

from recon.errors import ReconError
from recon.words import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DONE, FOUND, FAILED = 0, 1, 2
"""Exit status: nothing charged at error or fatal; such findings; could not run."""

_UNEXPECTED = Text(
    "程序出错（{kind}），没有生成结果。请把该命令加上 --debug 重新运行，并将输出发给维护人员。",
    "The program failed ({kind}); nothing was produced. Run the command again with --debug and send what it prints.",
)


def say(text: str) -> None:
    """Write one line to stderr, where a pipe does not see it."""
    sys.stderr.write(f"{text}\n")


def answer(text: str) -> None:
    """Write one line to stdout."""
    sys.stdout.write(f"{text}\n")


def fail(error: ReconError, lang: Lang) -> NoReturn:
    """Say why a command cannot go on, and end it."""
    say(error.say(lang))
    raise SystemExit(FAILED)


@contextlib.contextmanager
def guarded(lang: Lang, *, debug: bool) -> Iterator[None]:
    """Turn whatever goes wrong into one sentence and exit status 2; ``--debug`` shows the traceback."""
    try:
        yield
    except ReconError as error:
        if debug:
            raise
        fail(error, lang)
    except KeyboardInterrupt:
        say(Text("已取消。", "Cancelled.").say(lang))
        raise SystemExit(FAILED) from None
    except BrokenPipeError:
        # The reader of a pipe went away; what it did not read is not our failure.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(DONE) from None
    except Exception as error:
        if debug:
            raise
        say(_UNEXPECTED.say(lang, kind=type(error).__name__))
        raise SystemExit(FAILED) from None


_STAGES = {
    "extract": Text("读取学籍数据", "Reading the extract"),
    "read": Text("读取名单", "Reading rosters"),
    "match": Text("匹配", "Matching"),
    "judge": Text("核对", "Judging"),
    "count": Text("统计", "Counting"),
    "write": Text("写出文件", "Writing files"),
}


@contextlib.contextmanager
def progress(lang: Lang) -> Iterator[Callable[[str, int, int], None]]:
    """Show a progress bar on a terminal, nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda _stage, _done, _total: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def tell(stage: str, done: int, total: int) -> None:
            words = _STAGES[stage].say(lang) if stage in _STAGES else stage
            bar.update(task, description=words, completed=done, total=total or None)

        yield tell
