"""The whole schema: importing this module has told the metadata of every table."""

from curatorbench.models.tables import (
    captures,
    finding,
    guards,
    history,
    jobs,
    keeping,
    names,
    occurrences,
    opinions,
    people,
    pictures,
    publications,
    things,
    work,
)
from curatorbench.models.tables.base import Base

metadata = Base.metadata

__all__ = [
    "captures",
    "finding",
    "guards",
    "history",
    "jobs",
    "keeping",
    "metadata",
    "names",
    "occurrences",
    "opinions",
    "people",
    "pictures",
    "publications",
    "things",
    "work",
]
