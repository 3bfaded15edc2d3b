"""The loop at the stand: expose, take in, go on. What the person does keeps its order, however slow the device is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from curatorbench.domain.captures import Answer, Became, Exposure
from curatorbench.domain.devices import Ability
from curatorbench.domain.errors import CuratorError, DeviceLost
from curatorbench.ui.capture import changes
from curatorbench.ui.capture.changes import IntakeOperation, Standing
from curatorbench.ui.capture.turns import Turn, Turns
from curatorbench.ui.operations.operations import Operations
from curatorbench.workflow.capture import Shot, Station

T = TypeVar("T")
_LOOK_EVERY = 500  # ms between two looks at a device that others fill
_PATIENCE = 5_000  # ms until a device that failed, or a shot that could not be saved, is tried again by itself
_MOST_ON_THEIR_WAY = 6  # pages that a feeder may be ahead of what is saved


class Loop(QObject):
    """One station and one session at a time. All of it is heard on the UI thread."""

    stood = Signal(object)  # Standing: something was done, this is how the session stands
    taken = Signal(object)  # Exposure: saved, held, or refused
    undone = Signal(object)  # Exposure | None
    failed = Signal(object)  # CuratorError: what did not work, and what to do
    exposed = Signal()  # the device is done: the thing may be taken away
    fed = Signal(int)  # the feeder is empty, or was stopped: so many pages
    moved = Signal()  # what is exposing, or on its way, has changed

    def __init__(self, operations: Operations, parent: QObject) -> None:
        super().__init__(parent)
        self._operations = operations
        self.station: Station | None = None
        self.standing: Standing | None = None
        self.is_exposing = False
        self.is_lost = False  # the device was gone when it was asked last
        self.pages: int | None = None  # fed so far; None while the feeder rests
        self._turns = Turns()
        self._saving = 0  # steps that were begun and are not done
        self._is_looking = False
        self._timer = QTimer(self, interval=_LOOK_EVERY)
        self._timer.timeout.connect(self.look)

    @property
    def on_their_way(self) -> int:
        """Exposures and steps that are not done yet."""
        return len(self._turns) + self._saving

    @property
    def session_id(self) -> str:
        return self.standing.session.id if self.standing else ""

    def can(self, ability: Ability) -> bool:
        return self.station is not None and ability in self.station.abilities

    def go(self, station: Station, standing: Standing) -> None:
        """Begin, or go on with, a session at a station."""
        self.station, self.standing = station, standing
        self._turns.clear()
        self.is_exposing = self.is_lost = self._is_looking = False
        self._timer.start(_LOOK_EVERY)
        self.stood.emit(standing)
        self.moved.emit()

    def stop(self) -> None:
        """Let the device go; what is on its way is still saved."""
        self._timer.stop()
        self.pages = None
        if self.station:
            self._operations.run(changes.disconnect(self.station), self)
        self.station = self.standing = None
        self.moved.emit()

    def refresh(self, standing: Standing) -> None:
        """The session as others have left it meanwhile; what is on its way will tell by itself."""
        if self.standing and standing.session.id == self.session_id and not self.on_their_way:
            self.standing = standing
            self.stood.emit(standing)

    # -- what the device does ------------------------------------------------------------------------------------

    def shoot(self, *, is_reshoot: bool = False) -> None:
        """Expose once. The next press counts as soon as the exposure is on disk; it is taken in meanwhile."""
        if self.station is None or self.is_exposing or self.pages is not None:
            return
        if not self.can(Ability.SHUTTER):
            said = self.tr("{device} cannot be told to expose.").format(device=self.station.name)
            self.failed.emit(CuratorError(said, self.tr("Expose at the device; what it writes is taken in by itself.")))
            return
        self._expose(changes.shoot(self.station), partial(self._on_shot, is_reshoot=is_reshoot))

    def feed(self) -> None:
        """Take pages until the feeder is empty, or until `stop_feeding`."""
        if self.station and self.pages is None and not self.is_exposing:
            self.pages = 0
            self._feed_on()

    def stop_feeding(self) -> bool:
        """False where nothing was feeding."""
        if self.pages is None:
            return False
        pages, self.pages = self.pages, None
        self.fed.emit(pages)
        self.moved.emit()
        return True

    def look(self) -> None:
        """Ask for what arrived by itself, unless an exposure is on its way: it would be offered a second time."""
        if self.station and not (self._is_looking or self.is_exposing or self.pages is not None or self.on_their_way):
            self._is_looking = True
            asked = changes.waiting(self.station).success(self._on_waiting).failure(self._on_not_seen)
            self._operations.run(asked, self)

    def _expose(self, work: changes.DeviceOperation[T], heard: Callable[[Turn, T], None]) -> None:
        turn = self._turns.expect()
        self.is_exposing = True
        self.moved.emit()
        self._operations.run(work.success(partial(heard, turn)).failure(partial(self._on_not_exposed, turn)), self)

    def _feed_on(self) -> None:
        if self.station and self.pages is not None and not self.is_exposing:
            if self.on_their_way >= _MOST_ON_THEIR_WAY:
                return  # goes on when the next is saved
            self._expose(changes.next_page(self.station), self._on_page)

    def _on_shot(self, turn: Turn, shot: Shot, *, is_reshoot: bool) -> None:
        self.is_exposing = self.is_lost = False
        self.exposed.emit()
        self._turns.ready(turn, partial(self._take, shot, is_reshoot=is_reshoot))
        self.moved.emit()

    def _on_page(self, turn: Turn, shot: Shot | None) -> None:
        self.is_exposing = self.is_lost = False
        if shot is None:
            self._turns.drop(turn)
            self.stop_feeding()
            return
        self.pages = None if self.pages is None else self.pages + 1
        self._turns.ready(turn, partial(self._take, shot, is_reshoot=False))
        self.moved.emit()
        self._feed_on()

    def _on_not_exposed(self, turn: Turn, error: CuratorError) -> None:
        self.is_exposing = False
        self.is_lost = isinstance(error, DeviceLost)
        self._turns.drop(turn)
        self.stop_feeding()
        self.failed.emit(error)
        self.moved.emit()

    def _on_waiting(self, shots: list[Shot]) -> None:
        self._is_looking = self.is_lost = False
        self._timer.setInterval(_LOOK_EVERY)
        for shot in shots:
            self._turns.do(partial(self._take, shot, is_reshoot=False))

    def _on_not_seen(self, error: CuratorError) -> None:
        """The loop goes on: a device that failed is asked again, but not every half second."""
        self._is_looking = False
        self._timer.setInterval(_PATIENCE)
        was_lost, self.is_lost = self.is_lost, isinstance(error, DeviceLost)
        if not (was_lost and self.is_lost):
            self.failed.emit(error)
        self.moved.emit()

    # -- what the session becomes --------------------------------------------------------------------------------

    def answer(self, said: Answer) -> None:
        """What the exposure is that has waited longest."""
        if self.standing and self.standing.held:
            exposure, id_ = self.standing.held[0].id, self.session_id
            self._do(lambda: changes.answer(id_, exposure, said), self._on_answered)

    def undo(self) -> None:
        """Take the last exposure back, one that is on its way too."""
        id_ = self.session_id
        self._do(lambda: changes.undo_last(id_), self._on_undone)

    def next_object(self) -> None:
        id_ = self.session_id
        self._do(lambda: changes.next_object(id_))

    def another_view(self, view: str) -> None:
        id_ = self.session_id
        self._do(lambda: changes.another_view(id_, view))

    def change_unit(self, storage: str | None) -> None:
        id_ = self.session_id
        self._do(lambda: changes.change_unit(id_, storage))

    def set_sticky(self, sticky: Mapping[str, str]) -> None:
        id_, kept = self.session_id, dict(sticky)
        self._do(lambda: changes.set_sticky(id_, kept))

    def _take(self, shot: Shot, *, is_reshoot: bool) -> None:
        if self.station and self.standing:
            self._run(changes.take(self.station, self.session_id, shot, is_reshoot=is_reshoot), self._on_taken)

    def _do(
        self, make: Callable[[], IntakeOperation[Standing]], heard: Callable[[Standing], None] | None = None
    ) -> None:
        """In its turn: after every exposure that was asked for before."""
        if self.standing:
            self._turns.do(lambda: self._run(make(), heard))
            self.moved.emit()

    def _run(self, work: IntakeOperation[Standing], heard: Callable[[Standing], None] | None) -> None:
        self._saving += 1
        self._operations.run(work.success(partial(self._on_done, heard)).failure(self._on_not_done), self)

    def _on_done(self, heard: Callable[[Standing], None] | None, standing: Standing) -> None:
        self._saving -= 1
        if self.standing and standing.session.id == self.session_id:
            self.standing = standing
            self.stood.emit(standing)
            if heard:
                heard(standing)
        self._feed_on()
        self.moved.emit()

    def _on_not_done(self, error: CuratorError) -> None:
        self._saving -= 1
        self._timer.setInterval(_PATIENCE)
        self.failed.emit(error)
        self.stop_feeding()
        self.moved.emit()

    def _on_taken(self, standing: Standing) -> None:
        exposure = standing.exposure
        if exposure is None:
            return
        if exposure.became is Became.FAILED:
            self._timer.setInterval(_PATIENCE)  # it is offered again: not at once
            self.stop_feeding()
        self.taken.emit(exposure)

    def _on_answered(self, standing: Standing) -> None:
        exposure: Exposure | None = standing.exposure
        if exposure is not None:
            self.taken.emit(exposure)

    def _on_undone(self, standing: Standing) -> None:
        self.undone.emit(standing.exposure)
