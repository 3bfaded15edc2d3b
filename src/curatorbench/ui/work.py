"""What a window has once its workspace is open: the desk, the actions and their keys, the panels, the pulse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from curatorbench.domain.settings import SETTINGS, Value
from curatorbench.ui.actions import action as actions
from curatorbench.ui.actions import keys as keymap
from curatorbench.ui.actions.finder import Finder
from curatorbench.ui.actions.keys import KeyMap
from curatorbench.ui.actions.table import ACTIONS
from curatorbench.ui.bench import Bench
from curatorbench.ui.desk import Desk
from curatorbench.ui.frame.notices import NoticeDetails, Notices
from curatorbench.ui.frame.preparing import Preparing
from curatorbench.ui.images.second import SecondScreen
from curatorbench.ui.look import palette as look
from curatorbench.ui.operations import changes, reads
from curatorbench.ui.operations.operations import Change, Changed, ReadOperation
from curatorbench.ui.operations.reads import Pulse
from curatorbench.ui.operations.undoing import Undoing
from curatorbench.ui.operators.panel import Operators
from curatorbench.ui.safety.watch import SafetyWatch
from curatorbench.workflow import settings
from curatorbench.workflow.operators import Person, initials_of
from curatorbench.workflow.workbench import Workbench

if TYPE_CHECKING:
    from curatorbench.ui.window import Window

_PULSE = 2000  # ms between two looks at what worker processes have done


class Work(QObject):
    """One a window. `begin` asks for what is to be seen first; `close` finishes what is being saved."""

    def __init__(self, window: Window, bench: Workbench, person: Person, kept: dict[str, Value] | None = None) -> None:
        """`kept` are the settings in force, if they have been read already."""
        super().__init__(window)
        self._window = window
        self.desk = Desk.on(bench, person.name, Notices())
        self.desk.belong_to(self)
        self.details = NoticeDetails(self.desk.notices)
        self.undoing = Undoing(self.desk, self)
        self.second = SecondScreen(self.desk, self)
        self.safety = SafetyWatch(self.desk, self)
        window.status.add(self.safety.label)
        self.keys = KeyMap.read(ACTIONS, str((kept or {}).get(keymap.SETTING, "")))
        self._name_keys()
        self.actions = {a.id: actions.build(a, window, self.keys.keys(a.id)) for a in ACTIONS}
        for entry in ACTIONS:
            if not entry.in_form:
                window.addAction(self.actions[entry.id])
        self.finder = Finder(window, ACTIONS, self.actions, self.keys)
        self.finder.offers = lambda: [offer for made in window.benches.values() for offer in made.offers()]
        self.operators = Operators(window, self.desk)
        self._last_pulse: Pulse | None = None
        self.preparing: Preparing | None = None
        self._timer = QTimer(self, interval=_PULSE)
        self._take_settings(kept or {declared.name: declared.default for declared in SETTINGS})
        self._connect()
        window.status.show_operator(person.name, person.initials)
        window.top.show_keys(self.keys.all_shown())

    def begin(self) -> None:
        self._ask_settings()
        self.desk.records.search("")
        self._look()
        self._timer.start()
        self.safety.begin()
        self.preparing = Preparing(self._window)
        unfinished = self._window.memory.here.pop("unfinished", [])
        if isinstance(unfinished, list) and unfinished:
            said = self.tr("Not finished when the window was closed: {what}.").format(
                what=", ".join(map(str, unfinished))
            )
            self.desk.notices.say(said, self.tr("What had been done is kept; do it again for the rest."))

    def close(self) -> tuple[str, ...]:
        """Keep what is being typed and finish what is being saved; returns the labels of what was stopped."""
        self._timer.stop()
        if self.preparing:
            self.preparing.close()
        self.safety.close()
        self.second.close()
        for bench in self._window.benches.values():
            bench.leave()
            bench.end()
        return self.desk.operations.close()

    def set_bench(self, id_: str) -> None:
        actions.set_bench(ACTIONS, self.actions, id_)

    def welcome(self, bench: Bench) -> None:
        """A bench was made: its form hears the keys that count in it, its words show the keys in force."""
        for entry in ACTIONS:
            if entry.in_form and entry.bench == bench.id:
                bench.form_place.addAction(self.actions[entry.id])
        bench.show_keys(self.keys.all_shown())
        if self._last_pulse:
            bench.take_pulse(self._last_pulse)

    def keep_setting(self, name: str, value: Value) -> None:
        self.desk.operations.run(changes.keep_setting(name, value), self)

    def _connect(self) -> None:
        window, operations = self._window, self.desk.operations
        window.status.furnish(self.desk.notices, operations)
        window.status.operator_wanted.connect(self.operators.open)
        window.top.find_wanted.connect(self.finder.open)
        window.top.menu.aboutToShow.connect(self._fill_menu)
        operations.changed.connect(self._on_changed)
        self.desk.ways.record_wanted.connect(window.open_record)
        self.desk.ways.field_wanted.connect(lambda material, term: window.open_record(material, "transcribe", term))
        self.desk.ways.bench_wanted.connect(window.go_to)
        self.desk.ways.figures_changed.connect(window.status.show_figures)
        self.desk.ways.restore_wanted.connect(window.go_back)
        self.operators.switched.connect(self._switch)
        self.undoing.led_to.connect(self._look_at)
        self.desk.records.loaded.connect(self._show_collection)
        self._timer.timeout.connect(self._look)

    def _fill_menu(self) -> None:
        """On its first opening: a hundred entries take a while to make."""
        if self._window.top.menu.isEmpty():
            actions.fill_menu(self._window.top.menu, ACTIONS, self.actions)

    def _on_changed(self, changed: Changed) -> None:
        self._show_undo()
        if Change.SETTINGS in changed.what:
            self._ask_settings()

    def _ask_settings(self) -> None:
        asked = ReadOperation(settings.every).newest("settings in force")
        self.desk.operations.run(asked.success(self._take_settings), self)

    def _take_settings(self, kept: dict[str, Value]) -> None:
        """Put in force what is kept: colours, motion, keys."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        look.dress(app, str(kept["ui.theme"]))
        self._window.theme = str(kept["ui.theme"])
        self.desk.animate = bool(kept["ui.animate"])
        for bench in self._window.benches.values():
            bench.show_motion(look.glide_time(self.desk.animate))
        keys = KeyMap.read(ACTIONS, str(kept[keymap.SETTING]))
        if keys.chosen != self.keys.chosen:
            self._take_keys(keys)

    def _name_keys(self) -> None:
        """Sentences that name a key name the one in force."""
        self.desk.keys = self.keys.all_words()
        self.desk.notices.details_key = self.desk.keys["view.details"]

    def _take_keys(self, keys: KeyMap) -> None:
        self.keys = keys
        self._name_keys()
        for id_, made in self.actions.items():
            made.setShortcuts([QKeySequence(key) for key in keys.keys(id_)])
        shown = keys.all_shown()
        self._window.top.show_keys(shown)
        self.finder.take_keys(keys)
        for bench in self._window.benches.values():
            bench.show_keys(shown)

    def _switch(self, person: Person) -> None:
        self.desk.operator = person.name
        self._window.status.show_operator(person.name, person.initials or initials_of(person.name))
        self.desk.operations.undo_label = ""  # that was another's
        self._show_undo()
        self.desk.ways.operator_changed.emit(person.name)
        self.desk.notices.say(self.tr("{name} works now.").format(name=person.name))

    def _look_at(self, material_id: str, term: str | None) -> None:
        """Bring the record that was just undone or redone before the eye, on the bench in front."""
        self._window.bench.show_record(material_id, term)

    def _show_undo(self) -> None:
        """Say beside Undo what it would take back."""
        undo = next(action for action in ACTIONS if action.id == "edit.undo")
        said = self.desk.operations.undo_label
        self.actions[undo.id].setText(f"{undo.shown_text}: {said}" if said else undo.shown_text)

    def _look(self) -> None:
        self.desk.operations.run(reads.pulse().newest("pulse").success(self._feel), self)

    def _feel(self, pulse: Pulse) -> None:
        """Redraw what worker processes have changed since the last look."""
        self._window.status.show_pulse(pulse)
        for bench in self._window.benches.values():
            bench.take_pulse(pulse)
        before, self._last_pulse = self._last_pulse, pulse
        if before and before.jobs != pulse.jobs:
            self.desk.operations.tell(Changed(Change.RECORDS | Change.FIELDS | Change.JOBS))
        elif before and before.records != pulse.records:
            self.desk.operations.tell(Changed(Change.RECORDS))

    def _show_collection(self) -> None:
        first = self.desk.records.record(0)
        if first:
            self._window.status.show_collection(first.collection)
