"""What the bench says in one line: what goes on, what a shot became, what failed and what to do; and with sounds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from curatorbench.domain.captures import Became, Exposure
from curatorbench.domain.devices import Ability
from curatorbench.domain.errors import CuratorError, DeviceError, DeviceLost
from curatorbench.domain.pictures import QualityReport, Verdict
from curatorbench.ui.capture.words import number_words, place_words, view_word
from curatorbench.ui.look.numbers import grouped
from curatorbench.workflow.capture import left_behind

if TYPE_CHECKING:
    from curatorbench.ui.capture.bench import Capture


_SLOW = 3  # seconds after which an exposure that goes on is explained


class Spoken(QObject):
    def __init__(self, bench: Capture) -> None:
        super().__init__(bench)
        self._bench, self._line = bench, bench.stage.saying
        self._keys: Mapping[str, str] = {}
        self._is_slow = False  # and that is said
        self._stays = False  # why the device stopped is not written over by pictures that were on their way
        self._patience = QTimer(self, interval=1000)
        self._patience.timeout.connect(self._say_slow)
        loop = bench.loop
        loop.taken.connect(self.say_taken)
        loop.undone.connect(self.say_undone)
        loop.failed.connect(self.say_failed)
        loop.not_taken.connect(self.say_not_taken)
        loop.too_early.connect(self.say_too_early)
        loop.fed.connect(self.say_fed)
        loop.recovered.connect(self.say_ready)
        loop.moved.connect(self.say_going)
        loop.exposed.connect(lambda: bench.sounds.play("shutter"))
        bench.feed.failed.connect(self.say_failed)
        bench.pace.ticked.connect(lambda _: self.say_going())

    def show_keys(self, keys: Mapping[str, str]) -> None:
        self._keys = keys
        if self._bench.loop.standing is None:
            self.say_nothing_yet()

    def key(self, id_: str) -> str:
        return self._keys.get(id_, "")

    def say_nothing_yet(self) -> None:
        begins = self.tr("{key} begins a session.").format(key=self.key("capture.begin"))
        self._line.say("")  # it is said once, in the middle
        self._line.show_going("")
        what = self.tr("Things become pictures here, and pictures records: camera, scanner, folder, one loop.")
        self._bench.stage.show_nothing(f"{what}\n\n{begins}")

    def say_ready(self) -> None:
        loop = self._bench.loop
        if loop.can(Ability.FEEDER):
            said = self.tr("Ready. {key} feeds pages, {shoot} takes one.").format(
                key=self.key("capture.feed"), shoot=self.key("capture.shoot")
            )
        elif loop.can(Ability.SHUTTER):
            said = self.tr("Ready. {key} exposes.").format(key=self.key("capture.shoot"))
        else:
            said = self.tr("Ready. What arrives is taken in by itself.")
        if loop.station is not None and (left := left_behind(loop.station)):
            said = f"{self._left(left)} {said}"
        self._line.say(said, "good")
        if loop.standing and not loop.standing.recent:
            self._bench.stage.show_nothing(said)

    def say_going(self) -> None:
        """What is exposing and how many are on their way, quietly at the right."""
        loop = self._bench.loop
        self._stays = self._stays and loop.on_their_way > 0 and not loop.is_exposing
        self._is_slow = self._is_slow and loop.exposes_for >= _SLOW
        if loop.is_exposing != self._patience.isActive():
            (self._patience.start if loop.is_exposing else self._patience.stop)()
        said = []
        if loop.pages is not None:
            said.append(self.tr("feeding: {pages}").format(pages=self._pages(loop.pages)))
            if loop.stops_feeding:
                said.append(self.tr("stops after this page"))
        elif loop.is_exposing:
            said.append(self.tr("exposing …"))
        elif self._bench.pace.is_on and self._bench.pace.is_resting:
            said.append(self.tr("the timer rests"))
        elif self._bench.pace.is_on:
            said.append(self.tr("exposes in {seconds} s").format(seconds=self._bench.pace.left))
        if loop.exposes_for >= _SLOW:
            said.append(self.tr("{seconds} s").format(seconds=loop.exposes_for))
        waiting = loop.on_their_way - int(loop.is_exposing)
        if waiting > 0:
            said.append(self.tr("{count} on their way").format(count=waiting))
        if loop.is_ending:
            said.append(self.tr("ends when all is saved"))
        self._line.show_going("  ·  ".join(said))

    def _say_slow(self) -> None:
        """Silence is said once, with what can be done; how long it lasts is counted at the right."""
        if self._bench.loop.exposes_for >= _SLOW and not self._is_slow:
            self._is_slow = True
            words = self.tr("The device takes its time. If it shows a message, answer it there; waiting loses nothing.")
            self._line.say(words)
        self.say_going()

    def say_taken(self, exposure: Exposure) -> None:
        number, view = number_words(exposure), view_word(exposure.view)
        if exposure.became is Became.FAILED and exposure.error:
            self.say_not_taken(exposure.error)
        elif exposure.became is Became.QUARANTINED and exposure.error:
            self.say_failed(exposure.error)
        elif exposure.became is Became.CONTEXT:
            self.say_context()
        elif exposure.became is Became.HELD:
            self._line.say(self.tr("Nothing is saved as a record yet; the picture is safe."), "doubt")
            self._bench.sounds.play("wrong")
        elif not self._stays:
            self._line.say(self._became_words(exposure.became).format(view=view, number=number or self.tr("no number")))

    def say_context(self) -> None:
        """Another drawer or another taxon by its code: said, for it changes what every next record gets."""
        standing = self._bench.loop.standing
        if standing:
            name = standing.session.sticky.get("scientificName", "")
            where = ", ".join(filter(None, (place_words(standing.session), name)))
            self._line.say(self.tr("Now: {where}").format(where=where), "good")

    def say_undone(self, exposure: Exposure | None) -> None:
        if exposure is None:
            self._line.say(self.tr("There is no exposure to take back."))
            return
        if exposure.became is Became.HELD:
            self._line.say(self.tr("Taken back: the picture that waited for an answer. The original stays."))
            return
        what = " ".join(filter(None, (view_word(exposure.view) or self.tr("picture"), number_words(exposure))))
        self._line.say(self.tr("Taken back: {what}. The original stays.").format(what=what))

    def say_checked(self, report: QualityReport) -> None:
        """A good picture says nothing: its mark does. A failed one says why, and the key that takes it again."""
        if report.verdict is Verdict.FAIL:
            again = self.tr("{key} takes it again.").format(key=self.key("capture.again"))
            said = (*report.reasons[:1], *([] if self._bench.is_asked else [again]))  # asked, that key is an answer
            self._line.say(" ".join(said), "wrong")
            self._bench.sounds.play("wrong")
        elif report.verdict is Verdict.PASS:
            self._bench.sounds.play("good")

    def say_failed(self, error: CuratorError) -> None:
        safe = self.tr("What was taken before is safe.") if isinstance(error, DeviceError) else ""
        said = " ".join(filter(None, (error.message, safe, error.hint)))
        if isinstance(error, DeviceLost) and self._bench.loop.can(Ability.SHUTTER):
            again = self.tr("{key} connects it anew.").format(key=self.key("capture.shoot"))
            said = f"{said} {again}"
        self._say_wrong(said)
        self._stays = isinstance(error, DeviceError)

    def say_not_taken(self, error: CuratorError) -> None:
        safe = self.tr("The picture is safe with the device, and is tried again by itself.")
        self._say_wrong(f"{error.message} {safe} {error.hint}".strip())

    def _say_wrong(self, said: str) -> None:
        """Here alone: a middle that still says Ready would say the contrary."""
        self._line.say(said, "wrong")
        loop = self._bench.loop
        if loop.standing and not loop.standing.recent:
            self._bench.stage.show_nothing(self.tr("No picture yet."))
        self._bench.sounds.play("wrong")

    def say_too_early(self) -> None:
        self._line.say(self.tr("Not yet: the device still exposes. Press again when it is done."), "doubt")
        self._bench.sounds.play("wrong")

    def say_fed(self, pages: int) -> None:
        self._line.say(self.tr("The feeder rests: {pages}.").format(pages=self._pages(pages)), "good")
        self._stays = True

    def say_left(self, held: int) -> None:
        """A session was ended with questions that nobody answered."""
        if held:
            one, many = self.tr("1 picture still waits"), self.tr("{count} pictures still wait")
            what = one if held == 1 else many.format(count=grouped(held))
            words = self.tr("{what} for an answer; no record shows what waits. “curatorbench held” lists it.")
            self._line.say(words.format(what=what), "doubt")

    def say_asked_first(self) -> None:
        """An answer was given while another picture was before the eye."""
        self._line.say(self.tr("This is the picture that is asked about: press again to answer."), "doubt")

    def _left(self, count: int) -> str:
        if count == 1:
            return self.tr("1 picture from an earlier connection: it is asked about.")
        return self.tr("{count} pictures from an earlier connection: each is asked about.").format(count=grouped(count))

    def _pages(self, count: int) -> str:
        return self.tr("1 page") if count == 1 else self.tr("{count} pages").format(count=grouped(count))

    def _became_words(self, became: Became) -> str:
        return {
            Became.SAVED: self.tr("Saved: {view}, {number}."),
            Became.MET: self.tr("Saved: {view}, added to {number}."),
            Became.KNOWN: self.tr("This picture is there already: {number}."),
            Became.AWAY: self.tr("Put away: no record shows it."),
        }.get(became, "{view}")
