"""The quality of the record on the bench while it is typed: a line below the form, and notes at the fields."""

from __future__ import annotations

from collections import defaultdict

from PySide6.QtCore import QObject, QTimer

from curatorbench.domain.record import RecordPage
from curatorbench.domain.record_quality import Offer, RecordQuality
from curatorbench.domain.terms import VERBATIM_OF
from curatorbench.ui.desk import Desk
from curatorbench.ui.look.palette import GRID
from curatorbench.ui.look.signs import Sign, Signs
from curatorbench.ui.operations import reads
from curatorbench.ui.transcribe.form import Form
from curatorbench.ui.transcribe.quality_words import fault_sign, level_sign, offer_sign

_PAUSE = 40  # ms without a key; with the answer itself well under a tenth of a second


class LiveQuality(QObject):
    """Asks anew at every change of the form, off the window's thread; an answer that was overtaken is not heard."""

    def __init__(self, desk: Desk, form: Form) -> None:
        super().__init__(form)
        self._desk, self._form = desk, form
        self._page: RecordPage | None = None
        self._key = ""
        self.lines = Signs()
        self.lines.setContentsMargins(GRID, 0, GRID, 0)
        self.quality: RecordQuality | None = None
        self._offers: dict[str, Offer] = {}
        self._timer = QTimer(self, interval=_PAUSE, singleShot=True)
        self._timer.timeout.connect(self.ask)
        form.typed.connect(self._begin)

    def show_key(self, key: str) -> None:
        """The key that takes what is offered."""
        self._key = key
        if self.quality:
            self._show(self.quality)

    def show_page(self, page: RecordPage) -> None:
        """Another record, or what has changed of it."""
        if self._page is None or page.summary.material_entity_id != self._page.summary.material_entity_id:
            self._forget()
        self._page = page
        self._begin()

    def show_nothing(self) -> None:
        self._page = None
        self._timer.stop()
        self._forget()

    def take(self) -> bool:
        """Make what is offered for the field in hand its value; False if nothing is."""
        row = self._form.current
        offer = self._offers.get(row.term) if row else None
        if row is None or offer is None or not self._form.material_id:
            return False
        self._form.take(row, offer)
        return True

    def _begin(self) -> None:
        if self._page is not None and not self._timer.isActive():
            self._timer.start()

    def ask(self) -> None:
        """Ask at once."""
        page = self._page
        if page is None or self._form.material_id != page.summary.material_entity_id:
            return
        asked = reads.quality(page, self._form.typed_values(), self._form.proposed_values())
        material_id = page.summary.material_entity_id
        self._desk.operations.run(asked.success(lambda said: self._hear(material_id, said)), self)

    def _hear(self, material_id: str, quality: RecordQuality) -> None:
        if material_id == self._form.material_id:
            self._show(quality)

    def _forget(self) -> None:
        self.quality, self._offers = None, {}
        self.lines.show_signs(())
        self._form.show_notes({})

    def _show(self, quality: RecordQuality) -> None:
        self.quality = quality
        self._offers = self._placed(quality)
        notes: defaultdict[str, list[Sign]] = defaultdict(list)
        elsewhere: list[Sign] = []
        for fault in quality.faults:
            at = self._place(fault.terms)
            if fault.guid and at in self._offers:
                continue  # what it could be says enough
            (notes[at] if at else elsewhere).append(fault_sign(fault))
        for term, offer in self._offers.items():
            notes[term].append(offer_sign(offer, term, self._key))
        self.lines.show_signs([level_sign(quality), *elsewhere])
        self._form.show_notes(notes)

    def _placed(self, quality: RecordQuality) -> dict[str, Offer]:
        """One offer a field; where a term is not in the form it is said at no field, and `cb quality` tells of it."""
        found: dict[str, Offer] = {}
        for offer in quality.offers:
            at = self._place(offer.terms)
            if at:
                found.setdefault(at, offer)
        return found

    def _place(self, terms: tuple[str, ...]) -> str | None:
        """The field of the form that the first of `terms` which has one stands in, or its interpreted term."""
        interpreted = {verbatim: term for term, verbatim in VERBATIM_OF.items()}
        rows = self._form.rows
        return next((term for name in terms for term in (name, interpreted.get(name, "")) if term in rows), None)
