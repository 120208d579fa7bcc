"""What the intake page says of every file: read or not, whose it is, and what to tell the site."""

from __future__ import annotations

from collections import Counter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from recon.model import outermost
from recon.sites import UNKNOWN
from recon.ui import context, say
from recon.ui.i18n import lang, t
from recon.ui.masking import shown
from recon.ui.parts.paging import part
from recon.ui.parts.prose import prose
from recon.ui.taking.questions import file_findings
from recon.values.days import moment

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from recon.ui.store import Run
    from recon.workspace import Received, Workspace


LAST: Final = "intake.last"
"""The files of this session's last upload, by their name in the campaign."""
ROWS: Final = 25
"""Files on a page of the list."""
OUTCOMES: Final = ("read", "empty", "repeated", "foreign", "refused", "ignored", "pending")
"""What can come of a file; of those read, some hold nobody, are the same file once more, or are no roster."""
OPENED: Final = "opened"
"""What is said of an archive or a mail: what came of it is said of each file in it."""


_SAID_BY: Final = {"FI08": "repeated", "FI16": "foreign"}
"""Rule → what came of a file without rows that it was found about."""


def receive(place: Workspace, uploads: Sequence[Any]) -> tuple[list[str], int]:
    """Keep every upload; returns their names in the campaign and how many had come before.

    Each file is durable before the next is touched: a click or a crash in between loses none.
    """
    names, again = [], 0
    for upload in uploads:
        got = place.receive(upload.getvalue(), upload.name, actor=context.actor(), channel="upload")
        names.append(got.file)
        again += got.again
    return names, again


def file_lines(
    run: Run | None,
    received: Sequence[Received],
    last: Collection[str] = (),
    at_once: Mapping[str, int] = MappingProxyType({}),
) -> list[dict[str, Any]]:
    """Return one line per file, members of archives too, those of the last upload and the newest first.

    Each says what came of it as the last run judged it, or that it still waits; of the last upload those that nobody
    could read stand before the others. A file that waits has the rows told at reception (``at_once``), or None.
    """
    judged = run.table("files").to_pylist() if run else []
    known = {_upload(row) for row in judged}
    rules = _rules(run) if run else {}
    waiting = [
        {"file": r.file, "verdict": "pending", "unit": r.unit, "received_at": r.received_at}
        | {"rows": at_once.get(r.file)}
        for r in received
        if r.file not in known
    ]
    came = {one.file: number for number, one in enumerate(received)}
    within = Counter(str(row["file"]).rpartition("!/")[0] for row in judged)
    lines = [
        row
        | {"outcome": _outcome(row, rules.get(row["file"], set()), within[row["file"]])}
        | {"within": within[row["file"]]}
        for row in (*waiting, *judged)
    ]
    return sorted(lines, key=lambda row: _stands(row, last, came))


def _stands(row: Mapping[str, Any], last: Collection[str], came: Mapping[str, int]) -> tuple[bool, bool, int]:
    upload = _upload(row)
    return upload not in last, upload not in last or row["outcome"] != "refused", -came.get(upload, -1)


def _upload(row: Mapping[str, Any]) -> str:
    """Return the file somebody sent: of an archive's member, the archive."""
    return outermost(str(row["file"]))


def _rules(run: Run) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in file_findings(run):
        found.setdefault(row["file"], set()).add(row["rule"])
    return found


def _outcome(row: Mapping[str, Any], rules: Collection[str], within: int = 0) -> str:
    if row["verdict"] != "read" or row["rows"]:
        return str(row["verdict"])
    if within:
        return OPENED
    return next((said for rule, said in _SAID_BY.items() if rule in rules), "empty")


def last_upload(lines: Sequence[Mapping[str, Any]], last: Collection[str]) -> str:
    """Say what came of the last upload, once every file of it was looked at; empty before, and without one."""
    counts = Counter(row["outcome"] for row in lines if _upload(row) in last)
    del counts[OPENED]
    if not counts or counts["pending"]:
        return ""
    said = [t("app.pair", name=t(f"intake.{name}"), value=counts[name]) for name in OUTCOMES if counts[name]]
    return t("intake.last", n=counts.total(), what=t("app.list").join(said))


def told(run: Run | None, lines: Sequence[dict[str, Any]]) -> list[dict[str, str | int | None]]:
    """Return the list of files as it is drawn: title of the column → what stands there."""
    said = _messages(run) if run else {}
    named = say.site(run) if run else say.plain
    return [
        {
            t("intake.file"): shown(row["file"]),
            t("intake.verdict"): t(f"intake.{row['outcome']}"),
            t("intake.says"): shown(_says(row, said)),
            t("intake.rows"): _students(row),
            t("intake.unit"): _unit(row, named),
            t("intake.form"): say.category(row.get("form", "")),
            t("intake.received_at"): moment(str(row["received_at"])),
        }
        for row in lines
    ]


def _students(row: Mapping[str, Any]) -> int | None:
    """Return how many students stand in a file; None where nobody can say yet, or its members say it each."""
    return None if row["outcome"] == OPENED else row["rows"]


def _says(row: Mapping[str, Any], said: Mapping[str, str]) -> str:
    if row["outcome"] == "pending":
        return t("intake.not_judged")
    told = said.get(row["file"], "")
    return told if told or row["outcome"] != OPENED else t("intake.within", n=row["within"])


def _unit(row: Mapping[str, Any], named: Callable[[str], str]) -> str:
    """Return whose a file is.

    An archive's members say it each, one that waits may not be known yet, and nobody need know whose a copy is.
    """
    if row["outcome"] in {OPENED, "pending", "repeated"} and row["unit"] in {"", UNKNOWN}:
        return "—"
    return named(row["unit"]) if row["unit"] else t("intake.unit_unknown")


def table(run: Run | None, lines: Sequence[dict[str, Any]]) -> None:
    """Draw a page of the list: what came of a file and why beside its name, the rest behind."""
    place = st.container()
    page = part("intake", lines, ROWS)
    widths = {"file": 20, "verdict": 8, "says": 33, "rows": 6, "unit": 14, "form": 9, "received_at": 10}
    with place:
        prose(
            {t(f"intake.{name}"): share for name, share in widths.items()}, told(run, page), t("intake.alt")
        )


def _messages(run: Run) -> dict[str, str]:
    """Return what was found about each file, in one line in the session's language."""
    made: dict[str, dict[str, None]] = {}
    for row in file_findings(run):
        made.setdefault(row["file"], {})[row["message"]] = None
    between = "" if lang() == "zh" else " "
    return {file: between.join(messages) for file, messages in made.items()}
