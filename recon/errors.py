"""The one family of errors: a run that cannot go on.

Wrong data is a value (a finding); only what stops a run is raised. Each message says what, where and what to do,
in both languages, and never holds a personal value.
"""

from __future__ import annotations

from typing import ClassVar

from recon.words import Lang, Text


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


class NoRosterError(ReconError):
    """No file at all below the rosters' path (``path``)."""

    message = Text(
        "{path} 下没有任何文件。请把各教学点的名单放入该文件夹后再运行。",
        "There is no file under {path}. Put the sites' rosters into that folder and run again.",
    )


class CampaignError(ReconError):
    """The campaign is wrong (``path``: its file's name, empty where there is none; ``where``, ``reason`` as a Text)."""

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


class OutputError(ReconError):
    """The output folder cannot be written (``path``, ``reason``)."""

    message = Text(
        "无法写入 {path}（{reason}）。请换一个有写入权限的文件夹。",
        "Cannot write to {path} ({reason}). Choose a folder you may write to.",
    )


class FileAccessError(ReconError):
    """A file or folder cannot be opened, read or written (``path``, ``reason`` as a Text)."""

    message = Text(
        "无法打开 {path}：{reason}。请检查后再运行。",
        "Cannot open {path}: {reason}. Mend this and run again.",
    )


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
