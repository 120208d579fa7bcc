"""What a receipt (回执) tells of each file: what came, when, what was wrong with it, and what went back."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from recon.workspace import asking, returns, verdicts
from recon.workspace.inbox import Received, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import sqlalchemy as sa

_FILES_SQL = """
    WITH told AS (
        SELECT file, severity, count(*) AS n FROM findings WHERE charged AND file <> '' GROUP BY ALL
    )
    SELECT files.*,
           coalesce((SELECT n FROM told WHERE told.file = files.file AND severity = 'error'), 0)
           + coalesce((SELECT n FROM told WHERE told.file = files.file AND severity = 'fatal'), 0) AS errors,
           coalesce((SELECT n FROM told WHERE told.file = files.file AND severity = 'warning'), 0) AS warnings,
           coalesce((SELECT n FROM told WHERE told.file = files.file AND severity = 'info'), 0) AS infos
    FROM files
"""
_RULES_SQL = """
    SELECT file, rule, count(*) AS n FROM findings WHERE charged AND file <> '' GROUP BY ALL ORDER BY file, rule
"""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The facts about one file received (or one member of an archive): for a text to paste or a page to print."""

    file: str
    name: str
    sha256: str
    size: int
    received_at: str
    time_by: str
    """``told``, or ``intake`` when only the time of intake is known."""
    channel: str
    sender: str
    actor: str
    arrivals: int
    unit: str = ""
    form: str = ""
    verdict: str = "received"
    """``received`` (not looked at yet), ``read``, ``refused`` or ``ignored``."""
    judged_at: str = ""
    run: int = 0
    """The run that judged it; 0 while only the quick verdict is there."""
    kind: str = ""
    """How it was taken: first, replace, add, amend, parked."""
    rows: int = 0
    live: int = 0
    superseded: int = 0
    parked: int = 0
    unreadable: int = 0
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    rules: tuple[tuple[str, int], ...] = ()
    """Charged findings by rule."""
    disappear: int = 0
    """Live students that are not in it although the unit had sent them: they disappear, or would."""
    back: int = 0
    """Errors of an earlier round that it brings back."""
    still: int = 0
    """Errors the newest run had found already (only in a first verdict)."""
    elsewhere: int = 0
    """Its students whom another unit has sent too (only in a first verdict)."""
    late: int = 0
    """Its late rows."""
    returned_at: str = ""
    acknowledged_at: str = ""


def all_of(connection: sa.Connection, run: Path | None, judged_at: str) -> list[Receipt]:
    """Return the receipt of every file, in the order they came; an archive's members follow it."""
    firsts = verdicts.latest(connection)
    judged = _by_outer(_judged(run)) if run else {}
    sheets: dict[str, list[returns.Returned]] = defaultdict(list)
    for sheet in returns.listed(connection):
        sheets[sheet.unit].append(sheet)
    found: list[Receipt] = []
    for one in listed(connection):
        lines = judged.get(one.file, ())
        at_once = [_plain(one, told) for told in firsts.get(one.id, ())]
        by_run = [replace(_plain(one, line), run=int(run.name), judged_at=judged_at) for line in lines if run]
        found += by_run or at_once or [_plain(one, {})]
    return [_with_sheets(receipt, sheets.get(receipt.unit, ())) for receipt in found]


def _by_outer(judged: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Return what is said of each file with what is said of the members in it, under its own name."""
    found: dict[str, list[Any]] = defaultdict(list)
    for file, line in judged.items():
        parts = file.split("!/")
        for depth in range(len(parts)):
            found["!/".join(parts[: depth + 1])].append(line)
    return found


def _judged(run: Path) -> dict[str, dict[str, Any]]:
    """Return file → what a run says of it."""
    with asking.over_run(run, "files", "findings", "rows") as connection:
        lines = connection.sql(_FILES_SQL).to_arrow_table().to_pylist()
        rules: dict[str, list[tuple[str, int]]] = {}
        for line in connection.sql(_RULES_SQL).to_arrow_table().to_pylist():
            rules.setdefault(line["file"], []).append((line["rule"], line["n"]))
        late = dict(connection.sql("SELECT file, count(*) FROM rows WHERE late GROUP BY file").fetchall())
    extra = {line["file"]: line for line in (_round(run) if lines else ())}
    return {
        line["file"]: line
        | {"kind": line["submission_kind"], "rules": tuple(rules.get(line["file"], ()))}
        | {"late": late.get(line["file"], 0), "disappear": extra.get(line["file"], {}).get("disappear", 0)}
        for line in lines
    }


def _round(run: Path) -> list[dict[str, Any]]:
    from recon.workspace import parking

    return parking.gone(run)


_TOLD = frozenset(Receipt.__dataclass_fields__) - {
    *("file", "name", "sha256", "size", "received_at", "time_by", "channel", "sender", "actor", "arrivals"),
    *("run", "returned_at", "acknowledged_at"),
}
"""What a judgement says of a file."""


def _plain(one: Received, line: Mapping[str, Any]) -> Receipt:
    """Put what the inbox knows and what a judgement says of a file together."""
    told = {name: line[name] for name in line if name in _TOLD}
    told["unit"] = told.get("unit") or one.unit
    told["form"] = told.get("form") or one.form
    own = "!/" not in line.get("file", "")
    return Receipt(
        file=line.get("file") or one.file,
        name=one.name if own else line["file"].rpartition("!/")[2],
        sha256=one.sha256 if own else line["sha256"],
        size=one.size if own else line["size"],
        received_at=line.get("received_at") or one.received_at,
        time_by=one.time_by if line.get("received_at", one.received_at) == one.received_at else "told",
        channel=one.channel,
        sender=line.get("sender") or one.sender,
        actor=one.actor,
        arrivals=one.arrivals,
        **told,
    )


def _with_sheets(receipt: Receipt, sheets: Iterable[returns.Returned]) -> Receipt:
    """Add when the newest of its unit's return sheets about a file's form went out after it came."""
    after = [
        sheet
        for sheet in sheets
        if sheet.form in {"", receipt.form} and sheet.returned_at >= receipt.received_at
    ]
    if not after or not receipt.unit:
        return receipt
    return replace(receipt, returned_at=after[-1].returned_at, acknowledged_at=after[-1].acknowledged_at)
