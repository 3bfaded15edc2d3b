"""The story of one record or storage unit: its changes in order, and by them what each part of it was at any time.

A part is a field, a fact or a link. Each row says what parts became; the newest word on a part is what it is now. A
word that brings an older one back (an undo, a revert) bears that one's `origin`, so that what was taken back and given
again counts as the same, while the same value said twice does not.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from curatorbench.models.history import links
from curatorbench.models.history.content import Content, Link, NewFact, NewValue, parse
from curatorbench.models.store.driver import driver
from curatorbench.models.store.store import Session

Part = tuple[str | int | None, ...]
Said = NewValue | NewFact | Link
_COLUMNS = (
    "SELECT coalesce(c.revision, c.seq), c.seq, c.kind,"
    " CASE WHEN c.action = 'do' AND b.reverts_id IS NOT NULL THEN iif(b.action = 'do', 'undo', b.action)"
    " ELSE c.action END, c.source_kind, c.source_name, o.name, b.batch_id,"
    " b.name, c.at, c.content FROM change AS c JOIN operator AS o ON o.id = c.operator_id"
    " LEFT JOIN batch AS b ON b.id = c.batch_id"
)
OF_RECORD = f"{_COLUMNS} WHERE c.material_id = ? ORDER BY c.revision"
_OF_SUBJECT = f"{_COLUMNS} WHERE c.subject = ? ORDER BY c.seq"


@dataclass(frozen=True, slots=True)
class Told:
    """One change. `order` is the record's revision, or `seq` for what is no record. `action` is the batch's, too: what
    takes a batch back undoes."""

    order: int
    seq: int
    kind: str
    action: str
    source_kind: str
    source_name: str
    operator: str
    batch: str | None
    batch_name: str | None
    at: str
    content: Content


@dataclass(frozen=True, slots=True)
class Word:
    """What one change said of one part; `present` is whether a link was there after it, True for other parts."""

    part: Part
    told: Told
    said: Said
    present: bool = True

    @property
    def origin(self) -> int:
        """The change in which it was first so; 0 for the state before anything was said."""
        return self.told.order if self.said.restores is None else self.said.restores


@dataclass(slots=True)
class Story:
    """Changes in order, and the words on each part in order."""

    told: list[Told] = field(default_factory=list)
    words: dict[Part, list[Word]] = field(default_factory=dict)

    def add(self, told: Told) -> None:
        self.told.append(told)
        for word in _words(told):
            self.words.setdefault(word.part, []).append(word)

    def last(self, part: Part) -> Word:
        """The newest word on a part that something was said of."""
        return self.words[part][-1]

    def parts(self, orders: Collection[int]) -> list[Part]:
        """The parts that these changes said something of."""
        return [part for part, words in self.words.items() if any(word.told.order in orders for word in words)]

    def newest(self, part: Part, orders: Collection[int]) -> Word:
        """The newest word on a part among these changes."""
        return next(word for word in reversed(self.words[part]) if word.told.order in orders)

    def before(self, part: Part, orders: Collection[int], at: int) -> Word | None:
        """What held before these changes, of which `at` is the newest; None for the state before anything was said."""
        first: dict[int, int] = {}
        for position, word in enumerate(self.words[part]):
            first.setdefault(word.told.order, position)
        while True:
            position = first[at] - 1
            if position < 0:
                return None
            word = self.words[part][position]
            if word.told.order in orders:  # these changes emptied it and then set it: what held lies further back
                at = word.told.order
                continue
            if word.origin == 0:
                return None
            if word.origin not in orders:
                return word
            at = word.origin


def of_record(session: Session, key: int) -> Story:
    """The story of the record of that local key."""
    return _story(driver(session).execute(OF_RECORD, (key,)))


def of_subject(session: Session, subject: str) -> Story:
    """The story of something that is no record."""
    return _story(driver(session).execute(_OF_SUBJECT, (subject,)))


def _story(rows: sqlite3.Cursor) -> Story:
    story = Story()
    for row in rows:
        story.add(told(row))
    return story


def told(row: tuple[Any, ...]) -> Told:
    """A row of `OF_RECORD`."""
    order, seq, kind, action, source_kind, source_name, operator, batch, name, at, content = row
    return Told(order, seq, kind, action, source_kind, source_name, operator, batch, name, at, parse(content))


def _words(told: Told) -> Iterator[Word]:
    said = told.content
    for field_ in said.fields:
        yield Word(("field", field_.term), told, field_)
    for name, fact in said.facts.items():
        yield Word(("fact", name), told, fact)
    for link in said.removed:
        yield Word(links.identity(link), told, link, present=False)
    for link in said.added:
        yield Word(links.identity(link), told, link)
