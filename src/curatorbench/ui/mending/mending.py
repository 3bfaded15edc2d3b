"""The ways into mending: each takes what is before the person and opens the panel for it beside the work."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from curatorbench.domain.mending import Done
from curatorbench.domain.record import RecordPage, RecordSummary
from curatorbench.domain.things import UnitPath
from curatorbench.ui.desk import Desk
from curatorbench.ui.mending import operations
from curatorbench.ui.mending.batch_edit import BatchEditPanel, Verb
from curatorbench.ui.mending.batches import BatchesPanel
from curatorbench.ui.mending.identify import IdentifyPanel
from curatorbench.ui.mending.mend_panel import MendPanel
from curatorbench.ui.mending.merge import MergePanel
from curatorbench.ui.mending.move_image import MoveImagePanel
from curatorbench.ui.mending.move_unit import MoveUnitPanel
from curatorbench.ui.mending.new_unit import NewUnitPanel
from curatorbench.ui.mending.plan_words import done_words
from curatorbench.ui.mending.split import SplitPanel
from curatorbench.ui.operations import reads
from curatorbench.ui.parts.panel import Panel
from curatorbench.ui.parts.subject import Mendable


class Mending(QObject):
    """One for each bench, and as long as its side."""

    def __init__(self, desk: Desk, bench: Mendable) -> None:
        super().__init__(bench.side)
        self._desk, self._bench = desk, bench

    def move_image(self) -> None:
        subject = self._bench.subject()
        if subject.record is None:
            self._ask_for_a_record()
        elif not subject.images:
            self._desk.notices.say(self.tr("This record has no image."))
        else:
            self._open(MoveImagePanel(self._desk, subject))

    def merge(self) -> None:
        """The two records that are selected."""
        keys = self._bench.subject().keys
        if len(keys) != 2:
            hint = self.tr("Hold Shift or Ctrl with the arrows, or select by hand.")
            self._desk.notices.say(self.tr("Select the two records of one object in the catalogue first."), hint)
            return
        asked = operations.summaries(keys).success(self._open_merge)
        self._desk.operations.run(asked, self)

    def split(self) -> None:
        image = self._bench.subject().image
        self._with_page(lambda page: self._open(SplitPanel(self._desk, page, image)))

    def identify(self) -> None:
        self._with_page(lambda page: self._open(IdentifyPanel(self._desk, page)))

    def edit(self) -> None:
        """All that is selected, else the one record that is current."""
        self._with_keys(Verb.SET)

    def store(self) -> None:
        self._with_keys(Verb.STORE)

    def set_status(self) -> None:
        self._with_keys(Verb.STATUS)

    def move_unit(self) -> None:
        unit = self._bench.subject().unit
        if not unit:
            hint = self.tr("In the catalogue, go to it in the tree at the left.")
            self._desk.notices.say(self.tr("Choose the drawer or cabinet that moves first."), hint)
            return
        self._desk.operations.run(operations.unit_path(unit).success(self._open_move_unit), self)

    def new_unit(self) -> None:
        self._open(NewUnitPanel(self._desk))

    def batches(self) -> None:
        self._open(BatchesPanel(self._desk))

    def _with_page(self, heard: Callable[[RecordPage], None]) -> None:
        record = self._bench.subject().record
        if record is None:
            self._ask_for_a_record()
        else:
            self._desk.operations.run(reads.page(record.material_entity_id).success(heard), self)

    def _with_keys(self, verb: Verb) -> None:
        subject = self._bench.subject()
        if subject.is_growing:
            self._desk.records.when_complete(lambda: self._with_keys(verb))
        elif subject.keys:
            self._open_edit(subject.keys, verb, subject.term)
        elif subject.record is None:
            self._ask_for_a_record()
        else:
            asked = operations.keys_of([subject.record.material_entity_id])
            asked.success(lambda keys: self._open_edit(keys, verb, subject.term))
            self._desk.operations.run(asked, self)

    def _open_edit(self, keys: Sequence[int], verb: Verb, term: str) -> None:
        self._open(BatchEditPanel(self._desk, keys, verb=verb, term=term))

    def _open_merge(self, records: list[RecordSummary]) -> None:
        if len(records) == 2:
            self._open(MergePanel(self._desk, *records))

    def _open_move_unit(self, path: UnitPath) -> None:
        self._open(MoveUnitPanel(self._desk, path.id, str(path)))

    def _open(self, panel: Panel) -> None:
        if isinstance(panel, MendPanel):
            panel.done.connect(self._on_done)
        self._bench.side.open(panel)

    def _on_done(self, done: Done) -> None:
        back = self.tr("{key} takes it back.").format(key=self._desk.keys["edit.undo"])
        self._desk.notices.say(done_words(done), back if done.records else "")

    def _ask_for_a_record(self) -> None:
        self._desk.notices.say(self.tr("Choose a record first."), self.tr("The catalogue has them all."))
