"""What a stored picture becomes: all rules of the loop, within one transaction.

A number that no record has makes a record; one that a record has leads to it, unless that has a picture of this view
already: then nothing is saved before a person has said what it is. A picture without a code is the next view of the
thing at the stand, or a thing of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from curatorbench.domain.captures import Became
from curatorbench.domain.codes import CodeMeaning, Meaning
from curatorbench.domain.errors import BadInput, Conflict, CuratorError, NotFound
from curatorbench.domain.record import Source, SourceKind
from curatorbench.models.records import capturing, catalogue, exposures, numbers, sittings, storage
from curatorbench.models.records.capturing import CAPTURE, Deed, Thing
from curatorbench.models.records.exposures import Kept
from curatorbench.models.records.sittings import Sitting
from curatorbench.models.store.keys import number_of
from curatorbench.models.store.operators import operator as operator_of
from curatorbench.models.store.store import Session
from curatorbench.workflow.capture import places, sessions
from curatorbench.workflow.capture.codes import CodesSeen
from curatorbench.workflow.capture.places import Place
from curatorbench.workflow.makers import code_reader

_SHEETS = ("sheet", "front", "back", "page")  # things that one picture of these shows are on one sheet


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


def decide(session: Session, sitting: Sitting, picture: Picture, *, is_reshoot: bool = False) -> Kept:
    """What the picture becomes, done and noted."""
    taking = Taking.of(session, sitting, picture)
    try:
        with session.begin_nested():
            matches = taking.matches()
            kept = _reshoot(taking, matches) if is_reshoot else _decided(taking, matches)
    except (BadInput, Conflict, NotFound) as error:
        taking.deed.batch = None
        kept = taking.hold((), error)
    if sitting.view:
        sittings.change(session, sitting.key, view="")
    kept = replace(kept, before={"closed_at": sitting.closed_at, **kept.before})
    return exposures.add(session, sitting.key, kept, taking.deed.batch)


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
            beside=beside if view in _SHEETS else None,
        )
        return capturing.make(self.deed, thing)

    def show(self, material: str, view: str, uri: str | None = None) -> None:
        """One more picture of a record that is there."""
        unit = sittings.unit_of(self.session, self.sitting)
        capturing.show(self.deed, material, self.picture.assets, view, unit=unit.id if unit else None, uri=uri)


def _decided(taking: Taking, matches: Sequence[Match]) -> Kept:
    means = [one for one in taking.means if one.meaning in (Meaning.UNIT, Meaning.TAXON)]
    if means and (not matches or taking.place.view == "drawer"):
        switched = _switch(taking, means)
        if taking.place.view != "drawer":
            return switched
        taking = replace(taking, sitting=sittings.sitting(taking.session, taking.sitting.id))
    if taking.place.things:
        return _go_on(taking, matches)
    return begin_things(taking, matches)


def _known_unit(session: Session, code: CodeMeaning) -> CodeMeaning:
    """A code that is on a unit of the tree means that unit, whatever it looks like."""
    if code.meaning is not Meaning.UNIT and storage.has_code(session, code.value):
        return replace(code, meaning=Meaning.UNIT)
    return code


def _switch(taking: Taking, means: Sequence[CodeMeaning]) -> Kept:
    """The session goes on in another unit, or with another name; the picture is no specimen."""
    session, sitting = taking.session, taking.sitting
    before = {"storage": sitting.storage_key, "sticky": dict(sitting.sticky), "asks_again": sitting.asks_again}
    for one in means:
        if one.meaning is Meaning.UNIT:
            sessions.move(session, sitting, storage.find_one(session, one.value).id)
        else:
            sticky = {**sitting.sticky, "scientificName": one.value}
            sittings.change(session, sitting.key, sticky=sticky)
    return replace(taking.kept(Became.CONTEXT, (), ""), before=before)


def _go_on(taking: Taking, matches: Sequence[Match]) -> Kept:
    """The next view of the thing at the stand."""
    own, view = taking.place.things, taking.place.view
    holders = {match.holder for match in matches}
    if not holders or holders & set(own):
        return show_all(taking, own, view)
    is_free = len(own) == len(matches) == 1 and matches[0].holder is None
    if is_free and capturing.may_be_numbered(taking.session, own[0]):
        if matches[0].number is not None:
            capturing.give_number(taking.deed, own[0], matches[0].number, code_source())
        taking.show(own[0], view, matches[0].uri)
        return taking.kept(Became.SAVED, own, view)
    said = ", ".join(match.label for match in matches)
    error = Conflict(
        f"This picture bears {said}, but the {view} of {places.label(taking.session, own[0])} was to come.",
        "Say whether it is that thing's picture, or a thing of its own.",
    )
    return taking.hold(own, error)


def show_all(taking: Taking, things: Sequence[str], view: str) -> Kept:
    for material in things:
        taking.show(material, view)
    return taking.kept(Became.SAVED, things, view)


def begin_things(taking: Taking, matches: Sequence[Match]) -> Kept:
    """A record for each number, or one without; what exists is met where it lacks this view."""
    view = taking.place.view
    doubled = [m.holder for m in matches if m.holder and capturing.views_of(taking.session, m.holder)[view]]
    if doubled:
        return taking.hold(doubled, _doubled(taking, doubled, view))
    if not any(match.number for match in matches) and not any(match.holder for match in matches):
        return _without_number(taking, matches[0] if matches else Match(None, None), view)
    things: list[str] = []
    for match in matches:
        things.append(_one_of(taking, match, view, things[0] if things else None))
    became = Became.MET if any(match.holder for match in matches) else Became.SAVED
    return taking.kept(became, things, view, len(things))


def _one_of(taking: Taking, match: Match, view: str, first: str | None) -> str:
    if match.holder is None:
        return taking.make(match, view, first, code_source())
    taking.show(match.holder, view, match.uri)
    if first is not None and view in _SHEETS:
        capturing.stand_beside(taking.deed, match.holder, first)
    return match.holder


def _without_number(taking: Taking, match: Match, view: str) -> Kept:
    """A thing whose number is given out by the profile, or by a person later."""
    number, before = mint(taking)
    made = taking.make(replace(match, number=number), view)
    return replace(taking.kept(Became.SAVED, [made], view, 1), number=number, before={"number": before})


def apart(taking: Taking) -> Kept:
    """A thing of its own, whatever its code says: with the numbers that nothing has, else with none."""
    view = taking.sitting.profile.views[0]
    free = [match for match in taking.matches() if match.holder is None]
    if not free:
        made = taking.make(Match(None, None), view)
        return taking.kept(Became.SAVED, [made], view, 1)
    alone = replace(taking, place=replace(taking.place, things=(), view=view))
    return begin_things(alone, free)


def mint(taking: Taking) -> tuple[str | None, str | None]:
    """The next number of the profile and the one given out before it; None where it mints none."""
    template = taking.sitting.profile.number
    if not taking.sitting.profile.mints_numbers:
        return None, None
    before = numbers.last_given(taking.session, taking.sitting.collection_id, template)
    number = numbers.next_free(taking.session, taking.sitting.collection_id, template)
    numbers.give(taking.session, taking.sitting.collection_id, template, number)
    return number, before


def _reshoot(taking: Taking, matches: Sequence[Match]) -> Kept:
    """The picture stands in the place of the last one."""
    last = taking.place.last
    things = places.things_of(taking.session, last) if last else ()
    if last is None or not things:
        return _decided(taking, matches)
    holders = {match.holder for match in matches}
    if holders - {None} and not holders & set(things):
        said = ", ".join(match.label for match in matches)
        error = Conflict(
            f"This picture bears {said}, and was to replace one of {places.label(taking.session, things[0])}.",
            "Say whether it is that thing's picture, or a thing of its own.",
        )
        return taking.hold(things, error)
    return replace_view(taking, things, last.view, matches)


def replace_view(taking: Taking, things: Sequence[str], view: str, matches: Sequence[Match] = ()) -> Kept:
    """The picture takes the place of those that show a view of things."""
    for material in things:
        old = capturing.images_in_view(taking.session, material, view)
        capturing.replace(taking.deed, material, old, taking.picture.assets, view)
    free = [match.number for match in matches if match.holder is None and match.number]
    if len(things) == len(free) == 1 and capturing.may_be_numbered(taking.session, things[0]):
        capturing.give_number(taking.deed, things[0], free[0], code_source())
    return taking.kept(Became.SAVED, things, view)


def _doubled(taking: Taking, doubled: Sequence[str], view: str) -> CuratorError:
    said = ", ".join(places.label(taking.session, material) for material in doubled)
    return Conflict(
        f"{said} has a picture of this view ({view}) already.",
        "Say whether this is one more, a better one, or another thing with a wrong number.",
    )


def code_source() -> Source:
    """Who says a number that was read from a code."""
    return Source(SourceKind.CAPTURE, " ".join(code_reader()))
