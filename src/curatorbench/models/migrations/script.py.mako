"""${message}"""

from curatorbench.models.migrate import run_sql

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """See the SQL beside this file."""
    run_sql(__file__)
