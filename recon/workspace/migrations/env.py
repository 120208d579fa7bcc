"""Run by Alembic: works on the connection it is given, inside the transaction that is already open."""

from alembic import context

from recon.workspace.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite alters a table by writing it anew
)
context.run_migrations()
