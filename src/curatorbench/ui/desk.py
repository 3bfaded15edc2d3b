"""What all benches share. One is made by the window and handed down; nothing here is global."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from curatorbench.ui.frame.notices import Notices
from curatorbench.ui.images.pictures import Pictures
from curatorbench.ui.images.thumbnails import Thumbnails
from curatorbench.ui.operations.operations import Operations
from curatorbench.ui.records.records_model import RecordsModel
from curatorbench.workflow.workbench import Workbench


class Ways(QObject):
    """From bench to bench: who wants to be elsewhere emits, the window leads there."""

    record_wanted = Signal(str, str)  # materialEntityID, and the id of the bench that is to show it
    field_wanted = Signal(str, str)  # materialEntityID and term: the person wants to change that field
    bench_wanted = Signal(str)
    operator_changed = Signal(str)  # who works from now on
    figures_changed = Signal(str)  # how a sitting goes, for the status line; empty while none is before the eye
    restore_wanted = Signal(object)  # RestorePlan: the window closes, and another opens on the backup


class InHand(QObject):
    """The record and the image before the eye, whatever bench shows them; a bench that comes to the front follows."""

    record_changed = Signal(str)  # materialEntityID
    image_changed = Signal(str)  # SHA-256 of its original; empty for none

    def __init__(self) -> None:
        super().__init__()
        self.material_id = ""
        self.sha256 = ""

    def show_record(self, material_id: str) -> None:
        if material_id != self.material_id:
            self.material_id = material_id
            self.record_changed.emit(material_id)

    def show_image(self, sha256: str) -> None:
        if sha256 != self.sha256:
            self.sha256 = sha256
            self.image_changed.emit(sha256)


@dataclass
class Desk:
    """`operator` is the name of who works now: read it when a change is made, it can be another a moment later. So can
    `keys`: what the keys of actions (by id) are called, for sentences that name one.

    `records` is one list for every bench: what the catalogue finds is what Transcribe goes through.
    """

    operator: str
    notices: Notices
    operations: Operations
    records: RecordsModel
    pictures: Pictures
    thumbnails: Thumbnails
    animate: bool = True
    keys: Mapping[str, str] = field(default_factory=dict)
    ways: Ways = field(default_factory=Ways)
    in_hand: InHand = field(default_factory=InHand)

    @classmethod
    def on(cls, bench: Workbench, operator: str, notices: Notices) -> Desk:
        operations = Operations(bench, notices)
        records = RecordsModel(operations)
        return cls(operator, notices, operations, records, Pictures(operations), Thumbnails(operations))

    def belong_to(self, owner: QObject) -> None:
        """Let the parts end with `owner`, on its thread. Python collects garbage on whatever thread it is at, and a
        timer that is let go of on another thread still fires."""
        parts = (self.notices, self.operations, self.records, self.pictures, self.thumbnails, self.ways, self.in_hand)
        for part in parts:
            part.setParent(owner)
