"""Colours can be read by everybody, and the one palette file is the only place that names them."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton

from curatorbench.ui.app import application
from curatorbench.ui.look import language
from curatorbench.ui.look import palette as look


def _luminance(colour: str) -> float:
    parts = [QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF()]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio, 1-21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("theme", "least"), [("light", 4.5), ("dark", 4.5), ("contrast", 7)])
@pytest.mark.parametrize(("text", "ground"), look.TEXT_ON_GROUND)
def test_every_text_can_be_read(theme: str, least: float, text: str, ground: str) -> None:
    scheme = look.THEMES[theme]
    assert contrast(getattr(scheme, text), getattr(scheme, ground)) >= least


def test_lines_of_high_contrast_are_wide_and_seen() -> None:
    scheme = look.CONTRAST
    assert (scheme.stroke, scheme.focus_stroke) == (2, 3)
    assert min(contrast(line, scheme.window) for line in (scheme.line, scheme.accent)) >= 7


def test_text_on_the_image_ground_can_be_read() -> None:
    assert contrast(look.ON_IMAGE_GREY, look.IMAGE_GREY) >= 4.5


def test_an_outline_is_seen_on_white_and_on_black() -> None:
    for paper in ("#ffffff", "#000000"):
        assert max(contrast(look.OUTLINE, paper), contrast(look.OUTLINE_EDGE, paper)) >= 4.5


def test_the_image_ground_is_eighteen_percent() -> None:
    assert _luminance(look.IMAGE_GREY) == pytest.approx(0.18, abs=0.005)


def test_colours_are_named_in_one_file() -> None:
    folder = Path(look.__file__).parents[1]
    others = [path for path in folder.rglob("*.py") if path.name != "palette.py"]
    assert others
    assert not [path.name for path in others if re.search(r"#[0-9a-fA-F]{6}\b", path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("theme", ["contrast", "dark", "light"])
def test_a_theme_dresses_the_application(theme: str) -> None:
    app = application()
    look.dress(app, theme)
    assert look.colours() is look.THEMES[theme]
    assert look.theme_in_force() == theme


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("country set to “country” (3 records)", "Country set to “country” (3 records)"),
        ("revert of country cleared", "revert of Country cleared"),
        ("catalogNumber: “B” replaced by “recordedBy”", "Catalogue number: “B” replaced by “recordedBy”"),
        ("B 10 1: country was changed by Ada since; it is now 'storageUnit'.",
         "B 10 1: Country was changed by Ada since; it is now 'storageUnit'."),
        ("storageUnit was changed by Ada since.", "Storage place was changed by Ada since."),
        ("fieldNumber 'x' lies in the future.", "Field number 'x' lies in the future."),
        ("The country house is approved.", "The country house is approved."),
        ("country house merged into McDonald 5", "country house merged into McDonald 5"),
    ],
)  # fmt: skip
def test_names_of_fields_are_said_as_people_say_them(said: str, shown: str) -> None:
    assert language.in_words(said) == shown


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_a_ticked_box_has_a_tick_and_is_not_just_filled(theme: str) -> None:
    app = application()
    look.dress(app, theme)
    box = QCheckBox("Only what a curator approved")
    empty, ticked = QImage(), QImage()
    try:
        box.resize(box.sizeHint())
        option = QStyleOptionButton()
        box.initStyleOption(option)
        place = box.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, box).adjusted(3, 3, -3, -3)
        empty = box.grab(place).toImage()
        box.setChecked(True)
        ticked = box.grab(place).toImage()
    finally:
        box.deleteLater()
        look.dress(app, "light")
    points = [(x, y) for x in range(ticked.width()) for y in range(ticked.height())]
    drawn = sum(empty.pixel(*point) != ticked.pixel(*point) for point in points)
    assert 0.1 * len(points) < drawn < 0.9 * len(points), "some of the box is the tick, and some the ground"
