"""What only a person can say of a file: whose it is, how it counts, its password, what an unknown column means."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from recon.sites import UNKNOWN
from recon.ui import say
from recon.ui.i18n import lang, t
from recon.ui.masking import mask_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recon.ui.store import Run

FOREIGN: Final = {
    "central": "extract",
    "students": "extract",
    "users": "extract",
    "adult": "extract",
    "photos": "photos",
    "planned": "planned",
    "sites": "sites",
    "submissions": "submissions",
}
"""What a file among the rosters really is → the kind of source it is taken in as."""


@dataclass(frozen=True, slots=True)
class Question:
    """One file and what is asked about it: ``unit``, ``kind``, ``password``, ``encoding`` or ``source``."""

    what: str
    file: str
    text: str
    unit: str = ""
    """What the file was taken for."""
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A column title nobody knows, and the files that have it."""

    title: str
    files: tuple[str, ...]


def asked(run: Run) -> list[Question]:
    """Return every file that waits for an answer, the hardest first."""
    findings = file_findings(run)
    told = {(row["file"], row["rule"]): row for row in findings if row["open"] or row["rule"] != "FI10"}
    made = []
    for row in run.table("files").to_pylist():
        file = str(row["file"])
        if row["verdict"] == "ignored":
            continue
        what, rule = _what(row, {rule for name, rule in told if name == file})
        if what:
            found = told.get((file, rule), {})
            details = json.loads(found.get("details") or "{}")
            everything = " ".join(
                dict.fromkeys(str(one["message"]) for one in findings if one["file"] == file)
            )
            text = mask_text(str(found.get("message") or everything))
            made.append(Question(what, file, text, str(row["unit"]), details))
    return made


def _what(row: Mapping[str, Any], rules: set[str]) -> tuple[str, str]:
    if "FI02" in rules:
        return "password", "FI02"
    if "FI12" in rules and row["verdict"] == "refused":
        return "encoding", "FI12"
    if "FI16" in rules:
        return "source", "FI16"
    if row["parked"]:
        return "kind", "FI08"
    if row["verdict"] == "read" and row["rows"] and ("FI10" in rules or row["unit"] in {"", UNKNOWN}):
        return "unit", "FI10"
    return "", ""


def file_findings(run: Run) -> list[dict[str, Any]]:
    """Return the findings about whole files and their headers, said in the session's language.

    The intake page asks for them four times; they are said once until somebody rules on something.
    """

    def said() -> list[dict[str, Any]]:
        lines = run.findings.ask(
            "select line from {narrow} where rule::varchar like 'FI%' or rule::varchar like 'HD%' order by place"
        )
        return [say.finding(row) for row in run.findings.rows([line for (line,) in lines])]

    found: list[dict[str, Any]] = run.memo(("file findings", lang(), run.as_of), said)
    return found


def units(run: Run) -> list[str]:
    """Return the codes of the units a file may be sent by."""
    return [code for code in run.site_names if code != UNKNOWN]


def unknown_columns(run: Run) -> list[Unknown]:
    """Return the column titles that were not understood, those of most files first."""
    found: dict[str, dict[str, None]] = {}
    for row in file_findings(run):
        details = json.loads(row["details"] or "{}")
        if row["rule"] == "HD03" and details.get("header") and details.get("reason") == "unknown":
            title = details.get("title") or details["header"]
            found.setdefault(title, {})[row["file"]] = None
    columns = [Unknown(title, tuple(files)) for title, files in found.items()]
    return sorted(columns, key=lambda one: (-len(one.files), one.title))


def source_kind(details: Mapping[str, str]) -> str:
    """Return the kind of source a foreign file should be taken in as; an extract where nothing is said."""
    return FOREIGN.get(str(details.get("foreign", "")), "extract")


def names(files: Sequence[str], most: int = 3) -> str:
    """Return the first few of many files."""
    return t("app.list").join(mask_text(file) for file in files[:most]) + ("…" if len(files) > most else "")
