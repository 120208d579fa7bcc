"""How the command line speaks: messages to stderr, answers to stdout, never a traceback."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, NoReturn

from recon.cli.stopping import was_asked
from recon.errors import (
    REASONS,
    FileAccessError,
    MissingPathError,
    OptionError,
    OutputError,
    ReconError,
    must_be_file,
    quoted,
    writing,
)
from recon.values.harmless import harmless
from recon.words import LANGS, Lang, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

DONE, FOUND, FAILED = 0, 1, 2
"""Exit status: nothing charged at error or fatal; such findings; could not run."""

CANCELLED = Text("已取消。", "Cancelled.")
_UNEXPECTED = Text(
    "程序出错（{kind}），没有生成结果。请把该命令加上 --debug 重新运行，并将输出发给维护人员。",
    "The program failed ({kind}); nothing was produced. Run the command again with --debug and send what it prints.",
)


_MEMORY = Text(
    "内存不足，没有生成结果。请关闭其他程序，或用 --memory 限制内存后再运行。",
    "There is not enough memory; nothing was produced. Close other programs, or run again with --memory.",
)
_SCARCE = Text(
    "系统给本程序的内存或进程数已到上限，没有生成结果。请关闭其他程序，或放宽上限（ulimit）后再运行。",
    "The program may have no more memory or processes of the system; nothing was produced. Close other programs, or "
    "widen the limit (ulimit), and run again.",
)
_SCARCELY = ("can't start new thread", "failed to map segment")
"""What Python and the system's loader say where a bound (``ulimit``, a container's) is reached; neither has a class."""
_SPEECHLESS = Text(
    "系统当前的字符编码（{encoding}）写不出中文，这次没有做完。请先设置环境变量 LC_ALL=C.UTF-8 或 PYTHONUTF8=1"
    "（设过 PYTHONIOENCODING 的，把它改为 utf-8），再重新运行。",
    "The system's present encoding ({encoding}) cannot write Chinese; this was not finished. Set LC_ALL=C.UTF-8 or "
    "PYTHONUTF8=1 in the environment (and PYTHONIOENCODING, where it is set, to utf-8), and run again.",
)
_COMPUTING = ("engine", "master", "memory", "threads")
_PARAMETERS = ("campaign", "rosters", "extract", "photos", "planned", "sites", "submissions")
_TYPED = {name: f"--{name}" for name in (*_COMPUTING, *_PARAMETERS, "form", "kind", "until", "reason")} | {
    "received_at": "--at",
    "file": "NAME",
    "rulings": "--from",
    "backup": "--from",
    "unit": "UNIT",
}
"""What the library calls what was given → what a person typed it behind."""
_STDOUT = Text("标准输出", "standard output")
_FILE = Text("文件", "a file")
_NO_TEXT = Text("不是 UTF-8 或 GBK 编码的文本文件", "it is no text file (UTF-8 or GBK)")


def say(text: str) -> None:
    """Write one line to stderr, where a pipe does not see it."""
    sys.stderr.write(f"{harmless(text)}\n")


def answer(text: str) -> None:
    """Write one line to stdout.

    Raises:
        OutputError: it takes no more.
    """
    with answering():
        sys.stdout.write(f"{harmless(text)}\n")


@contextlib.contextmanager
def answering() -> Iterator[None]:
    """Say that stdout takes no more, a full disk: the system's own error names no file.

    Raises:
        OutputError: in the place of the system's error.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError.of(_STDOUT, error) from None


@contextlib.contextmanager
def guarded(lang: Lang, *, debug: bool) -> Iterator[None]:
    """Turn whatever goes wrong into one sentence and exit status 2; ``--debug`` shows the traceback."""
    try:
        yield
    except KeyboardInterrupt:
        _cancelled(lang)
    except BrokenPipeError:
        # The reader of a pipe went away; what it did not read is not our failure.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(DONE) from None
    except Exception as error:
        if was_asked(error):
            _cancelled(lang)
        if debug:
            raise
        for sentence in _said(error, lang):
            say(sentence)
        raise SystemExit(FAILED) from None


def _cancelled(lang: Lang) -> NoReturn:
    say(CANCELLED.say(lang))
    raise SystemExit(FAILED) from None


def _said(error: Exception, lang: Lang) -> Sequence[str]:
    """Return what went wrong in one sentence; in both languages where only one of them may be legible."""
    if isinstance(error, UnicodeEncodeError) and error.encoding != "utf-8":
        return [_SPEECHLESS.say(language, encoding=error.encoding) for language in LANGS]
    return [_sentence(error).say(lang)]


def _sentence(error: Exception) -> ReconError | Text:
    if isinstance(error, ReconError):
        return _as_typed(error)
    if isinstance(error, MemoryError):
        return _MEMORY
    if isinstance(error, RuntimeError | ImportError) and any(word in str(error) for word in _SCARCELY):
        return _SCARCE
    if isinstance(error, OSError):
        return _no_access(error)
    return _UNEXPECTED.filled(kind=type(error).__name__)


def _as_typed(error: ReconError) -> ReconError:
    """Return an error that speaks of the option a person typed where it knew the parameter of the library."""
    typed = _TYPED.get(str(error.details.get("option")))
    return type(error)(**error.details | {"option": typed}) if typed else error


def _no_access(error: OSError) -> ReconError:
    reason = REASONS.get(error.errno or 0) or quoted(error)
    return FileAccessError(path=error.filename or _FILE, reason=reason)


def ready(folder: Path) -> None:
    """Make a folder for what a command will write, before it does anything else.

    Raises:
        OutputError: a file is in the way, or the folder cannot be made.
    """
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)


def there(paths: Sequence[Path], option: str) -> Sequence[Path]:
    """Return paths that all exist.

    Raises:
        MissingPathError: one does not.
    """
    for path in paths:
        if not path.exists():
            raise MissingPathError(option=option, path=path)
    return paths


def text_of(path: Path, option: str) -> str:
    """Return a small text file that a person wrote, in UTF-8 or as old Windows programs save it.

    Raises:
        MissingPathError, FileAccessError, NoFileError: there is no such file, or it is none.
        OptionError: it is no text.
    """
    must_be_file(path, option)
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        with contextlib.suppress(UnicodeDecodeError):
            text = data.decode(encoding)
            if "\0" not in text:
                return text
    raise OptionError(option=option, reason=_NO_TEXT)


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
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[count]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, count="")

        def tell(stage: str, done: int, total: int) -> None:
            words = _STAGES[stage].say(lang) if stage in _STAGES else stage
            count = f"{done}/{total}" if total else str(done or "")
            # update() takes no total for "as before": a stage that does not know its end must say so.
            bar.tasks[0].total = total or None
            bar.update(task, description=words, completed=done, count=count)

        yield tell
