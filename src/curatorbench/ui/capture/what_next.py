"""The left pane: the sitting in a few lines, what is switched on, and the images that want a number one key away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from curatorbench.ui.capture.changes import Standing
from curatorbench.ui.capture.words import place_words
from curatorbench.ui.look.labels import quiet_label
from curatorbench.ui.look.marks import Mark, MarkLabel, Shape
from curatorbench.ui.look.numbers import grouped
from curatorbench.ui.look.palette import GRID, small, strong

_NARROW = 20 * GRID  # px
_ON, _OFF = Mark(Shape.FULL, "accent"), Mark(Shape.HOLLOW, "quiet")


class KeyList(QLabel):
    """Keys under one another, beside each what it does; one line after the other where the pane is narrow."""

    def __init__(self) -> None:
        super().__init__(wordWrap=True)
        self._shown: list[tuple[str, str]] = []
        self._is_narrow = True
        self.setFont(small(self.font()))
        self.setProperty("tone", "quiet")
        self.setTextFormat(Qt.TextFormat.RichText)

    def show_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Pairs of a key and its words; one without a key is left out: the palette finds it."""
        self._shown = [(key, words) for key, words in keys if key]
        self._write()
        self.setAccessibleName("; ".join(f"{key}: {words}" for key, words in self._shown))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = event.size().width() < _NARROW
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._write()

    def _write(self) -> None:
        pairs = [(f"<b>{escape(key)}</b>", escape(words)) for key, words in self._shown]
        if self._is_narrow:
            self.setText("<br>".join(f"{key}&nbsp; {words}" for key, words in pairs))
        else:
            rows = "".join(f"<tr><td>{key}</td><td>&nbsp;&nbsp;{words}</td></tr>" for key, words in pairs)
            table = f"<table cellspacing=0 cellpadding=1>{rows}</table>"
            self.setText(table)


class WhatNext(QWidget):
    """Nothing in it takes the focus: every line names the key that changes it."""

    def __init__(self) -> None:
        super().__init__()
        self._keys: Mapping[str, str] = {}
        self._exposes = True
        self.place = QLabel(wordWrap=True)
        self.place.setTextFormat(Qt.TextFormat.PlainText)
        self.place.setFont(strong(self.place.font()))
        self.facts = quiet_label()
        self.unnumbered = QLabel(wordWrap=True)
        self.empty = quiet_label(self.tr("What is set, and the keys of the loop, stand here while a session runs."))
        self.hints = KeyList()
        self._switches = {
            "capture.live": self.tr("live picture"),
            "capture.timer": self.tr("timer"),
            "capture.codes": self.tr("shoots at a new code"),
            "capture.feed": self.tr("feeds pages"),
        }
        self._marks = {id_: MarkLabel(_OFF) for id_ in self._switches}
        self._words = {id_: QLabel(wordWrap=True) for id_ in self._switches}
        self._running = QWidget()
        self._lay_out()
        self.show_standing(None, "")

    @property
    def switched(self) -> dict[str, str]:
        """The words of what stands there, by action."""
        return {id_: label.text() for id_, label in self._words.items() if not label.isHidden()}

    def show_keys(self, keys: Mapping[str, str]) -> None:
        self._keys = keys
        self._show_hints()

    def show_shutter(self, *, is_there: bool) -> None:
        """Whether the device can be told to expose; a watched folder cannot."""
        if is_there != self._exposes:
            self._exposes = is_there
            self._show_hints()

    def _show_hints(self) -> None:
        hints = self._hints()
        if not self._exposes:
            del hints["capture.shoot"], hints["capture.again"]
        self.hints.show_keys([(self._keys.get(id_, ""), words) for id_, words in hints.items()])

    def show_standing(self, standing: Standing | None, device: str) -> None:
        self._running.setVisible(standing is not None)
        self.empty.setVisible(standing is None)
        if standing is None:
            return
        session, waiting = standing.session, standing.tally.without_number
        self.place.setText(place_words(session))
        facts = (
            (self.tr("Profile"), session.profile.name),
            (self.tr("Collection"), session.collection),
            (self.tr("Device"), device),
            (self.tr("Station"), session.station),
            (self.tr("Operator"), session.operator),
        )
        self.facts.setText("\n".join(f"{name}: {fact}" for name, fact in facts if fact))
        said = self.tr("{count} without a number  {key}").format(
            count=grouped(waiting), key=self._keys.get("capture.numbers", "")
        )
        self.unnumbered.setText(said)
        self.unnumbered.setVisible(waiting > 0)

    def show_switch(self, id_: str, *, is_on: bool, is_possible: bool, more: str = "") -> None:
        """Whether what the action of that id switches is on; not there at all where the device cannot."""
        mark, label = self._marks[id_], self._words[id_]
        mark.setVisible(is_possible)
        label.setVisible(is_possible)
        mark.show_mark(_ON if is_on else _OFF)
        key = self._keys.get(id_, "")
        label.setText("  ".join(filter(None, (key, self._switches[id_], more))))
        state = self.tr("on") if is_on else self.tr("off")
        label.setAccessibleName(f"{label.text()}: {state}")

    def _hints(self) -> dict[str, str]:
        """What can be done, by action, in the order of the work."""
        return {
            "capture.shoot": self.tr("expose"),
            "capture.again": self.tr("take it again"),
            "capture.undo": self.tr("take it back"),
            "capture.next": self.tr("next thing"),
            "capture.view": self.tr("another view"),
            "capture.unit": self.tr("another unit"),
            "capture.sticky": self.tr("fields that stay"),
            "capture.numbers": self.tr("numbers to give"),
            "capture.end": self.tr("end the session"),
        }

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(GRID // 2)
        grid.setColumnStretch(1, 1)
        for row, id_ in enumerate(self._switches):
            self._words[id_].setFont(small(self._words[id_].font()))
            grid.addWidget(self._marks[id_], row, 0)
            grid.addWidget(self._words[id_], row, 1)
        inner = QVBoxLayout(self._running)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(GRID)
        inner.addWidget(self.place)
        inner.addWidget(self.facts)
        inner.addLayout(grid)
        inner.addWidget(self.unnumbered)
        inner.addWidget(self.hints)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self._running)
        column.addWidget(self.empty)
        column.addStretch(1)
