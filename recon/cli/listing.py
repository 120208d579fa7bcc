"""``recon rules`` and ``recon sites``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon import fields
from recon.cli.computing import check_source
from recon.cli.console import answer
from recon.values.harmless import harmless
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from recon.words import Lang

_RULE_HEADS = (Text("代码", "Code"), Text("级别", "Severity"), Text("字段", "Field"), Text("规则", "Rule"))
_SITE_HEADS = (
    Text("代码", "Code"),
    Text("单位", "Site"),
    Text("分校", "Branch"),
    Text("经由报送", "Reports through"),
)


def rules(*, markdown: bool, lang: Lang) -> None:
    """List every rule, as a table or as docs/rules.md."""
    from recon import rules as catalogue
    from recon.words import title

    if markdown:
        answer(catalogue.table_markdown(lang).rstrip("\n"))
        return
    lines = [
        (r.code, title(r.severity, lang), _fields(r.on, lang), r.title.say(lang)) for r in catalogue.RULES
    ]
    table([head.say(lang) for head in _RULE_HEADS], lines)


def _fields(codes: Sequence[str], lang: Lang) -> str:
    """Return the titles of a rule's fields; of a rule about many only how many."""
    if len(codes) > 2:
        return Text("{n} 个字段", "{n} {n:field|fields}").say(lang, n=len(codes))
    return " ".join(
        fields.BY_CODE[code].title.say(lang) if code in fields.BY_CODE else code for code in codes
    )


def sites(
    extracts: Sequence[str], site_list: Path | None, campaign: Path | None, *, query: str, lang: Lang
) -> None:
    """List the sites the extract and the site list define."""
    from recon.campaign import Campaign, load
    from recon.intake import below
    from recon.pipeline import Inputs, Options
    from recon.pipeline.gathering.holdings import official_sites

    check_source(extracts, query)
    chosen = load(campaign) if campaign else Campaign(id="sites")
    inputs = Inputs(chosen, below(extracts), (), sites=(site_list,) if site_list else (), query=query)
    lines = [
        (s.site_code, s.site_name, s.branch, s.reports_through)
        for s in official_sites(inputs, Options(lang=lang))
    ]
    table([head.say(lang) for head in _SITE_HEADS], lines)


def table(heads: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    """Print a table that a terminal shows well and a pipe can cut."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text as Cell  # a bare text would be read for marks such as [red]

    console = Console()
    if not console.is_terminal:
        for line in (heads, *lines):
            answer("\t".join(line))
        return
    shown = Table(box=None, header_style="bold", pad_edge=False)
    for head in heads:
        shown.add_column(head, overflow="fold")
    for line in lines:
        shown.add_row(*(Cell(harmless(value)) for value in line))
    console.print(shown)
