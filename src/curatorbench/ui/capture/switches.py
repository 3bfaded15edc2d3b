"""What is switched on at the stand: live picture and its overlays, timer, shooting at a new code, feeding, sounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from curatorbench.domain.devices import Ability
from curatorbench.domain.profiles import Profile, Trigger
from curatorbench.ui.capture.live_feed import Overlays
from curatorbench.ui.desk import Desk
from curatorbench.ui.operations import changes
from curatorbench.ui.operations.operations import ReadOperation
from curatorbench.workflow import settings

if TYPE_CHECKING:
    from curatorbench.ui.capture.bench import Capture

_OVERLAYS, _SOUNDS = "capture.overlays", "capture.sounds"


class Switches(QObject):
    """Each is a key; what the device cannot do is said when it is asked for, and not shown at the left."""

    def __init__(self, desk: Desk, bench: Capture) -> None:
        super().__init__(bench)
        self._desk, self._bench = desk, bench
        bench.feed.switched.connect(self.show)
        bench.loop.moved.connect(self._on_moved)
        bench.pace.ticked.connect(lambda _: self.show())
        self.ask()

    def ask(self) -> None:
        """What is kept in the settings."""
        asked = ReadOperation(settings.every).newest("capture settings")
        self._desk.operations.run(asked.success(self._take), self)

    def follow(self, profile: Profile) -> None:
        """What the profile of a new session asks for, as far as the device can."""
        pace, loop = self._bench.pace, self._bench.loop
        pace.seconds = max(1.0, profile.seconds)
        pace.switch(profile.trigger is Trigger.TIMER and loop.can(Ability.SHUTTER))
        if loop.can(Ability.LIVE):
            self._bench.feed.watch_codes(profile.trigger is Trigger.CODE)
        self.show()

    def live(self) -> None:
        if self._can(Ability.LIVE, self.tr("{device} shows no live picture.")):
            feed = self._bench.feed
            feed.switch(not feed.is_on)
            self._bench.stage.show_live(feed.is_on)
            self._bench.stage.live.show_nothing(self.tr("The live picture is coming."))

    def codes(self) -> None:
        if self._can(Ability.LIVE, self.tr("{device} shows no live picture, so that no code can be seen coming.")):
            feed = self._bench.feed
            feed.watch_codes(not feed.watches_codes)
            self._bench.stage.show_live(feed.is_on)

    def timer(self) -> None:
        if self._can(Ability.SHUTTER, self.tr("{device} cannot be told to expose.")):
            self._bench.pace.switch(not self._bench.pace.is_on)
            self.show()

    def pages(self) -> None:
        if self._can(Ability.FEEDER, self.tr("{device} feeds no pages.")) and not self._bench.loop.stop_feeding():
            self._bench.loop.feed()

    def overlay(self, name: str) -> None:
        """One of the fields of `Overlays`, on or off; kept for the next time."""
        feed = self._bench.feed
        self._show_overlays(feed.overlays.toggled(name))
        self._desk.operations.run(changes.keep_setting(_OVERLAYS, feed.overlays.text()), self)

    def show(self) -> None:
        """What is on, in marks and words, at the left."""
        bench = self._bench
        loop, feed, pace = bench.loop, bench.feed, bench.pace
        bench.what_next.show_shutter(is_there=loop.station is None or loop.can(Ability.SHUTTER))
        left = self.tr("{seconds} s").format(seconds=pace.left) if pace.is_on and not pace.is_resting else ""
        pages = str(loop.pages) if loop.pages else ""
        on = " ".join(feed.overlays.text().split()) if feed.is_on else ""
        for id_, is_on, ability, more in (
            ("capture.live", feed.is_on, Ability.LIVE, self._overlay_words() if on else ""),
            ("capture.timer", pace.is_on, Ability.SHUTTER, left),
            ("capture.codes", feed.watches_codes, Ability.LIVE, ""),
            ("capture.feed", loop.pages is not None, Ability.FEEDER, pages),
        ):
            bench.what_next.show_switch(id_, is_on=is_on, is_possible=loop.can(ability), more=more)

    def _overlay_words(self) -> str:
        named = {
            "peaking": self.tr("peaking"),
            "zebra": self.tr("zebra"),
            "grid": self.tr("grid"),
            "histogram": self.tr("histogram"),
        }
        return ", ".join(named[name] for name in self._bench.feed.overlays.text().split())

    def _can(self, ability: Ability, refusal: str) -> bool:
        loop = self._bench.loop
        if loop.station is None:
            return False
        if not loop.can(ability):
            self._bench.stage.saying.say(refusal.format(device=loop.station.name))
            return False
        return True

    def _on_moved(self) -> None:
        """No live picture while the device exposes: it can do one of both."""
        feed = self._bench.feed
        if feed.is_paused != self._bench.loop.is_exposing:
            feed.is_paused = self._bench.loop.is_exposing
            feed.go_on()
        self.show()

    def _take(self, kept: dict[str, settings.Value]) -> None:
        self._show_overlays(Overlays.read(str(kept[_OVERLAYS])))
        self._bench.sounds.switch(bool(kept[_SOUNDS]))

    def _show_overlays(self, overlays: Overlays) -> None:
        self._bench.feed.overlays = overlays
        self._bench.stage.live.show_overlays(overlays)
        self.show()
