"""Much work beside others': short transactions with room between them, so that a save never waits long."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from curatorbench.domain.progress import Progress
from curatorbench.models.store.store import Session, Store

# A transaction is to hold the catalogue for about this long, in seconds, and takes at most so many at once.
_SHORT, _MOST, _FIRST = 0.035, 500, 50
# Then other processes have it for this long: their SQLite looks again after 1, 2, 5 ... ms. A thread of this process
# that waits is let go first, for at most `_PATIENT`.
_ROOM, _PATIENT = 0.003, 0.15

Item = TypeVar("Item")


def in_turns(
    store: Store, items: Sequence[Item], act: Callable[[Session, Sequence[Item]], None], progress: Progress
) -> None:
    """`act` on all items, part by part, each in a transaction of its own; raises Cancelled between two of them.

    How many fit into one is learnt on the way.
    """
    done, size, total = 0, _FIRST, len(items)
    while done < total:
        progress(done / total, f"{done:,} of {total:,}")
        part = items[done : done + size]
        took = _one_turn(store, part, act)
        done += len(part)
        size = max(10, min(_MOST, size * 2, int(len(part) * _SHORT / max(took, 1e-6))))
        if done < total:
            _let_others_go_first(store)
    progress(1.0, f"{done:,} of {total:,}")


def _one_turn(store: Store, part: Sequence[Item], act: Callable[[Session, Sequence[Item]], None]) -> float:
    """The seconds for which it held the catalogue."""
    with store.write() as session:
        began = time.perf_counter()
        act(session, part)
    return time.perf_counter() - began


def _let_others_go_first(store: Store) -> None:
    give_up = time.monotonic() + _PATIENT
    time.sleep(_ROOM)
    while store.has_waiting and time.monotonic() < give_up:
        time.sleep(0.001)
