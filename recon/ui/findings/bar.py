"""The row of buttons above the grid. Each takes the lines that were on screen when it was drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from recon.ui.findings import acts, dialogs, record
from recon.ui.findings.asking import ask, asked
from recon.ui.i18n import t
from recon.words import ERRORS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from streamlit.delta_generator import DeltaGenerator

    from recon.ui.store import Page, Question, Run
    from recon.workspace import Ruled

KEYS: Final = {"accept": "A", "send": "S", "keep": "K", "override": "O", "dismiss": "D", "undo": "U"}
"""One key per act: a morning of decisions without the mouse."""


class _Button(NamedTuple):
    """One act on the chosen lines."""

    name: str
    icon: str
    callback: Callable[..., None]
    args: tuple[Any, ...]
    idle: bool
    """Nothing that is chosen can be acted on so."""


def bar(
    place: DeltaGenerator, run: Run, page: Page, chosen: Sequence[int], ruled: Mapping[str, Ruled]
) -> str | None:
    """Draw the buttons for the chosen places of a page; returns the bulk verdict just asked for."""
    ready = sum(bool(page.rows[i]["proposal"]) for i in chosen)
    for one in _buttons(run, page, chosen, ruled):
        counted = one.name == "accept" and ready
        place.button(
            t("findings.accept_n", n=ready) if counted else t(f"findings.{one.name}"),
            key=f"findings.{one.name}",
            icon=one.icon or None,
            on_click=one.callback,
            args=one.args,
            shortcut=KEYS[one.name],
            type="primary" if one.name == "accept" else "secondary",
            disabled=one.idle,
        )
    bulk: str | None = place.menu_button(
        t("findings.all", n=page.total),
        list(dialogs.BULK),
        key="findings.bulk",
        format_func=lambda verdict: t(f"findings.{dialogs.BULK[verdict]}"),
    )
    return bulk


def _buttons(run: Run, page: Page, chosen: Sequence[int], ruled: Mapping[str, Ruled]) -> tuple[_Button, ...]:
    versions = {key: said.version for key, said in ruled.items()}
    rows = [page.rows[i] for i in chosen]
    lines = [row["file_row_number"] for row in rows]
    stands = (ruled.get(str(row["finding_id"])) for row in rows)
    undoable = [line for line, stand in zip(lines, stands, strict=True) if stand and stand.ruling]
    proposed, none = any(row["proposal"] for row in rows), not rows
    return (
        _Button("accept", ":material/check:", acts.decide, (run, lines, "accept", versions), not proposed),
        _Button("send", "", acts.decide, (run, lines, "send-to-site", versions), none),
        _Button("keep", "", ask, ("keep", lines, versions), none),
        _Button("override", "", ask, ("override", lines, versions), len(rows) != 1),
        dismissal(run, rows, versions),
        _Button("undo", "", acts.undo, (run, undoable, versions), not undoable),
    )


def dismissal(run: Run, rows: Sequence[Mapping[str, Any]], versions: Mapping[str, int]) -> _Button:
    """Return the button that says of the chosen findings that they are no problem; of an error it asks why."""
    lines = [row["file_row_number"] for row in rows]
    if any(row["severity"] in ERRORS for row in rows):
        return _Button("dismiss", "", ask, ("dismiss", lines, versions), idle=False)
    return _Button("dismiss", "", acts.decide, (run, lines, "dismiss", versions), not rows)


def questions(run: Run, question: Question, bulk: str | None) -> None:
    """Open the dialog that was asked for, if any."""
    what, lines, versions = asked()
    if bulk:
        dialogs.ask_bulk(run, question, bulk)
    elif what in dialogs.REASONED:
        dialogs.ask_reason(run, lines, versions, what)
    elif what == "override":
        dialogs.ask_value(run, lines[0], run.findings.rows(lines)[0], versions)
    elif what == record.APPLY:
        record.ask_application(run, lines, versions)
    elif what == record.ADVANCE:
        record.ask_progress(run, lines)
