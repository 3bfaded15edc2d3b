"""What a stored picture becomes: all rules of the loop, within one transaction.

A number that no record has makes a record; one that a record has leads to it, unless that has a picture of this view
already: then nothing is saved before a person has said what it is. A picture without a code is the next view of the
thing at the stand, or a thing of its own. A code that may be another thing's number, though the profile knows no such
number, is a question while a thing is open; beside the right number it is an old label's, and none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from curatorbench.domain.captures import Became
from curatorbench.domain.codes import CodeMeaning, Meaning
from curatorbench.domain.errors import BadInput, Conflict, CuratorError, NotFound
from curatorbench.models.records import assets, capturing, exposures, sittings, storage
from curatorbench.models.records.exposures import Kept
from curatorbench.models.records.sittings import Sitting
from curatorbench.models.store.store import Session
from curatorbench.workflow.capture import places, sessions
from curatorbench.workflow.capture.strays import strays
from curatorbench.workflow.capture.taking import SHEETS, Match, Picture, Taking, code_source


class Undecided(Exception):
    """The rules met what they cannot go on with, as `error` says. Nothing of the transaction is to be kept; in a new
    one the picture is held with that `error`."""

    def __init__(self, error: CuratorError) -> None:
        super().__init__(error.message)
        self.error = error


class Whose(Undecided):
    """A picture whose moment is not known: the thing at the stand may be its, or what its code names; nobody saw."""

    def __init__(self) -> None:
        super().__init__(
            Conflict(
                "This picture is from an earlier connection of the camera.",
                "Say whether it shows the thing that is named beside it, or a thing of its own; or put it away.",
            )
        )


def decide(
    session: Session, sitting: Sitting, picture: Picture, *, is_reshoot: bool = False, undecided: Undecided | None
) -> Kept:
    """What the picture becomes, done and noted; it is held where it is known to be `undecided`. Raises Undecided.

    Not tried within a savepoint: a disk that is full makes SQLite roll all back, and then there is none to go back to.
    """
    taking = Taking.of(session, sitting, picture)
    if undecided is not None:
        kept = _whose(taking, undecided) if isinstance(undecided, Whose) else taking.hold((), undecided.error)
    else:
        try:
            matches = taking.matches()
            kept = _reshoot(taking, matches) if is_reshoot else _decided(taking, matches)
        except (BadInput, Conflict, NotFound) as error:
            raise Undecided(error) from error
    if sitting.view and not isinstance(undecided, Whose):
        sittings.change(session, sitting.key, view="")
    asked = sittings.where(sitting) if kept.became is Became.HELD else {}
    kept = replace(kept, before={"closed_at": sitting.closed_at, **asked, **kept.before})
    return exposures.add(session, sitting.key, kept, taking.deed.batch)


def _whose(taking: Taking, whose: Whose) -> Kept:
    """Held for the record that its code names, else for the thing at the stand, if one is open."""
    try:
        matches = taking.matches()
    except (BadInput, Conflict, NotFound):
        matches = []
    named = [match.holder for match in matches if match.holder]
    may_be = named or ([] if matches else taking.place.things)
    return taking.hold(may_be, _saying(taking, whose.error, may_be))


def _saying(taking: Taking, error: CuratorError, may_be: Sequence[str]) -> CuratorError:
    if not may_be:
        return CuratorError(error.message, "Say that it is a thing of its own, or put it away.")
    said = ", ".join(places.label(taking.session, material) for material in may_be)
    return CuratorError(f"{error.message} It may show {said}.", error.hint)


def _decided(taking: Taking, matches: Sequence[Match]) -> Kept:
    means = [one for one in taking.means if one.meaning in (Meaning.UNIT, Meaning.TAXON)]
    if not means or (matches and taking.place.view != "drawer"):
        return _go_on(taking, matches) if taking.place.things else begin_things(taking, matches)
    switched = _switch(taking, means)
    if taking.place.view != "drawer":
        return switched
    # The picture of a drawer bears the drawer's own code: it is what was to be taken, and the things in it lie there.
    taking = replace(taking, sitting=sittings.sitting(taking.session, taking.sitting.id))
    kept = begin_things(taking, matches)
    return replace(kept, before={**switched.before, **kept.before})


def _switch(taking: Taking, means: Sequence[CodeMeaning]) -> Kept:
    """The session goes on in another unit, or with another name; the picture is no specimen."""
    session, sitting = taking.session, taking.sitting
    before = {"storage": sitting.storage_key, "sticky": dict(sitting.sticky), "asks_again": sitting.asks_again}
    for one in means:
        if one.meaning is Meaning.UNIT:
            sessions.move(session, sitting, storage.find_one(session, one.value).id)
        else:
            sticky, newest = {**sitting.sticky, "scientificName": one.value}, exposures.newest_key(session, sitting.key)
            sittings.change(session, sitting.key, sticky=sticky, closed_at=newest)
    return replace(taking.kept(Became.CONTEXT, (), ""), before=before)


def _go_on(taking: Taking, matches: Sequence[Match]) -> Kept:
    """The next view of the thing at the stand."""
    own, view = taking.place.things, taking.place.view
    if not matches and (foreign := strays(taking, own)):
        return taking.hold(own, _foreign(taking, foreign, own))
    if not matches or _is_of(matches, own):
        return show_all(taking, own, view)
    if _may_name(taking, matches, own):
        _name(taking, own[0], matches[0])
        return show_all(taking, own, view)
    return taking.hold(own, _of_another(taking, matches, own))


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
    taking.carry_on(match.holder)
    if first is not None and view in SHEETS:
        capturing.stand_beside(taking.deed, match.holder, first)
    return match.holder


def _without_number(taking: Taking, match: Match, view: str) -> Kept:
    """A thing whose number is given out by the profile, or by a person later."""
    number, before = taking.mint()
    made = taking.make(replace(match, number=number), view)
    return replace(taking.kept(Became.SAVED, [made], view, 1), number=number, before={"number": before})


def apart(taking: Taking) -> Kept:
    """A thing of its own, whatever its code says: with the numbers that nothing has, else with none.

    A single code that the profile does not know is its number too: a person saw it named as such, and it is unchecked.
    """
    view = taking.sitting.profile.views[0]
    matches = taking.matches() or _numbered(taking)
    free = [match for match in matches if match.holder is None]
    if not free:
        made = taking.make(Match(None, None), view)
        return taking.kept(Became.SAVED, [made], view, 1)
    alone = replace(taking, place=replace(taking.place, things=(), view=view))
    return begin_things(alone, free)


def _numbered(taking: Taking) -> list[Match]:
    foreign = strays(taking, ())
    return [taking.match(foreign[0])] if len(foreign) == 1 else []


def _reshoot(taking: Taking, matches: Sequence[Match]) -> Kept:
    """The picture stands in the place of the last one."""
    last = taking.place.last
    things = places.things_of(taking.session, last) if last else ()
    if last is None or not things:
        return _decided(taking, matches)
    if not matches and (foreign := strays(taking, things)):
        return taking.hold(things, _foreign(taking, foreign, things))
    if matches and not _is_of(matches, things) and not _may_name(taking, matches, things):
        return taking.hold(things, _of_another(taking, matches, things))
    if _may_name(taking, matches, things):
        _name(taking, things[0], matches[0])
    old = assets.of_one_exposure(taking.session, last.asset[1]) if last.asset else ()
    for material in things:
        capturing.replace(taking.deed, material, old, taking.picture.assets, last.view)
    return taking.kept(Became.SAVED, things, last.view)


def replace_view(taking: Taking, things: Sequence[str], view: str) -> Kept:
    """The picture takes the place of all that show a view of things."""
    for material in things:
        old = capturing.images_in_view(taking.session, material, view)
        capturing.replace(taking.deed, material, old, taking.picture.assets, view)
    return taking.kept(Became.SAVED, things, view)


def _is_of(matches: Sequence[Match], things: Sequence[str]) -> bool:
    """Whether a picture bears the number of one of these."""
    return any(match.holder in things for match in matches)


def _may_name(taking: Taking, matches: Sequence[Match], things: Sequence[str]) -> bool:
    """Whether the one number on a picture, which nothing has, can be that of a thing of which nobody said any."""
    is_free = len(things) == len(matches) == 1 and matches[0].holder is None
    return is_free and capturing.may_be_numbered(taking.session, things[0])


def _name(taking: Taking, thing: str, match: Match) -> None:
    if match.number is not None:
        capturing.give_number(taking.deed, thing, match.number, code_source())
    if match.uri is not None:
        capturing.identify(taking.deed, thing, match.uri)


def _of_another(taking: Taking, matches: Sequence[Match], things: Sequence[str]) -> CuratorError:
    said = ", ".join(match.label for match in matches)
    return Conflict(
        f"This picture bears {said}, and was to be of {places.label(taking.session, things[0])}.",
        "Say whether it is that thing's picture, or a thing of its own.",
    )


def _foreign(taking: Taking, codes: Sequence[str], things: Sequence[str]) -> CuratorError:
    said, form = ", ".join(codes), taking.sitting.profile.number
    return Conflict(
        f"This picture bears {said}, which is no number of the form {form}, and was to be of"
        f" {places.label(taking.session, things[0])}.",
        "Say whether it is that thing's picture, whatever its code, or a thing of its own with that number.",
    )


def _doubled(taking: Taking, doubled: Sequence[str], view: str) -> CuratorError:
    said = ", ".join(places.label(taking.session, material) for material in doubled)
    return Conflict(
        f"{said} has a picture of this view ({view}) already.",
        "Say whether this is one more, a better one, or another thing with a wrong number.",
    )
