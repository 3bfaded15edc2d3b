"""The journal of a camera's card: what it offers after a crash, and what no damage to it makes it do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from curatorbench.capture.gphoto2.card import NAME, CardFile, Journal, origin, write_origin

FOLDER = "/store_00010001/DCIM/100NIKON"
CAMERA = "Nikon DSC D750 1"


def file(number: int, *, time: int = 1000, folder: str = FOLDER) -> CardFile:
    return CardFile(folder, f"DSC_{number:04d}.JPG", 5_000_000 + number, time + number)


def exposure(spool: Path, number: int, *files: CardFile) -> Path:
    place = spool / f"{number:06d}"
    place.mkdir()
    write_origin(place, files)
    return place


def begun(spool: Path, *card: CardFile, camera: str = CAMERA, held: tuple[Path, ...] = ()) -> list[CardFile]:
    return Journal(spool).begin(camera, set(card), held)


def test_the_first_time_nothing_is_offered(tmp_path: Path) -> None:
    assert begun(tmp_path, file(1), file(2)) == []


def test_after_a_crash_what_is_new_is_offered_oldest_first(tmp_path: Path) -> None:
    begun(tmp_path, file(1))
    assert begun(tmp_path, file(1), file(3), file(2)) == [file(2), file(3)]


def test_what_was_fetched_is_not_offered_again(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.begin(CAMERA, {file(1)}, [])
    journal.took(tmp_path / "000001", [file(2)])
    assert begun(tmp_path, file(1), file(2), file(3)) == [file(3)]


def test_what_is_whole_in_the_spool_was_fetched_even_if_the_journal_does_not_say_so(tmp_path: Path) -> None:
    begun(tmp_path, file(1))
    held = exposure(tmp_path, 1, file(2))
    assert begun(tmp_path, file(1), file(2), held=(held,)) == []


def test_numbers_that_begin_anew_are_other_pictures(tmp_path: Path) -> None:
    begun(tmp_path, file(9999), file(1))
    anew = file(1, time=90_000)
    elsewhere = file(1, folder="/store_00010001/DCIM/101NIKON")
    assert begun(tmp_path, file(9999), file(1), elsewhere, anew) == [elsewhere, anew]


def test_an_emptied_card_offers_what_is_newer_than_all_before(tmp_path: Path) -> None:
    begun(tmp_path, file(1), file(2))
    assert begun(tmp_path, file(3, time=0), file(4)) == [file(4)]


def test_a_card_freed_of_what_was_safe_still_offers_what_is_new(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.begin(CAMERA, set(), [])
    journal.took(tmp_path / "000001", [file(1)])
    journal.erased("000001")
    early = file(2, time=0)  # the camera's clock was set back
    assert begun(tmp_path, early) == [early]


def test_another_camera_begins_anew(tmp_path: Path) -> None:
    begun(tmp_path, file(1))
    assert begun(tmp_path, file(1), file(2), camera="Canon EOS 5D 7") == []


def test_a_number_is_never_used_twice(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.begin(CAMERA, set(), [])
    journal.took(tmp_path / "000007", [file(1)])
    journal.erased("000007")
    for camera in (CAMERA, "Canon EOS 5D 7"):
        again = Journal(tmp_path)
        again.begin(camera, set(), [])
        assert again.last == 7


def test_where_an_exposure_came_from_is_known_after_a_crash(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.begin(CAMERA, set(), [])
    journal.took(tmp_path / "000001", [file(1), file(2)])
    again = Journal(tmp_path)
    again.begin(CAMERA, {file(1), file(2)}, [])
    assert again.files("000001") == (file(1), file(2)) and again.files("000002") == ()


def test_a_journal_cut_off_at_any_byte_offers_nothing_from_before(tmp_path: Path) -> None:
    """At worst it begins anew, or offers again what was fetched, which is known by its content."""
    journal = Journal(tmp_path)
    journal.begin(CAMERA, {file(1)}, [])
    journal.took(tmp_path / "000001", [file(2)])
    whole = (tmp_path / NAME).read_bytes()
    for length in range(len(whole)):
        (tmp_path / NAME).write_bytes(whole[:length])
        offered = begun(tmp_path, file(1), file(2), file(3))
        assert file(1) not in offered
        (tmp_path / NAME).unlink()


def test_a_line_after_one_that_was_cut_off_counts(tmp_path: Path) -> None:
    begun(tmp_path, file(1))
    with (tmp_path / NAME).open("ab") as torn:
        torn.write(b'\n{"took": "000')
    journal = Journal(tmp_path)
    journal._append({"took": "000002", "files": [list(FILE) for FILE in [(FOLDER, "DSC_0002.JPG", 5_000_002, 1002)]]})
    assert begun(tmp_path, file(1), file(2), file(3)) == [file(3)]


@pytest.mark.parametrize(
    "damage",
    [b"", b"\x00" * 300, b"[1, 2]\n", b'"text"\n', b'{"camera": "Nikon DSC D750 1", "before": [[1]]}\n',
     b'{"camera": "Nikon DSC D750 1", "before": 5}\n', b'{"took": "x", "files": []}\n', b"\xff\xfe{}\n"],
)  # fmt: skip
def test_a_damaged_journal_begins_anew(damage: bytes, tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(damage)
    assert begun(tmp_path, file(1)) == []
    assert begun(tmp_path, file(1), file(2)) == [file(2)]


@pytest.mark.parametrize(
    "line",
    ['{"erased": []}', '{"took": 1e999, "files": []}', '{"took": "1", "files": [["a", "b", 1e999, 0]]}', "[" * 200_000,
     '{"last": 1e999}', '{"last": NaN}', '{"closed": 1e999}', '{"closed": ' + "9" * 400 + "}", '{"trying": 1e999}',
     '{"took": "' + "9" * 250 + '", "files": []}', '{"trying": [[[], {}, 0, 0]]}', '{"took": "\u00b2", "files": []}',
     '{"camera": ' + "[" * 100_000],
)  # fmt: skip
def test_a_damaged_line_is_passed_over_and_the_camera_opens(tmp_path: Path, line: str) -> None:
    begun(tmp_path, file(1))
    with (tmp_path / NAME).open("a") as journal:
        journal.write(f"\n{line}\n")
    again = Journal(tmp_path)
    assert again.begin(CAMERA, {file(1), file(2)}, []) == [file(2)] and again.last == 0
    (tmp_path / NAME).write_text(line + "\n")
    assert begun(tmp_path, file(1)) == [], "alone in the file too"


@pytest.mark.parametrize("said", ["[" * 200_000, '[["a", "b", 1e999, 0]]', "{}", '[["a"]]', "1e999"])
def test_what_an_exposure_says_of_itself_may_be_damaged(tmp_path: Path, said: str) -> None:
    held = exposure(tmp_path, 1, file(1))
    (held / NAME).write_text(said)
    assert origin(held) == ()
    assert begun(tmp_path, file(1), held=(held,)) == []


def test_damage_beside_good_lines_is_passed_over(tmp_path: Path) -> None:
    begun(tmp_path, file(1))
    with (tmp_path / NAME).open("a") as journal:
        for line in ({"took": "1"}, {"took": None, "files": 3}, {"closed": "soon"}, ["x"], {"files": [[1, 2]]}):
            journal.write(json.dumps(line) + "\n")
    assert begun(tmp_path, file(1), file(2)) == [file(2)]
