"""Regions say how much of them is handwriting, and may be captions."""

from alembic import op

from curatorbench.models.store.migrate import run_sql

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """A column, then the table's text in the schema: SQLite changes no CHECK otherwise, and no row is touched.

    Rebuilding the table instead would take the regions from those who refer to them. See
    https://www.sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema Changes".
    """
    connection = op.get_bind()
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema=ON")
    try:
        run_sql(__file__)
        connection.exec_driver_sql(f"PRAGMA schema_version={version + 2}")
    finally:
        connection.exec_driver_sql("PRAGMA writable_schema=OFF")
