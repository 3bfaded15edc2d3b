"""What the library tells during a call: the camera's own words, how far a transfer is, whether to stop; and its log."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import gphoto2 as gp

from curatorbench.domain.errors import Cancelled
from curatorbench.domain.progress import Progress, silent

LOG = logging.getLogger(__name__)
_LEVELS = {gp.GP_LOG_ERROR: logging.INFO, gp.GP_LOG_VERBOSE: logging.DEBUG}


class Context:
    """`gp` is the library's own, to be handed to its calls; `said` the last error in words since it was emptied."""

    def __init__(self) -> None:
        self.said = ""
        self.is_cancelled = False
        self._progress: Progress = silent
        self._what = ""
        self._target = 0.0
        self.gp = gp.Context()
        self._kept = (  # the library calls them as long as these live
            self.gp.set_error_func(self._heard, None),
            self.gp.set_progress_funcs(self._begun, self._went, _ended, None),
            self.gp.set_cancel_func(self._asked, None),
            gp.gp_log_add_func(gp.GP_LOG_VERBOSE, _logged, None),
        )

    @contextmanager
    def reporting(self, progress: Progress, what: str) -> Iterator[None]:
        """Calls within report to `progress`, and stop when it raises Cancelled."""
        self._progress, self._what, self.is_cancelled = progress, what, False
        try:
            yield
        finally:
            self._progress, self.is_cancelled = silent, False

    def _heard(self, _context: Any, text: bytes | str, _data: Any) -> None:
        self.said = _text(text)

    def _begun(self, _context: Any, target: float, _text: Any, _data: Any) -> int:
        self._target = target
        return 0

    def _went(self, _context: Any, _id: int, current: float, _data: Any) -> None:
        """Called from C, which an exception cannot pass: the wish to stop is told when the library asks for it."""
        try:
            if self._target > 0:
                self._progress(min(1.0, current / self._target), self._what)
        except Cancelled:
            self.is_cancelled = True

    def _asked(self, _context: Any, _data: Any) -> int:
        return int(gp.GP_CONTEXT_FEEDBACK_CANCEL if self.is_cancelled else gp.GP_CONTEXT_FEEDBACK_OK)


def _ended(_context: Any, _id: int, _data: Any) -> None:
    """The library wants to be heard out."""


def _logged(level: int, domain: bytes | str, text: bytes | str, _data: Any = None) -> None:
    """Its log goes to ours. What a person has to know is raised, so nothing of it is a warning."""
    LOG.log(_LEVELS.get(level, logging.DEBUG), "libgphoto2 %s: %s", _text(domain), _text(text))


def _text(said: bytes | str) -> str:
    return said.decode(errors="replace") if isinstance(said, bytes) else said
