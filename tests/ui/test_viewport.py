"""The geometry of looking: what is seen, and where an image point lies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curatorbench.domain.box import Box
from curatorbench.ui.images.viewport import LARGEST, Viewport

IMAGE, VIEW = (2400.0, 1600.0), (800.0, 600.0)
lengths = st.floats(50, 5000)
places = st.floats(0, 1)


def test_fit_shows_all_of_the_image() -> None:
    seen = Viewport.fit(IMAGE, VIEW)
    assert seen.to_view(0, 0, VIEW)[0] == pytest.approx(0)
    assert seen.to_view(2400, 1600, VIEW)[0] == pytest.approx(800)
    assert 0 <= seen.to_view(0, 0, VIEW)[1] <= seen.to_view(0, 1600, VIEW)[1] <= 600


@given(
    x=places, y=places, wide=st.floats(0.001, 0.5), high=st.floats(0.001, 0.2), image_width=lengths, view_width=lengths
)
def test_words_are_wholly_in_view(
    x: float, y: float, wide: float, high: float, image_width: float, view_width: float
) -> None:
    image, view = (image_width, 1.4 * image_width), (view_width, 0.7 * view_width)
    box = Box(x * (1 - wide), y * (1 - high), wide, high)
    seen = Viewport.on_words([box], image, view)
    left, top = seen.to_view(box.x * image[0], box.y * image[1], view)
    right, bottom = seen.to_view(box.right * image[0], box.bottom * image[1], view)
    assert left >= -1e-6
    assert top >= -1e-6
    assert right <= view[0] + 1e-6
    assert bottom <= view[1] + 1e-6


@given(factor=st.floats(0.1, 10), x=st.floats(0, 800), y=st.floats(0, 600))
def test_zoom_keeps_the_point_under_the_pointer(factor: float, x: float, y: float) -> None:
    before = Viewport.fit(IMAGE, VIEW)
    after = before.zoomed(factor, (x, y), IMAGE, VIEW)
    assert after.to_image(x, y, VIEW) == pytest.approx(before.to_image(x, y, VIEW), abs=1e-6)
    assert after.scale <= LARGEST


def test_a_glide_begins_and_ends_where_it_should() -> None:
    start, goal = Viewport(0, 0, 1), Viewport(100, 50, 4)
    assert start.towards(goal, 0) == start
    assert start.towards(goal, 1).scale == pytest.approx(4)
    assert start.towards(goal, 0.5).scale == pytest.approx(2)
