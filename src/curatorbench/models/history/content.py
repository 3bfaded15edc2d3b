"""What one change says, as canonical JSON: the same facts always give the same text, for the seal is taken over it.

    {"values": {term: value, ...},                                             fields of which no more is said
     "fields": [[term, value, verbatim, absence, checked, restores], ...],     the others, sorted by term
     "facts": {name: [before, after, restores], ...},
     "added": [[kind, {name: value, ...}, restores], ...],  "removed": likewise,
     "note": text}

Parts without anything are left out, and so are nulls and zeros at the end of a row; `checked` is 0 or 1. `restores` is
the revision whose value a row brings back, 0 for the state before there was any.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from curatorbench.domain.record import Absence

Fact = str | int | bool | None

encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


@dataclass(frozen=True, slots=True)
class NewValue:
    """A field as a change sets it. `restores` is the revision it brings back, 0 where there was none."""

    term: str
    value: str | None
    verbatim: str | None = None
    absence: Absence | None = None
    checked: bool = False
    restores: int | None = None


@dataclass(frozen=True, slots=True)
class NewFact:
    """A fact as a change sets it, with what it was before."""

    before: Fact
    after: Fact
    restores: int | None = None


@dataclass(frozen=True)
class Link:
    """Something that hangs on a record: an image, a relation, a determination, an identifier (see
    `models.history.links`).

    `values` are in identifiers that the outside knows, and all that is needed to make the row again.
    """

    kind: str
    values: Mapping[str, str | int | None]
    restores: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", dict(self.values))


@dataclass(frozen=True, slots=True)
class Content:
    """All that one change says."""

    fields: Sequence[NewValue] = ()
    facts: Mapping[str, NewFact] = field(default_factory=dict)
    added: Sequence[Link] = ()
    removed: Sequence[Link] = ()
    note: str | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.fields or self.facts or self.added or self.removed)

    def text(self) -> str:
        """The canonical JSON."""
        said: dict[str, object] = {}
        values = {new.term: new.value for new in self.fields if _is_plain(new)}
        if values:
            said["values"] = values
        if len(values) < len(self.fields):
            said["fields"] = sorted((_field(new) for new in self.fields if not _is_plain(new)), key=_term)
        if self.facts:
            said["facts"] = {name: _fact(fact) for name, fact in self.facts.items()}
        if self.added:
            said["added"] = [_link(link) for link in self.added]
        if self.removed:
            said["removed"] = [_link(link) for link in self.removed]
        if self.note is not None:
            said["note"] = self.note
        return encode(said)


def parse(text: str) -> Content:
    """The content that a text says; whoever wrote it, it was `Content.text`."""
    said = json.loads(text)
    return Content(
        (
            *(NewValue(term, value) for term, value in said.get("values", {}).items()),
            *(_read_field(*row) for row in said.get("fields", ())),
        ),
        {name: NewFact(*row) for name, row in said.get("facts", {}).items()},
        tuple(Link(*row) for row in said.get("added", ())),
        tuple(Link(*row) for row in said.get("removed", ())),
        said.get("note"),
    )


def field_of(text: str, term: str) -> NewValue | None:
    """What a text says of one field, without a look at the others."""
    said = json.loads(text)
    if (value := said.get("values", {}).get(term)) is not None:
        return NewValue(term, value)
    return next((_read_field(*row) for row in said.get("fields", ()) if row[0] == term), None)


def created(document: str, added: str = "") -> str:
    """`Content.text` of a change that makes a record, by its values and its links (`[...]`) as canonical JSON.

    For imports, which make many and have both as text.
    """
    links = f'"added":{added},' if added else ""
    values = f',"values":{document}' if document != "{}" else ""
    return f'{{{links}"facts":{{"retired":[true,false]}}{values}}}'


MADE = {"retired": NewFact(True, False)}  # what every record's first change says


def fact_text(fact: Fact) -> str | None:
    """A fact as people read it; None for nothing."""
    return None if fact is None or fact is False else "yes" if fact is True else str(fact)


def mark(term: str) -> str:
    """What the text of a change holds that says more of a field than its value: a value cannot hold it, for its quotes
    are escaped."""
    return f'["{term}"'


def plain_mark(term: str) -> str:
    """What the text of a change holds that says of a field its value only."""
    return f'"{term}":'


def _is_plain(new: NewValue) -> bool:
    return (
        new.value is not None
        and new.verbatim is None
        and new.absence is None
        and not new.checked
        and new.restores is None
    )


def _field(new: NewValue) -> list[object]:
    absence = new.absence.value if new.absence else None
    row: list[object] = [new.term, new.value, new.verbatim, absence, int(new.checked), new.restores]
    if new.restores is None:
        while not row[-1] and len(row) > 2:
            row.pop()
    return row


def _fact(new: NewFact) -> list[object]:
    return [new.before, new.after] if new.restores is None else [new.before, new.after, new.restores]


def _link(link: Link) -> list[object]:
    return [link.kind, link.values] if link.restores is None else [link.kind, link.values, link.restores]


def _read_field(
    term: str,
    value: str | None = None,
    verbatim: str | None = None,
    absence: str | None = None,
    checked: int = 0,
    restores: int | None = None,
) -> NewValue:
    return NewValue(term, value, verbatim, Absence(absence) if absence else None, bool(checked), restores)


def _term(row: list[object]) -> str:
    return str(row[0])
