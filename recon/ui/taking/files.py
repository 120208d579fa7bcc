"""What the intake page says of every file: read or not, whose it is, and what to tell the site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from recon.ui import context, say
from recon.ui.i18n import t
from recon.ui.masking import mask_text
from recon.ui.taking.questions import file_findings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.ui.store import Run
    from recon.workspace import Received, Workspace


def receive(place: Workspace, uploads: Sequence[Any]) -> tuple[int, int]:
    """Keep every upload; returns how many there were and how many had come before.

    Each file is durable before the next is touched: a click or a crash in between loses none.
    """
    again = 0
    for upload in uploads:
        got = place.receive(upload.getvalue(), upload.name, actor=context.actor(), channel="upload")
        again += got.again
    return len(uploads), again


def file_lines(run: Run | None, received: Sequence[Received]) -> list[dict[str, Any]]:
    """Return one line per file, members of archives too: as the last run says, or as still waiting."""
    judged = run.table("files").to_pylist() if run else []
    known = {str(row["file"]).split("!/")[0] for row in judged}
    waiting = [
        {"file": r.file, "verdict": "pending", "unit": r.unit, "rows": 0, "received_at": r.received_at}
        for r in received
        if r.file not in known
    ]
    return [*waiting, *judged]


def file_frame(run: Run | None, lines: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """Return the list of files as it is drawn."""
    said = _messages(run) if run else {}
    named = say.site(run) if run else say.plain
    return pd.DataFrame(
        {
            t("intake.file"): [_shown(row["file"]) for row in lines],
            t("intake.verdict"): [t(f"intake.{row['verdict']}") for row in lines],
            t("intake.unit"): [
                named(row["unit"]) if row["unit"] else t("intake.unit_unknown") for row in lines
            ],
            t("intake.form"): [say.category(row.get("form", "")) for row in lines],
            t("intake.rows"): [row["rows"] for row in lines],
            t("intake.received_at"): [str(row["received_at"])[:16].replace("T", " ") for row in lines],
            t("intake.says"): [_shown(said.get(row["file"], "")) for row in lines],
        }
    )


def _shown(text: str) -> str:
    return mask_text(text) if context.masked() else text


def _messages(run: Run) -> dict[str, str]:
    """Return what was found about each file, in one line in the session's language."""
    made: dict[str, dict[str, None]] = {}
    for row in file_findings(run):
        made.setdefault(row["file"], {})[row["message"]] = None
    return {file: " ".join(messages) for file, messages in made.items()}
