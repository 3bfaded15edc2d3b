"""Much work beside others': short transactions with room between them, so that a save never waits long."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from curatorbench.domain.progress import Progress
from curatorbench.models.store import Session, Store

# A transaction is to hold the catalogue for about this long, in seconds, and takes at most so many at once.
_SHORT, _MOST, _FIRST = 0.025, 500, 50
# Then whoever waits has the catalogue for themselves this long: SQLite's waiters look again after 1, 2, 5 ... ms.
_ROOM = 0.004

Item = TypeVar("Item")


def in_turns(
    store: Store,
    items: Sequence[Item],
    act: Callable[[Session, Sequence[Item]], None],
    progress: Progress,
    *,
    total: int | None = None,
) -> None:
    """`act` on all items, part by part, each in a transaction of its own; raises Cancelled between two of them.

    How many fit into one is learnt on the way. `total` is what progress counts to, if `items` are not all.
    """
    done, size = 0, _FIRST
    total = total or len(items)
    while done < len(items):
        progress(done / total, f"{done:,} of {total:,}")
        part = items[done : done + size]
        began = time.perf_counter()
        with store.write() as session:
            act(session, part)
        took = time.perf_counter() - began
        done += len(part)
        size = max(10, min(_MOST, size * 2, int(len(part) * _SHORT / max(took, 1e-6))))
        if done < len(items):
            time.sleep(_ROOM)
    progress(1.0, f"{done:,} of {total:,}")
