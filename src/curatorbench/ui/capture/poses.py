"""The states of the Capture bench, for its pictures: a session at the simulated stand, in which nothing is exposed.
What a stand would have taken is posed with the images that the workspace has."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from curatorbench.domain.box import Box
from curatorbench.domain.captures import Became, Exposure, Tally
from curatorbench.domain.devices import Ability
from curatorbench.domain.errors import Conflict, CuratorError, DeviceLost
from curatorbench.domain.pictures import Barcode, Check, CheckName, ColourTarget, QualityReport, Verdict
from curatorbench.domain.profiles import PROFILES
from curatorbench.domain.record import RecordSummary
from curatorbench.domain.things import UnitPath
from curatorbench.ui.capture.changes import Standing
from curatorbench.ui.capture.profile_panel import ProfilePanel
from curatorbench.ui.capture.words import number_words
from curatorbench.ui.parts.type_ahead import Choice
from curatorbench.ui.window import Window

_PATIENCE = 20.0  # seconds for the stand to show something
_GOOD = QualityReport(
    0.81,
    0.62,
    0.0,
    0.001,
    colour_target=None,
    pixels_per_mm=12.1,
    checks=tuple(
        Check(name, Verdict.PASS, value)
        for name, value in (
            (CheckName.SHARPNESS, 0.81),
            (CheckName.EXPOSURE, 0.62),
            (CheckName.LIGHT, 1.8),
            (CheckName.SCALE, 12.1),
            (CheckName.RESOLUTION, 12.1),
            (CheckName.SKEW, 0.2),
            (CheckName.FRAME, 0.0),
            (CheckName.CODES, 1.0),
        )
    ),
)
_SOFT = "The picture is not sharp: focus again, and see that nothing shakes."
_BAD = replace(
    _GOOD,
    sharpness=0.12,
    verdict=Verdict.FAIL,
    reasons=(_SOFT,),
    checks=(Check(CheckName.SHARPNESS, Verdict.FAIL, 0.12, _SOFT), *_GOOD.checks[1:]),
)
_SHADE = "One side is 7 % darker than the other: move the lamp at the left."
_DOUBT = replace(
    _GOOD,
    verdict=Verdict.WARN,
    reasons=(_SHADE,),
    checks=(*_GOOD.checks[:2], Check(CheckName.LIGHT, Verdict.WARN, 7.0, _SHADE), *_GOOD.checks[3:]),
)
_VERDICTS = (_GOOD, _GOOD, _DOUBT, _GOOD, _GOOD, _BAD, _GOOD, None)
_FOLDER = UnitPath("posed", "folder", ("Gentianaceae", "folder 14"))
_ANOTHER = UnitPath("posed too", "folder", ("Gentianaceae", "folder 15"))


def _form(window: Window) -> None:
    window.desk.animate = False
    window.go_to("capture")


def _profile(window: Window) -> None:
    window.capture.form.choose_profile("Packets, front and back")
    window.capture.edit_profile()
    panel = window.capture.side.panel
    assert isinstance(panel, ProfilePanel)
    panel.number.setText("B 10 #######")


def _begun(window: Window) -> None:
    bench = window.capture
    bench.side.close_panel()
    bench.form.device.choose(Choice("simulated:sheet", "simulated herbarium sheets"))
    if bench.form.collection.choice is None:
        bench.form.collection.choose(Choice("HERB", "HERB"))
    bench.begin()
    _until(lambda: bench.loop.standing is not None)


def _exposing(window: Window) -> None:
    loop = window.capture.loop
    loop.is_exposing = True
    loop.moved.emit()


def _eight(window: Window) -> None:
    """Eight exposures with their verdicts, the last not yet checked."""
    bench = window.capture
    bench.loop.is_exposing = False
    _show(window, _posed(window))
    bench.take_reports(_reports(window))
    bench.spoken.say_taken(_posed(window).recent[0])
    bench.loop.moved.emit()


def _failed(window: Window) -> None:
    bench = window.capture
    bench.stage.strip.setCurrentIndex(bench.stage.strip.model().index(5, 0))
    bench.spoken.say_checked(_BAD)


def _held(window: Window) -> None:
    standing = _posed(window)
    error = Conflict(f"{_number(window)} is there already, with a picture of its sheet.", "Say what this one is.")
    waits = replace(standing.recent[0], id="held", became=Became.HELD, error=error)
    _show(window, replace(standing, recent=(waits, *standing.recent[1:]), held=(waits,), exposure=waits))
    window.capture.spoken.say_taken(waits)


def _unit(window: Window) -> None:
    """Another folder: what stays is asked again."""
    standing = _posed(window)
    session = replace(standing.session, storage=_ANOTHER, asks_again=True)
    _show(window, replace(standing, session=session, tally=replace(standing.tally, things=0, expected=48)))
    window.capture.spoken.say_context()


def _views(window: Window) -> None:
    """Front and back, with numbers that are minted."""
    standing = _posed(window)
    profile = replace(
        next(each for each in PROFILES if each.views == ("front", "back")), number="B 10 #######", mints_numbers=True
    )
    session = replace(standing.session, profile=profile, view="back", number="B 10 0001338", object="posed")
    _show(window, replace(standing, session=session))
    window.capture.stage.take_focus()


def _live(window: Window) -> None:
    bench = window.capture
    bench.switches.live()
    for name in ("peaking", "grid", "histogram"):
        if not getattr(bench.feed.overlays, name):
            bench.switches.overlay(name)
    _until(lambda: bench.stage.live.has_picture)


def _timer(window: Window) -> None:
    """Counting down, at a live picture that rests: nothing is to shoot while the picture is drawn."""
    bench = window.capture
    bench.feed.switch(False)
    bench.stage.show_live(False)
    bench.pace.seconds = 120.0
    bench.switches.timer()
    bench.pace.ticked.emit(bench.pace.left)


def _numbers(window: Window) -> None:
    bench = window.capture
    bench.pace.switch(False)
    bench.numbering.toggle()
    rows = (window.desk.records.record(row) for row in range(window.desk.records.rowCount()))
    posed = [replace(record, catalog_number=None) for record in rows if record and record.asset_sha256]
    _until(lambda: bench.numbering.queue.title.text() != "")
    bench.numbering.queue.show_records(posed[:5])
    bench.numbering.queue.begin()


def _lost(window: Window) -> None:
    bench = window.capture
    bench.numbering.close()
    said = DeviceLost("The camera did not answer for 20 seconds, and was let go.", "Check its cable and its battery.")
    bench.loop.failed.emit(said)


def _feeder(window: Window) -> None:
    bench = window.capture
    station = bench.loop.station
    assert station is not None
    bench.loop.station = replace(station, abilities=station.abilities | {Ability.FEEDER})
    bench.loop.pages = 23
    bench.loop.moved.emit()
    bench.spoken.say_taken(_posed(window).recent[1])


def _jam(window: Window) -> None:
    bench = window.capture
    bench.loop.stop_feeding()
    bench.loop.failed.emit(CuratorError("A page is jammed in the feeder.", "Open the cover, take it out, feed again."))


def _posed(window: Window) -> Standing:
    """A folder in the midst of the day."""
    standing = window.capture.loop.standing
    assert standing is not None
    session = replace(
        standing.session,
        profile=PROFILES[0],
        storage=_FOLDER,
        station="Stand 2",
        sticky={"family": "Gentianaceae", "scientificName": "Gentiana L.", "country": "Germany"},
        asks_again=False,
        view="sheet",
        number=None,
        object=None,
    )
    recent = tuple(_exposure(record, place) for place, record in enumerate(reversed(_records(window))))
    return Standing(session, Tally(37, 41, 50, 112.0, 3), recent)


def _exposure(record: RecordSummary, place: int) -> Exposure:
    number = None if place == 0 else record.catalog_number or f"B 10 {1338 - place:07}"
    shown = replace(record, catalog_number=number)
    return Exposure(f"posed {place}", (Path("posed.jpg"),), Became.SAVED, record.asset_sha256, "sheet", (shown,))


def _reports(window: Window) -> dict[str, QualityReport]:
    """Of eight images, as many as the workspace has; the same image twice has one verdict. Its code is its number."""
    numbers = {one.sha256: number_words(one) for one in _posed(window).recent if number_words(one)}
    shown = zip(_records(window), _VERDICTS, strict=True)
    target = ColourTarget("ColorChecker", Box(0.1, 0.9, 0.2, 0.08), 1.9, 4.2)
    return {
        record.asset_sha256: replace(report, colour_target=target, barcodes=_codes(numbers.get(record.asset_sha256)))
        for record, report in shown
        if report and record.asset_sha256
    }


def _codes(number: str | None) -> tuple[Barcode, ...]:
    return (Barcode(number, "Code128", Box(0.6, 0.9, 0.2, 0.05)),) if number else ()


def _records(window: Window) -> list[RecordSummary]:
    rows = (window.desk.records.record(row) for row in range(window.desk.records.rowCount()))
    there = [record for record in rows if record and record.asset_sha256]
    return [there[at % len(there)] for at in range(8)] if there else []


def _number(window: Window) -> str:
    return next((record.catalog_number for record in _records(window) if record.catalog_number), "B 10 0001337")


def _show(window: Window, standing: Standing) -> None:
    loop = window.capture.loop
    loop.standing = standing
    loop.stood.emit(standing)


def _until(is_there: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE
    while not is_there() and time.monotonic() < end:
        QCoreApplication.processEvents()
        time.sleep(0.005)


POSES = (
    ("capture-unconnected", _form),
    ("capture-profile", _profile),
    ("capture-ready", _begun),
    ("capture-exposing", _exposing),
    ("capture-eight", _eight),
    ("capture-failed", _failed),
    ("capture-held", _held),
    ("capture-unit-changed", _unit),
    ("capture-front-back", _views),
    ("capture-live", _live),
    ("capture-timer", _timer),
    ("capture-numbers", _numbers),
    ("capture-lost", _lost),
    ("capture-feeding", _feeder),
    ("capture-jam", _jam),
)
