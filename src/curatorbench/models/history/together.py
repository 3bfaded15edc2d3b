"""Records that hang together: a batch goes back on one of them only where the other can follow.

What went from one record to another (an image, a determination) goes back where both ends are as the batch left them:
else it would be on both, or on none. A record becomes part of another again, or is parted from it, only where that one
is still there; and one that others became part of stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from curatorbench.models.history import links, story
from curatorbench.models.history.content import Link, encode
from curatorbench.models.history.inverse import RETIRED, Inverse, Obstacle, gone
from curatorbench.models.history.story import Part, Word
from curatorbench.models.store.driver import driver
from curatorbench.models.store.keys import material_key
from curatorbench.models.store.store import Session

_INTO: Part = ("fact", "mergedInto")
# Kinds of links that go from record to record, with the value that names one wherever it is.
_GOING = {"image": "asset", "identification": "identification_id", "assertion": "assertion_id", "type": "name"}
_OTHERS = (
    "SELECT material_id, group_concat(revision) FROM change"
    " WHERE batch_id = ? AND material_id <> ? AND instr(content, ?) GROUP BY material_id"
)
_PART_OF_IT = "SELECT id FROM material_entity WHERE merged_into_id = ? LIMIT 1"


def hold_back(session: Session, key: int, back: Inverse, batch: int | None, done: Iterable[str] = ()) -> None:
    """Leave of a record's inverse what cannot be, for the sake of another record.

    `key` is the record's, `batch` that which is taken back (local keys), `done` the batches that have taken it back
    already, in part or whole.
    """
    if (word := _in_the_way(session, key, back)) is not None:
        part = _INTO if "mergedInto" in back.facts and word.part == RETIRED else RETIRED
        back.leave_all(Obstacle(part, word))
    elif batch is not None:
        _leave_what_went_on(session, key, back, batch, frozenset(done))


def _leave_what_went_on(session: Session, key: int, back: Inverse, batch: int, done: frozenset[str]) -> None:
    """A record that keeps a link is not withdrawn either."""
    retired = back.facts.get("retired")
    for link in [*back.added, *back.removed]:
        if (word := _went_on(session, key, link, batch, done)) is None:
            continue
        if retired is not None and retired.after and link in back.removed:
            back.leave_all(Obstacle(links.identity(link), word))
            return
        back.leave(link, Obstacle(links.identity(link), word))


def _in_the_way(session: Session, key: int, back: Inverse) -> Word | None:
    """Why a record cannot become part of another again, be parted from it, or be withdrawn."""
    into, retired = back.facts.get("mergedInto"), back.facts.get("retired")
    if into is not None:
        end = material_key(session, str(into.after or into.before)).id
        return gone(story.of_record(session, end), ())
    if retired is None or not retired.after:
        return None
    row = driver(session).execute(_PART_OF_IT, (key,)).fetchone()
    return story.of_record(session, row[0]).last(_INTO) if row else None


def _went_on(session: Session, key: int, link: Link, batch: int, done: frozenset[str]) -> Word | None:
    """The word by which the other end of a link is no more as the batch left it."""
    if link.kind not in _GOING:
        return None
    part = links.identity(link)
    for told, orders in _other_ends(session, key, link, batch):
        if part not in told.parts(orders) or told.last(part).told.batch in done:
            continue
        now = told.last(part)
        if now.origin != told.newest(part, orders).origin:
            return now
        if (word := gone(told, orders)) is not None:
            return word
    return None


def _other_ends(session: Session, key: int, link: Link, batch: int) -> Iterator[tuple[story.Story, set[int]]]:
    """The stories of the other records for which the batch says something of the link, and in which changes."""
    name = encode(link.values[_GOING[link.kind]])
    for other, revisions in driver(session).execute(_OTHERS, (batch, key, name)).fetchall():
        yield story.of_record(session, other), set(map(int, revisions.split(",")))
