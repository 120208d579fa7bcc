"""What the intake page says of every file: read or not, whose it is, and what to tell the site."""

from __future__ import annotations

import math
from collections import Counter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st

from recon.model import outermost
from recon.sites import UNKNOWN
from recon.ui import context, say
from recon.ui.i18n import lang, t
from recon.ui.masking import shown
from recon.ui.taking.questions import file_findings
from recon.values.days import moment

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from recon.ui.store import Run
    from recon.workspace import Received, Workspace


LAST: Final = "intake.last"
"""The files of this session's last upload, by their name in the campaign."""
TALL, TALLEST = 66, 86
"""Pixels a row is high, of three lines or four: the grid breaks a sentence from four times its font size on."""
LINE: Final = 20
"""Pixels a line of a sentence is high."""
SAYS: Final = 410
"""Pixels the column of sentences is wide: 26 Chinese characters."""
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


def file_frame(run: Run | None, lines: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """Return the list of files as it is drawn."""
    said = _messages(run) if run else {}
    named = say.site(run) if run else say.plain
    return pd.DataFrame(
        {
            t("intake.file"): [shown(row["file"]) for row in lines],
            t("intake.verdict"): [t(f"intake.{row['outcome']}") for row in lines],
            t("intake.says"): [shown(_says(row, said)) for row in lines],
            t("intake.rows"): pd.array([_students(row) for row in lines], dtype="Int64"),
            t("intake.unit"): [_unit(row, named) for row in lines],
            t("intake.form"): [say.category(row.get("form", "")) for row in lines],
            t("intake.received_at"): [moment(str(row["received_at"])) for row in lines],
        }
    )


def _students(row: Mapping[str, Any]) -> int | None:
    """Return how many students stand in a file; None where nobody can say yet, or its members say it each."""
    return None if row["outcome"] == OPENED else row["rows"]


def _says(row: Mapping[str, Any], said: Mapping[str, str]) -> str:
    if row["outcome"] == "pending":
        return t("intake.not_judged")
    told = said.get(row["file"], "")
    return told if told or row["outcome"] != OPENED else t("intake.within", n=row["within"])


def _unit(row: Mapping[str, Any], named: Callable[[str], str]) -> str:
    """Return whose a file is; an archive's members say it each, and one that waits may not be known yet."""
    if row["outcome"] in {OPENED, "pending"} and row["unit"] in {"", UNKNOWN}:
        return "—"
    return named(row["unit"]) if row["unit"] else t("intake.unit_unknown")


def table(run: Run | None, lines: Sequence[dict[str, Any]]) -> None:
    """Draw the list: what came of a file and why beside its name, the rest behind."""
    text, number = st.column_config.TextColumn, st.column_config.NumberColumn
    frame = file_frame(run, lines)
    tall = row_height(frame[t("intake.says")])
    st.dataframe(
        frame,
        hide_index=True,
        alt=t("intake.alt"),
        placeholder="",
        row_height=tall,
        height=min(38 + tall * len(lines), 38 + TALL * 9),
        column_config={
            t("intake.file"): text(width=250),
            t("intake.verdict"): text(width=84),
            t("intake.says"): text(width=SAYS),
            t("intake.rows"): number(width=64, format="localized"),
            t("intake.unit"): text(width=160),
            t("intake.form"): text(width=76),
            t("intake.received_at"): text(width=130),
        },
    )


def row_height(texts: Iterable[str]) -> int:
    """Return the pixels the longest sentence needs, up to four lines: all rows are alike, what goes beyond is cut off.

    Lines break early, between a word and what is no letter: of a sentence over several lines one more is reckoned with.
    """
    longest = max((sum(1.0 if mark > "\u2000" else 0.55 for mark in text) for text in texts), default=0.0)
    count = math.ceil(longest / 26)
    return min(max(TALL, LINE * (count + (count > 1)) + 6), TALLEST)


def _messages(run: Run) -> dict[str, str]:
    """Return what was found about each file, in one line in the session's language."""
    made: dict[str, dict[str, None]] = {}
    for row in file_findings(run):
        made.setdefault(row["file"], {})[row["message"]] = None
    between = "" if lang() == "zh" else " "
    return {file: between.join(messages) for file, messages in made.items()}
