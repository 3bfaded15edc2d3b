"""How a session begins: what was said last time is proposed, devices are looked for, the chosen one is connected."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import shiboken6
from PySide6.QtCore import QObject, Signal

from curatorbench.domain.devices import DeviceFound
from curatorbench.domain.errors import CuratorError
from curatorbench.domain.profiles import Profile
from curatorbench.ui.capture import changes, reads
from curatorbench.ui.capture.changes import Standing
from curatorbench.ui.capture.reads import Begun, Proposal
from curatorbench.ui.capture.session_form import SessionForm, Wanted
from curatorbench.ui.desk import Desk
from curatorbench.ui.operations.operations import Operation
from curatorbench.workflow.capture import Station

_KNOWN = 6  # devices that are remembered


class Starting(QObject):
    begun = Signal(object, object)  # Station, Standing
    _seen = Signal(object)  # DeviceFound: from the thread of the search

    def __init__(self, desk: Desk, form: SessionForm, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._form = desk, form
        self._before = Begun()
        self.is_connecting = False
        self._found: list[DeviceFound] = []
        self._seen.connect(self._on_seen)

    def ask(self) -> None:
        """What the last session was begun with, and which devices are there now."""
        operations = self._desk.operations
        operations.run(reads.proposal(self._desk.operator).success(self._propose), self)
        self._found = []
        operations.run(reads.found(self._tell_seen).success(self._show_found).failure(self._on_not_found), self)

    def ask_profiles(self, chosen: str) -> None:
        """They have changed; `chosen` is the one to choose."""
        self._desk.operations.run(reads.profiles().success(partial(self._show_profiles, chosen)), self)

    def begin(self) -> None:
        """Connect the device, then begin. A second press while that goes on does nothing."""
        if not self.is_connecting:
            self._form.unit.settle(self._connect)

    def _connect(self) -> None:
        wanted = None if self.is_connecting else self._form.read()
        if wanted is not None:
            self.is_connecting = True
            self._form.say("")
            self._form.show_connecting(True)
            connecting = changes.connect(wanted.device, self._desk.operator)
            connecting.success(partial(self._on_connected, wanted)).failure(self._on_refused)
            self._desk.operations.run(connecting, self)

    def end(self, session_id: str) -> None:
        """The session is over: it is not proposed to be gone on with."""
        self._form.forget_going()
        self._desk.operations.run(changes.end(session_id).success(lambda _: self.ask()), self)

    def _propose(self, proposal: Proposal) -> None:
        self._before = proposal.begun
        self._form.propose(proposal)

    def _show_found(self, devices: list[DeviceFound]) -> None:
        self._form.show_found(devices, self._before.known)

    def _tell_seen(self, device: DeviceFound) -> None:
        if shiboken6.isValid(self):
            self._seen.emit(device)

    def _on_seen(self, device: DeviceFound) -> None:
        if device not in self._found:
            self._found.append(device)
            self._show_found(self._found)

    def _on_not_found(self, error: CuratorError) -> None:
        """A folder can be typed all the same."""
        self._form.show_found((), self._before.known)

    def _show_profiles(self, chosen: str, profiles: list[Profile]) -> None:
        self._form.show_profiles(profiles)
        self._form.choose_profile(chosen or profiles[0].name)

    def _on_connected(self, wanted: Wanted, station: Station) -> None:
        self._keep(wanted, station)
        beginning = self._go_on(wanted.going) if wanted.going else self._begin(wanted)
        beginning.success(partial(self._go, station)).failure(partial(self._on_not_begun, station))
        self._desk.operations.run(beginning, self)

    def _go_on(self, going: Standing) -> Operation[Standing]:
        """As it stands by now."""
        return reads.now(going.session.id)

    def _begin(self, wanted: Wanted) -> Operation[Standing]:
        return changes.begin(
            wanted.profile,
            collection=wanted.collection,
            operator=self._desk.operator,
            station=wanted.station,
            storage=wanted.storage,
            sticky={},
        )

    def _go(self, station: Station, standing: Standing) -> None:
        self.is_connecting = False
        self._form.show_connecting(False)
        self.begun.emit(station, standing)

    def _on_not_begun(self, station: Station, error: CuratorError) -> None:
        self._desk.operations.run(changes.disconnect(station), self)
        self._on_refused(error)

    def _on_refused(self, error: CuratorError) -> None:
        self.is_connecting = False
        self._form.show_connecting(False)
        self._form.say(f"{error.message} {error.hint}".strip())

    def _keep(self, wanted: Wanted, station: Station) -> None:
        """So that one key begins the next time."""
        known = {wanted.device: station.name, **self._before.known}
        kept = replace(
            Begun(wanted.profile.name, wanted.device, wanted.collection),
            storage=wanted.storage or "",
            place=wanted.place,
            station=wanted.station,
            known=dict(list(known.items())[:_KNOWN]),
        )
        if kept != self._before:
            self._before = kept
            self._desk.operations.run(reads.keep(kept), self)
