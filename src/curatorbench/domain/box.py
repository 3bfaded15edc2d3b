"""Rectangles on the upright image, in fractions of its width and height."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """`x, y` is the upper left corner; all four are fractions 0-1 of the upright image."""

    x: float
    y: float
    width: float
    height: float

    @classmethod
    def from_pixels(cls, left: float, top: float, right: float, bottom: float, size: tuple[int, int]) -> Box:
        """`size` is (width, height) in pixels; the result is clipped to the image."""
        wide, high = size
        left, right = _clip(left / wide), _clip(right / wide)
        top, bottom = _clip(top / high), _clip(bottom / high)
        return cls(left, top, max(0.0, right - left), max(0.0, bottom - top))

    @classmethod
    def around(cls, boxes: Iterable[Box]) -> Box:
        """The smallest box that holds all of `boxes`; raises ValueError when there is none."""
        parts = list(boxes)
        if not parts:
            raise ValueError("no boxes to go around")
        left, top = min(b.x for b in parts), min(b.y for b in parts)
        return cls(left, top, max(b.right for b in parts) - left, max(b.bottom for b in parts) - top)

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def area(self) -> float:
        return self.width * self.height

    @property
    def centre(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2

    def to_pixels(self, size: tuple[int, int]) -> tuple[int, int, int, int]:
        """(left, top, right, bottom) in whole pixels of an image of `size` (width, height)."""
        wide, high = size
        return round(self.x * wide), round(self.y * high), round(self.right * wide), round(self.bottom * high)

    def overlap(self, other: Box) -> float:
        """Area shared with `other`, as a fraction of the whole image."""
        wide = min(self.right, other.right) - max(self.x, other.x)
        high = min(self.bottom, other.bottom) - max(self.y, other.y)
        return max(0.0, wide) * max(0.0, high)

    def iou(self, other: Box) -> float:
        """Intersection over union, 0-1."""
        shared = self.overlap(other)
        union = self.area + other.area - shared
        return shared / union if union else 0.0

    def within(self, outer: Box) -> Box:
        """This box, given as fractions of `outer`, as fractions of the image that holds `outer`."""
        return Box(
            outer.x + self.x * outer.width,
            outer.y + self.y * outer.height,
            self.width * outer.width,
            self.height * outer.height,
        )

    def padded(self, margin: float) -> Box:
        """Grown by `margin` (a fraction of the image) on every side, clipped to the image."""
        left, top = _clip(self.x - margin), _clip(self.y - margin)
        return Box(left, top, _clip(self.right + margin) - left, _clip(self.bottom + margin) - top)

    def as_list(self) -> list[float]:
        """`[x, y, width, height]`, the form of the command line and the database."""
        return [round(v, 6) for v in (self.x, self.y, self.width, self.height)]

    @classmethod
    def from_list(cls, values: Iterable[float]) -> Box:
        x, y, width, height = values
        return cls(x, y, width, height)


WHOLE = Box(0.0, 0.0, 1.0, 1.0)


def _clip(value: float) -> float:
    return min(1.0, max(0.0, value))
