"""What a plan names as people call it: storage units by their place, records by their number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from curatorbench.domain.errors import NotFound
from curatorbench.domain.mending import Part, Plan
from curatorbench.models.records import mending, storage
from curatorbench.models.store.store import Session

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NAMED = ("storageUnit", "parent", "mergedInto")  # facts whose values are identifiers


def spoken(session: Session, plan: Plan) -> Plan:
    """The plan without identifiers where people read it."""
    names = _Names(session)
    records = tuple(replace(record, parts=tuple(map(names.part, record.parts))) for record in plan.records)
    return replace(plan, records=records, warnings=tuple(names.sentences(plan.warnings)))


@dataclass(slots=True)
class _Names:
    """What identifiers stand for, each looked up once."""

    session: Session
    known: dict[str, str] = field(default_factory=dict)

    def part(self, part: Part) -> Part:
        if part.what not in _NAMED:
            return part
        before, after = (value and _UUID.sub(self._named, value) for value in (part.before, part.after))
        return part._replace(before=before, after=after)

    def sentences(self, said: Iterable[str]) -> Iterable[str]:
        return (_UUID.sub(self._named, sentence) for sentence in said)

    def _named(self, found: re.Match[str]) -> str:
        """One that nothing is known of stays."""
        identifier = found.group()
        if identifier not in self.known:
            self.known[identifier] = self._look_up(identifier)
        return self.known[identifier]

    def _look_up(self, identifier: str) -> str:
        try:
            return str(storage.path_of(self.session, identifier))
        except NotFound:
            pass
        try:
            return mending.look(self.session, identifier).label
        except NotFound:
            return identifier
