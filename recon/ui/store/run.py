"""One finished run, opened once and kept: its listings, its small tables, its summary."""

from __future__ import annotations

import functools
import json
import threading
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import duckdb
import pyarrow.compute as pc
import pyarrow.parquet as pq

from recon.paths import in_quotes
from recon.ui.store.beside import settled
from recon.ui.store.following import Following
from recon.ui.store.holding import Holding
from recon.ui.store.letting_go import LettingGo
from recon.ui.store.listing import Listing
from recon.ui.store.sent_back import SentBack
from recon.ui.store.shapes import FINDINGS, SITES, STUDENTS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
    from pathlib import Path

    import pyarrow as pa

    from recon.words import Lang

KEPT_FILES: Final = 60
"""Files kept for the next click; all of them go with their run."""
_NOTHING: Final = object()


class Run:
    """One run's folder, read-only. Nothing personal leaves it but by the rows one asks for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._said: tuple[dict[str, str], frozenset[str]] = ({}, frozenset())
        self._settled: dict[str, str] = {}
        self.told = False
        self.as_of: Hashable = None
        """At what moment of the ledger the run was brought up to date; None before."""
        self._memo: dict[Hashable, Any] = {}
        self._keeping = threading.Lock()
        connection = duckdb.connect()
        # The dashboard shares the machine with Excel; two threads answer 500,000 findings in time.
        connection.execute("set threads = 2")
        self.findings = Listing(connection, folder, FINDINGS)
        self.students = Listing(connection, folder, STUDENTS)
        self.site_list = Listing(connection, folder, SITES)
        self.following = Following(self.site_list)
        self.letting_go = LettingGo(self.students)
        self.holding = Holding(self.findings)
        self.sent_back = SentBack(self.findings)

    @functools.cached_property
    def summary(self) -> dict[str, Any]:
        """The run's ``summary.json``; empty when there is none."""
        path = self.folder / "summary.json"
        return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}

    def notes(self, lang: Lang) -> list[str]:
        """Return the run's notes in a language; runs kept before notes had both have them in their own only."""
        told: dict[str, list[str]] = self.summary.get("notes_by_language") or {}
        own: list[str] = self.summary.get("notes", [])
        return told.get(lang, own)

    @functools.cached_property
    def judged_on(self) -> date | None:
        """The day the run's numbers are of; None where the summary names none."""
        day = str(self.summary.get("as_of") or "")[:10]
        return date.fromisoformat(day) if day else None

    @functools.cached_property
    def coverage(self) -> pa.Table:
        """The run's ``coverage`` table."""
        return self.table("coverage")

    @property
    def sites(self) -> pa.Table:
        """The run's ``sites`` table, one line per site, with what was signed off since."""
        judged = self.memo("sites", lambda: self.table("sites"))
        return self.following.sites(judged)

    @functools.cached_property
    def register(self) -> dict[str, dict[str, Any]]:
        """What the site list says of each site, by its code."""
        return {row["site_code"]: row for row in self.table("register").to_pylist()}

    @functools.cached_property
    def site_names(self) -> dict[str, str]:
        """Site code → name."""
        return dict(
            zip(self.sites["site_code"].to_pylist(), self.sites["site_name"].to_pylist(), strict=True)
        )

    @functools.cached_property
    def branch_of(self) -> dict[str, str]:
        """Site code → the branch it stands below."""
        return dict(zip(self.sites["site_code"].to_pylist(), self.sites["branch"].to_pylist(), strict=True))

    def memo(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """Return what was made for this run before, or make it now; it is forgotten together with the run."""
        found = self._memo.get(key, _NOTHING)
        if found is _NOTHING:
            found = make()
            # Several people may ask at once: what one keeps must not push out what another is about to return.
            with self._keeping:
                self._memo[key] = found
                while len(self._memo) > KEPT_FILES:
                    del self._memo[next(iter(self._memo))]
        return found

    def table(self, name: str) -> pa.Table:
        """Read one small table whole."""
        return pq.read_table(self.folder / f"{name}.parquet")

    def ask_file(self, name: str, columns: Sequence[str], by: str, value: object) -> list[dict[str, Any]]:
        """Return some columns of the rows of one table whose ``by`` is ``value``."""
        file = in_quotes(self.folder / f"{name}.parquet")
        rows = self.findings.ask(
            f"select {', '.join(columns)} from read_parquet('{file}') where {by} = ?",  # noqa: S608
            [value],
        )
        return [dict(zip(columns, row, strict=True)) for row in rows]

    def batches(self) -> list[dict[str, Any]]:
        """Return the due students per graduation batch and the day that needs their photos."""
        rows = self.students.ask(
            "select batch, needed_on, count(*) from {file} where due group by all order by needed_on, batch"
        )
        return [dict(zip(("batch", "needed_on", "students"), row, strict=True)) for row in rows]

    def tell(self, stories: pa.Table) -> None:
        """Say of each charged finding whether it is new since the run before, still there, or back again."""
        with self._lock:
            if not self.told:
                found = stories.filter(pc.not_equal(stories["story"], "fixed"))
                ids, told = (found[name].to_pylist() for name in ("finding_id", "story"))
                if ids:
                    self.findings.update("story", "finding_id", dict(zip(ids, told, strict=True)))
            self.told = True

    def same_change(self, row: Mapping[str, Any]) -> list[int]:
        """Return the lines of waiting findings where the same value became the same other value."""
        lines = self.findings.ask(
            "select n.line from {narrow} n join {file} f on f.file_row_number = n.line "
            "where n.state = 'waiting' and f.field = ? and f.submitted = ? and f.official = ? and f.proposal <> ''",
            [row["field"], row["submitted"], row["official"]],
        )
        return [line for (line,) in lines]

    def common_changes(self, hidden: Collection[str], count: int = 30) -> list[dict[str, Any]]:
        """Return the most frequent pairs of a submitted and an official value, those of ``hidden`` fields apart."""
        marks = ", ".join("?" * len(hidden))
        columns = ("field", "submitted", "official", "students")
        rows = self.findings.ask(
            f"select field, submitted, official, count(*) as n from {{file}} where field <> '' "  # noqa: S608
            f"and submitted <> official and official <> '' and field not in ({marks}) "
            f"group by all order by n desc, field, submitted limit {count}",
            list(hidden),
        )
        return [dict(zip(columns, row, strict=True)) for row in rows]

    def states(self, finding_ids: Sequence[str]) -> dict[str, str]:
        """Return where each finding stands: waiting, applied, or the verdict somebody gave."""
        if not finding_ids:
            return {}
        marks = ", ".join("?" * len(finding_ids))
        return dict(
            self.findings.ask(
                f"select finding_id, state from {{narrow}} where finding_id in ({marks})",  # noqa: S608
                finding_ids,
            )
        )

    def same_cause(self, cause_id: str) -> list[dict[str, Any]]:
        """Return every finding of one cause: one of them is charged, the others are its evidence."""
        lines = self.findings.ask("select file_row_number from {file} where cause_id = ?", [cause_id])
        return self.findings.rows([line for (line,) in lines])

    def settle(self, verdicts: Mapping[str, str], reopened: Collection[str] = ()) -> None:
        """Bring the findings' states up to date with the rulings that stand.

        Args:
            verdicts: finding id → verdict.
            reopened: findings that wait again though the run, judged with a ruling taken back since, has them closed.
        """
        with self._lock:
            if (said := (dict(verdicts), frozenset(reopened))) == self._said:
                return
            now = dict.fromkeys(reopened, "waiting") | settled(self.findings, verdicts)
            changed = {key: state for key, state in now.items() if self._settled.get(key) != state}
            undone = [key for key in self._settled if key not in now]
            if undone:
                marks = ", ".join("?" * len(undone))
                rows = self.findings.ask(
                    f"select finding_id, open from {{file}} where finding_id in ({marks})",  # noqa: S608
                    undone,
                )
                changed |= {key: "waiting" if waits else "applied" for key, waits in rows}
            if changed:
                self.findings.update("state", "finding_id", changed)
            self.sent_back.follow(now, verdicts)
            self._said, self._settled = said, now
