"""``recon inspect`` and ``recon check``: what is in a file, before anyone compares it."""

from __future__ import annotations

import json as jsons
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from recon import fields
from recon.cli.console import DONE, FOUND, answer, ready, say, there
from recon.errors import writing
from recon.values.harmless import in_one_line
from recon.verdicts.kinds import TABLES
from recon.words import Text, listing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from recon.model import FileRead
    from recon.words import Lang

_VERDICT = {
    "read": Text("可读取", "read"),
    "refused": Text("不可读取", "refused"),
    "ignored": Text("不是名单，已忽略", "not a roster, ignored"),
}
_SHEET = Text(
    "  {name}{hidden}{table}：{rows} 行，{cells} 个单元格，表头在第 {header} 行，识别的列：{fields}",
    "  {name}{hidden}{table}: {rows} {rows:row|rows}, {cells} {cells:cell|cells}, header on row {header}, columns: "
    "{fields}",
)
_NO_HEADER = Text(
    "  {name}{hidden}：{rows} 行，{cells} 个单元格，未找到表头",
    "  {name}{hidden}: {rows} {rows:row|rows}, {cells} {cells:cell|cells}, no header found",
)
_HIDDEN = Text("（隐藏）", " (hidden)")


def inspect(files: Sequence[Path], *, dump: Path | None, json: bool, lang: Lang) -> None:
    """Print one verdict per file; with ``dump``, write every sheet as CSV, exactly as read."""
    from recon import intake, normalise
    from recon.campaign import Campaign
    from recon.intake import inspect as inspecting

    campaign = Campaign(id="inspect")
    refused, taken = False, set[str]()
    if dump is not None:
        ready(dump)
    for read in intake.read_paths(there(files, "FILE"), once=False):
        shaped = normalise.shape(read, campaign)
        line = inspecting.verdict(read, normalise.headings_of(read, shaped, campaign), lang)
        refused |= read.refused
        answer(jsons.dumps(line, ensure_ascii=False)) if json else _show(read, line, lang)
        if dump is not None:
            with writing(dump):
                inspecting.dump(read, dump, taken)
    raise SystemExit(FOUND if refused else DONE)


def _show(read: FileRead, line: dict[str, Any], lang: Lang) -> None:
    from recon import verdicts

    answer(f"{in_one_line(read.file)}: {_VERDICT[read.verdict].say(lang)} ({read.kind or '?'})")
    for trouble in read.troubles:
        answer(f"  {trouble.rule} {verdicts.say(trouble, lang)}")
    for sheet in line.get("sheets", ()):
        pattern = _SHEET if sheet["header_row"] else _NO_HEADER
        titles = [
            field.title.say(lang) for code in sheet["fields"] if (field := fields.ANY_BY_CODE.get(code))
        ]
        hidden = _HIDDEN.say(lang) if sheet["hidden"] else ""
        shown = {
            "name": in_one_line(sheet["name"] or "-"),
            "rows": sheet["rows"],
            "cells": sheet["cells"],
            "hidden": hidden,
            "table": f" ({TABLES[sheet['table']].say(lang)})" if sheet["table"] in TABLES else "",
        }
        answer(pattern.say(lang, **shown, header=sheet["header_row"], fields=listing(titles, lang)))


def _row(row: int, lang: Lang) -> str:
    return Text("第 {row} 行", "row {row}").say(lang, row=row) if row else ""


def check(files: Sequence[Path], *, campaign: Path | None, lang: Lang) -> None:
    """Print what a site can mend by itself: everything that needs no extract."""
    from recon.campaign import Campaign, load, named
    from recon.pipeline.checking import check as check_files

    chosen = load(campaign) if campaign else Campaign(id="check")
    with named(campaign) if campaign else nullcontext():
        found, refused = check_files(there(files, "FILE"), chosen, lang)
    for finding in found:
        place = " ".join(
            part for part in (finding.file, finding.sheet, finding.cell or _row(finding.row, lang)) if part
        )
        answer(in_one_line(f"{place}: {finding.rule} {finding.message}"))
    say(Text("共 {n} 个问题。", "{n} {n:finding|findings}.").say(lang, n=len(found)))
    raise SystemExit(FOUND if refused else DONE)
