"""Undo and redo: what is taken back is said and shown; a step that others built on is refused once, then left."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from curatorbench.domain.errors import CuratorError, Overtaken
from curatorbench.domain.record import Undone, UndoVerb
from curatorbench.ui.desk import Desk
from curatorbench.ui.look.language import in_words, overtaken_words, undone_words
from curatorbench.ui.operations import changes
from curatorbench.workflow.mending import LargeStep


class Undoing(QObject):
    """Walks back and forth over what the person did, on whatever records that was. A large batch goes back beside the
    work, with progress; no other step is retraced until it has."""

    led_to = Signal(str, object)  # materialEntityID and term (None for the status): look there

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._refused: set[int] = set()  # told to the person; the next time they are passed over

    def undo(self) -> None:
        self._retrace(UndoVerb.UNDO)

    def redo(self) -> None:
        self._retrace(UndoVerb.REDO)

    def _retrace(self, verb: UndoVerb) -> None:
        if self._waits_for_another():
            return
        operator = self._desk.operator
        change = changes.retrace(operator, verb, self._refused)
        change.success(lambda done: self._on_done(done, operator, verb))
        self._desk.operations.run(change.failure(lambda error: self._on_refused(change.label, error)), self)

    def _waits_for_another(self) -> bool:
        """What is being changed in many turns can be retraced when it has ended, and so can what was before it."""
        operations = self._desk.operations.long_operations
        at_work = next((operation for operation in operations if operation.changed), None)
        if at_work is not None:
            said = self.tr("Not yet: “{what}” is at work.").format(what=at_work.label)
            self._desk.notices.say(said, self.tr("Esc stops it."))
        return at_work is not None

    def _on_done(self, done: Undone | LargeStep | None, operator: str, verb: UndoVerb) -> None:
        if isinstance(done, LargeStep):
            self._go_on_beside(done, operator, verb)
        elif done is None:
            self._desk.notices.say(self._nothing(verb))
        else:
            self._tell(done)

    def _tell(self, undone: Undone) -> None:
        """Of many records none is more worth a look than where the person is."""
        self._desk.notices.say(undone_words(undone))
        if undone.material_entity_id and (undone.batch is None or undone.records == 1):
            self.led_to.emit(undone.material_entity_id, undone.term)

    def _go_on_beside(self, large: LargeStep, operator: str, verb: UndoVerb) -> None:
        if self._waits_for_another():
            return
        work = changes.retrace_large(large, operator, verb)
        work.success(self._tell).failure(lambda error: self._on_refused(work.label, error))
        self._desk.operations.run(work.cancelled(lambda: self._on_stopped(large)), self)

    def _on_stopped(self, large: LargeStep) -> None:
        said = self.tr("Stopped: a part of “{what}” is as it was before.").format(what=in_words(large.name))
        self._desk.notices.say(said, self.tr("The list of batches takes back the rest."))

    def _on_refused(self, label: str, error: CuratorError) -> None:
        if isinstance(error, Overtaken):
            self._refused.add(error.step)
            self._desk.notices.failed(label, CuratorError(*overtaken_words(error)))
            if error.material_entity_id:
                self.led_to.emit(error.material_entity_id, error.term)
        else:
            self._desk.notices.failed(label, error)

    def _nothing(self, verb: UndoVerb) -> str:
        if verb is UndoVerb.UNDO:
            return self.tr("There is nothing to undo.")
        return self.tr("There is nothing to redo.")
