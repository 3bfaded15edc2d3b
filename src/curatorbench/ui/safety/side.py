"""The right of the Safety page: what is said of what was chosen, and the buttons that do something about it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from curatorbench.domain.safety import Fault, RestorePlan, SafetyState
from curatorbench.ui.bench import pane
from curatorbench.ui.look.labels import quiet_label
from curatorbench.ui.look.palette import GRID, strong
from curatorbench.ui.look.times import local_time
from curatorbench.ui.safety import words

_BUTTONS = ("safety.backup", "safety.plan", "safety.restore", "safety.leave", "safety.read")


class Side(QWidget):
    backup_wanted = Signal()
    read_wanted = Signal()
    plan_wanted = Signal()
    restore_wanted = Signal()
    leave_wanted = Signal()
    copy_named = Signal(str)  # the path of an exact copy

    def __init__(self) -> None:
        super().__init__()
        self._head, self._text, self._hint = QLabel(wordWrap=True), QLabel(wordWrap=True), quiet_label()
        self._head.setFont(strong(self._head.font()))
        self._wrong = QLabel(wordWrap=True)
        self._wrong.setProperty("tone", "wrong")
        self.copy = QLineEdit()
        self.copy.setPlaceholderText(self.tr("Path of an exact copy, then Enter"))
        self.copy.setAccessibleName(self.tr("Path of an exact copy of the damaged original"))
        self.copy.returnPressed.connect(lambda: self.copy_named.emit(self.copy.text()))
        self.buttons = self._make_buttons()
        said = pane(self._head, self._text, self._hint, self.copy, self._wrong, (QWidget(), 1))
        said.setContentsMargins(GRID, GRID, GRID, GRID)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(said)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # A stop of the keyboard only where there is more than can be seen.
        area.verticalScrollBar().rangeChanged.connect(
            lambda _, most: area.setFocusPolicy(Qt.FocusPolicy.TabFocus if most else Qt.FocusPolicy.NoFocus)
        )
        area.setAccessibleName(self.tr("What is said of it"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, GRID)
        column.addWidget(area, 1)
        for button in self.buttons.values():
            column.addWidget(button)
        for label in (self._head, self._text, self._wrong):
            label.setTextFormat(Qt.TextFormat.PlainText)

    @property
    def said(self) -> str:
        """All that stands there, for those who look and for tests."""
        parts = (self._head, self._text, self._hint, self._wrong)
        return "\n".join(part.text() for part in parts if part.text())

    def show_keys(self, keys: Mapping[str, str]) -> None:
        for id_, button in self.buttons.items():
            button.setText("  ".join(filter(None, (self._texts[id_], keys.get(id_, "")))))

    def say(self, head: str, text: str, hint: str) -> None:
        self._head.setText(head)
        self._text.setText(text)
        self._hint.setText(hint)
        for label in (self._text, self._hint):
            label.setVisible(bool(label.text()))
        self._wrong.clear()

    def say_wrong(self, text: str) -> None:
        self._wrong.setText(text)

    def show_about(self, about: str, state: SafetyState, fault: Fault | None) -> None:
        """What is said of backups, originals, the catalogue or space; of the damaged original that is chosen."""
        said = (self._head.text(), self._text.text())
        head, text, hint = self._words(about, state, fault)
        if said != (head, text):
            self.say(head, text, hint)
        self.copy.setVisible(fault is not None)
        self._offer("safety.backup", "safety.plan") if about == "backups" else self._offer("safety.read")
        self.buttons["safety.plan"].setEnabled(bool(state.backups or state.elsewhere))
        self.buttons["safety.backup"].setEnabled(not state.schedule.is_running)
        self.buttons["safety.read"].setEnabled(not state.fixity.is_running)
        if about == "space":
            self._offer()

    def show_plan(self, plan: RestorePlan) -> None:
        """What going back would lose, and the two ways on."""
        head = self.tr("Going back to {when} would lose:").format(when=local_time(f"{plan.made:%Y-%m-%dT%H:%M:%SZ}"))
        if plan.lost.is_nothing:
            head = self.tr("Going back to {when}").format(when=local_time(f"{plan.made:%Y-%m-%dT%H:%M:%SZ}"))
        hint = self.tr(
            "The catalogue as it is now is kept among the backups, so that you can go forward again. The window lets"
            " go of it, goes back, and opens again on this place."
        )
        self.say(head, "\n\n".join(words.loss_words(plan.lost)), hint)
        self.copy.hide()
        self._offer("safety.restore", "safety.leave")

    def _words(self, about: str, state: SafetyState, fault: Fault | None) -> tuple[str, str, str]:
        if about == "backups":
            last = words.ago(state.last.made) if state.last else self.tr("none yet")
            how = self.tr("Last backup: {when}").format(when=last)
            return how, words.schedule_words(state), ""
        if fault is not None:
            hint = self.tr("The damaged file is kept aside, in the folder “damaged” of the workspace.")
            return fault.name, f"{fault.reason}\n\nSHA-256 {fault.what[:16]}…", hint
        if about == "originals":
            return self.tr("Originals"), words.originals_words(state.fixity), ""
        if about == "catalogue":
            return self.tr("Catalogue"), words.catalogue_words(state.fixity), ""
        hint = self.tr("How much is too little is a setting.")
        return self.tr("Free space"), words.problem(state)[0] if state.is_low else "", hint

    def _offer(self, *ids: str) -> None:
        for id_, button in self.buttons.items():
            button.setVisible(id_ in ids)

    def _make_buttons(self) -> dict[str, QPushButton]:
        self._texts = {
            "safety.backup": self.tr("Back up now"),
            "safety.plan": self.tr("See what going back would lose"),
            "safety.restore": self.tr("Go back to this backup"),
            "safety.leave": self.tr("Leave everything as it is"),
            "safety.read": self.tr("Read everything again now"),
        }
        signals = (self.backup_wanted, self.plan_wanted, self.restore_wanted, self.leave_wanted, self.read_wanted)
        made = {}
        for id_, wanted in zip(_BUTTONS, signals, strict=True):
            made[id_] = QPushButton(self._texts[id_])
            made[id_].clicked.connect(wanted)
        return made
