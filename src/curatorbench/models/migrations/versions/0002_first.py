"""The first schema: things, names, people, pictures, opinions, history, work, jobs."""

from curatorbench.models.store.migrate import run_sql

revision = "0002"
down_revision = None


def upgrade() -> None:
    """See the SQL beside this file."""
    run_sql(__file__)
