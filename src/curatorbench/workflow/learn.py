"""Learning from what people accept and correct: what is known, forgetting it, and suggestions seen through it.

What machines suggested is kept as they said it. Experience is a lens over that: it is asked when suggestions are shown
or judged by rules, so that a label read yesterday profits from what was accepted a minute ago, and switching learning
off, or forgetting an item, shows at once. What is known is derived from the history of the records and kept in
memory; only what was forgotten is kept in the workspace, as a setting.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from weakref import WeakKeyDictionary

from curatorbench.domain.errors import NotFound
from curatorbench.domain.learning import Item
from curatorbench.domain.reading import Reading
from curatorbench.domain.suggestion import CORRECTED, Finding, Suggestion
from curatorbench.models.opinions import experience as decisions
from curatorbench.models.opinions import readings
from curatorbench.models.records import assets
from curatorbench.models.store.store import Session, Store
from curatorbench.parsing.experience import Experience
from curatorbench.parsing.learned import Case, learn, proposed, reranked
from curatorbench.workflow import settings
from curatorbench.workflow.workbench import Workbench

ENABLED, FORGOTTEN = "learning.enabled", "learning.forgotten"
MOST = 5_000  # records that are learned from, the newest
_JUDGED = 500  # of those, the newest, on which it is tried how far the classes can be trusted
_CATCHING_UP = 2_000  # changes since the last look above which all is learned anew


@dataclass(slots=True)
class _Memory:
    """What was learned of each collection (by local key), up to which change."""

    through: int = 0
    known: dict[int, Experience] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


_MEMORIES: WeakKeyDictionary[Store, _Memory] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Lens:
    """Experience as it was when it was asked for; one without any changes nothing."""

    known: dict[int, Experience]
    lock: threading.Lock = field(default_factory=threading.Lock)  # another thread may be learning meanwhile

    def over(
        self, session: Session, material_id: str, found: Sequence[Suggestion], images: Sequence[str]
    ) -> tuple[Suggestion, ...]:
        """A record's suggestions, from the readings of these images (SHA-256), as experience sees them."""
        if not self.known:
            return tuple(found)
        key, collection, accepted = decisions.case_of(session, material_id)
        known = self.known.get(collection)
        if known is None:
            return tuple(found)
        with self.lock:
            return self._seen(session, Case(key, "", tuple(found), accepted), known, images)

    def _seen(self, session: Session, record: Case, known: Experience, images: Sequence[str]) -> tuple[Suggestion, ...]:
        one_image = len(images) == 1  # what was just read does not say yet of which image it is
        found, elsewhere = record.suggested, dict(record.accepted)
        seen = [one for one in found if not one_image and one.asset_sha256 not in images]
        for one in found:
            elsewhere.setdefault(one.term, one.value)
        for sha256 in images:
            its = tuple(one for one in found if one_image or one.asset_sha256 == sha256)
            reading, engine = _reading(session, sha256)
            seen += reranked(replace(record, text=reading.text, suggested=its), known)
            for new in proposed(replace(record, text=reading.text, suggested=its, accepted=elsewhere), known):
                seen.append(_suggestion(new, reading, engine, sha256))
                elsewhere[new.term] = new.value
        return tuple(sorted(seen, key=lambda one: -one.confidence))


def lens(bench: Workbench) -> Lens:
    """What is known by now, for looking at suggestions; nothing where learning is switched off."""
    memory = _MEMORIES.setdefault(bench.workspace.store, _Memory())
    with memory.lock, bench.workspace.store.read() as session:
        if not settings.value(session, ENABLED):
            return Lens({})
        forgotten = _forgotten(settings.get_text(session, FORGOTTEN))
        _catch_up(session, memory)
        return Lens({key: replace(known, forgotten=forgotten) for key, known in memory.known.items()}, memory.lock)


def learned(bench: Workbench) -> list[Item]:
    """Everything that is known and what it rests on, forgotten items included, by kind; of all collections."""
    memory = _MEMORIES.setdefault(bench.workspace.store, _Memory())
    with memory.lock, bench.workspace.store.read() as session:
        forgotten = _forgotten(settings.get_text(session, FORGOTTEN))
        _catch_up(session, memory)
        seen = [replace(known, forgotten=forgotten).items() for known in memory.known.values()]
        return _merged(item for items in seen for item in items)


def forget(bench: Workbench, item: str) -> None:
    """Use an item no more, whatever it rests on; raises NotFound if nothing of that name is known."""
    if all(item != known.id for known in learned(bench)):
        raise NotFound(f"Nothing was learned that is called {item!r}.", "List what was learned to see the names.")
    settings.put(bench, FORGOTTEN, without(_kept(bench), item))


def remember(bench: Workbench, item: str) -> None:
    """Use an item again; raises NotFound if it was not forgotten."""
    if item not in _forgotten(_kept(bench)):
        raise NotFound(f"{item!r} was not forgotten.", "List what was learned to see what was.")
    settings.put(bench, FORGOTTEN, with_again(_kept(bench), item))


def is_enabled(bench: Workbench) -> bool:
    return bool(settings.get(bench, ENABLED))


def switch(bench: Workbench, on: bool) -> None:
    """Learning on or off; what was forgotten stays so."""
    settings.put(bench, ENABLED, on)


def without(forgotten: str, item: str) -> str:
    """The text of the setting once an item is forgotten, too."""
    return json.dumps(sorted(_forgotten(forgotten) | {item}), ensure_ascii=False)


def with_again(forgotten: str, item: str) -> str:
    """The text of the setting once an item is used again."""
    rest = sorted(_forgotten(forgotten) - {item})
    return json.dumps(rest, ensure_ascii=False) if rest else ""


def _kept(bench: Workbench) -> str:
    return str(settings.get(bench, FORGOTTEN))


def _forgotten(text: str) -> frozenset[str]:
    return frozenset(json.loads(text)) if text else frozenset()


def _catch_up(session: Session, memory: _Memory) -> None:
    """Learn from what was decided since the last look, or from the newest records where there was none."""
    last = decisions.last_change(session)
    if last == memory.through:
        return
    if memory.through and last - memory.through <= _CATCHING_UP:
        changed = decisions.touched(session, memory.through)
    else:
        memory.known.clear()
        changed = decisions.newest(session, MOST)
    for place, (key, collection, lesson) in enumerate(decisions.lessons(session, changed)):
        for known in memory.known.values():
            known.drop(key)
        if lesson is None:
            continue
        known = memory.known.setdefault(collection, Experience())
        learn(known, lesson) if place >= len(changed) - _JUDGED else known.add(lesson)
        known.keep_newest(MOST)
    memory.through = last


def _merged(items: Iterable[Item]) -> list[Item]:
    """The same learned of several collections is one item."""
    kept: dict[str, Item] = {}
    for item in items:
        held = kept.get(item.id)
        kept[item.id] = replace(held, records=held.records + item.records) if held else item
    return list(kept.values())


def _reading(session: Session, sha256: str) -> tuple[Reading, tuple[str, str]]:
    asset = assets.asset_by_hash(session, sha256)
    if asset is None:
        return Reading(), ("", "")
    return readings.reading_of(session, asset.id) or Reading(), readings.engine_of(session, asset.id)


def _suggestion(new: Finding, reading: Reading, engine: tuple[str, str], sha256: str) -> Suggestion:
    words = [word for start, end in new.spans for word in reading.words_at(start, end)]
    boxes = tuple(dict.fromkeys(word.box for word in words))
    rule = new.rule + (CORRECTED if new.corrected else "")
    return Suggestion(new.term, new.value, new.verbatim, boxes, new.confidence, *engine, rule, sha256)
