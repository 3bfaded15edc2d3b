"""A picture on its way into the catalogue: what names things on it, and the few deeds of which all rules are made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from curatorbench.domain.captures import Became
from curatorbench.domain.codes import CodeMeaning, Meaning, form
from curatorbench.domain.errors import CuratorError
from curatorbench.domain.record import Source, SourceKind
from curatorbench.models.history.searched import catalog_key
from curatorbench.models.records import capturing, catalogue, numbers, sittings, storage
from curatorbench.models.records.capturing import CAPTURE, Deed, Thing
from curatorbench.models.records.exposures import Kept
from curatorbench.models.records.sittings import Sitting
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

        One number that is spelled in two codes, spaces and case aside, is one. An identifier without a number names a
        thing of its own only where no number does.
        """
        spelled: dict[str, tuple[str, str | None]] = {}
        for one in self.means:
            if one.meaning is Meaning.NUMBER:
                number, uri = spelled.get(catalog_key(one.value), (one.value, None))
                spelled[catalog_key(one.value)] = number, uri or one.uri
        others = [one.uri for one in self.means if one.meaning is Meaning.OTHER and one.uri]
        if not spelled:
            return [self.match(None, uri) for uri in dict.fromkeys(others)]
        found = self._of_one_series([self.match(number, uri) for number, uri in spelled.values()])
        if len(found) == len(others) == 1 and found[0].uri is None:
            return [self.match(found[0].number, others[0])]
        return found

    def _of_one_series(self, found: list[Match]) -> list[Match]:
        """Without a template, numbers of another form than the first are an old accession's or a loan's: the first that
        a record has, else the first with letters."""
        if self.sitting.profile.number:
            return found
        first = min(found, key=lambda one: (one.holder is None, not (one.number or "")[:1].isalpha()))
        return [one for one in found if form(one.number or "") == form(first.number or "")]

    def match(self, number: str | None, uri: str | None = None) -> Match:
        """A number or an identifier with the record that has it. Raises Conflict where several have one like it."""
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
            has_unread_code=self.picture.seen.has_unread,
            asset=(self.picture.key, self.picture.assets[0], self.picture.sha256),
        )

    def hold(self, candidates: Sequence[str], error: CuratorError) -> Kept:
        """Nothing is saved as a record before a person has said what it is."""
        return replace(self.kept(Became.HELD, candidates, self.place.view), error=error)

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

    def carry_on(self, material: str) -> None:
        """A record that was there, begun elsewhere, gets the sticky values that it lacks."""
        capturing.fill(self.deed, material, self.sitting.sticky)


def _known_unit(session: Session, code: CodeMeaning) -> CodeMeaning:
    """A code that is on a unit of the tree means that unit, whatever it looks like."""
    if code.meaning is not Meaning.UNIT and storage.has_code(session, code.value):
        return replace(code, meaning=Meaning.UNIT)
    return code


def code_source() -> Source:
    """Who says a number that was read from a code."""
    return Source(SourceKind.CAPTURE, " ".join(code_reader()))
