"""Rulings as a file: taken out, looked at, and put back in the same workspace or in a restored one."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from recon.errors import WorkspaceError, must_be_file, writing
from recon.model import Ruling
from recon.words import Text
from recon.workspace import chain, durable, rulings
from recon.workspace.ledger import canonical
from recon.workspace.standing import Ruled, latest

if TYPE_CHECKING:
    from pathlib import Path

    from recon.workspace.ledger import Ledger

_CONTENT = ("verdict", "value", "reason", "seen_submitted", "seen_official")
"""What makes two rulings the same decision, whoever made it and when."""


def export(ledger: Ledger, path: Path, actor: str) -> int:
    """Write the rulings that stand, one JSON object per line; return how many."""
    with ledger.read() as connection:
        standing = [ruled for ruled in latest(connection).values() if ruled.ruling is not None]
    lines = [
        canonical({**asdict(ruled.ruling), "student": ruled.student}) for ruled in standing if ruled.ruling
    ]
    with ledger.write() as connection:
        chain.append(connection, ledger, "download", actor, {"what": "rulings", "count": len(lines)})
    with writing(path):
        durable.write(path, "".join(f"{line}\n" for line in lines).encode())
    return len(lines)


def replay(ledger: Ledger, path: Path, actor: str) -> tuple[int, int]:
    """Make the decisions of a file again, as one bulk; return how many were made and how many stood already.

    Raises:
        MissingPathError, FileAccessError, NoFileError: there is no such file, or it is none.
        WorkspaceError: it is not a file of rulings; nothing is kept.
    """
    must_be_file(path, "rulings")
    told = _read(ledger, path)
    with ledger.read() as connection:
        standing = latest(connection, list(told))
    new = [ruling for ruling, _ in told.values() if not _stands(ruling, standing.get(ruling.finding_id))]
    students = {finding_id: student for finding_id, (_, student) in told.items()}
    seen = {finding_id: standing[finding_id].version if finding_id in standing else 0 for finding_id in told}
    chosen_by = {"replayed": durable.sha256_of(path)}
    if new:
        rulings.rule(ledger, rulings.Decision(new, actor, chosen_by, seen, students))
    return len(new), len(told) - len(new)


def _read(ledger: Ledger, path: Path) -> dict[str, tuple[Ruling, str]]:
    try:
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        plain = all(isinstance(said, str) for line in lines for said in line.values())
        told = {line["finding_id"]: (line.pop("student"), Ruling(**line)) for line in lines}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        told, plain = {}, False
    if not plain:
        reason = Text(f"{path.name} 不是导出的裁定文件", f"{path.name} is not a file of exported rulings")
        raise WorkspaceError(path=ledger.folder, reason=reason)
    return {finding_id: (ruling, student) for finding_id, (student, ruling) in told.items()}


def _stands(ruling: Ruling, ruled: Ruled | None) -> bool:
    standing = ruled.ruling if ruled else None
    return standing is not None and all(getattr(ruling, name) == getattr(standing, name) for name in _CONTENT)
