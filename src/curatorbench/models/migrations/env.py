"""Alembic's way in. The connection, already in our own transaction, is handed over by `models.store.migrate`."""

from alembic import context

from curatorbench.models.tables.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
