"""Which part of an image is seen, and how large. Pure geometry: no widget, no pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from curatorbench.domain.box import Box

LARGEST = 8.0  # screen px for one image px; beyond that there is nothing more to see
_WORDS_WIDE, _WORDS_HIGH = 0.7, 0.6  # share of the view that the words of a field may fill
_LINE = 40.0  # screen px that a line of words may be high: easy to read, with what stands around it

Size = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Viewport:
    """`x, y` is the image point (px) at the middle of the view, `scale` the screen px for one image px."""

    x: float
    y: float
    scale: float

    @classmethod
    def fit(cls, image: Size, view: Size) -> Viewport:
        """All of the image, as large as it goes."""
        return cls(image[0] / 2, image[1] / 2, min(view[0] / image[0], view[1] / image[1]))

    @classmethod
    def on_words(cls, words: Sequence[Box], image: Size, view: Size) -> Viewport:
        """`words` (at least one) in the middle, readable, with what stands around them."""
        box = Box.around(words)
        line = max(max(word.height for word in words) * image[1], 1)
        wide, high = max(box.width * image[0], 1), max(box.height * image[1], 1)
        scale = min(view[0] * _WORDS_WIDE / wide, view[1] * _WORDS_HIGH / high, _LINE / line)
        centre = box.centre
        at = cls(centre[0] * image[0], centre[1] * image[1], max(scale, cls.fit(image, view).scale))
        return at.kept_inside(image, view)

    def to_view(self, x: float, y: float, view: Size) -> tuple[float, float]:
        """Where an image point lies on the view."""
        return (x - self.x) * self.scale + view[0] / 2, (y - self.y) * self.scale + view[1] / 2

    def to_image(self, x: float, y: float, view: Size) -> tuple[float, float]:
        """Which image point lies at a point of the view."""
        return (x - view[0] / 2) / self.scale + self.x, (y - view[1] / 2) / self.scale + self.y

    def moved(self, dx: float, dy: float) -> Viewport:
        """The image pushed by screen px."""
        return replace(self, x=self.x - dx / self.scale, y=self.y - dy / self.scale)

    def zoomed(self, factor: float, at: tuple[float, float], image: Size, view: Size) -> Viewport:
        """Enlarged by `factor` with the image point under `at` (screen px) staying there."""
        least = min(self.fit(image, view).scale, 1.0)
        scale = min(max(self.scale * factor, least), LARGEST)
        fixed = self.to_image(*at, view)
        x = fixed[0] - (at[0] - view[0] / 2) / scale
        y = fixed[1] - (at[1] - view[1] / 2) / scale
        return Viewport(x, y, scale)

    def kept_inside(self, image: Size, view: Size) -> Viewport:
        """No more empty ground than must be: an image smaller than the view stands in its middle."""
        return replace(
            self,
            x=_kept(self.x, image[0], view[0] / self.scale / 2),
            y=_kept(self.y, image[1], view[1] / self.scale / 2),
        )

    def towards(self, goal: Viewport, share: float) -> Viewport:
        """`share` (0-1) of the way; the scale grows by equal factors, so that the eye sees an even movement."""
        scale = self.scale * (goal.scale / self.scale) ** share
        return Viewport(self.x + (goal.x - self.x) * share, self.y + (goal.y - self.y) * share, scale)


def _kept(centre: float, length: float, half_view: float) -> float:
    if 2 * half_view >= length:
        return length / 2
    return min(max(centre, half_view), length - half_view)
