"""The one inverse: what takes changes of a record or storage unit back, whatever they changed.

Each part of it (a field, a fact, a link) goes back to what it was before those changes, bearing the origin of that. A
part on which somebody has said something since stays as it is, and is named.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from curatorbench.domain.record import SourceKind
from curatorbench.models.history.content import Content, Link, NewFact, NewValue
from curatorbench.models.history.story import Part, Story, Word

RETIRED: Part = ("fact", "retired")


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A part that stays as it is, and the word on it that came since."""

    part: Part
    word: Word

    @property
    def name(self) -> str:
        """The term, the fact or the kind of link."""
        return str(self.part[1] if self.part[0] in ("field", "fact") else self.part[0])

    @property
    def term(self) -> str | None:
        return self.name if self.part[0] == "field" else None

    def sentence(self) -> str:
        """What stands in the way, and who put it there."""
        said, by = self.word.said, self.word.told.operator
        if self.word.part == RETIRED and isinstance(said, NewFact) and said.after:
            into = self.word.told.content.facts.get("mergedInto")
            what = "became part of another" if into and into.after else "was withdrawn"
            return f"The record {'it was part of ' * (self.name == 'mergedInto')}{what} since, by {by}."
        if self.part == RETIRED and self.word.part != RETIRED:
            return f"The record was worked on by {by} since ({Obstacle(self.word.part, self.word).name})."
        if isinstance(said, NewValue):
            now = f"it is now {said.value!r}" if said.value is not None else "it has no value now"
            return f"{said.term} was changed by {by} since; {now}."
        if isinstance(said, NewFact):
            if self.name == "status":
                return f"The record was moved to {said.after} by {by} since."
            return f"{self.name} was changed by {by} since; it is now {said.after!r}."
        return f"The {said.kind} was {'changed' if self.word.present else 'taken away'} by {by} since."


@dataclass(slots=True)
class Inverse:
    """What takes the changes back, and what has to stay."""

    fields: list[NewValue] = field(default_factory=list)
    facts: dict[str, NewFact] = field(default_factory=dict)
    added: list[Link] = field(default_factory=list)
    removed: list[Link] = field(default_factory=list)
    left: list[Obstacle] = field(default_factory=list)

    def content(self) -> Content:
        return Content(self.fields, self.facts, self.added, self.removed)

    def leave(self, link: Link, obstacle: Obstacle) -> None:
        """Leave one link as it is."""
        self.added = [other for other in self.added if other is not link]
        self.removed = [other for other in self.removed if other is not link]
        self.left.append(obstacle)

    def leave_all(self, obstacle: Obstacle) -> None:
        """Leave everything as it is."""
        self.fields, self.facts, self.added, self.removed = [], {}, [], []
        self.left.append(obstacle)

    @property
    def names(self) -> tuple[str, ...]:
        """What it changes: terms, facts and kinds of links."""
        links = (link.kind for link in (*self.removed, *self.added))
        return tuple(dict.fromkeys((*(new.term for new in self.fields), *self.facts, *links)))

    @property
    def count(self) -> int:
        """How many parts it changes."""
        return len(self.fields) + len(self.facts) + max(len(self.added), len(self.removed))


def inverse(story: Story, orders: Collection[int]) -> Inverse:
    """What takes those changes of a story back, `orders` being their revisions (or `seq` of what is no record)."""
    back, parts = Inverse(), set(story.parts(orders))
    away = gone(story, orders)
    for part in sorted(parts, key=str):
        now, taken = story.last(part), story.newest(part, orders)
        if now.origin != taken.origin:
            back.left.append(Obstacle(part, now))
        elif away is not None:
            back.left.append(Obstacle(part, away))
        elif part == RETIRED and (standing := _worked_on(story, orders)):
            back.left.append(Obstacle(part, standing))
        else:
            _turn(back, story, part, now, story.before(part, orders, taken.told.order))
    return back


def gone(story: Story, orders: Collection[int]) -> Word | None:
    """The word by which a record was withdrawn or became part of another, if it still is and not by these changes."""
    now = story.words.get(RETIRED, [None])[-1]
    if now is None or not (isinstance(now.said, NewFact) and now.said.after):
        return None
    by_these = RETIRED in story.parts(orders) and now.origin == story.newest(RETIRED, orders).origin
    return None if by_these else now


def _turn(back: Inverse, story: Story, part: Part, now: Word, before: Word | None) -> None:
    origin, first = before.origin if before else 0, story.words[part][0]
    if isinstance(now.said, NewValue):
        held = before.said if before else None
        assert held is None or isinstance(held, NewValue)
        back.fields.append(replace(held, restores=origin) if held else NewValue(now.said.term, None, restores=0))
    elif isinstance(now.said, NewFact):
        older = before.said if before else None
        assert isinstance(first.said, NewFact) and (older is None or isinstance(older, NewFact))
        value = older.after if older else first.said.before
        back.facts[str(part[1])] = NewFact(now.said.after, value, origin)
    else:
        _relink(back, now, before or first, before.present if before else not first.present, origin)


def _relink(back: Inverse, now: Word, before: Word, was_there: bool, origin: int) -> None:
    assert isinstance(now.said, Link) and isinstance(before.said, Link)
    if now.present:
        back.removed.append(replace(now.said, restores=origin))
    if was_there:
        back.added.append(replace(before.said, restores=origin))


def _worked_on(story: Story, orders: Collection[int]) -> Word | None:
    """What stands of others' work on a record whose making is to be taken back; None where it may go."""
    first = story.words[RETIRED][0]
    if first.told.order not in orders or first.told.content.facts["retired"].after:
        return None  # it is brought back, or was there before these changes
    return next((words[-1] for words in story.words.values() if _stands(words[-1], orders)), None)


def _stands(word: Word, orders: Collection[int]) -> bool:
    if word.origin == 0 or word.origin in orders:
        return False
    if isinstance(word.said, NewValue):
        is_said = word.said.value is not None or word.said.absence is not None
        return is_said and word.told.source_kind != SourceKind.RULE  # rules are no others, and quicker than a hand
    if isinstance(word.said, NewFact):
        return word.told.source_kind == SourceKind.PERSON and word.part != RETIRED
    return word.present
