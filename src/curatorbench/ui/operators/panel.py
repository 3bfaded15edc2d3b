"""Switch the operator: everybody who is known, found by a few letters; a new name is made known."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QListWidgetItem, QWidget

from curatorbench.ui.desk import Desk
from curatorbench.ui.frame.overlay import Overlay
from curatorbench.ui.look.rows import ID_ROLE, say
from curatorbench.ui.look.wording import translate
from curatorbench.ui.operations.operations import Change, ChangeOperation, ReadOperation
from curatorbench.workflow import operators
from curatorbench.workflow.operators import Person, initials_of


class Operators(Overlay):
    """Enter switches. The last row makes known who is not in the list yet."""

    switched = Signal(object)  # Person

    def __init__(self, window: QWidget, desk: Desk) -> None:
        self._desk = desk
        self._people: list[Person] = []
        super().__init__(
            window,
            field_name=translate("Operators", "Name of the operator"),
            list_name=translate("Operators", "Operators"),
            hint=translate("Operators", "Who works now? A new name is made known."),
        )

    def open(self) -> None:
        super().open()
        asked = ReadOperation(operators.everybody).newest("operators")
        self._desk.operations.run(asked.success(self._take), self)

    def match(self, typed: str) -> None:
        wanted = typed.casefold().split()
        self.matches.clear()
        for person in self._people:
            if all(word in f"{person.name} {person.initials}".casefold() for word in wanted):
                self._add(person.name, person.name, person.initials)
        new = " ".join(typed.split())
        if new and new not in (person.name for person in self._people):
            self._add(self.tr("New: {name}").format(name=new), new, initials_of(new))
        self.matches.setCurrentRow(0)

    def choose(self, item: QListWidgetItem | None) -> None:
        if item:
            change = take_over(item.data(ID_ROLE))
            self._desk.operations.run(change.success(self.switched.emit), self)

    def _take(self, people: list[Person]) -> None:
        """Who worked last but one is likely to be next: the one at work stands last."""
        self._people = sorted(people, key=lambda person: person.name == self._desk.operator)
        self.match(self.field.text())

    def _add(self, text: str, name: str, initials: str) -> None:
        item = QListWidgetItem()
        item.setData(ID_ROLE, name)
        say(item, text, initials)
        self.matches.addItem(item)


def take_over(name: str) -> ChangeOperation[Person]:
    label = translate("changes", "switch the operator")
    return ChangeOperation(lambda bench: operators.take_over(bench, name), label=label, changes=Change.SETTINGS)
