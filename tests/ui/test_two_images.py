"""A record with a front and a back, by keys alone: every field lights up the image it was read on."""

from pathlib import Path

import pytest
from by_keys import ALT, CTRL, NONE, SHIFT, field, press, settle
from drawn_sheets import SIZE, Sheets, draw_sheet, place
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from curatorbench.domain.suggestion import Suggestion
from curatorbench.domain.terms import LABEL_TERMS
from curatorbench.models.opinions import readings
from curatorbench.models.records import assets
from curatorbench.ui.operations.operations import Change, Changed
from curatorbench.ui.window import Window
from curatorbench.workflow import explore, review
from curatorbench.workflow.mending.images import move_image
from curatorbench.workflow.workbench import Workbench

Key = Qt.Key
ON_BACK = place("eventDate", 7)


@pytest.fixture
def bench(bench: Workbench, sheets: Sheets, tmp_path: Path) -> Workbench:
    """The first record has a back, and its county and determiner are written there."""
    original = bench.workspace.originals.take_in(draw_sheet(tmp_path / "back.jpg", 7))
    material = sheets.records[0]
    with bench.workspace.store.write() as session:
        back = assets.add_asset(
            session, original, original_name="y.jpg", format="image/jpeg", width=SIZE[0], height=SIZE[1]
        )
        assets.attach(session, back, material, "back")
        found = [
            Suggestion(term, value, f"{value.upper()}.", (ON_BACK,), 0.9, "drawn", "1", "as drawn")
            for term, value in (("county", "Guairá"), ("identifiedBy", "B. Balansa"))
        ]
        readings.save_suggestions(session, back, material, found)
    return bench


@pytest.fixture
def images(bench: Workbench, sheets: Sheets) -> tuple[str, ...]:
    return explore.page(bench, sheets.records[0]).assets


def go_to(window: Window, qtbot: QtBot, term: str) -> None:
    """Tab, or back, until the field is reached."""
    is_below = LABEL_TERMS.index(term) > LABEL_TERMS.index(field(window).term)
    while field(window).term != term:
        press(qtbot, window, *((Key.Key_Tab, NONE) if is_below else (Key.Key_Backtab, SHIFT)))


def test_a_field_turns_to_the_image_it_was_read_on_and_back(
    on_bench: Window, images: tuple[str, ...], qtbot: QtBot
) -> None:
    transcribe = on_bench.transcribe
    transcribe.image.glide_time = 0
    assert (transcribe.shown_image, transcribe.image.outlines) == (images[0], (place("catalogNumber", 1001),))
    go_to(on_bench, qtbot, "county")
    assert (transcribe.shown_image, transcribe.image.outlines) == (images[1], (ON_BACK,))
    shown = transcribe.image.outline_on_screen(ON_BACK).toAlignedRect()
    seen = transcribe.image.grab().toImage()
    inside = [seen.pixelColor(x, shown.center().y()).lightness() for x in range(shown.left(), shown.right())]
    assert min(inside) < 90 < 240 < max(inside), "the ink of the back lies inside the outline"
    go_to(on_bench, qtbot, "catalogNumber")
    assert (transcribe.shown_image, transcribe.image.outlines) == (images[0], (place("catalogNumber", 1001),))


def test_what_was_accepted_or_corrected_still_lights_up_where_it_was_read(
    on_bench: Window, bench: Workbench, sheets: Sheets, images: tuple[str, ...], qtbot: QtBot
) -> None:
    go_to(on_bench, qtbot, "county")
    press(qtbot, on_bench, Key.Key_Return)
    review.set_value(bench, sheets.records[0], "identifiedBy", "Benjamin Balansa", "Ada", verbatim="B. BALANSA.")
    press(qtbot, on_bench, Key.Key_PageDown, CTRL)
    press(qtbot, on_bench, Key.Key_PageUp, CTRL)
    for term in ("county", "identifiedBy"):
        go_to(on_bench, qtbot, "catalogNumber")
        assert on_bench.transcribe.shown_image == images[0]
        go_to(on_bench, qtbot, term)
        assert (on_bench.transcribe.shown_image, on_bench.transcribe.image.outlines) == (images[1], (ON_BACK,))


def test_keys_turn_the_images_and_outline_nothing_that_lies_elsewhere(
    on_bench: Window, images: tuple[str, ...], qtbot: QtBot
) -> None:
    transcribe = on_bench.transcribe
    press(qtbot, on_bench, Key.Key_PageDown, CTRL | ALT)
    assert (transcribe.shown_image, transcribe.image.outlines) == (images[1], ())
    assert transcribe.image.has_image
    assert "2 of 2" in on_bench.status.notice.text
    assert "2 of 2" in transcribe.image.accessibleName()
    press(qtbot, on_bench, Key.Key_PageUp, CTRL | ALT)
    assert (transcribe.shown_image, transcribe.image.outlines) == (images[0], (place("catalogNumber", 1001),))
    assert field(on_bench).term == "catalogNumber"


def test_a_record_with_one_image_says_so(on_bench: Window, qtbot: QtBot) -> None:
    press(qtbot, on_bench, Key.Key_PageDown, CTRL)
    press(qtbot, on_bench, Key.Key_PageDown, CTRL | ALT)
    assert on_bench.status.notice.text == "This record has no further image."
    assert on_bench.transcribe.image.outlines == (place("catalogNumber", 1002),)


def test_a_field_left_while_the_next_record_loads_shows_nothing_of_the_old(on_bench: Window, qtbot: QtBot) -> None:
    on_bench.transcribe.step(1)
    on_bench.transcribe.form.rows["county"].edit.setFocus(Qt.FocusReason.TabFocusReason)
    assert not on_bench.transcribe.image.has_image
    settle(qtbot, on_bench)
    assert on_bench.transcribe.image.outlines == (place("catalogNumber", 1002),)


def test_an_image_that_was_moved_away_is_no_longer_before_the_eye(
    on_bench: Window, bench: Workbench, sheets: Sheets, images: tuple[str, ...], qtbot: QtBot
) -> None:
    first, second = sheets.records[:2]

    def move(image: str, source: str, target: str) -> None:
        move_image(bench, image, source, target, "Ada")
        on_bench.desk.operations.tell(Changed(Change.RECORDS | Change.FIELDS))
        settle(qtbot, on_bench)

    move(images[0], first, second)
    assert on_bench.transcribe.shown_image == images[1]
    move(images[1], first, second)
    assert on_bench.transcribe.shown_image == ""
    assert on_bench.transcribe.image.text == "This record has no image."
    move(images[1], second, first)
    assert on_bench.transcribe.shown_image == images[1]
    assert on_bench.transcribe.image.has_image
