"""Which records an archive's rows meet: looked up for many rows at once."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable

from curatorbench.domain.errors import Conflict
from curatorbench.models.history.bulk import IMPORTED
from curatorbench.models.history.searched import catalog_key
from curatorbench.models.store.driver import driver
from curatorbench.models.store.keys import collection_key
from curatorbench.models.store.store import Session

# CROSS JOIN keeps the order, from what is asked to the indexes of what is there; `+` keeps the collection's out of it.
_BY_MARK = (
    "SELECT i.identifier, m.material_entity_id FROM json_each(?) AS asked"
    " CROSS JOIN identifier AS i ON i.identifier = asked.value AND i.identifier_type = ?"
    " CROSS JOIN material_entity AS m ON m.id = i.material_id WHERE m.retired = 0 AND m.collection_id = ?"
    " ORDER BY m.id DESC"
)
_BY_NUMBER = (
    "SELECT m.catalog_key, m.catalog_number, m.material_entity_id FROM json_each(?) AS asked"
    " CROSS JOIN material_entity AS m ON m.catalog_key = asked.value WHERE m.retired = 0 AND +m.collection_id = ?"
    " ORDER BY m.id"
)


class Met:
    """The records of a collection that have one of these marks (see `catalogue.import_mark`) or catalogue numbers."""

    def __init__(
        self, session: Session, collection_id: str | None, marks: Iterable[str], numbers: Iterable[str]
    ) -> None:
        self._marked: dict[str, str] = {}
        self._numbered: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        if collection_id is None:
            return
        here, connection = collection_key(session, collection_id), driver(session)
        self._marked = dict(connection.execute(_BY_MARK, (json.dumps(list(marks)), IMPORTED, here)).fetchall())
        keys = json.dumps([catalog_key(number) for number in numbers])
        for key, number, material in connection.execute(_BY_NUMBER, (keys, here)):
            self._numbered[key].append((number, material))

    def marked(self, mark: str) -> str | None:
        """The oldest record that came from, or met, an archive's row of that mark; None if there is none."""
        return self._marked.get(mark)

    def numbered(self, number: str) -> str | None:
        """The record of that catalogue number, spaces, commas and case aside; None if there is none.

        An exact match wins. Raises Conflict if only such near ones match, and more than one.
        """
        near = self._numbered.get(catalog_key(number), [])
        found = [material for written, material in near if written == number] or [material for _, material in near]
        if len(found) > 1:
            raise Conflict(
                f"{len(found)} records have a number like {number!r}.", "Give the number exactly, or a UUID."
            )
        return found[0] if found else None
