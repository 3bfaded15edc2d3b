"""What a device's setting can be, said in one place for all drivers."""

import pytest

from curatorbench.domain.devices import DeviceSetting
from curatorbench.domain.errors import BadInput

BOUND = DeviceSetting("dpi", "Resolution", "300", least=50, most=1200)
FREE = DeviceSetting("gain", "Gain", "1")
LISTED = DeviceSetting("iso", "ISO", "100", tuple(str(100 * step) for step in range(1, 11)))


@pytest.mark.parametrize("value", ["50", "300.5", "1200"])
def test_a_number_within_its_bounds(value: str) -> None:
    assert BOUND.number(value) == FREE.number(value) == float(value)


@pytest.mark.parametrize("value", ["49", "1201", "nan", "inf", "", "many"])
def test_no_number_within_its_bounds(value: str) -> None:
    with pytest.raises(BadInput) as caught:
        BOUND.number(value)
    assert caught.value.hint == "Give a number from 50 to 1200."


@pytest.mark.parametrize("value", ["nan", "-inf", "1e999"])
def test_without_bounds_it_is_a_number_all_the_same(value: str) -> None:
    with pytest.raises(BadInput, match="Gain cannot be"):
        FREE.number(value)


def test_a_choice_is_one_of_the_list_of_which_a_sentence_shows_the_first() -> None:
    assert LISTED.chosen("1000") == "1000"
    with pytest.raises(BadInput) as caught:
        LISTED.chosen("50")
    assert caught.value.hint.endswith("700, 800 and so on.")
