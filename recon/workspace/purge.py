"""Taking a person, or a whole campaign, out of the workspace, and being able to show that it was done.

Order matters, for the machine may stop at any point. First the redacted copies lie beside what they replace; then one
write to the ledger says what replaces what and seals it; only then the old files go. :func:`sweep` finishes what a
stopped purge left, and asking for the same purge again is harmless.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from recon.campaign.clock import now
from recon.errors import OptionError
from recon.words import Text
from recon.workspace import campaigns, chain, passwords, records, remarks, results
from recon.workspace.aside import Aside
from recon.workspace.redact import BLANK, Person, whole_name
from recon.workspace.tables import (
    ANSWER,
    ARRIVAL,
    CAMPAIGN,
    JOB,
    RETIRED,
    RULING,
    RUN,
    SEALED,
    SOURCE,
    SUBMISSION,
    TOMBSTONE,
)
from recon.workspace.vault import expected

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from recon.workspace.ledger import Ledger
    from recon.workspace.memory import Memory

_FIXED = frozenset({"campaign", "finding_id", "bulk", "sha256", "replaced_by", "manifest", "student"})
"""Columns that hold ids and hashes: digits in them are nobody's number."""
_JSON = frozenset({"inputs", "summary", "chosen_by", "counts", "told"})
_SPOKEN = ("value", "reason", "seen_submitted", "seen_official")
"""What a ruling about the person says."""
_NOTHING_LEFT = "本文件含有已申请删除的个人信息，且无法只删除该部分，故整份移除。\n"
"""Stands in the vault for an original of which no copy without the person could be made."""


_NO_REASON = Text("请写明依据，依据会记入日志", "say why; the log keeps it")


@dataclass(frozen=True, slots=True)
class Purged:
    """What a purge did: how many originals, results and records it changed or removed."""

    originals: int = 0
    lost: int = 0
    """Originals removed whole, since their kind cannot be rewritten."""
    results: int = 0
    records: int = 0


def check_reason(reason: str) -> None:
    """Refuse to take anything out without a word why: all that is left of it is what the log says.

    Raises:
        OptionError: there is no reason.
    """
    if not reason.strip():
        raise OptionError(option="reason", reason=_NO_REASON)


def people(memory: Memory, whom: Person, student_nos: Sequence[str], *, actor: str, reason: str) -> Purged:
    """Take students out of ledger, originals and results; outputs made on demand are removed."""
    check_reason(reason)
    hashes = {number: memory.ledger.person(number) for number in student_nos}
    copies = _copies(memory, whom)
    manifests = results.prepare(memory, whom)
    with memory.ledger.write() as connection:
        changed = _redact_rows(connection, memory.ledger, whom, hashes, actor)
        _bury(connection, memory.ledger, {old: new for old, (new, _) in copies.items()}, actor)
        results.reseal(connection, memory.ledger, manifests, actor)
        told = [{"student": number, "reason": whom.erase(reason), "count": changed} for number in student_nos]
        chain.append_all(connection, memory.ledger, "purge", actor, told)
    passwords.forget(memory.path, whom.renamed)
    sweep(memory)
    lost = sum(whole for _, whole in copies.values())
    return Purged(len(copies), lost, len(manifests), changed)


def campaign(memory: Memory, which: str, *, actor: str, reason: str) -> Purged:
    """Take everything of one campaign out but its settings: records, results, originals and reasons no other has.

    Raises:
        OptionError: there is no such campaign, or no reason.
    """
    check_reason(reason)
    with memory.ledger.write() as connection:
        which = campaigns.known(connection, which)
        held = set(expected(connection))
        removed, runs = _remove_rows(connection, memory.ledger, which, actor)
        orphans = held - set(expected(connection))
        _bury(connection, memory.ledger, dict.fromkeys(orphans, ""), actor)
        remarks.forget_campaign(connection, which)
        newest = campaigns.row(connection, which)
        chain.append(
            connection,
            memory.ledger,
            "purge",
            actor,
            {"kind": "campaign", "row": newest, "count": removed, "reason": reason},
        )
    passwords.forget(memory.path)
    sweep(memory)
    return Purged(len(orphans), len(orphans), runs, removed)


def unfinished(memory: Memory) -> bool:
    """Tell whether a purge was stopped after it was decided and before it was carried out."""
    with memory.ledger.read() as connection:
        kept, buried = set(expected(connection)), list(connection.scalars(sa.select(TOMBSTONE.c.sha256)))
    return results.waiting(memory) or any(
        memory.vault.path(sha256).is_file() for sha256 in buried if sha256 not in kept
    )


def sweep(memory: Memory) -> None:
    """Finish what was decided: put redacted results in place, remove what was buried, forget deleted pages."""
    with memory.ledger.write() as connection:
        results.swap(connection, memory)
        kept = set(expected(connection))
        for buried in connection.scalars(sa.select(TOMBSTONE.c.sha256)):
            if buried not in kept:
                memory.vault.path(buried).unlink(missing_ok=True)
                memory.vault.loans.bury(buried)
    memory.ledger.compact()


# ---------------------------------------------------------------- originals


def _copies(memory: Memory, whom: Person) -> dict[str, tuple[str, bool]]:
    """Store a redacted copy of every original the person is in; return original → (copy, whether all is lost)."""
    copies = {}
    with Aside(whom) as aside:
        for sha256, file in _originals(memory, whom):
            data = memory.vault.read(sha256)
            after = aside.redact(data, file)
            if after != data:
                kept = _NOTHING_LEFT.encode() if after is None else after
                copies[sha256] = (memory.vault.store(kept).sha256, after is None)
    return copies


def _originals(memory: Memory, whom: Person) -> Iterator[tuple[str, str]]:
    """Yield what the vault holds and its whole name (nothing for an extract)."""
    with memory.ledger.read() as connection:
        query = sa.select(SUBMISSION.c.sha256, SUBMISSION.c.campaign, SUBMISSION.c.file)
        named = [(row.sha256, whole_name(row.campaign, row.file)) for row in connection.execute(query)]
        files = dict(sorted(named, key=lambda one: whom.is_in(one[1])))
        held = expected(connection)
    for sha256 in held:
        yield sha256, files.get(sha256, "")


def _bury(connection: sa.Connection, ledger: Ledger, graves: Mapping[str, str], actor: str) -> None:
    rows = [
        {"sha256": old, "replaced_by": new, "actor": actor, "at": now()}
        for old, new in sorted(graves.items())
    ]
    records.add_all(connection, ledger, TOMBSTONE, rows, "purge", [{} for _ in rows])


# ---------------------------------------------------------------- the ledger


def _redact_rows(
    connection: sa.Connection, ledger: Ledger, whom: Person, hashes: Mapping[str, str], actor: str
) -> int:
    """Take the person out of every record; return how many changed."""
    changed = 0
    for table in (*(one for one in SEALED if one is not CAMPAIGN), RUN):
        rows = [dict(row) for row in connection.execute(sa.select(table)).mappings()]
        after = [_redacted(table, row, whom, hashes) for row in rows]
        different = [new for old, new in zip(rows, after, strict=True) if old != new]
        records.change(connection, ledger, table, different, "purge", actor)
        changed += len(different)
    for row in connection.execute(sa.select(JOB)).mappings().all():
        texts = {name: whom.erase_words(row[name]) for name in ("payload", "result", "error")}
        connection.execute(JOB.update().where(JOB.c.id == row["id"]).values(**texts))
    remarks.forget_person(connection, whom)
    return changed


def _redacted(
    table: sa.Table, row: dict[str, Any], whom: Person, hashes: Mapping[str, str]
) -> dict[str, Any]:
    after = {
        name: _erased(name, value, whom) if isinstance(value, str) else value for name, value in row.items()
    }
    if table is RULING and row["student"] in hashes.values():
        after |= {name: BLANK if row[name] else "" for name in _SPOKEN}
    if table is ANSWER and row["student_no"] in hashes:
        after |= {"student_no": hashes[row["student_no"]], "reason": BLANK if row["reason"] else ""}
    if table is SUBMISSION:
        after["file"] = whom.renamed.get(row["file"], row["file"])
    return after


def _erased(column: str, value: str, whom: Person) -> str:
    if column in _FIXED:
        return value
    return whom.erase_words(value) if column in _JSON else whom.erase(value)


def _remove_rows(connection: sa.Connection, ledger: Ledger, which: str, actor: str) -> tuple[int, int]:
    """Remove a campaign's records, children first; return how many, and how many runs among them."""
    removed = 0
    old_sources = sa.select(SOURCE.c.id).where(SOURCE.c.campaign == which)
    children = (RETIRED, ARRIVAL)
    others = (one for one in SEALED if one not in {CAMPAIGN, TOMBSTONE, *children})
    for table in (*children, *others, RUN):
        mine = table.c.source.in_(old_sources) if table is RETIRED else table.c.campaign == which
        ids = list(connection.scalars(sa.select(table.c.id).where(mine)))
        records.remove(connection, ledger, table, ids, "purge", actor)
        removed += len(ids)
    connection.execute(JOB.delete().where(JOB.c.campaign == which))
    return removed, len(ids)
