"""Bringing a ledger to the schema this version knows, in one transaction: wholly or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from recon.errors import WorkspaceError
from recon.words import Text
from recon.workspace.tables import METADATA

if TYPE_CHECKING:
    from recon.workspace.ledger import Ledger

HEAD = "0002"
"""The newest revision; opening a ledger that has it costs one look and no import of Alembic."""


def upgrade(ledger: Ledger, to: str = HEAD) -> None:
    """Migrate forward if needed; an older revision is asked for when an older backup is put back.

    Raises:
        WorkspaceError: the ledger was written by a newer version, or there is none.
    """
    found = revision(ledger)
    if found == to:
        return
    if found and found not in known():
        reason = Text(
            f"它由更新的版本建立（{found}），本版本只认识到 {HEAD}。请升级本软件",
            f"it was written by a newer version ({found}; this one knows {HEAD}). Upgrade the software",
        )
        raise WorkspaceError(path=ledger.folder, reason=reason)
    _run(ledger, to)


def revision(ledger: Ledger) -> str:
    """Return the revision of the ledger, empty when it has no schema yet."""
    with ledger.read() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return ""
        return connection.scalar(sa.text("SELECT version_num FROM alembic_version")) or ""


def tables(connection: sa.Connection) -> list[sa.Table]:
    """Return the tables of the schema as it is now, those that are pointed to first."""
    found = sa.MetaData()
    found.reflect(connection, only=lambda name, _: name != "alembic_version")
    return found.sorted_tables


def clear(connection: sa.Connection) -> None:
    """Remove every table of ours."""
    METADATA.drop_all(connection)
    connection.execute(sa.text("DROP TABLE IF EXISTS alembic_version"))


def _config() -> object:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "recon.workspace:migrations")
    config.set_main_option("path_separator", "os")
    return config


def known() -> set[str]:
    """Return every revision this version can move forward."""
    from alembic.script import ScriptDirectory

    script = ScriptDirectory.from_config(_config())  # type: ignore[arg-type]
    return {step.revision for step in script.walk_revisions()}


def _run(ledger: Ledger, to: str) -> None:
    """Let Alembic work inside the writer's turn, so that two processes cannot migrate at once."""
    from alembic import command

    config = _config()
    with ledger.write() as connection:
        config.attributes["connection"] = connection  # type: ignore[attr-defined]
        command.upgrade(config, to)  # type: ignore[arg-type]
