"""Where a sitting is: whose picture comes next, and which.

Told by the exposures that stand, so that what takes one back, whichever way, tells the sitting too.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from curatorbench.domain.errors import BadInput
from curatorbench.models.records import capturing, exposures, numbers
from curatorbench.models.records.exposures import Kept
from curatorbench.models.records.sittings import Sitting
from curatorbench.models.store.keys import number_of
from curatorbench.models.store.store import Session


@dataclass(frozen=True, slots=True)
class Place:
    """`things` are the records that the next picture shows, none where it begins a new one; `last` is the newest
    exposure that shows a record."""

    things: tuple[str, ...]
    view: str
    last: Kept | None = None

    @property
    def object(self) -> str | None:
        return self.things[0] if self.things else None


def place(session: Session, sitting: Sitting) -> Place:
    """Where a sitting is."""
    last = exposures.last_of_a_thing(session, sitting.key)
    things = things_of(session, last) if last else ()
    if sitting.view and things:
        return Place(things, sitting.view, last)
    if last is not None and things and last.key > sitting.closed_at:
        view = next_view(session, sitting, things[0])
        if view is not None:
            return Place(things, view, last)
    return Place((), sitting.profile.views[0], last)


def things_of(session: Session, kept: Kept) -> tuple[str, ...]:
    """The records that an exposure shows and that are listed still."""
    there = (capturing.listed(session, material) for material in kept.records)
    return tuple(dict.fromkeys(material for material in there if material))


def next_view(session: Session, sitting: Sitting, material: str) -> str | None:
    """The first of the profile's views that a record has no picture of; None if it has all."""
    lacking = Counter(sitting.profile.views) - capturing.views_of(session, material)
    return next((view for view in sitting.profile.views if lacking[view]), None)


def next_number(session: Session, sitting: Sitting) -> str | None:
    """The number that the next thing gets, None where the profile mints none or the template is used up."""
    if not sitting.profile.mints_numbers:
        return None
    try:
        return numbers.next_free(session, sitting.collection_id, sitting.profile.number)
    except BadInput:
        return None


def label(session: Session, material: str) -> str:
    """What people call a record."""
    return number_of(session, material) or "a thing without number"
