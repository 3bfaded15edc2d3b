"""Safety: at the left what is watched, in the middle what there is of it, at the right what it says and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem

from curatorbench.domain.errors import CuratorError
from curatorbench.domain.safety import Backup, Fault, RestorePlan, SafetyState
from curatorbench.ui.bench import Bench, pane
from curatorbench.ui.desk import Desk
from curatorbench.ui.look.rows import ID_ROLE, MARK_ROLE, say
from curatorbench.ui.look.wording import translate
from curatorbench.ui.operations.operations import Change, Changed
from curatorbench.ui.safety import operations, words
from curatorbench.ui.safety.rows import TwoLines, rows_list
from curatorbench.ui.safety.side import Side

_EVERY = 2000  # ms between two looks while the page is in front


class Safety(Bench):
    id = "safety"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.state: SafetyState | None = None
        self.restore_plan: RestorePlan | None = None
        self.watched = rows_list(self.tr("What is watched"), TwoLines())
        self.list = rows_list(self.tr("What there is"))
        self.empty = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self.empty.setTextFormat(Qt.TextFormat.PlainText)
        self.side = Side()
        self.set_panes(pane((self.watched, 1)), pane((self.list, 1), (self.empty, 1)), self.side)
        self._timer = QTimer(self, interval=_EVERY)
        self._connect()

    def arrive(self) -> None:
        self.refresh()
        self._timer.start()
        self.watched.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        self._timer.stop()
        self.leave_it()

    def show_keys(self, keys: Mapping[str, str]) -> None:
        self.side.show_keys(keys)

    def refresh(self) -> None:
        self._desk.operations.run(operations.state().newest("safety").success(self.show_state), self)

    def show_state(self, state: SafetyState) -> None:
        self.state = state
        here = self._watched_id()
        self._fill(self.watched, [(line.name, line.how, line.id, line.mark) for line in words.lines(state)])
        self._choose(self.watched, here or "backups")
        self._show_list()

    # -- what can be done ------------------------------------------------------------------------------------------

    def back_up(self) -> None:
        self._desk.operations.run(operations.back_up_now().success(lambda _: self.refresh()), self)

    def read_everything(self) -> None:
        self._desk.operations.run(operations.read_everything().success(lambda _: self.refresh()), self)

    def plan(self) -> None:
        """See what going back to the chosen backup would lose."""
        backup = self._backup()
        if backup is None:
            self._choose(self.watched, "backups")
            self._show_list()
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        self.side.say(self.tr("Reading the backup…"), "", "")
        asked = operations.plan(backup).success(self._show_plan).failure(self._show_error)
        self._desk.operations.run(asked.cancelled(self.leave_it), self)

    def restore(self) -> None:
        """Go back, if what is lost by it stands there to be read."""
        if self.restore_plan is not None:
            self._desk.ways.restore_wanted.emit(self.restore_plan)

    def leave_it(self) -> None:
        if self.restore_plan is None:
            self._desk.operations.stop_long()
            return
        self.restore_plan = None
        self._show_side()
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def begin_mend(self) -> None:
        """To the line where a person says where an exact copy lies."""
        if self._fault() is None and self.state:
            self._choose(self.watched, "originals")
            self._show_list()
        if self._fault() is not None:
            self.side.copy.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def mend(self, path: str) -> None:
        fault = self._fault()
        if fault is None or not path.strip():
            return
        asked = operations.mend(fault.what, Path(path.strip()).expanduser()).success(lambda _: self._mended(fault))
        self._desk.operations.run(asked.failure(self._show_error), self)

    # -- what is shown ---------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.watched.currentRowChanged.connect(lambda _: self._turn())
        self.watched.itemActivated.connect(lambda _: self.list.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.list.currentRowChanged.connect(lambda _: self._turn_side())
        self.list.itemActivated.connect(lambda _: self._activate())
        self.side.backup_wanted.connect(self.back_up)
        self.side.read_wanted.connect(self.read_everything)
        self.side.plan_wanted.connect(self.plan)
        self.side.restore_wanted.connect(self.restore)
        self.side.leave_wanted.connect(self.leave_it)
        self.side.copy_named.connect(self.mend)
        self._timer.timeout.connect(self.refresh)
        self._desk.operations.changed.connect(self._on_changed)

    def _on_changed(self, changed: Changed) -> None:
        if self.isVisible() and changed.what & (Change.JOBS | Change.SETTINGS):
            self.refresh()

    def _activate(self) -> None:
        self.plan() if self._watched_id() == "backups" else self.begin_mend()

    def _turn(self) -> None:
        self.restore_plan = None
        self._show_list()

    def _turn_side(self) -> None:
        self.restore_plan = None
        self._show_side()

    def _show_list(self) -> None:
        if self.state is None:
            return
        rows = _ROWS[self._watched_id() or "backups"](self.state)
        self._fill(self.list, rows)
        self.empty.setText(words_when_empty(self._watched_id(), self._desk.keys))
        self.empty.setVisible(not rows)
        self.list.setVisible(bool(rows))
        self._show_side()

    def _show_side(self) -> None:
        if self.state is None or self.restore_plan is not None:
            return
        about = self._watched_id() or "backups"
        fault = self._fault()
        self.side.show_about(about, self.state, fault)

    def _show_plan(self, plan: RestorePlan) -> None:
        self.restore_plan = plan
        self.side.show_plan(plan)

    def _show_error(self, error: CuratorError) -> None:
        self.side.say_wrong(f"{error.message} {error.hint}".strip())

    def _mended(self, fault: Fault) -> None:
        self.side.copy.clear()
        self._desk.notices.say(self.tr("{name} is sound again.").format(name=fault.name))
        self.refresh()

    def _fill(self, into: QListWidget, rows: list[Row]) -> None:
        """New rows, the chosen one kept; nothing is heard of it where nothing has changed."""
        here = into.currentItem().data(ID_ROLE) if into.currentItem() else None
        into.blockSignals(True)
        if [into.item(n).data(ID_ROLE) for n in range(into.count())] != [id_ for _, _, id_, _ in rows]:
            into.clear()
            for _ in rows:
                into.addItem(QListWidgetItem())
        for number, (name, how, id_, mark) in enumerate(rows):
            item = into.item(number)
            say(item, name, how)
            item.setToolTip(f"{name}  {how}")
            item.setData(ID_ROLE, id_)
            item.setData(MARK_ROLE, mark)
        self._choose(into, here)
        into.blockSignals(False)

    @staticmethod
    def _choose(among: QListWidget, id_: object) -> None:
        rows = (n for n in range(among.count()) if among.item(n).data(ID_ROLE) == id_)
        among.setCurrentRow(next(rows, 0 if among.count() else -1))

    def _watched_id(self) -> str:
        item = self.watched.currentItem()
        return str(item.data(ID_ROLE)) if item else ""

    def _chosen(self) -> str:
        item = self.list.currentItem()
        return str(item.data(ID_ROLE)) if item else ""

    def _backup(self) -> Backup | None:
        if self.state is None or self._watched_id() != "backups":
            return None
        known = (*self.state.backups, *self.state.elsewhere)
        return next((one for one in known if str(one.path) == self._chosen()), None)

    def _fault(self) -> Fault | None:
        if self.state is None or self._watched_id() != "originals":
            return None
        return next((fault for fault in self.state.fixity.faults if fault.what == self._chosen()), None)


Row = tuple[str, str, str, object]  # words, end, id, mark


def words_when_empty(about: str, keys: Mapping[str, str]) -> str:
    """What an empty middle teaches; `keys` are those of the actions."""
    said = {
        "backups": translate(
            "Safety",
            "There is no backup yet.\n\nOne is made by itself after some hours of work; {backup} makes one now."
            " Every backup is opened and read through before it counts.",
        ),
        "originals": translate(
            "Safety",
            "Nothing is damaged as far as it was read.\n\nA part of the originals is read again each day, those that"
            " were not for longest first; {read} reads all of them now.",
        ),
        "catalogue": translate(
            "Safety",
            "No record differs from what was written.\n\nEach has a hash over its whole history; a part of them is"
            " compared each day. Going back to a backup mends what ever should differ.",
        ),
    }
    return said.get(about, "").format(backup=keys["safety.backup"], read=keys["safety.read"])


def _backup_rows(state: SafetyState) -> list[Row]:
    rows: list[Row] = []
    for one in (*state.backups, *state.elsewhere):
        name, size = words.backup_words(one)
        place = "" if one in state.backups else f"  {one.path.parent}"
        rows.append((f"{name}{place}", size, str(one.path), None if one.is_whole else words.WRONG))
    return rows


def _fault_rows(state: SafetyState, *, originals: bool) -> list[Row]:
    faults = (fault for fault in state.fixity.faults if fault.is_original is originals)
    return [(f"{fault.name}  {fault.reason}", words.ago(fault.noticed), fault.what, words.WRONG) for fault in faults]


def _space_rows(state: SafetyState) -> list[Row]:
    said = translate("Safety", "{free} free of {size}")
    return [
        (
            str(volume.folder),
            said.format(free=words.size_words(volume.free), size=words.size_words(volume.size)),
            str(volume.folder),
            words.WRONG if volume.is_low else None,
        )
        for volume in state.volumes
    ]


_ROWS = {
    "backups": _backup_rows,
    "originals": lambda state: _fault_rows(state, originals=True),
    "catalogue": lambda state: _fault_rows(state, originals=False),
    "space": _space_rows,
}
