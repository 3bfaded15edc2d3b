"""A picture on its way into the catalogue: what names things on it, and the few deeds of which all rules are made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from curatorbench.domain.captures import Became
from curatorbench.domain.codes import CodeMeaning, Meaning
from curatorbench.domain.errors import CuratorError
from curatorbench.domain.record import Source, SourceKind
from curatorbench.models.records import capturing, catalogue, numbers, sittings, storage
from curatorbench.models.records.capturing import CAPTURE, Deed, Thing
from curatorbench.models.records.exposures import Kept
from curatorbench.models.records.sittings import Sitting
from curatorbench.models.store.keys import number_of
from curatorbench.models.store.operators import operator as operator_of
from curatorbench.models.store.store import Session
from curatorbench.workflow.capture import places
from curatorbench.workflow.capture.codes import CodesSeen
from curatorbench.workflow.capture.places import Place
from curatorbench.workflow.makers import code_reader

SHEETS = ("sheet", "front", "back", "page")  # things that one picture of these shows are on one sheet


@dataclass(frozen=True, slots=True)
class Picture:
    """An exposure whose files are images of the catalogue: `assets` their identifiers, the one that is read first;
    `key` is that one's local key."""

    files: tuple[Path, ...]
    assets: tuple[str, ...]
    key: int
    sha256: str
    seen: CodesSeen


@dataclass(frozen=True, slots=True)
class Match:
    """What names a thing on the picture: a number, a stable identifier, or both; and the record that has it."""

    number: str | None
    holder: str | None
    uri: str | None = None

    @property
    def label(self) -> str:
        return self.number or self.uri or ""


@dataclass(frozen=True, slots=True)
class Taking:
    """A picture on its way into the catalogue, and where the session was when it came."""

    session: Session
    sitting: Sitting
    picture: Picture
    place: Place
    deed: Deed
    means: tuple[CodeMeaning, ...]

    @classmethod
    def of(cls, session: Session, sitting: Sitting, picture: Picture) -> Taking:
        person = operator_of(session, sitting.operator)
        place = places.place(session, sitting)
        deed = Deed(session, person, f"capture of a {place.view}")
        said = picture.seen.meanings(sitting.profile.number)
        return cls(session, sitting, picture, place, deed, tuple(_known_unit(session, one) for one in said))

    def matches(self) -> list[Match]:
        """What names things on the picture. Raises Conflict where several records have a number that is like it.

        An identifier without a number names a thing of its own only where no number does.
        """
        uris: dict[str, str | None] = {}
        for one in self.means:
            if one.meaning is Meaning.NUMBER:
                uris[one.value] = uris.get(one.value) or one.uri
        others = [one.uri for one in self.means if one.meaning is Meaning.OTHER and one.uri]
        if not uris:
            return [self._match(None, uri) for uri in dict.fromkeys(others)]
        only = others[0] if len(uris) == len(others) == 1 else None
        return [self._match(number, uri or only) for number, uri in uris.items()]

    def _match(self, number: str | None, uri: str | None) -> Match:
        collection = self.sitting.collection_id
        holder = catalogue.find_by_catalog_number(self.session, collection, number) if number else None
        if holder is None and uri is not None:
            holder = capturing.identified(self.session, collection, uri)
        return Match(number, holder, uri)

    def kept(self, became: Became, records: Sequence[str], view: str, things: int = 0) -> Kept:
        """The row of an exposure that became that."""
        return Kept(
            became,
            self.picture.files,
            view,
            tuple(records),
            things,
            is_numberless=any(number_of(self.session, one) is None for one in records),
            has_unread_code=self.picture.seen.has_unread,
            asset=(self.picture.key, self.picture.assets[0], self.picture.sha256),
        )

    def hold(self, candidates: Sequence[str], error: CuratorError) -> Kept:
        """Nothing is saved as a record before a person has said what it is."""
        return replace(self.kept(Became.HELD, candidates, self.place.view), error=error, is_numberless=False)

    def make(self, match: Match, view: str, beside: str | None = None, by: Source = CAPTURE) -> str:
        """A thing of its own; `by` is who says its number."""
        unit = sittings.unit_of(self.session, self.sitting)
        thing = Thing(
            self.sitting.collection_id,
            self.sitting.profile.kind,
            self.picture.assets,
            view,
            number=match.number,
            number_by=by,
            uri=match.uri,
            unit=unit.id if unit else None,
            sticky=self.sitting.sticky,
            beside=beside if view in SHEETS else None,
        )
        return capturing.make(self.deed, thing)

    def mint(self) -> tuple[str | None, str | None]:
        """The next number of the profile and the one given out before it; None where it mints none."""
        template, collection = self.sitting.profile.number, self.sitting.collection_id
        if not self.sitting.profile.mints_numbers:
            return None, None
        before = numbers.last_given(self.session, collection, template)
        number = numbers.next_free(self.session, collection, template)
        numbers.give(self.session, collection, template, number)
        return number, before

    def show(self, material: str, view: str, uri: str | None = None) -> None:
        """One more picture of a record that is there."""
        unit = sittings.unit_of(self.session, self.sitting)
        capturing.show(self.deed, material, self.picture.assets, view, unit=unit.id if unit else None, uri=uri)


def _known_unit(session: Session, code: CodeMeaning) -> CodeMeaning:
    """A code that is on a unit of the tree means that unit, whatever it looks like."""
    if code.meaning is not Meaning.UNIT and storage.has_code(session, code.value):
        return replace(code, meaning=Meaning.UNIT)
    return code


def code_source() -> Source:
    """Who says a number that was read from a code."""
    return Source(SourceKind.CAPTURE, " ".join(code_reader()))
