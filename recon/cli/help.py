"""Commands whose help is in the language spoken throughout: Typer writes its own words around ours in English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup

from recon.cli.speech import LANG

if TYPE_CHECKING:
    from collections.abc import Callable

    from recon.words import Lang

_WORDS = {
    r"^Usage: ": "用法：",
    r"\[OPTIONS\]": "[选项]",
    r"COMMAND\s{1,99}\[ARGS\]\.\.\.": "命令 [参数]…",
    r"(?m)^Arguments:$": "参数：",
    r"(?m)^Options:$": "选项：",
    r"(?m)^Commands:$": "命令：",
    r"Show\s{1,99}this\s{1,99}message\s{1,99}and\s{1,99}exit\.": "显示这段说明。",
    r"\[required\]": "[必填]",
    r"\[default:\s{1,99}": "[默认：",
    r";\s{1,99}(\d+)<=x<=(\d+)\]": r"；\1 至 \2]",
    r";\s{1,99}x>=(\d+)\]": r"；不小于 \1]",
}
"""What Typer writes into a help text → how it is said in Chinese."""
_TYPE = re.compile(r"(?m)^  (\S+) <[\w\[\]]+> +")
"""An argument's type in Python, which tells nobody what to write there."""
_BRACES = re.compile(r"\{([A-Z]+…?)\}(?:\.\.\.)?")
"""An argument in the line of usage; one that may be given several times ends in dots of its own."""


def worded(text: str, lang: Lang) -> str:
    """Return a help text with Typer's own words in the language spoken."""
    text = _BRACES.sub(r"\1", _without_types(text))
    for pattern, zh in _WORDS.items() if lang == "zh" else ():
        text = re.sub(pattern, zh, text)
    return text


def _without_types(text: str) -> str:
    width = max((len(found[1]) for found in _TYPE.finditer(text)), default=0)
    return _TYPE.sub(lambda found: f"  {found[1]:{width}}  ", text)


class Command(TyperCommand):
    """One command."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take the words typed apart; who typed one too few is told where this command is explained."""
        try:
            return super().parse_args(ctx, args)
        except typer.TyperException as error:
            if getattr(error, "ctx", None) is None:
                error.ctx = ctx  # type: ignore[attr-defined]
            raise

    def get_help(self, ctx: Any) -> str:
        """Return the help text of ``--help``."""
        return worded(super().get_help(ctx), LANG)


class Group(TyperGroup):
    """A command with commands of its own."""

    def get_help(self, ctx: Any) -> str:
        """Return the help text of ``--help``, which stands for missing words too."""
        return worded(super().get_help(ctx), LANG)


class Commands(typer.Typer):
    """Commands that explain themselves where nothing else is asked; Rich would take a quarter of a second to import."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(cls=Group, no_args_is_help=True, rich_markup_mode=None, **settings)

    def command(self, name: str | None = None, **settings: Any) -> Callable[[Any], Any]:
        """Take a function in as a command."""
        return super().command(name, cls=Command, **settings)
