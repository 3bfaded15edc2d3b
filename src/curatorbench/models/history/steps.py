"""The steps of a record's history as people see them: before and after of every part."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator

from curatorbench.domain.record import Source, SourceKind
from curatorbench.domain.steps import RecordStep, StepPart
from curatorbench.models.history import links, story
from curatorbench.models.history.content import Link, NewValue, fact_text
from curatorbench.models.history.story import Story, Told
from curatorbench.models.store.driver import driver
from curatorbench.models.store.keys import material_key
from curatorbench.models.store.store import Session

_HASHES = "SELECT media_id, sha256 FROM asset WHERE media_id IN (SELECT value FROM json_each(?))"
# What of a link is its name, and what is said of it. The rest is in the change itself.
_SHOWN: dict[str, tuple[str, str]] = {
    "image": ("asset", "role"),
    "relation": ("kind", "related"),
    "identification": ("identification_id", "scientific_name"),
    "type": ("type_status", "name"),
    "identifier": ("identifier_type", "identifier"),
    "assertion": ("assertion_type", "value"),
}


def steps(session: Session, material_id: str) -> list[RecordStep]:
    """Everything that has happened to a record, in order. Raises NotFound."""
    told = story.of_record(session, material_key(session, material_id).id)
    hashes = _hashes(driver(session), told)
    held: dict[str, str | None] = {}
    return [_step(one, held, lambda name: hashes.get(name, name)) for one in told.told]


def _step(told: Told, held: dict[str, str | None], named: Callable[[str], str]) -> RecordStep:
    """`held` are the values of fields up to this step, and after it; `named` knows an image by its hash."""
    return RecordStep(
        told.order,
        told.kind,
        told.action,
        Source(SourceKind(told.source_kind), told.source_name),
        told.operator,
        told.at,
        (*_fields(told, held), *_facts(told), *_links(told, named)),
        told.batch,
        told.batch_name,
        told.content.note,
    )


def _fields(told: Told, held: dict[str, str | None]) -> Iterator[StepPart]:
    for new in told.content.fields:
        yield _field(new, held.get(new.term))
        held[new.term] = new.value


def _field(new: NewValue, before: str | None) -> StepPart:
    return StepPart("field", new.term, before, new.value, new.absence, new.checked)


def _facts(told: Told) -> Iterator[StepPart]:
    for name, fact in told.content.facts.items():
        yield StepPart("fact", name, fact_text(fact.before), fact_text(fact.after))


def _links(told: Told, named: Callable[[str], str]) -> Iterator[StepPart]:
    """A link that one step takes away and makes again, with another role or remark, is one part."""
    added = {links.identity(link): link for link in told.content.added}
    for gone in told.content.removed:
        again = added.pop(links.identity(gone), None)
        yield _link(gone, named, gone, again)
    for link in added.values():
        yield _link(link, named, None, link)


def _link(link: Link, named: Callable[[str], str], before: Link | None, after: Link | None) -> StepPart:
    name, said = _SHOWN[link.kind]
    return StepPart(link.kind, named(str(link.values[name])), _said(before, said), _said(after, said))


def _said(link: Link | None, name: str) -> str | None:
    return None if link is None else str(link.values[name] or "")


def _hashes(connection: sqlite3.Connection, told: Story) -> dict[str, str]:
    """The images of a story by the identifier under which links know them."""
    linked = [link for one in told.told for link in (*one.content.added, *one.content.removed) if link.kind == "image"]
    rows = connection.execute(_HASHES, (json.dumps([link.values["asset"] for link in linked]),)) if linked else ()
    return dict(rows)
