"""Seeded chance: the same seed draws the same picture."""

from random import Random


def dice_of(seed: str) -> Random:
    """For drawing, never for secrets."""
    return Random(seed)  # noqa: S311
