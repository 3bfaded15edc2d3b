"""The connection below SQLAlchemy, for the few statements that every save and every imported record goes through.

They are sent as text with tuples: SQLAlchemy's own way of building and running one costs several times what SQLite
needs to answer it. The transaction is still the session's.
"""

from __future__ import annotations

import sqlite3

from curatorbench.models.store.store import Session


def driver(session: Session) -> sqlite3.Connection:
    """The SQLite connection that a session's transaction runs on."""
    found = session.connection().connection.driver_connection
    assert isinstance(found, sqlite3.Connection)
    return found
