"""What is said once before the first exposure: all of it is remembered, so that one key begins the next time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from curatorbench.domain.captures import CaptureSession
from curatorbench.domain.devices import DeviceFound
from curatorbench.domain.profiles import Profile
from curatorbench.domain.things import UnitPath
from curatorbench.ui.capture.changes import Standing
from curatorbench.ui.capture.device_picker import DevicePicker
from curatorbench.ui.capture.reads import Begun, Proposal
from curatorbench.ui.capture.words import count_words, place_words, unit_kind, views_words
from curatorbench.ui.desk import Desk
from curatorbench.ui.look.labels import quiet_label
from curatorbench.ui.look.palette import GRID, strong
from curatorbench.ui.parts.panel import named
from curatorbench.ui.parts.pickers import CodePicker, UnitPicker
from curatorbench.ui.parts.type_ahead import Choice, TypeAhead

_SIMULATED = "simulated:sheet"  # what is there on every machine: to learn and to try


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the form says. `going` is the session to go on with, None for a new one."""

    profile: Profile
    device: str
    collection: str
    storage: str | None
    place: str
    station: str
    going: Standing | None


class SessionForm(QWidget):
    """Enter goes from line to line and begins on the last; the key of the action begins from anywhere."""

    wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._going: Standing | None = None
        self._key = self._profile_key = ""
        self._profiles: dict[str, Profile] = {}
        title = QLabel(self.tr("Begin a session"))
        title.setFont(strong(title.font()))
        self.profile = TypeAhead(self.tr("What is imaged"))
        self.about_profile = quiet_label()
        self.device = DevicePicker(self.tr("Device"))
        self.collection = CodePicker(desk, "")
        self.unit = UnitPicker(desk, self.tr("Storage unit"), none=self.tr("nowhere that is known"), makes="drawer")
        self.station = QLineEdit(placeholderText=self.tr("such as Stand 2"))
        self.station.setAccessibleName(self.tr("Station"))
        self.button = QPushButton()
        self.button.setAutoDefault(False)
        self.said = QLabel(wordWrap=True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setProperty("tone", "wrong")
        self.said.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(title)
        column.addWidget(named(self.tr("What is imaged"), self.profile))
        column.addWidget(self.about_profile)
        for words, part in (
            (self.tr("Device"), self.device),
            (self.tr("Collection"), self.collection),
            (self.tr("Lies in"), self.unit),
            (self.tr("Station"), self.station),
        ):
            column.addWidget(named(words, part))
        column.addWidget(self.button)
        column.addWidget(self.said)
        for picker in (self.profile, self.device, self.collection, self.unit):
            picker.chosen.connect(lambda _: self._on_chosen())
            picker.chosen.connect(lambda _: self.say(""))
            picker.line.textEdited.connect(lambda _: self.say(""))
        self.station.textEdited.connect(lambda _: self.say(""))
        self.button.clicked.connect(self.wanted)
        self._name_button()

    def show_keys(self, begin: str, profile: str) -> None:
        """The keys that begin, and that change the profile."""
        self._key, self._profile_key = begin, profile
        self._on_chosen()

    def propose(self, proposal: Proposal) -> None:
        """As it was the last time; what a person has chosen meanwhile stays."""
        self._going = proposal.standing
        self.show_profiles(proposal.profiles)
        begun = _of_session(proposal.standing.session, proposal.begun) if proposal.standing else proposal.begun
        if self.profile.choice is None and self._profiles:
            self.choose_profile(begun.profile if begun.profile in self._profiles else next(iter(self._profiles)))
        if self.device.choice is None:
            self.device.choose(_device(begun) or Choice(_SIMULATED, self.tr("Simulated copy stand"), "simulated"))
        if self.collection.choice is None and begun.collection:
            self.collection.choose(Choice(begun.collection, begun.collection))
        if self.unit.choice is None and begun.storage:
            self.unit.choose(Choice(begun.storage, begun.place))
        if not self.station.isModified():
            self.station.setText(begun.station)
        self._on_chosen()

    def forget_going(self) -> None:
        """No session waits to be gone on with."""
        self._going = None
        self._name_button()

    def show_profiles(self, profiles: Sequence[Profile]) -> None:
        self._profiles = {profile.name: profile for profile in profiles}
        self.profile.set_fixed([Choice(p.name, p.name, views_words(p.views)) for p in profiles])

    def show_found(self, devices: Sequence[DeviceFound], known: Mapping[str, str]) -> None:
        self.device.show_found(devices, dict(known))

    def choose_profile(self, name: str) -> None:
        if name in self._profiles:
            self.profile.choose(Choice(name, name, views_words(self._profiles[name].views)))

    def choose_unit(self, unit: UnitPath | None) -> None:
        """Where the last session was when it ended; one that was nowhere leaves what stands there."""
        if unit is not None:
            self.unit.choose(Choice(unit.id, str(unit)))

    @property
    def chosen_profile(self) -> Profile | None:
        return self._profiles.get(self.profile.choice.id) if self.profile.choice else None

    def read(self) -> Wanted | None:
        """What is wanted; None where something is missing: it is said, and has the focus."""
        profile = self.chosen_profile
        missing = (
            (profile is None, self.profile, self.tr("Say first what is imaged.")),
            (not self.device.address, self.device, self.tr("Say first which device takes the pictures.")),
            (not self.collection.code, self.collection, self.tr("Say first which collection the things belong to.")),
            (bool(self.unit.unmatched), self.unit, self.unit.unmatched_words),
        )
        for is_missing, part, words in missing:
            if is_missing:
                self.say(words)
                part.setFocus(Qt.FocusReason.OtherFocusReason)
                return None
        assert profile is not None
        self.say("")
        unit = self.unit.choice
        storage = (unit.id or None) if unit else None
        place = unit.text if unit and unit.id else ""
        return Wanted(
            profile,
            self.device.address,
            self.collection.code,
            storage,
            place,
            self.station.text().strip(),
            self._same_session(profile, storage),
        )

    def say(self, words: str) -> None:
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def show_connecting(self, is_connecting: bool) -> None:
        """The device is being connected; that takes seconds where a bus has to answer."""
        self.button.setEnabled(not is_connecting)
        if is_connecting:
            self.button.setText(self.tr("Connecting …"))
        else:
            self._name_button()

    def begin(self) -> None:
        self.go_on_at(self.profile)

    def go_on_at(self, part: QWidget | None) -> None:
        """The focus to a part of the form, else to the first; no list opens over the others."""
        goal = part if part and self.isAncestorOf(part) and part.isEnabled() else self.profile
        goal.setFocus(Qt.FocusReason.OtherFocusReason)
        for picker in (self.profile, self.device, self.collection, self.unit):
            if picker is goal or picker.isAncestorOf(goal):
                picker.rest()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.isAutoRepeat():
            super().keyPressEvent(event)
        elif self.button.hasFocus():
            self.wanted.emit()
        else:
            self.focusNextPrevChild(True)

    def _same_session(self, profile: Profile, storage: str | None) -> Standing | None:
        """The session that was not ended, if this is all that it was."""
        if self._going is None:
            return None
        going = self._going.session
        here = going.storage.id if going.storage else None
        is_same = going.profile.name == profile.name and going.collection == self.collection.code and here == storage
        return self._going if is_same else None

    def _on_chosen(self) -> None:
        profile = self.chosen_profile
        self.unit.makes = unit_kind(profile) if profile else "drawer"
        self.about_profile.setText(self._about(profile) if profile else "")
        self._name_button()

    def _about(self, profile: Profile) -> str:
        changes = self.tr("{key} changes it").format(key=self._profile_key) if self._profile_key else ""
        said = views_words(profile.views), profile.number, profile.demand.level, changes
        return "  ·  ".join(filter(None, said))

    def _name_button(self) -> None:
        profile, unit = self.chosen_profile, self.unit.choice
        going = self._same_session(profile, (unit.id or None) if unit else None) if profile else None
        if going:
            said = self.tr("Go on: {place}, {count}").format(place=place_words(going.session), count=count_words(going))
        else:
            said = self.tr("Begin")
        self.button.setText("  ".join(filter(None, (said, self._key))))


def _device(begun: Begun) -> Choice | None:
    name = begun.known.get(begun.device, begun.device)
    return Choice(begun.device, name, begun.device.partition(":")[0]) if begun.device else None


def _of_session(session: CaptureSession, begun: Begun) -> Begun:
    unit = session.storage
    return Begun(
        session.profile.name,
        begun.device or session.profile.device,
        session.collection,
        unit.id if unit else "",
        str(unit) if unit else "",
        session.station or begun.station,
        begun.known,
    )
