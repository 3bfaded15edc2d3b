"""Scanners through SANE, against its `test` backend: a real driver without a scanner."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image

from curatorbench.capture.port import Feeder, Shot, abilities
from curatorbench.capture.sane.finding import found
from curatorbench.capture.sane.handle import Handle, Maker, SaneStatus
from curatorbench.capture.sane.options import ADVANCED, MM, Kind, Option, as_setting, is_for_people, nearest, read
from curatorbench.capture.sane.scanner import FeedScanner, scanner
from curatorbench.capture.spool import Spool
from curatorbench.domain.devices import Ability, Address
from curatorbench.domain.errors import BadInput, Cancelled, DeviceError

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="SANE is not for Windows"),
    pytest.mark.usefixtures("sane_backend"),
]

FEEDER = "Automatic Document Feeder"


@pytest.fixture
def device(tmp_path: Path) -> Iterator[FeedScanner]:
    """A scanner with small paper at 100 dpi."""
    device = scanner("test:0", tmp_path)
    assert isinstance(device, FeedScanner)
    for name, value in (("br-x", "40"), ("br-y", "30"), ("resolution", "100"), ("test-picture", "Color pattern")):
        device.adjust(name, value)
    yield device
    device.close()


def setting(device: FeedScanner, name: str) -> str:
    return next(each.value for each in device.settings() if each.name == name)


def taken(shot: Shot) -> np.ndarray:
    return tifffile.imread(shot.files[0])


def by_scanimage(out: Path, *options: str) -> np.ndarray:
    """The same page by SANE's own program."""
    words = ("--resolution", "100", "-x", "40", "-y", "30", "--test-picture", "Color pattern", *options)
    subprocess.run(["scanimage", "-d", "test:0", "--format=tiff", "-o", out, *words], check=True, capture_output=True)
    return tifffile.imread(out)


def test_it_is_found_with_a_name_for_people() -> None:
    assert [(each.address, each.name) for each in found()] == [(Address("sane", "test:0"), "Noname frontend-tester")]


def test_it_can_what_the_scanner_can(device: FeedScanner) -> None:
    assert abilities(device) == {Ability.SHUTTER, Ability.SETTINGS, Ability.FEEDER}


def test_it_begins_with_300_dpi_in_colour_of_the_whole_area(tmp_path: Path) -> None:
    device = scanner("test:0", tmp_path)
    values = {each.name: each.value for each in device.settings()}
    assert [each.name for each in device.settings()][:6] == ["source", "mode", "resolution", "depth", "paper", "file"]
    assert [values[name] for name in ("mode", "resolution", "depth", "paper")] == ["Color", "300", "8", "whole area"]
    device.close()


@pytest.mark.skipif(shutil.which("scanimage") is None, reason="sane-utils is not installed")
@pytest.mark.parametrize("depth", ["8", "16"])
@pytest.mark.parametrize("mode", ["Gray", "Color"])
def test_a_page_is_to_the_last_sample_what_scanimage_gets(
    device: FeedScanner, tmp_path: Path, mode: str, depth: str
) -> None:
    device.adjust("mode", mode)
    device.adjust("depth", depth)
    theirs = by_scanimage(tmp_path / "theirs.tif", "--mode", mode, "--depth", depth)
    ours = taken(device.shoot())
    assert ours.dtype == (np.uint16 if depth == "16" else np.uint8)
    assert ours.shape[:2] == (118, 157), "30 by 40 mm"
    assert np.array_equal(ours, theirs)
    assert len(np.unique(ours)) > 2


@pytest.mark.parametrize(("name", "value", "back"), [("three-pass", "on", "off"), ("ppl-loss", "3", "0")])
def test_what_python_sane_would_make_noise_of_is_refused(device: FeedScanner, name: str, value: str, back: str) -> None:
    whole = taken(device.shoot())
    device.adjust(name, value)
    with pytest.raises(DeviceError, match="cannot be read here"):
        device.shoot()
    device.adjust(name, back)
    assert np.array_equal(taken(device.shoot()), whole)


def test_a_sheet_whose_length_nobody_knows_is_scanned_to_its_end(device: FeedScanner) -> None:
    device.adjust("hand-scanner", "on")
    height, width, bands = taken(device.shoot()).shape
    device.adjust("hand-scanner", "off")  # the backend remembers it as long as this process lives
    assert width == 433 and height > 300 and bands == 3, "11 cm wide"


def test_the_file_says_how_large_and_by_what(device: FeedScanner) -> None:
    with tifffile.TiffFile(device.shoot().files[0]) as file:
        tags = {tag.name: tag.value for tag in file.pages[0].tags}
    assert tags["XResolution"] == (100, 1) and tags["ResolutionUnit"] == 2
    assert (tags["Make"], tags["Model"]) == ("Noname", "frontend-tester")
    assert len(tags["DateTime"]) == 19


@pytest.mark.parametrize(("form", "suffix"), [("TIFF, packed", ".tif"), ("PNG", ".png"), ("JPEG", ".jpg")])
@pytest.mark.parametrize("mode", ["Gray", "Color"])
def test_a_page_can_be_another_file(device: FeedScanner, form: str, suffix: str, mode: str) -> None:
    device.adjust("mode", mode)
    plain = taken(device.shoot())
    device.adjust("file", form)
    (path,) = device.shoot().files
    assert path.suffix == suffix
    with Image.open(path) as image:
        assert image.info["dpi"] == pytest.approx((100, 100), abs=0.1)
        got = np.asarray(image)
    assert np.abs(got.astype(int) - plain).max() <= (12 if form == "JPEG" else 0)


def test_sixteen_bits_are_never_cut_to_eight(device: FeedScanner) -> None:
    device.adjust("depth", "16")
    device.adjust("file", "JPEG")
    shot = device.shoot()
    assert shot.files[0].suffix == ".tif" and taken(shot).dtype == np.uint16


@pytest.mark.parametrize(
    ("name", "value"),
    [("resolution", "9999"), ("resolution", "fine"), ("mode", "Sepia"), ("paper", "A0"), ("file", "BMP"), ("no", "x")],
)
def test_what_cannot_be_set_is_said_and_changes_nothing(device: FeedScanner, name: str, value: str) -> None:
    before = device.settings()
    with pytest.raises(BadInput) as caught:
        device.adjust(name, value)
    assert caught.value.message and caught.value.hint
    assert device.settings() == before


def test_a_paper_is_its_corners(device: FeedScanner) -> None:
    assert setting(device, "paper") == "own area"
    device.adjust("paper", "A6")
    assert [setting(device, name) for name in ("tl-x", "tl-y", "br-x", "br-y")] == ["0", "0", "105", "148"]
    assert setting(device, "paper") == "A6"


def test_settings_stand_again_in_another_process(device: FeedScanner, tmp_path: Path) -> None:
    device.adjust("resolution", "150")
    device.adjust("file", "PNG")
    device.adjust("paper", "A6")
    device.close()
    again = scanner("test:0", tmp_path)
    assert isinstance(again, FeedScanner)
    assert [setting(again, name) for name in ("resolution", "file", "paper")] == ["150", "PNG", "A6"]
    again.close()


def test_fifty_pages_through_a_feeder_of_ten(device: FeedScanner) -> None:
    assert isinstance(device, Feeder)
    shots: list[Shot] = []
    for stack in range(1, 6):
        while (shot := device.next_page()) is not None:
            shots.append(shot)
        assert len(shots) == 10 * stack, "an empty feeder is said, refilled, and it goes on"
    assert list(device.shots()) == shots, "in their order"
    assert setting(device, "source") == FEEDER
    assert len({taken(shot).shape for shot in shots}) == 1
    for shot in shots:
        device.release(shot)
    assert list(device.shots()) == []


@pytest.mark.parametrize("form", ["TIFF", "PNG"])
def test_two_pages_that_look_the_same_are_two_files(device: FeedScanner, form: str) -> None:
    """Blank backs of a notebook, say: an original is known by its content, and the second is no copy of the first."""
    device.adjust("file", form)
    first, second = device.shoot(), device.shoot()
    assert first.files[0].read_bytes() != second.files[0].read_bytes()


def test_the_glass_can_be_used_between_pages(device: FeedScanner) -> None:
    assert device.next_page() is not None
    device.shoot()
    assert setting(device, "source") == "Flatbed"
    assert device.next_page() is not None


def test_pages_that_nobody_took_in_are_offered_by_the_next_process(device: FeedScanner, tmp_path: Path) -> None:
    shot = device.shoot()
    (tmp_path / "20260101-000000-000000.tif.part").write_bytes(b"half")
    device.close()
    again = scanner("test:0", tmp_path)
    assert list(again.shots()) == [shot]
    assert not list(tmp_path.glob("*.part"))
    again.release(shot)
    assert list(again.shots()) == []
    again.close()


def test_progress_goes_by_lines_and_never_back(device: FeedScanner) -> None:
    heard: list[tuple[float, str]] = []
    device.shoot(lambda fraction, message="": heard.append((fraction, message)))
    fractions = [fraction for fraction, _ in heard]
    assert fractions == sorted(fractions) and 20 < len(fractions) < 80
    assert ("line 51 of 118" in [message for _, message in heard]) and fractions[-1] <= 1


@pytest.mark.parametrize("at", [0.0, 0.3, 0.95])
def test_a_scan_that_is_stopped_leaves_nothing_and_the_next_is_whole(device: FeedScanner, at: float) -> None:
    def stop(fraction: float, message: str = "") -> None:
        if fraction >= at:
            raise Cancelled

    whole = taken(device.shoot())
    before = list(device.shots())
    for expose in (device.shoot, device.next_page):
        with pytest.raises(Cancelled):
            expose(stop)
        assert list(device.shots()) == before
    assert np.array_equal(taken(device.shoot()), whole)


def test_a_scan_leaves_broken_pipes_errors(device: FeedScanner) -> None:
    """The backend makes them end the process that it is loaded in."""
    device.shoot()
    ignored = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("SigIgn"))
    assert int(ignored.split()[1], 16) >> (signal.SIGPIPE - 1) & 1


def test_a_closed_scanner_says_so(device: FeedScanner) -> None:
    device.close()
    for call in (device.shoot, device.next_page, device.settings, lambda: list(device.shots())):
        with pytest.raises(DeviceError, match="not connected"):
            call()
    device.open()
    device.shoot()


def test_a_scanner_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(DeviceError) as caught:
        scanner("test:7", tmp_path)
    assert "switched on" in caught.value.hint


def test_a_scanner_that_was_plugged_in_again_is_known_by_its_make() -> None:
    with pytest.raises(SaneStatus):
        Handle("test:7", "the scanner", Maker("Another", "make"))
    handle = Handle("test:7", "the scanner", Maker("Noname", "frontend-tester"))
    assert handle.address == "test:0"
    handle.close()


def test_a_large_page_is_in_memory_twice_at_most(tmp_path: Path) -> None:
    """200 x 200 mm at 600 dpi, colour, 16 bits: 134 MB."""
    program = (
        "import resource, sys; from pathlib import Path; from curatorbench.capture.sane.scanner import scanner\n"
        "device = scanner('test:0', Path(sys.argv[1]))\n"
        "device.adjust('depth', '16'); device.adjust('resolution', '600')\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "shot = device.shoot()\n"
        "used = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024\n"
        "sys.stdout.write(f'{used / shot.files[0].stat().st_size:.2f}')"
    )
    ran = subprocess.run([sys.executable, "-c", program, tmp_path], env=os.environ, capture_output=True, check=True)
    assert float(ran.stdout) < 2.2


# --- options that the test backend does not have


def option(kind: Kind, constraint: object, *, capabilities: int = 5, size: int = 4) -> Option:
    return Option(1, "x", "X", kind, MM, size, capabilities, constraint)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("made", "wanted", "value"),
    [
        (option(Kind.INT, [75, 150, 600]), 300, 150),
        (option(Kind.INT, (50, 200, 1)), 300, 200),
        (option(Kind.FIXED, (50.0, 400.0, 0.0)), 300, 300.0),
        (option(Kind.FIXED, None), 300, 300.0),
    ],
)
def test_the_nearest_that_it_can_be(made: Option, wanted: float, value: float) -> None:
    got = nearest(made, wanted)
    assert got == value and type(got) is type(value)


def test_words_become_what_the_backend_wants() -> None:
    assert read(option(Kind.BOOL, None), "on") == 1
    assert read(option(Kind.FIXED, [1.5, 2.0]), "1.5") == 1.5
    assert read(option(Kind.STRING, None), "anything") == "anything"
    assert as_setting(option(Kind.BOOL, None), 1).value == "on"
    with pytest.raises(BadInput):
        read(option(Kind.INT, None, capabilities=5 | 32), "3")


def test_what_is_no_single_value_or_advanced_is_not_shown() -> None:
    hidden: tuple[Callable[[], Option], ...] = (
        lambda: option(Kind.INT, None, size=1024),
        lambda: option(Kind.INT, None, capabilities=5 | ADVANCED),
    )
    assert not any(is_for_people(make()) for make in hidden)


def test_a_spool_leaves_alone_what_lies_elsewhere(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool")
    spool.open()
    other = tmp_path / "a.tif"
    other.write_bytes(b"x")
    spool.drop(other)
    assert other.exists()


def test_a_setting_that_lets_no_page_be_scanned_is_named_and_goes_back(device: FeedScanner, tmp_path: Path) -> None:
    device.adjust("ppl-loss", "128")
    with pytest.raises(DeviceError, match="cannot be read here") as caught:
        device.shoot()
    assert "Loss of pixels per line from 128 to 0" in caught.value.hint
    assert taken(device.shoot()).shape == (118, 157, 3), "the next scan is one again"
    device.close()
    again = scanner("test:0", tmp_path)
    assert taken(again.shoot()).shape[2] == 3
    again.close()
    device.open()


def test_what_no_page_was_scanned_with_is_not_kept_for_another_process(device: FeedScanner, tmp_path: Path) -> None:
    device.adjust("ppl-loss", "128")
    kept = tmp_path / ".settings.json"
    assert "resolution" in json.loads(kept.read_bytes()) and "ppl-loss" not in json.loads(kept.read_bytes())
    device.adjust("ppl-loss", "0")
    device.adjust("test-picture", "Grid")
    assert json.loads(kept.read_bytes()).get("test-picture") != "Grid"
    device.shoot()
    assert json.loads(kept.read_bytes())["test-picture"] == "Grid"


def test_one_that_was_kept_all_the_same_is_named_by_the_first_scan(device: FeedScanner, tmp_path: Path) -> None:
    device.close()
    (tmp_path / ".settings.json").write_text('{"ppl-loss": "128"}')
    again = scanner("test:0", tmp_path)
    with pytest.raises(DeviceError) as caught:
        again.shoot()
    assert "Loss of pixels per line from 128" in caught.value.hint
    assert "ppl-loss" not in json.loads((tmp_path / ".settings.json").read_bytes())
    again.shoot()
    again.close()
    device.open()


def test_what_only_tests_programs_is_not_offered(device: FeedScanner) -> None:
    names = {each.name for each in device.settings()}
    assert {"resolution", "mode", "source", "test-picture"} <= names
    assert not names & {"ppl-loss", "enable-test-options", "read-return-value", "fuzzy-parameters", "select-fd"}
