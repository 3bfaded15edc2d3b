"""A profile: what kind of thing is imaged, in which views, how it is numbered, what stays, how good it has to be."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QLineEdit, QPushButton

from curatorbench.domain.codes import next_number
from curatorbench.domain.errors import CuratorError
from curatorbench.domain.profiles import DEMANDS, PROFILES, Profile, Trigger
from curatorbench.domain.terms import LABEL_TERMS
from curatorbench.domain.things import MATERIAL_KINDS
from curatorbench.ui.capture import changes
from curatorbench.ui.capture.words import VIEWS, trigger_word, view_word
from curatorbench.ui.desk import Desk
from curatorbench.ui.look.labels import quiet_label
from curatorbench.ui.look.language import term_label
from curatorbench.ui.parts.check_list import CheckList
from curatorbench.ui.parts.choice_box import ChoiceBox
from curatorbench.ui.parts.panel import Panel
from curatorbench.ui.parts.type_ahead import Choice

_STAYS = tuple(term for term in LABEL_TERMS if term != "catalogNumber")


class ProfilePanel(Panel):
    """Kept under its name: another name makes another profile. Those that came with the program cannot be deleted,
    only kept as one's own."""

    kept = Signal(object)  # Profile, None where one was deleted

    def __init__(self, desk: Desk, profile: Profile) -> None:
        super().__init__(desk, self.tr("Profile"), self.tr("Keep"))
        self._profile = profile
        self.name = QLineEdit(profile.name)
        self.kind = _box([(kind, kind) for kind in MATERIAL_KINDS], profile.kind)
        self.views = QLineEdit(", ".join(map(view_word, profile.views)))
        self.views_hint = quiet_label(
            self.tr("In order, with a comma between: {views}").format(views=", ".join(map(view_word, VIEWS)))
        )
        self.number = QLineEdit(profile.number, placeholderText=self.tr("such as B 10 #######"))
        self.example = quiet_label()
        self.mints = QCheckBox(self.tr("Give the next number"))
        self.mints.setChecked(profile.mints_numbers)
        self.sticky = CheckList(self.tr("Stays for every record"))
        self.sticky.show_choices([Choice(term, term_label(term)) for term in _STAYS], profile.sticky)
        self.trigger = _box([(trigger.value, trigger_word(trigger)) for trigger in Trigger], profile.trigger.value)
        self.seconds = QDoubleSpinBox(minimum=1, maximum=600, decimals=0, value=profile.seconds)
        self.demand = _box(
            [(demand.level, demand.level or self.tr("none")) for demand in DEMANDS], profile.demand.level
        )
        self.erases = QCheckBox(self.tr("Free the card of what is safe"))
        self.erases.setChecked(profile.erases_card)
        self.delete_button = QPushButton(self.tr("Delete this profile"))
        self.delete_button.setAutoDefault(False)
        self.said = quiet_label()
        self._lay_out_fields()
        self.number.textChanged.connect(lambda _: self._show_example())
        self.trigger.currentIndexChanged.connect(lambda _: self._show_seconds())
        self.delete_button.clicked.connect(self.delete)
        self._show_example()
        self._show_seconds()

    def profile(self) -> Profile | None:
        """As the fields say; None where a view is none, which is said."""
        names = [word.strip().casefold() for word in self.views.text().split(",") if word.strip()]
        by_word = {view_word(view).casefold(): view for view in VIEWS}
        strange = [name for name in names if name not in by_word]
        if strange or not names:
            self._refuse(self.views, self.tr("{view} is no view.").format(view=", ".join(strange) or "–"))
            return None
        if not self.name.text().strip():
            self._refuse(self.name, self.tr("Give it a name."))
            return None
        demand = next((demand for demand in DEMANDS if demand.level == self.demand.currentData()), self._profile.demand)
        return replace(
            self._profile,
            name=self.name.text().strip(),
            kind=self.kind.currentData(),
            views=tuple(by_word[name] for name in names),
            number=self.number.text().strip(),
            mints_numbers=self.mints.isChecked(),
            sticky=self.sticky.ids,
            trigger=Trigger(self.trigger.currentData()),
            seconds=self.seconds.value(),
            demand=demand,
            erases_card=self.erases.isChecked(),
        )

    def do(self) -> None:
        profile = self.profile()
        if profile is not None:
            change = changes.save_profile(profile).success(lambda _: self._on_kept(profile)).failure(self._on_refused)
            self.desk.operations.run(change, self)

    def delete(self) -> None:
        change = changes.delete_profile(self._profile.name).success(lambda _: self._on_kept(None))
        self.desk.operations.run(change.failure(self._on_refused), self)

    def wants(self, event: QKeyEvent) -> bool:
        """Space ticks a box here; it does not shoot."""
        return super().wants(event) or event.key() == Qt.Key.Key_Space

    def on_enter(self, event: QKeyEvent) -> None:
        if self.delete_button.hasFocus():
            self.delete()
        else:
            super().on_enter(event)

    def _on_kept(self, profile: Profile | None) -> None:
        self.kept.emit(profile)
        self.leave()

    def _on_refused(self, error: CuratorError) -> None:
        self._refuse(self.name, f"{error.message} {error.hint}".strip())

    def _refuse(self, field: QLineEdit, words: str) -> None:
        self.said.setText(words)
        self.said.setProperty("tone", "wrong")
        self.said.style().polish(self.said)
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_example(self) -> None:
        template = self.number.text().strip()
        if not template:
            self.example.setText(self.tr("# stands for a digit. Without one any code may be a number."))
            return
        try:
            first = next_number(template, None)
        except CuratorError as error:
            self.example.setText(f"{error.message} {error.hint}".strip())
        else:
            self.example.setText(self.tr("For example: {number}").format(number=first))

    def _show_seconds(self) -> None:
        self._seconds_part.setVisible(self.trigger.currentData() == Trigger.TIMER.value)

    def _lay_out_fields(self) -> None:
        for words, part in ((self.tr("Name"), self.name), (self.tr("Kind of thing"), self.kind)):
            part.setAccessibleName(words)
            self.add_named(words, part)
        self.views.setAccessibleName(self.tr("Views"))
        self.add_named(self.tr("Views"), self.views)
        self.add(self.views_hint)
        self.number.setAccessibleName(self.tr("Number template"))
        self.add_named(self.tr("Number template"), self.number)
        self.add(self.example, self.mints)
        self.add_named(self.tr("Stays for every record"), self.sticky)
        self.trigger.setAccessibleName(self.tr("What shoots besides its key"))
        self.add_named(self.tr("What shoots besides its key"), self.trigger)
        self.seconds.setAccessibleName(self.tr("Seconds between two exposures"))
        self._seconds_part = self.add_named(self.tr("Seconds between two exposures"), self.seconds)
        self.demand.setAccessibleName(self.tr("Demand on the picture"))
        self.add_named(self.tr("Demand on the picture"), self.demand)
        self.add(self.erases)
        is_own = all(self._profile != built_in for built_in in PROFILES)
        self.add(self.delete_button, self.said)
        self.delete_button.setVisible(is_own)
        self.body.addStretch(1)


def _box(entries: list[tuple[str, str]], chosen: str) -> QComboBox:
    """`entries` are data and words."""
    box = ChoiceBox()
    for data, words in entries:
        box.addItem(words, data)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box
