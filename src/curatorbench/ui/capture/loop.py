"""The loop at the stand: expose, take in, go on. What the person does keeps its order, however slow the device is."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance

from curatorbench.domain.captures import Answer, Became
from curatorbench.domain.devices import Ability
from curatorbench.domain.errors import CuratorError
from curatorbench.ui.capture import changes, reads
from curatorbench.ui.capture.changes import DeviceOperation, IntakeOperation, Standing
from curatorbench.ui.capture.turns import Turn, Turns
from curatorbench.ui.operations.operations import Operations
from curatorbench.workflow.capture import Shot, Station

T = TypeVar("T")
_LOOK_EVERY = 500  # ms between two looks at a device that exposes when it is told to
_LOOK_OFTEN = 200  # ms where nobody tells it, and what arrives is all there is
_PATIENCE = 5_000  # ms until a device that failed, or a shot that could not be saved, is tried again by itself
_MOST_ON_THEIR_WAY = 6  # pages that a feeder may be ahead of what is saved


class Loop(QObject):
    """One station and one session at a time. All of it is heard on the UI thread; what is heard of a station that was
    let go meanwhile counts no more, and its shots stay with it."""

    stood = Signal(object)  # Standing: something was done, this is how the session stands
    taken = Signal(object)  # Exposure: saved, held, or refused
    undone = Signal(object)  # Exposure | None
    failed = Signal(object)  # CuratorError: what did not work, and what to do
    not_taken = Signal(object)  # CuratorError: why a picture is not saved yet; the device has it, and offers it again
    too_early = Signal()  # the key was pressed while the device still exposes
    recovered = Signal()  # the device that failed when it was asked by itself answers again
    exposed = Signal()  # the device is done: the thing may be taken away
    fed = Signal(int)  # the feeder is empty, or was stopped and the page in it is through: so many pages
    moved = Signal()  # what is exposing, or on its way, has changed
    ended = Signal(str)  # id of the session: all of it is saved, and the device let go

    def __init__(self, operations: Operations, parent: QObject) -> None:
        super().__init__(parent)
        self._operations = operations
        self.station: Station | None = None
        self.standing: Standing | None = None
        self.is_exposing = self.is_ending = False
        self.pages: int | None = None  # fed so far; None while the feeder rests
        self.stops_feeding = False  # after the page that is in it
        self._exposes_since = 0.0  # of the monotonic clock, in seconds
        self._turns = Turns()
        self._shots: list[Turn] = []  # exposures on their way that nobody has taken back, the newest last
        self._saving = 0  # steps that were begun and are not done
        self._steps = 0  # that were ever begun
        self._is_looking = False
        self._complaint = ""  # of the device, when it was looked at last
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)

    @property
    def on_their_way(self) -> int:
        """Exposures and steps that are not done yet."""
        return len(self._turns) + self._saving

    @property
    def exposes_for(self) -> int:
        """Whole seconds since the exposure began that goes on; 0 while none does."""
        return int(time.monotonic() - self._exposes_since) if self.is_exposing else 0

    @property
    def session_id(self) -> str:
        return self.standing.session.id if self.standing else ""

    def can(self, ability: Ability) -> bool:
        return self.station is not None and ability in self.station.abilities

    def go(self, station: Station, standing: Standing) -> None:
        """Begin, or go on with, a session at a station."""
        self.station, self.standing = station, standing
        self.stood.emit(standing)
        self.look()  # what a program that was killed has left comes before the first shot
        self._timer.start(self._look_every)
        self._move()

    def end(self) -> None:
        """End the session once all that is on its way is saved; asked a second time, at once: what is not saved by
        then stays with the device, and is offered the next time. A failure keeps the session."""
        if self.is_ending:
            self._end()
        elif self.standing:
            self.is_ending = True
            self.stop_feeding()
            self._move()

    def stop(self) -> None:
        """Let the device go. What is being saved will be."""
        self._timer.stop()
        if self.station:
            self._operations.run(changes.disconnect(self.station), self)
        self.station = self.standing = self.pages = None
        self.is_exposing = self.is_ending = self._is_looking = self.stops_feeding = False
        self._turns.clear()
        self._shots.clear()
        self._saving, self._complaint = 0, ""
        self._move()

    def refresh(self) -> None:
        """Others may have worked on the session. An answer that was overtaken by a step made here counts no more."""
        if self.standing and not self.on_their_way:
            asked = reads.now(self.session_id).success(partial(self._on_now, self._steps))
            self._operations.run(asked, self)

    # -- what the device does ------------------------------------------------------------------------------------

    def shoot(self, *, is_reshoot: bool = False) -> None:
        """Expose once. The next press counts as soon as the exposure is on disk; it is taken in meanwhile.

        `is_reshoot`: in the place of the last one, which may be on its way.
        """
        if self.station is None or self.is_ending or self.pages is not None:
            return
        if self.is_exposing:  # kept for later it would go off while hands lie in the picture
            self.too_early.emit()
            return
        if not self.can(Ability.SHUTTER):
            said = self.tr("{device} cannot be told to expose.").format(device=self.station.name)
            self.failed.emit(CuratorError(said, self.tr("Expose at the device; what it writes is taken in by itself.")))
            return
        instead_of = self._newest if is_reshoot else None
        self._expose(changes.shoot(self.station), partial(self._on_shot, instead_of))

    def feed(self) -> None:
        """Take pages until the feeder is empty, or until `stop_feeding`."""
        if self.station and self.pages is None and not (self.is_exposing or self.is_ending):
            self.pages = 0
            self._feed_on()

    def stop_feeding(self) -> bool:
        """After the page that is in it, which counts too. False where nothing was feeding."""
        if self.pages is None:
            return False
        self.stops_feeding = True
        if not self.is_exposing:
            self._rest_feeder()
        self._move()
        return True

    def _rest_feeder(self) -> None:
        pages, self.pages, self.stops_feeding = self.pages, None, False
        if pages is not None:
            self.fed.emit(pages)
            self._move()

    def look(self) -> None:
        """Ask for what arrived by itself, but not while anything is on its way."""
        if self.station and not (self._is_looking or self.on_their_way):
            self._is_looking = True
            asked = changes.waiting(self.station)
            asked.success(partial(self._on_waiting, self.station)).failure(partial(self._on_not_seen, self.station))
            self._operations.run(asked, self)

    @property
    def _newest(self) -> Turn:
        """The last exposure: on its way, or one of which all is said."""
        return self._shots[-1] if self._shots else Turn()

    @property
    def _look_every(self) -> int:
        return _LOOK_EVERY if self.can(Ability.SHUTTER) or self.can(Ability.FEEDER) else _LOOK_OFTEN

    def _expose(self, work: DeviceOperation[T], heard: Callable[[Turn, T], None]) -> None:
        station, turn = self.station, self._turns.expect()
        self._shots.append(turn)
        self.is_exposing, self._exposes_since = True, time.monotonic()
        work.success(lambda done: self._on_exposed(station, turn, partial(heard, turn, done)))
        work.failure(partial(self._on_not_exposed, station, turn))
        self._operations.run(work, self)
        self._move()

    def _feed_on(self) -> None:
        """The next page, unless too many wait to be saved: then when one is."""
        is_free = not self.is_exposing and self.on_their_way < _MOST_ON_THEIR_WAY
        if self.station and self.pages is not None and is_free:
            self._expose(changes.next_page(self.station), self._on_page)

    def _on_exposed(self, station: Station | None, turn: Turn, go_on: Callable[[], None]) -> None:
        if station is self.station:
            self.is_exposing = False
            go_on()
            self._feed_on()
            self._move()

    def _on_shot(self, instead_of: Turn | None, turn: Turn, shot: Shot) -> None:
        self.exposed.emit()
        self._turns.ready(turn, partial(self._take, turn, shot, instead_of))

    def _on_page(self, turn: Turn, shot: Shot | None) -> None:
        if shot is None:
            self._drop(turn)
            self._rest_feeder()
            return
        self.pages = None if self.pages is None else self.pages + 1
        self._turns.ready(turn, partial(self._take, turn, shot))
        if self.stops_feeding:
            self._rest_feeder()

    def _on_not_exposed(self, station: Station | None, turn: Turn, error: CuratorError) -> None:
        if station is self.station:
            self.is_exposing = False
            self._drop(turn)
            self._fail(error)

    def _drop(self, turn: Turn) -> None:
        self._turns.drop(turn)
        self._let_go(turn)

    def _let_go(self, turn: Turn) -> None:
        """It is no longer on its way."""
        if turn in self._shots:
            self._shots.remove(turn)

    def _on_waiting(self, station: Station, shots: list[Shot]) -> None:
        if station is not self.station:
            return
        self._is_looking = False
        self._timer.setInterval(self._look_every)
        if self._complaint:
            self._complaint = ""
            self.recovered.emit()
        for complaint in station.complaints():
            self.failed.emit(complaint)
        for shot in shots:
            turn = Turn()
            self._shots.append(turn)
            self._turns.do(partial(self._take, turn, shot))
        self._move()

    def _on_not_seen(self, station: Station, error: CuratorError) -> None:
        """The loop goes on: a device that failed is asked again, but less often, and the same is said once."""
        if station is not self.station:
            return
        self._is_looking = False
        self._timer.setInterval(_PATIENCE)
        is_new = error.message != self._complaint
        self._complaint = error.message
        if is_new:
            self.failed.emit(error)

    # -- what the session becomes --------------------------------------------------------------------------------

    def answer(self, said: Answer) -> None:
        """What the exposure is that has waited longest."""
        if self.standing and self.standing.held:
            exposure, id_ = self.standing.held[0].id, self.session_id
            self._do(lambda: changes.answer(id_, exposure, said), self._on_taken)

    def undo(self) -> None:
        """Take the last exposure back, one that is on its way too. If nothing comes of that, nothing is taken back."""
        id_, meant = self.session_id, self._newest
        self._let_go(meant)
        self._do(lambda: changes.undo_last(id_, meant), partial(self._on_undone, meant))

    def next_object(self) -> None:
        id_ = self.session_id
        self._do(lambda: changes.next_object(id_))

    def another_view(self, view: str) -> None:
        id_ = self.session_id
        self._do(lambda: changes.another_view(id_, view))

    def change_unit(self, storage: str | None) -> None:
        id_ = self.session_id
        self._do(lambda: changes.change_unit(id_, storage))

    def hand_over(self, operator: str) -> None:
        """Someone else works from now on: what was exposed before stays the other's."""
        id_ = self.session_id
        self._do(lambda: changes.hand_over(id_, operator))

    def set_sticky(self, said: Mapping[str, str]) -> None:
        id_, kept = self.session_id, dict(said)
        self._do(lambda: changes.set_sticky(id_, kept))

    def _take(self, turn: Turn, shot: Shot, instead_of: Turn | None = None) -> None:
        if self.station:
            self._run(changes.take(self.station, self.session_id, shot, turn, instead_of), self._on_taken, turn)

    def _do(
        self, make: Callable[[], IntakeOperation[Standing]], heard: Callable[[Standing], None] | None = None
    ) -> None:
        """In its turn: after every exposure that was asked for before."""
        if self.standing:
            self._turns.do(lambda: self._run(make(), heard))
            self._move()

    def _run(
        self,
        work: IntakeOperation[Standing],
        heard: Callable[[Standing], None] | None,
        turn: Turn | None = None,
    ) -> None:
        """`turn` is the exposure that is done with it."""
        self._saving += 1
        self._steps += 1
        id_ = self.session_id
        work.success(partial(self._on_done, turn, heard)).failure(partial(self._on_not_done, id_, turn))
        self._operations.run(work, self)

    def _on_done(self, turn: Turn | None, heard: Callable[[Standing], None] | None, standing: Standing) -> None:
        if standing.session.id != self.session_id:
            return
        self._done(turn)
        self.standing = standing
        self.stood.emit(standing)
        if heard:
            heard(standing)
        self._feed_on()
        self._move()

    def _on_not_done(self, session_id: str, turn: Turn | None, error: CuratorError) -> None:
        if session_id == self.session_id:
            self._done(turn)
            self._timer.setInterval(_PATIENCE)
        self._fail(error, self.failed if turn is None else self.not_taken)

    def _done(self, turn: Turn | None) -> None:
        self._saving -= 1
        if turn is not None:
            self._let_go(turn)

    def _on_taken(self, standing: Standing) -> None:
        exposure = standing.exposure
        if exposure is None:
            return
        if exposure.became is Became.FAILED:
            self._timer.setInterval(_PATIENCE)  # it is offered again: not at once
            self._rest_feeder()
            self.is_ending = False
        self.taken.emit(exposure)

    def _on_undone(self, meant: Turn, standing: Standing) -> None:
        if not meant.came_to_nothing:  # else why is said already
            self.undone.emit(standing.exposure)

    def _on_now(self, steps: int, standing: Standing) -> None:
        if steps == self._steps and standing.session.id == self.session_id:
            self.standing = standing
            self.stood.emit(standing)

    def _fail(self, error: CuratorError, said: SignalInstance | None = None) -> None:
        """Said last, so that it stays before the eye."""
        self.is_ending = False
        self._rest_feeder()
        (said or self.failed).emit(error)
        self._move()

    def _move(self) -> None:
        self.moved.emit()
        if self.is_ending and not self.on_their_way:
            self._end()

    def _end(self) -> None:
        id_ = self.session_id
        self.stop()
        self.ended.emit(id_)
