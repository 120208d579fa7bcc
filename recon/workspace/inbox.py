"""What came in, as it is read again: with what was said about it, when it came, and what else it was called."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import sqlalchemy as sa

from recon.model import Submission, outermost
from recon.workspace import came, campaigns, placements
from recon.workspace.tables import ARRIVAL, RUN, SUBMISSION

_NOTHING = placements.Said("")
_ONE_MOMENT = timedelta(seconds=1)
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Received:
    """One submission as the ledger knows it; ``file`` is its name in the campaign and in every finding."""

    id: int
    file: str
    name: str
    sha256: str
    size: int
    channel: str
    sender: str
    received_at: str
    taken_at: str
    actor: str
    unit: str = ""
    form: str = ""
    kind: str = ""
    arrivals: int = 1
    again: bool = False
    """True when these bytes had been received before."""
    time_by: str = "told"
    """``told``: somebody said when it came; ``intake``: nobody did, and the time of intake stands for it."""
    other_names: tuple[str, ...] = ()
    """What the same bytes were called when they came again; unique like ``file``."""


def listed(connection: sa.Connection, sha256: str = "") -> list[Received]:
    """Return the campaign's submissions in the order they came, with what was said about each."""
    arrivals = sa.select(sa.func.count()).where(ARRIVAL.c.submission == SUBMISSION.c.id).scalar_subquery()
    query = sa.select(SUBMISSION, arrivals.label("arrivals")).order_by(SUBMISSION.c.id)
    query = query.where(SUBMISSION.c.campaign == campaigns.current(connection))
    if sha256:
        query = query.where(SUBMISSION.c.sha256 == sha256)
    rows = connection.execute(query).mappings().all()
    said = placements.latest(connection, rows[0]["file"] if sha256 and rows else "")
    alone = sha256 and rows and not _came_otherwise(connection, rows[0])
    times, names = came.latest(connection), {} if alone else _other_names(connection)
    return [
        replace(
            _timed(_received(row, said.get(row["file"], _NOTHING)), times.get(row["file"], "")),
            other_names=names.get(row["id"], ()),
        )
        for row in rows
    ]


def tidy_name(name: str) -> str:
    """Return a relative path with ``/`` that names nothing outside; never empty."""
    parts = _UNPRINTABLE.sub("", name.replace("\\", "/"))[-240:].split("/")
    return "/".join(part.strip() for part in parts if part.strip() not in {"", ".", ".."}) or "file"


def _received(row: sa.RowMapping, said: placements.Said) -> Received:
    values = {key: value for key, value in row.items() if key != "campaign"}
    return Received(**values, unit=said.unit, form=said.form, kind=said.kind)


def _timed(one: Received, told: str) -> Received:
    """Tell when it came and who says so; release 0.1 noted the two moments up to a second apart."""
    if told:
        return replace(one, received_at=told)
    apart = datetime.fromisoformat(one.taken_at) - datetime.fromisoformat(one.received_at)
    return replace(one, time_by="intake") if timedelta(0) <= apart <= _ONE_MOMENT else one


def _came_otherwise(connection: sa.Connection, one: sa.RowMapping) -> bool:
    """Tell whether a submission ever came under another name than its own; hardly any did, and all names are many."""
    names = connection.scalars(sa.select(ARRIVAL.c.name).where(ARRIVAL.c.submission == one["id"]).distinct())
    return any(tidy_name(name) != one["file"] for name in names)


def _other_names(connection: sa.Connection) -> dict[int, tuple[str, ...]]:
    """Return under which other names each submission came again; none is that of another file."""
    mine = SUBMISSION.c.campaign == campaigns.current(connection)
    known_files = connection.execute(sa.select(SUBMISSION.c.file, SUBMISSION.c.id).where(mine))
    taken = {row.file: row.id for row in known_files}
    arrived = sa.select(ARRIVAL.c.submission, ARRIVAL.c.name).where(
        ARRIVAL.c.campaign == campaigns.current(connection)
    )
    names: dict[int, dict[str, None]] = {}
    for row in connection.execute(arrived.order_by(ARRIVAL.c.id)):
        tidy = tidy_name(row.name)
        if taken.setdefault(tidy, row.submission) == row.submission:
            names.setdefault(row.submission, {})[tidy] = None
    files = {number: file for file, number in reversed(taken.items())}
    return {number: tuple(name for name in said if name != files[number]) for number, said in names.items()}


def known(connection: sa.Connection, judged_on: str = "") -> list[Submission]:
    """Return one line per name a submission has, per archive member somebody spoke about, and per nil declaration.

    ``judged_on`` is the day the campaign is judged as of. A time of intake after it says nothing about that day: a
    campaign of last year that is taken in today was not late, its times are not known.
    """
    began = _results(connection)
    lines = [
        Submission(
            *(file, one.unit, one.form, _usable(one, judged_on), one.kind),
            results_before=bisect_left(began, one.taken_at),
        )
        for one in listed(connection)
        for file in (one.file, *one.other_names)
    ]
    taken = {line.file: line for line in lines}
    for file, said in placements.latest(connection).items():
        if file not in taken:
            around = taken.get(outermost(file), Submission(file))
            lines.append(replace(around, file=file, unit=said.unit, form=said.form, kind=said.kind))
    nils = [
        Submission("", nil.unit, nil.form, nil.received_at, declared_nil=True)
        for nil in placements.nils(connection)
    ]
    return [*lines, *nils]


def _results(connection: sa.Connection) -> list[str]:
    """Return when the campaign's runs began that have a result, or had one."""
    mine = RUN.c.campaign == campaigns.current(connection)
    query = sa.select(RUN.c.started_at).where(mine, RUN.c.state.not_in(("started", "failed")))
    return sorted(connection.scalars(query))


def _usable(one: Received, judged_on: str) -> str:
    return "" if taken_later(one, judged_on) else one.received_at


def taken_later(one: Received, judged_on: str) -> bool:
    """Tell whether all that is known of a file's time is an intake after the day that is judged."""
    return one.time_by == "intake" and bool(judged_on) and one.received_at[:10] > judged_on
