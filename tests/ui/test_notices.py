"""The one place for notices."""

import pytest
from pytestqt.qtbot import QtBot

from curatorbench.domain.errors import StorageError
from curatorbench.ui.frame.notices import NoticeLine, Notices
from curatorbench.ui.look.marks import Shape


@pytest.fixture
def notices(qapp: object) -> Notices:
    return Notices()


@pytest.fixture
def line(notices: Notices, qtbot: QtBot) -> NoticeLine:
    shown = NoticeLine(notices)
    qtbot.addWidget(shown)
    return shown


def test_good_news_goes_by_itself(notices: Notices, line: NoticeLine) -> None:
    notices.say("Took back: country is empty again.")
    assert line.text == "Took back: country is empty again."
    assert line.goes_by_itself


def test_an_error_stays_and_has_another_shape(notices: Notices, line: NoticeLine) -> None:
    notices.say("Fine.")
    good = line.mark
    notices.failed("change Country", StorageError("The disk is full.", "Free some space."))
    assert line.text == "Could not change Country: The disk is full. Free some space."
    assert not line.goes_by_itself
    assert good is not None
    assert line.mark is not None
    assert (good.shape, line.mark.shape) == (Shape.TICK, Shape.WARNING)


def test_the_report_has_the_newest_first_and_names_the_program(notices: Notices) -> None:
    notices.say("First.")
    notices.say("Second.")
    report = notices.report()
    assert report.startswith("CuratorBench ")
    assert report.index("Second.") < report.index("First.")


def test_a_long_sitting_does_not_grow_without_end(notices: Notices) -> None:
    for number in range(1000):
        notices.say(str(number))
    assert len(notices.recent) == 100
