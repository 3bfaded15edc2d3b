"""Words as search sees them: split and folded alike everywhere, remembered once, found by what stands inside them."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterable

# Shorter pieces stand inside too many words to mean anything.
SHORTEST_INSIDE = 4
_LONGEST = 60
_MOST_LOOKED_AT = 5_000
_WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile("[\u0300-\u036f]")
# SQLite's tokenizer knows the letters of Unicode 6.1: what is older than 3.2 is certain to be one to it as well.
_KNOWN = unicodedata.ucd_3_2_0


def words(text: str) -> list[str]:
    """The words of a text in order, without case and marks, each one token to SQLite's `unicode61`."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", text)))
        text = "".join(sign if sign.isascii() or _KNOWN.category(sign)[0] in "LN" else " " for sign in text)
    return _WORD.findall(text.lower())


def learn(connection: sqlite3.Connection, met: Iterable[str]) -> None:
    """Remember words that were met, so that fragments of them are found. They are never forgotten: a word that no
    record has any more leads nowhere, and costs nothing but its place."""
    new = [(word,) for word in set(met) if SHORTEST_INSIDE <= len(word) <= _LONGEST]
    if not new:
        return
    before = connection.execute("SELECT coalesce(max(id), 0) FROM search_word").fetchone()
    if connection.executemany("INSERT OR IGNORE INTO search_word (word) VALUES (?)", new).rowcount:
        connection.execute(
            "INSERT INTO search_inside (rowid, word) SELECT id, word FROM search_word WHERE id > ?", before
        )


def containing(connection: sqlite3.Connection, fragment: str, limit: int) -> list[str]:
    """The first `limit` words that a fragment (folded, of at least `SHORTEST_INSIDE` signs) stands in but does not
    begin, oldest first. Of very many that could be such words only the oldest are looked at."""
    rows = connection.execute(
        "SELECT w.word FROM (SELECT rowid AS id FROM search_inside WHERE search_inside MATCH ? LIMIT ?) i"
        " CROSS JOIN search_word w ON w.id = i.id WHERE instr(w.word, ?) > 1 LIMIT ?",
        (_pieces(fragment), _MOST_LOOKED_AT, fragment, limit),
    )
    return [row[0] for row in rows]


def _pieces(fragment: str) -> str:
    """All trigrams of a fragment. The word decides in the end: so those that say little, such as the zeros that fill
    numbers up, are left out where others say more."""
    every = {fragment[at : at + 3] for at in range(len(fragment) - 2)}
    telling = {piece for piece in every if len(set(piece)) > 1}
    return " AND ".join(f'"{piece}"' for piece in sorted(telling or every))
