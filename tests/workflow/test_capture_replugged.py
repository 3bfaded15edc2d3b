"""A camera that was plugged in anew has another address: what lies in the spool of the old one is offered and asked
about, by one program alone, and never twice, whoever is killed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from replugged_program import PROFILE, bench_on, connected
from stand import Stand

from curatorbench.capture.claims import Claim, of_spool
from curatorbench.capture.exposure_spool import ExposureSpool
from curatorbench.capture.gphoto2.card import NAME, CardFile, write_origin
from curatorbench.domain.captures import Answer, Became
from curatorbench.domain.devices import Address
from curatorbench.domain.errors import DeviceError
from curatorbench.models.keeping import safety
from curatorbench.models.store.workspace import Workspace
from curatorbench.workflow import capture, explore
from curatorbench.workflow.capture import Station, stations
from curatorbench.workflow.workbench import Workbench

PROGRAM = Path(__file__).with_name("replugged_program.py")
OLD, NEW, OTHER = (f"gphoto2:usb:001,00{place}" for place in (4, 7, 9))
D750 = "Nikon DSC D750 6012345"


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workbench]:
    runtime = tmp_path / "run"
    runtime.mkdir()
    monkeypatch.setenv("PYTHONPATH", str(PROGRAM.parents[1]))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))  # the addresses are those of every such test
    Workspace.create(tmp_path / "workspace").close()
    bench = bench_on(tmp_path / "workspace")
    yield bench
    bench.close()


@pytest.fixture
def stand(bench: Workbench, tmp_path: Path) -> Stand:
    return Stand(bench, tmp_path / "drawn", PROFILE)


def spool(bench: Workbench, address: str) -> Path:
    return stations.spool_of(bench, Address.read(address))


def name_camera(folder: Path, camera: str) -> None:
    (folder / NAME).write_text(f"\n{json.dumps({'camera': camera, 'last': 0, 'before': []})}\n")


def leave(stand: Stand, *codes: str, address: str = OLD, camera: str = D750) -> Path:
    """An exposure in the spool of an address, as the camera's process keeps it."""
    folder = spool(stand.bench, address)
    (picture,) = stand.shot(*codes).files
    exposures = ExposureSpool(folder)
    exposures.open()

    def write(part: Path) -> None:
        shutil.copy(picture, part / "DSC_0001.png")
        write_origin(part, [CardFile("/store/DCIM", "DSC_0001.png", 1, 1)])

    name_camera(folder, camera)
    return exposures.add(write)


def left(bench: Workbench, address: str = OLD) -> list[Path]:
    return ExposureSpool(spool(bench, address)).exposures()


@pytest.fixture
def connect(bench: Workbench) -> Iterator[Callable[..., Station]]:
    made: list[Station] = []

    def connect(address: str = NEW, program: str = "the bench") -> Station:
        made.append(connected(bench, address, program))
        return made[-1]

    yield connect
    for station in made:
        station.close()


Connect = Callable[..., Station]


def test_each_is_a_question_and_leaves_its_spool_when_it_is_safe(stand: Stand, connect: Connect) -> None:
    for _ in range(3):
        leave(stand)
    station = connect()
    assert capture.left_behind(station) == 3
    shots = capture.waiting(station)
    assert len(shots) == 3 and capture.waiting(station) == [], "each is handed over once"
    taken = [capture.take(stand.bench, station, stand.id, shot) for shot in shots]
    assert {one.became for one in taken} == {Became.HELD}
    assert all(one.error and "earlier connection" in one.error.message and one.error.hint for one in taken)
    station.handed.finish()
    assert left(stand.bench) == [] and capture.left_behind(station) == 0 and station.complaints() == []
    assert len(capture.held(stand.bench, stand.id)) == 3 and explore.records(stand.bench) == []
    assert not (spool(stand.bench, NEW) / ".erased").exists(), "nothing is erased by them, though the profile does"
    Claim(of_spool(spool(stand.bench, OLD)), name="let go with the last one").free()


def test_they_may_be_of_the_thing_that_is_open_and_move_nothing(stand: Stand, connect: Connect) -> None:
    front = stand.take("HB0001")
    leave(stand)
    station = connect()
    (shot,) = capture.waiting(station)
    held = capture.take(stand.bench, station, stand.id, shot)
    assert held.records == front.records or held.records[0].catalog_number == "HB0001"
    assert held.error is not None and "HB0001" in held.error.message
    assert stand.session.view == "back"
    said = capture.answer(stand.bench, stand.id, held.id, Answer.ANOTHER)
    assert (said.became, said.view, said.records[0].catalog_number) == (Became.SAVED, "back", "HB0001")


def test_or_of_the_record_that_their_code_names(stand: Stand, connect: Connect) -> None:
    known = stand.take("HB0001").records[0].material_entity_id
    stand.take("HB0002")
    for code in ("HB0001", "HB0003"):
        leave(stand, code)
    station = connect()
    first, second = (capture.take(stand.bench, station, stand.id, shot) for shot in capture.waiting(station))
    assert [one.material_entity_id for one in first.records] == [known] and second.records == ()
    said = capture.answer(stand.bench, stand.id, second.id, Answer.APART)
    assert said.records[0].catalog_number == "HB0003"


def test_what_was_taken_in_before_is_no_question(stand: Stand, connect: Connect) -> None:
    """Its program was killed between keeping it and letting it go."""
    exposure = leave(stand, "HB0001")
    capture.take(stand.bench, None, stand.id, capture.Shot(ExposureSpool(exposure.parent).pictures(exposure), "D750"))
    station = connect()
    (shot,) = capture.waiting(station)
    assert capture.take(stand.bench, station, stand.id, shot).became is Became.KNOWN
    station.handed.finish()
    assert left(stand.bench) == [] and capture.held(stand.bench) == []


@pytest.mark.parametrize(
    ("here", "there", "is_offered"),
    [
        (D750, D750, True),
        (D750, "Nikon DSC D750 ", True),  # it did not say its number then
        ("Nikon DSC D750 ", D750, True),
        ("", D750, True),
        (D750, "Nikon DSC D750 6099999", False),
        (D750, "Canon EOS 6D ", False),
        ("Nikon DSC D750 ", "Canon EOS 6D 1", False),
    ],
)
def test_only_what_may_be_of_the_same_camera(
    stand: Stand, connect: Connect, here: str, there: str, is_offered: bool
) -> None:
    leave(stand, camera=there)
    if here:
        name_camera(spool(stand.bench, NEW), here)
    assert capture.left_behind(connect()) == int(is_offered)


@pytest.mark.parametrize("journal", [b"", b"{", b"[1]", b"\xff\xfe", b"[" * 100_000, b'{"camera": 3}'])
def test_a_journal_that_says_nothing_is_of_an_unknown_camera(stand: Stand, connect: Connect, journal: bytes) -> None:
    exposure = leave(stand)
    (exposure.parent / NAME).write_bytes(journal)
    assert capture.left_behind(connect()) == 1


def test_what_is_no_spool_is_passed_over(stand: Stand, connect: Connect) -> None:
    exposure = leave(stand)
    devices = exposure.parent.parent
    (devices / "notes.txt").write_text("a file")
    (devices / "link").symlink_to(exposure.parent)
    (devices / "other" / "000001").mkdir(parents=True)
    assert capture.left_behind(connect()) == 1


def test_other_devices_are_offered_nothing(bench: Workbench, stand: Stand) -> None:
    leave(stand)
    station = capture.connect(bench, f"folder:{stand.folder}")
    assert capture.left_behind(station) == 0
    station.close()


def test_one_that_could_not_be_kept_is_offered_again(stand: Stand, connect: Connect) -> None:
    leave(stand)
    station = connect()
    (shot,) = capture.waiting(station)
    originals = stand.bench.workspace.originals.folder
    originals.rename(originals.with_name("away"))
    assert capture.take(stand.bench, station, stand.id, shot).became is Became.FAILED
    originals.with_name("away").rename(originals)
    assert capture.waiting(station) == [shot] and len(left(stand.bench)) == 1


def test_two_programs_do_not_both_offer_them(stand: Stand, connect: Connect) -> None:
    for _ in range(2):
        leave(stand)
    first, second = connect(NEW, "the first"), connect(OTHER, "the second")
    assert (capture.left_behind(first), capture.left_behind(second)) == (2, 0)
    assert capture.waiting(second) == []
    with pytest.raises(DeviceError, match="in use by the first"):
        capture.connect(stand.bench, OLD, claimed_by="the third")
    first.close()
    second.close()
    assert capture.left_behind(connect(OTHER)) == 2, "what the first did not take in"


def test_a_camera_at_the_old_address_keeps_its_own(stand: Stand, connect: Connect) -> None:
    leave(stand)
    connect(OLD)
    assert capture.left_behind(connect(NEW)) == 0


def programs(root: Path, *addresses: str) -> list[subprocess.Popen[str]]:
    return [
        subprocess.Popen([sys.executable, str(PROGRAM), str(root), address], stdout=subprocess.PIPE, text=True)
        for address in addresses
    ]


@pytest.mark.torture
@pytest.mark.timeout(3600)
def test_two_programs_killed_at_any_moment_of_the_offer(
    stand: Stand, turns: Callable[[int], int], dice: Random
) -> None:
    root, count = stand.bench.workspace.root, 4
    for _ in range(turns(20)):
        before = len(capture.held(stand.bench))
        for _ in range(count):
            leave(stand)
        said: list[str] = []
        for patience in (dice.randint(1, count + 1), 0):  # both are killed, then both may come to their end
            running = programs(root, NEW, OTHER)
            said += _heard(running, patience, dice)
        held = capture.held(stand.bench)
        assert len(held) == before + count and left(stand.bench) == []
        assert Counter(one.sha256 for one in held).most_common(1)[0][1] == 1, "one question for each picture"
        assert set(said) <= {one.sha256 for one in held}, "what was acknowledged is there"
    assert [checked for checked in safety.verify(stand.bench.workspace) if not checked.ok] == []
    assert explore.records(stand.bench) == []
    assert not list((root / "devices").glob("*/.erased"))


def _heard(running: list[subprocess.Popen[str]], patience: int, dice: Random) -> Iterator[str]:
    """The hashes that the programs acknowledged. All are killed once the first has said so many lines, 0 for never."""
    first = running[0].stdout
    assert first is not None
    lines = [first.readline() for _ in range(patience)]
    if patience:
        time.sleep(dice.uniform(0, 0.06))
        for program in running:
            program.kill()
    for program in running:
        lines += program.communicate()[0].splitlines(keepends=True)
        assert patience or program.returncode == 0
    yield from (line.split()[2] for line in lines if line.startswith("said") and line.endswith("\n"))
