"""What processes that write together tell each other: what a view is made of, jobs, and what came of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from recon.export.how import How
from recon.export.kinds import BY_CODE
from recon.export.tables import table
from recon.export.view import View
from recon.result import TABLES, Result

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from recon.campaign import Campaign
    from recon.words import Lang

_UNREAD = frozenset({"matches", "surplus"})
"""Tables no unit's workbook is made of."""


class Job(NamedTuple):
    """The documents of one kind for one unit; the number tells its place among all."""

    number: int
    kind: str
    unit: str


class Made(NamedTuple):
    """One document that lies under a name of its own until all are there."""

    name: str
    path: Path


@dataclass(frozen=True)
class Matter:
    """What a view is made of, plain enough to be sent; the tables lie in a folder."""

    campaign: Campaign
    summary: dict[str, Any]
    langs: tuple[Lang, Lang]
    """Of the result and of the reader."""
    tables: Path

    @classmethod
    def of(cls, view: View, room: Path) -> Matter:
        """Lay a result's tables into an empty folder."""
        for name in TABLES.keys() - _UNREAD:
            data = table(view.result, name)
            with pa.OSFile(str(room / name), "wb") as file, pa.ipc.new_file(file, data.schema) as writer:
                writer.write_table(data)
        return cls(view.campaign, view.result.summary, (view.result.lang, view.lang), room)

    def view(self) -> View:
        """Return the view; its tables are mapped, not read."""
        tables = {name: _mapped(self.tables / name) for name in TABLES.keys() - _UNREAD}
        return View(Result(self.campaign, tables, self.summary, self.langs[0]), self.langs[1])


def perform(view: View, jobs: Iterable[Job], into: Path) -> dict[int, list[Made]]:
    """Make the documents of jobs and lay them into the folder of their kind."""
    return {job.number: _perform(view, job, into) for job in jobs}


def _perform(view: View, job: Job, into: Path) -> list[Made]:
    made = []
    for place, document in enumerate(BY_CODE[job.kind].make(view, job.unit, How())):
        path = into / job.kind / f"{job.number}-{place}"
        path.write_bytes(document.data)
        made.append(Made(document.name, path))
    return made


def _mapped(path: Path) -> pa.Table:
    with pa.memory_map(str(path)) as file:
        return pa.ipc.open_file(file).read_all()
