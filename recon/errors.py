"""The one family of errors: a run that cannot go on.

Wrong data is a value (a finding); only what stops a run is raised. Each message says what, where and what to do,
in both languages, and never holds a personal value.
"""

from __future__ import annotations

import errno
import traceback
from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar

from recon.words import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class ReconError(Exception):
    """A run cannot go on. ``details`` fill the placeholders of the class's message."""

    message: ClassVar[Text] = Text("无法继续：{reason}", "Cannot go on: {reason}")

    def __init__(self, **details: object) -> None:
        self.details = details
        super().__init__(self.say("en"))

    def say(self, lang: Lang) -> str:
        """Return the message in ``lang``; a detail that is a :class:`Text` is said in ``lang`` too."""
        details = {k: v.say(lang) if isinstance(v, Text) else v for k, v in self.details.items()}
        return self.pattern().say(lang, **details)

    def pattern(self) -> Text:
        """Return the sentence that fits what is known."""
        return self.message


class MissingPathError(ReconError):
    """A path given to a command is not there (``path``, ``option``)."""

    message = Text(
        "找不到 {option} 指定的文件或文件夹：{path}。请检查路径。",
        "{option}: no such file or folder: {path}. Check the path.",
    )


class NoFileError(ReconError):
    """A path given to a command is a pipe or a device (``path``, ``option``): nothing stays there to be read twice."""

    message = Text(
        "{option} 指定的 {path} 不是文件或文件夹（是管道或设备）。请先存成文件，再指定该文件。",
        "{option}: {path} is a pipe or a device, neither a file nor a folder. Save it as a file first and give that.",
    )


class NoRosterError(ReconError):
    """No file at all below the rosters' path (``path``)."""

    message = Text(
        "{path} 下没有任何文件。请把各教学点的名单放入该文件夹后再运行。",
        "There is no file under {path}. Put the sites' rosters into that folder and run again.",
    )


class CampaignError(ReconError):
    """The campaign is wrong (``path``: its file's name, empty where there is none; ``where``; ``reason`` as a Text)."""

    message = Text(
        "采集批次配置 {path} 有误（{where}）：{reason}",
        "The campaign file {path} is wrong at {where}: {reason}",
    )
    without_file: ClassVar[Text] = Text(
        "采集批次设置有误（{where}）：{reason}", "The campaign is wrong at {where}: {reason}"
    )

    def pattern(self) -> Text:
        """Name a file only where there is one: a campaign may be an object of Python, or a workspace's."""
        return self.message if self.details.get("path") else self.without_file


class ExtractError(ReconError):
    """An extract or register cannot be used (``path``, ``reason`` as a Text)."""

    message = Text("{path} 无法使用：{reason}", "{path} cannot be used: {reason}")


REASONS: dict[int, Text] = {
    errno.EACCES: Text("没有权限", "no permission"),
    errno.EPERM: Text("没有权限", "no permission"),
    errno.EISDIR: Text("这是文件夹，不是文件", "it is a folder, not a file"),
    errno.ENOTDIR: Text("这是文件，不是文件夹", "it is a file, not a folder"),
    errno.EEXIST: Text("已有同名文件", "there is a file of that name"),
    errno.ENOENT: Text("找不到", "it is not there"),
    errno.ENOSPC: Text("磁盘已满", "the disk is full"),
    errno.ENAMETOOLONG: Text("名称过长", "the name is too long"),
    errno.EROFS: Text("磁盘只读", "the disk may only be read"),
    errno.EDQUOT: Text("磁盘配额已用完", "the disk quota is used up"),
}
"""Why a system refuses, in words."""


def quoted(error: OSError) -> Text:
    """Return the system's own words, for a refusal we have no words for."""
    said = error.strerror or type(error).__name__
    return Text(f"系统报告“{said}”", said)


_ELSEWHERE = Text("换一个有写入权限的文件夹", "Choose a folder you may write to")
_MOVE = Text(f"{_ELSEWHERE.zh}，或先移走该文件", f"{_ELSEWHERE.en}, or move the file away")
_ROOM = Text(f"清理磁盘，或{_ELSEWHERE.zh}", f"Make room on the disk, or {_ELSEWHERE.en.lower()}")
_OUTPUT: dict[int, tuple[Text, Text]] = {
    errno.EEXIST: (Text("那里是文件，不是文件夹", "a file is there, and a folder is needed"), _MOVE),
    errno.ENOTDIR: (Text("其上级是文件，不是文件夹", "what is above it is a file, not a folder"), _MOVE),
    errno.EISDIR: (REASONS[errno.EISDIR], Text("给出文件名", "Give the name of a file")),
    errno.ENOENT: (
        Text("上级文件夹不存在", "No such file or directory"),
        Text("先建立文件夹，或换一个", "Make the folder first, or choose another"),
    ),
    errno.ENOSPC: (
        Text("磁盘已满", "No space left on device"),
        _ROOM,
    ),
    errno.EDQUOT: (REASONS[errno.EDQUOT], _ROOM),
    errno.EFBIG: (
        Text("文件超过该磁盘允许的大小", "the file is larger than the disk takes"),
        Text(
            "换一个磁盘（FAT32 的 U 盘放不下 4 GB 以上的文件）",
            "Choose another disk (a stick in FAT32 takes no file above 4 GB)",
        ),
    ),
}
"""Why nothing can be written, and what to do, where another folder alone is not the answer."""


class OutputError(ReconError):
    """The output folder cannot be written (``path``, ``reason``, ``advice`` where another folder is not it)."""

    message = Text(
        "无法写入 {path}（{reason}）。请{advice}。", "Cannot write to {path} ({reason}). {advice}."
    )

    def __init__(self, **details: object) -> None:
        super().__init__(**({"advice": _ELSEWHERE} | details))

    @classmethod
    def of(cls, path: object, error: OSError) -> OutputError:
        """Return what a system's error means for who gave the path: why, and what to do."""
        number, said = error.errno or 0, quoted(error)
        if number in _OUTPUT:
            reason, advice = _OUTPUT[number]
            return cls(path=path, reason=reason, advice=advice)
        return cls(path=path, reason=Text(REASONS[number].zh, said.en) if number in REASONS else said)


@contextmanager
def writing(path: object) -> Iterator[None]:
    """Say which file or folder cannot be written, why, and what to do.

    Raises:
        OutputError: in the place of the system's error.
    """
    try:
        yield
    except OSError as error:
        raise OutputError.of(path, error) from None


class FileAccessError(ReconError):
    """A file or folder cannot be opened, read or written (``path``, ``reason`` as a Text)."""

    message = Text(
        "无法打开 {path}：{reason}。请检查后再运行。",
        "Cannot open {path}: {reason}. Mend this and run again.",
    )


def must_be_file(path: Path, option: str) -> None:
    """Refuse what is no file to read, and say what it is instead.

    Raises:
        FileAccessError: it is a folder.
        NoFileError: it is a pipe or a device.
        MissingPathError: nothing is there.
    """
    if path.is_dir():
        raise FileAccessError(path=path, reason=REASONS[errno.EISDIR])
    if not path.exists():
        raise MissingPathError(option=option, path=path)
    if not path.is_file():
        raise NoFileError(option=option, path=path)


class OptionError(ReconError):
    """A command line option or argument cannot be used (``option``, ``reason`` as a Text)."""

    message = Text("选项 {option} 无效：{reason}", "{option} cannot be used: {reason}")


class EngineError(ReconError):
    """An engine is not installed or cannot start (``engine``, ``install``)."""

    message = Text(
        "计算引擎 {engine} 不可用。请安装：{install}",
        "The engine {engine} is not available. Install it with: {install}",
    )


class WorkspaceError(ReconError):
    """The workspace cannot be used (``path``, ``reason`` as a Text)."""

    message = Text("工作区 {path} 无法使用：{reason}", "The workspace {path} cannot be used: {reason}")


def frames_of(error: BaseException) -> str:
    """Return where an unforeseen error happened, for a log: its own message may quote a student."""
    frames = traceback.extract_tb(error.__traceback__)
    return "\n".join(f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames)


def is_interruption(error: BaseException | None) -> bool:
    """Tell whether somebody's Ctrl-C is behind an error: a library may pass it on as its own (DuckDB does)."""
    while error is not None:
        if isinstance(error, KeyboardInterrupt) or "KeyboardInterrupt" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False
