"""Images on the wrong record: choose where they belong, see what goes with them, Enter."""

from __future__ import annotations

from curatorbench.domain.mending import ImageMove
from curatorbench.ui.desk import Desk
from curatorbench.ui.mending.image_ticks import ImageTicks
from curatorbench.ui.mending.mend_panel import MendPanel
from curatorbench.ui.mending.wishes import MoveImages, Wish
from curatorbench.ui.parts.pickers import OWN, RecordPicker
from curatorbench.ui.parts.subject import Subject


class MoveImagePanel(MendPanel):
    """The image that was seen is ticked; a record's only image is not asked about."""

    def __init__(self, desk: Desk, subject: Subject) -> None:
        assert subject.record is not None
        number = subject.number or self.tr("the record without a number")
        super().__init__(
            desk,
            self.tr("Move an image of {number}").format(number=number),
            self.tr("Move"),
            self.tr("What was read on it goes with it."),
        )
        self._source = subject.record.material_entity_id
        self._images = subject.images
        self.target = RecordPicker(
            desk, self.tr("Where it belongs"), near=subject.record, own=self.tr("a record of its own")
        )
        self.images = ImageTicks(desk, subject.images, [subject.image])
        self.add_named(self.tr("It belongs to"), self.target)
        images = self.add_named(self.tr("Images that go, by Space"), self.images)
        images.setVisible(len(subject.images) > 1)
        self.target.chosen.connect(lambda _: self.ask_soon())
        self.images.ticked.connect(self.ask_soon)
        self.seal()

    def wish(self) -> Wish | None:
        target, images = self.target.choice, self.images.ids
        if target is None or not images:
            return None
        to = None if target.id == OWN else target.id
        return MoveImages(tuple(ImageMove(sha256, self._source, to) for sha256 in images))

    def missing_words(self) -> str:
        if not self.images.ids:
            return self.tr("Tick an image by Space.")
        return self.tr("Scan or type the number of the record that it belongs to.")
