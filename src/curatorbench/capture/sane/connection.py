"""The connection to one scanner, made anew by itself when it broke."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from curatorbench.capture.sane.dials import Dials
from curatorbench.capture.sane.handle import Handle, Maker, SaneStatus
from curatorbench.capture.sane.statuses import LOST, UNREADABLE, Unreadable, said
from curatorbench.capture.spool import Spool
from curatorbench.domain.errors import DeviceError

CHOSEN = ".settings.json"

log = logging.getLogger(__name__)


class Connection:
    """Opens on the first need. What a person has set is kept in the spool's folder, so that it stands again in
    another process: one that was killed, or tomorrow's."""

    def __init__(self, address: str, spool: Spool) -> None:
        self.name = f"scanner {address}"
        self.dials = Dials()
        self._address = address
        self._spool = spool
        self._handle: Handle | None = None
        self._known_as: Maker | None = None
        self._is_wanted = False

    def open(self) -> None:
        if not self._is_wanted:
            self._spool.open()
            self.dials = Dials(_read(self._spool.folder / CHOSEN))
        self._is_wanted = True
        try:
            with self.errors():
                self.handle()
        except DeviceError:
            self.close()
            raise

    def close(self) -> None:
        self._is_wanted = False
        self._let_go()

    def need_open(self) -> None:
        if not self._is_wanted:
            raise DeviceError(f"The {self.name} is not connected.", "Connect it first.")

    def handle(self) -> Handle:
        """The open scanner, set as it was chosen. Raises SaneStatus."""
        self.need_open()
        if self._handle is None:
            self._handle = Handle(self._address, f"the {self.name}", self._known_as)
            self._known_as = self._handle.maker
            self.dials.stand(self._handle)
        return self._handle

    def adjust(self, name: str, value: str) -> None:
        with self.errors():
            handle = self.handle()
            handle.cancel()  # a stack whose next sheet is waiting lets nothing be changed
            self.dials.adjust(handle, name, value)
        self._keep()

    @contextmanager
    def scanning(self) -> Iterator[None]:
        """A page that cannot be read for what was set lets go what no page was read with yet, and says so."""
        try:
            yield
        except (SaneStatus, Unreadable) as error:
            if isinstance(error, SaneStatus) and str(error) not in UNREADABLE:
                raise
            told = said(str(error), f"the {self.name}") if isinstance(error, SaneStatus) else error
            back = self._taken_back()
            if not back:
                raise
            if isinstance(error, SaneStatus):
                self._let_go()
            raise DeviceError(told.message, f"Scan again: it was set back ({back}). {told.hint}") from error
        if self.dials.trials:
            self.dials.trials.prove(self.dials.chosen)
            self._keep_if_there_is_room()

    def _taken_back(self) -> str:
        back = self.dials.take_back(self.handle())
        if back:
            self._keep_if_there_is_room()
        return back

    def _keep(self) -> None:
        self._spool.put(CHOSEN, json.dumps(self.dials.kept()).encode())

    def _keep_if_there_is_room(self) -> None:
        try:
            self._keep()
        except DeviceError as error:  # the page that has come is worth more
            log.info("what was set is not kept: %s", error.message)

    @contextmanager
    def errors(self) -> Iterator[None]:
        """What SANE says as a sentence. A scanner that is gone is let go."""
        try:
            yield
        except SaneStatus as error:
            log.info("%s: %s", self.name, error)
            if str(error) in LOST:
                self._let_go()
            raise said(str(error), f"the {self.name}") from error

    def _let_go(self) -> None:
        handle, self._handle = self._handle, None
        if handle is not None:
            handle.close()


def _read(path: Path) -> dict[str, str]:
    """Nothing where there is no such file, or it is damaged: the settings are then the first ones."""
    try:
        chosen = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return {str(name): str(value) for name, value in chosen.items()} if isinstance(chosen, dict) else {}
