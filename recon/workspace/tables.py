"""The ledger's tables. What is *sealed* is written once, beside a line of the log that carries its seal.

Times are ISO text with ``+08:00``; leases are seconds of the epoch. Everything of a campaign carries its id,
so that several campaigns can live in one workspace.
"""

from __future__ import annotations

import sqlalchemy as sa

METADATA = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _text(name: str, *, default: str = "") -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, default=default)


def _number(name: str, *, default: int = 0) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False, default=default)


def _table(name: str, *columns: sa.schema.SchemaItem) -> sa.Table:
    """Return a table whose ids are never used twice."""
    identity = sa.Column("id", sa.Integer, primary_key=True, autoincrement=True)
    return sa.Table(name, METADATA, identity, *columns, sqlite_autoincrement=True)


META = sa.Table("meta", METADATA, sa.Column("key", sa.Text, primary_key=True), _text("value"))
"""``log_head``: keyed, so that the chain cannot be cut short unseen."""

LOG = sa.Table(
    "log",
    METADATA,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    _text("at"),
    _text("actor"),
    _text("act"),
    _text("details"),
    _text("prev"),
    _text("hash"),
)
REMARK = sa.Table(
    "remark", METADATA, sa.Column("digest", sa.Text, primary_key=True), sa.Column("text", sa.Text)
)
"""Free text a log line points to by keyed hash: a purge empties it without breaking the chain."""

CAMPAIGN = _table(
    "campaign", _text("campaign"), _number("version"), _text("text"), _text("actor"), _text("at")
)

SUBMISSION = _table(
    "submission",
    _text("campaign"),
    _text("file"),
    _text("name"),
    _text("sha256"),
    _number("size"),
    _text("channel"),
    _text("sender"),
    _text("received_at"),
    _text("taken_at"),
    _text("actor"),
    sa.UniqueConstraint("campaign", "sha256"),
    sa.UniqueConstraint("campaign", "file"),
)
ARRIVAL = _table(
    "arrival",
    _text("campaign"),
    sa.Column("submission", sa.ForeignKey("submission.id"), nullable=False, index=True),
    _text("name"),
    _text("channel"),
    _text("sender"),
    _text("received_at"),
    _text("taken_at"),
    _text("actor"),
)
"""The same bytes again: one submission, one more arrival."""

PLACEMENT = _table(
    "placement",
    _text("campaign"),
    _text("file"),
    _text("unit"),
    _text("form"),
    _text("kind"),
    _text("actor"),
    _text("at"),
    sa.Index(None, "campaign", "file"),
)
"""What a person said about a file (or an archive's member); the last word on each column wins."""

NIL = _table(
    "nil",
    _text("campaign"),
    _text("unit"),
    _text("form"),
    _text("reason"),
    _text("received_at"),
    _number("withdrawn"),
    _text("actor"),
    _text("at"),
)

SOURCE = _table(
    "source",
    _text("campaign"),
    _text("kind"),
    _text("name"),
    _text("sha256"),
    _number("size"),
    _text("actor"),
    _text("at"),
    sa.Index(None, "campaign", "kind"),
)
RETIRED = _table(
    "retired",
    sa.Column("source", sa.ForeignKey("source.id"), nullable=False, unique=True),
    _text("actor"),
    _text("at"),
)
"""A source that a newer one replaced: it stays in the vault and no longer takes part in runs."""

RUN = _table(
    "run",
    _text("campaign"),
    _text("state"),
    _text("inputs"),
    _text("summary"),
    _text("manifest"),
    _text("reason"),
    _text("actor"),
    _text("started_at"),
    _text("finished_at"),
    sa.Index(None, "campaign", "state"),
)

RULING = _table(
    "ruling",
    _text("campaign"),
    _text("finding_id"),
    _number("version"),
    _text("verdict"),
    _text("value"),
    _text("reason"),
    _text("seen_submitted"),
    _text("seen_official"),
    _text("student"),
    _text("bulk"),
    sa.Column("restores", sa.Integer),
    _text("who"),
    _text("at"),
    sa.UniqueConstraint("campaign", "finding_id", "version"),
    sa.Index(None, "campaign", "bulk"),
    sa.Index(None, "campaign", "student"),
)
"""An undo is a row too; ``restores`` is the ruling that stands again. ``student`` is a keyed hash."""

BULK = _table(
    "bulk",
    _text("campaign"),
    _text("bulk"),
    _text("chosen_by"),
    _number("count"),
    _text("actor"),
    _text("at"),
    sa.UniqueConstraint("bulk"),
)
"""Rulings made in one click, and the filter that chose them."""

ANSWER = _table(
    "answer",
    _text("campaign"),
    _text("student_no"),
    _text("kind"),
    _text("value"),
    _text("reason"),
    _number("withdrawn"),
    _text("actor"),
    _text("at"),
    sa.Index(None, "campaign", "kind"),
)
"""Excuses for omissions and admissions of the late, each by student; the last word counts."""

DIARY = _table(
    "diary",
    _text("campaign"),
    _text("unit"),
    _text("kind"),
    _text("text"),
    _text("due_on"),
    _text("sha256"),
    _text("actor"),
    _text("at"),
    sa.Index(None, "campaign", "unit"),
)

TOMBSTONE = _table(
    "tombstone",
    _text("sha256"),
    _text("replaced_by"),
    _text("actor"),
    _text("at"),
    sa.UniqueConstraint("sha256"),
)
"""An original that a purge took out; ``replaced_by`` is the redacted copy, empty when nothing stays."""

HANDOVER = _table(
    "handover",
    _text("campaign"),
    _number("number"),
    _number("run"),
    _text("mode"),
    _text("sha256"),
    _number("handed"),
    _number("pending"),
    _text("counts"),
    _text("reason"),
    _text("actor"),
    _text("at"),
    sa.UniqueConstraint("campaign", "number"),
)
"""Frozen versions of the hand-over; the list itself lies in the vault under its hash."""

SITE = _table(
    "site",
    _text("campaign"),
    _text("site_code"),
    _text("site_name"),
    _text("branch_code"),
    _text("branch"),
    _text("reports_through"),
    _text("responsible"),
    _text("contact"),
    _text("phone"),
    _text("address"),
    _text("deliver_to"),
    _text("expected"),
    _number("withdrawn"),
    _text("actor"),
    _text("at"),
    sa.Index(None, "campaign", "site_code"),
)
"""What the office knows of a site beside the extract; the last line of a code counts."""

POINT = _table(
    "point",
    _text("campaign"),
    _text("point"),
    _text("name"),
    _text("address"),
    _text("dates"),
    _text("serves"),
    _text("sha256"),
    _text("picture"),
    _text("approved_on"),
    _number("withdrawn"),
    _text("actor"),
    _text("at"),
    sa.Index(None, "campaign", "point"),
)
"""Shooting points; ``sha256`` is the picture of the approval (批复文件) in the vault."""

RETURNED = _table(
    "returned",
    _text("campaign"),
    _text("unit"),
    _text("form"),
    _number("run"),
    _text("sha256"),
    _number("findings"),
    _text("returned_at"),
    _text("acknowledged_at"),
    _text("text"),
    _text("actor"),
    _text("at"),
    sa.Index(None, "campaign", "unit"),
)
"""Return sheets that went out; a second line with the same ``returned_at`` says that it was acknowledged."""

CAME = _table(
    "came",
    _text("campaign"),
    _text("file"),
    _text("received_at"),
    _text("reason"),
    _text("actor"),
    _text("at"),
    sa.Index(None, "campaign", "file"),
)
"""When a file came, as the registrar says afterwards; the last word counts."""

VERDICT = _table(
    "verdict",
    _text("campaign"),
    _number("submission"),
    _text("file"),
    _text("sha256"),
    _text("told"),
    _text("actor"),
    _text("at"),
    sa.Index(None, "campaign", "submission"),
)
"""What was told at once about a file that came, before the next run: counts and codes."""

RETENTION = _table(
    "retention", _text("campaign"), _text("until"), _text("reason"), _text("actor"), _text("at")
)
"""Until when a campaign's personal data are kept; the last word counts."""

JOB = _table(
    "job",
    _text("campaign"),
    _text("kind"),
    _text("payload"),
    _text("actor"),
    _text("state"),
    _text("created_at"),
    _text("started_at"),
    _text("finished_at"),
    _text("worker"),
    sa.Column("lease_until", sa.Float, nullable=False, default=0.0),
    _number("attempts"),
    _number("done"),
    _number("total"),
    _text("stage"),
    _number("cancel"),
    _text("result"),
    _text("error"),
    sa.Index(None, "state"),
)

SEALED: tuple[sa.Table, ...] = (
    CAMPAIGN,
    SUBMISSION,
    ARRIVAL,
    PLACEMENT,
    NIL,
    SOURCE,
    RETIRED,
    BULK,
    RULING,
    ANSWER,
    DIARY,
    HANDOVER,
    SITE,
    POINT,
    RETURNED,
    CAME,
    VERDICT,
    RETENTION,
    TOMBSTONE,
)
"""Written once, each row with its seal in the log; ``run`` rows are sealed when they finish."""
