"""What SQLite can do and SQLAlchemy does not know: full-text tables, and triggers that make history append-only."""

from __future__ import annotations

from sqlalchemy import DDL, event

from curatorbench.models.tables.base import Base

APPEND_ONLY = (
    "change", "batch", "opinion", "quality_report", "barcode", "region", "reading", "suggestion",
    "judgement", "holding_count", "synonymy", "agent_merge", "review", "publication",
)  # fmt: skip

# The index of accepted values holds no copy of them: `models.history.searched` gives the old text when it changes.
SEARCH = (
    "CREATE VIRTUAL TABLE record_search USING fts5"
    "(number, taxon, collector, place, rest, content='', detail=column, prefix='1 2 3',"
    " tokenize='unicode61 remove_diacritics 2')"
)
# In which words of `search_word` a fragment may stand; the words themselves decide.
INSIDE = "CREATE VIRTUAL TABLE search_inside USING fts5(word, content='', detail=none, tokenize='trigram')"
# The words on pictures, read from `reading` itself. Kept in step by `models.opinions.readings`: a trigger could not,
# for with trusted_schema=OFF (a file may come from a stranger) SQLite lets no trigger write to a virtual table.
READING_SEARCH = (
    "CREATE VIRTUAL TABLE reading_search USING fts5"
    "(text, content='reading', content_rowid='opinion_id', tokenize='unicode61 remove_diacritics 2')"
)


def append_only(table: str, verb: str) -> str:
    """The trigger that makes `verb` (UPDATE or DELETE) on `table` fail."""
    return (
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} BEGIN"
        f" SELECT RAISE(ABORT, '{table} is history: it is only ever added to'); END"
    )


STATEMENTS = (
    SEARCH,
    INSIDE,
    READING_SEARCH,
    *(append_only(table, verb) for table in APPEND_ONLY for verb in ("UPDATE", "DELETE")),
)

for statement in STATEMENTS:
    event.listen(Base.metadata, "after_create", DDL(statement))  # type: ignore[no-untyped-call]
