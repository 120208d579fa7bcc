"""Which language a command speaks before it has read anything: help and complaints about its own use."""

from __future__ import annotations

import os
import re
import sys
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from recon.words import LANG_VARIABLE, LANGS, Lang, Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import typer


def spoken(words: Sequence[str], environment: Mapping[str, str]) -> Lang:
    """Return the language of ``--lang``, else of the environment's ``RECON_LANG``, else Chinese."""
    return asked(words, environment) or "zh"


def asked(words: Sequence[str], environment: Mapping[str, str]) -> Lang | None:
    """Return the language that somebody chose for this command; without one a campaign's own may hold."""
    given = [word.partition("=")[2] for word in words if word.startswith("--lang=")]
    given += [after for word, after in pairwise(words) if word == "--lang"]
    for word in (*given, environment.get(LANG_VARIABLE, "")):
        for lang in LANGS:
            if word == lang:
                return lang
    return None


def unknown(words: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return what the environment's ``RECON_LANG`` says if it is no language and nobody chose one; else empty."""
    said = environment.get(LANG_VARIABLE, "")
    return said if said and asked(words, environment) is None else ""


ASKED: Lang | None = asked(sys.argv[1:], os.environ)
LANG: Lang = ASKED or "zh"


def said(zh: str, en: str) -> str:
    """Return a help text in the language spoken."""
    return Text(zh, en).say(LANG)


LEFT_OUT = Text(
    "{file}：是链接或特殊文件，或无法读取（没有权限、正被占用），未收入工作区。请放入能打开的文件本身。",
    "{file}: a link or a special file, or one that does not open (no right, or in use); it was not taken into the "
    "workspace. Put the file itself there, and see that it opens.",
)
_MISSING = Text("缺少 {what}。", "{what} is missing.")
_COMMAND = re.compile(r"No such command '(?P<what>[^']*)'\.?(?: Did you mean (?P<near>[^?]*)\?)?")
_EXTRA = re.compile(r"unexpected extra argument(?:\(s\)|s?) \((?P<what>.*)\)", re.DOTALL)
_NO_COMMAND = Text("没有命令 {what}{near}。", "There is no command {what}{near}.")
_UNKNOWN = Text("没有选项 {what}{near}。", "There is no option {what}{near}.")
_NEAR = Text("（是否想写 {near}？）", " (did you mean {near}?)")
_NEEDS = Text("选项 {what} 后面缺少内容。", "{what} needs a value after it.")
_ALONE = Text("选项 {what} 后面不跟内容。", "No value may follow {what}.")
_SPARE = Text(
    "不知道这些词属于哪个选项：{what}。一个选项只管后面的一个词，多个文件要逐个重复选项（--extract A --extract B）；"
    "含空格的路径请加引号。",
    "It is not clear what these words belong to: {what}. An option takes one word: repeat it for every file "
    "(--extract A --extract B), and put a path with spaces in quotes.",
)
_UNFIT = Text("选项 {what} 无效：{why}", "{what} cannot be used: {why}")
_NUMBER = Text("“{value}”应为{bound}整数", "'{value}' should be a whole number{bound}")
_BOUNDS = {"ge": Text("不小于 {n} 的", " of {n} or more"), "le": Text("不大于 {n} 的", " of {n} or less")}
_WRONG = Text("命令写得不对：{what}", "The command is wrong: {what}")
_SEE = Text("用法见：{command} --help", "See: {command} --help")


def complaint(error: typer.TyperException, lang: Lang) -> str:
    """Say what is wrong with a command's words, and where its use is explained."""
    if type(error).__name__ == "NoArgsIsHelpError":
        return error.format_message()
    context = getattr(error, "ctx", None)  # Typer's parser errors carry no context
    see = _SEE.say(lang, command=context.command_path if context else "recon")
    return f"{_wrong(error, lang)}\n{see}"


def _wrong(error: typer.TyperException, lang: Lang) -> str:
    kind, parameter = type(error).__name__, getattr(error, "param", None)
    if kind == "MissingParameter" and parameter is not None:
        name = parameter.opts[0] if parameter.opts[0].startswith("-") else parameter.metavar
        return _MISSING.say(lang, what=name)
    if kind == "NoSuchOption":
        near = sorted(getattr(error, "possibilities", None) or ())
        hint = _NEAR.say(lang, near=" / ".join(near)) if near else ""
        return _UNKNOWN.say(lang, what=getattr(error, "option_name", ""), near=hint)
    if kind == "BadParameter" and (named := _named(error)):
        return _UNFIT.say(lang, what=named, why=_why(error, lang))
    return _told(error, lang)


def _told(error: typer.TyperException, lang: Lang) -> str:
    """Say what only Typer's own sentence tells."""
    if option := getattr(error, "option_name", ""):
        text = _NEEDS if "requires" in error.format_message() else _ALONE
        return text.say(lang, what=option)
    if found := _EXTRA.search(error.format_message()):
        return _SPARE.say(lang, what=found["what"])
    if found := _COMMAND.match(error.format_message()):
        meant = (found["near"] or "").replace("'", "")
        hint = _NEAR.say(lang, near=meant) if meant else ""
        return _NO_COMMAND.say(lang, what=found["what"], near=hint)
    return _WRONG.say(lang, what=error.format_message())


def _why(error: typer.TyperException, lang: Lang) -> str:
    """Say what was typed and what number may stand there; Typer says it in English and without the value."""
    told: Sequence[Mapping[str, Any]] = getattr(error.__cause__, "errors", tuple)()
    if not told:
        return str(getattr(error, "message", ""))
    bounds = told[0].get("ctx", {})
    bound = next((text.say(lang, n=bounds[kind]) for kind, text in _BOUNDS.items() if kind in bounds), "")
    return _NUMBER.say(lang, value=told[0]["input"], bound=bound)


def _named(error: typer.TyperException) -> str:
    """Return the option or argument that a complaint is about, as it is typed."""
    hint, parameter = getattr(error, "param_hint", None), getattr(error, "param", None)
    if hint or parameter is None:
        return str(hint or "")
    return parameter.opts[0] if parameter.opts[0].startswith("-") else str(parameter.metavar or "")
