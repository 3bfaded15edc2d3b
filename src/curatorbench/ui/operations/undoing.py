"""Undo and redo: what is taken back is said and shown; a step that others built on is refused once, then left."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QObject, Signal

from curatorbench.domain.errors import CuratorError, Overtaken
from curatorbench.domain.record import Undone
from curatorbench.ui.desk import Desk
from curatorbench.ui.look.language import overtaken_words, undone_words
from curatorbench.ui.operations import changes
from curatorbench.ui.operations.operations import ChangeOperation

Retrace = Callable[[str, Collection[int]], ChangeOperation[Undone | None]]


class Undoing(QObject):
    """Walks back and forth over what the person did, on whatever records that was."""

    led_to = Signal(str, object)  # materialEntityID and term (None for the status): look there

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._refused: set[int] = set()  # told to the person; the next time they are passed over

    def undo(self) -> None:
        self._run(changes.undo, self.tr("There is nothing to undo."))

    def redo(self) -> None:
        self._run(changes.redo, self.tr("There is nothing to redo."))

    def _run(self, retrace: Retrace, nothing: str) -> None:
        change = retrace(self._desk.operator, self._refused)
        change.success(lambda undone: self._on_done(undone, nothing))
        self._desk.operations.run(change.failure(lambda error: self._on_refused(change.label, error)), self)

    def _on_done(self, undone: Undone | None, nothing: str) -> None:
        self._desk.notices.say(undone_words(undone) if undone else nothing)
        if undone and undone.material_entity_id:
            self.led_to.emit(undone.material_entity_id, undone.term)

    def _on_refused(self, label: str, error: CuratorError) -> None:
        if isinstance(error, Overtaken):
            self._refused.add(error.step)
            self._desk.notices.failed(label, CuratorError(*overtaken_words(error)))
            if error.material_entity_id:
                self.led_to.emit(error.material_entity_id, error.term)
        else:
            self._desk.notices.failed(label, error)
