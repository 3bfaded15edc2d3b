"""One record for two objects: tick what belongs to the other one."""

from __future__ import annotations

from curatorbench.domain.record import RecordPage
from curatorbench.domain.terms import LABEL_TERMS
from curatorbench.ui.desk import Desk
from curatorbench.ui.look.language import change_words, term_label
from curatorbench.ui.mending.image_ticks import ImageTicks
from curatorbench.ui.mending.mend_panel import MendPanel
from curatorbench.ui.mending.wishes import Split, Wish
from curatorbench.ui.parts.check_list import CheckList
from curatorbench.ui.parts.type_ahead import Choice

_OF_ONE = ("catalogNumber",)  # a number is one object's


class SplitPanel(MendPanel):
    """The image that was seen is ticked, where there is another that can stay."""

    def __init__(self, desk: Desk, page: RecordPage, image: str) -> None:
        number = page.summary.catalog_number
        super().__init__(
            desk,
            self.tr("Split {number} in two").format(number=number or self.tr("the record without a number")),
            self.tr("Split"),
            self.tr("The new record gets what is ticked: its images, and copies of its fields."),
        )
        self._material = page.summary.material_entity_id
        self.images = ImageTicks(desk, page.assets, [image] if len(page.assets) > 1 else [])
        self.fields = CheckList(self.tr("Fields"))
        self.fields.show_choices(_fields(page))
        images = self.add_named(self.tr("Images that go, by Space"), self.images)
        images.setVisible(bool(page.assets))
        self.add_named(self.tr("Fields that are copied, by Space"), self.fields)
        self.images.ticked.connect(self.ask_soon)
        self.fields.ticked.connect(self.ask_soon)
        self.seal()

    def wish(self) -> Wish | None:
        images, terms = self.images.ids, self.fields.ids
        return Split(self._material, images, terms) if images or terms else None

    def missing_words(self) -> str:
        return self.tr("Tick images or fields of the other object by Space.")


def _fields(page: RecordPage) -> list[Choice]:
    ordered = [*LABEL_TERMS, *(term for term in page.values if term not in LABEL_TERMS)]
    return [
        Choice(term, term_label(term), change_words(page.values[term]))
        for term in ordered
        if term in page.values and term not in _OF_ONE
    ]
