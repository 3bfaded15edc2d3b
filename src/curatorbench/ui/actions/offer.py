"""What the palette finds besides actions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Offer:
    """Something with a name of the person's own, as a saved view. `id` begins with what it is: `view:Loans`."""

    id: str
    text: str
    perform: Callable[[], object]
