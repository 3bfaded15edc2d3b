"""The chain of jobs that an image goes through, and which of them goes first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from curatorbench.jobs.queue import NewJob

LANE = "images"
# Backups and the reading again of what is kept: beside the images, so that neither is lost behind ten thousand of them.
KEEPING = "keeping"

# Higher goes first. What the person at the camera waits for (the picture, the checks) goes before everything; then an
# image that was begun is finished before another is, so that the first label can be corrected while the rest are read.
# What was imported and cannot be found yet goes before a backup; reading again and further derivatives go after
# everything.
PRIORITY = {
    "derivatives": -1, "fixity": -1, "segment": 0, "read": 1, "suggest": 2, "judge": 3, "backup": 5, "index": 7,
    "inspect": 8, "derive": 9,
}  # fmt: skip


# An image that somebody looks at in Transcribe, or will next: all that leads to its suggestions. They are a handful.
AHEAD = 10
_AFTER_SUGGESTIONS = frozenset({"judge", "derivatives"})


def job(kind: str, payload: Mapping[str, Any], *, key: str | None = None) -> NewJob:
    """A job of the chain; `payload` names the image by `asset` (its identifier) and `sha256`, and says `ahead` if
    somebody waits for what it says."""
    is_awaited = bool(payload.get("ahead")) and kind not in _AFTER_SUGGESTIONS
    return NewJob(kind, dict(payload), lane=LANE, key=key, priority=AHEAD if is_awaited else PRIORITY[kind])


def keeping(kind: str, payload: Mapping[str, Any], *, key: str | None = None) -> NewJob:
    """A job that keeps the workspace sound and found: `backup`, `fixity` or `index`."""
    return NewJob(kind, dict(payload), lane=KEEPING, key=key, priority=PRIORITY[kind])
