"""The order in which a person did things at the stand, kept while the device is slower than the hand. No Qt."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field


@dataclass(eq=False, slots=True)
class Turn:
    """One step of the person's: what is to be done is not known before the device has exposed.

    `came_to_nothing`: the device exposed nothing, or the disk refused it. A step that meant this exposure, taking it
    back or taking it again, must then not be done to the one before.
    """

    begin: Callable[[], object] | None = None
    came_to_nothing: bool = False


@dataclass(slots=True)
class Turns:
    """“Shoot, next thing, shoot” stays in that order: a step begins when all before it have begun."""

    _waiting: deque[Turn] = field(default_factory=deque)

    def __len__(self) -> int:
        return len(self._waiting)

    def expect(self) -> Turn:
        """A step that begins later, at the place that it has now."""
        turn = Turn()
        self._waiting.append(turn)
        return turn

    def ready(self, turn: Turn, begin: Callable[[], object]) -> None:
        turn.begin = begin
        self._go_on()

    def do(self, begin: Callable[[], object]) -> None:
        """After all that was expected before."""
        self.ready(self.expect(), begin)

    def drop(self, turn: Turn) -> None:
        """Nothing comes of it: what waited for it goes on."""
        turn.came_to_nothing = True
        if turn in self._waiting:
            self._waiting.remove(turn)
        self._go_on()

    def clear(self) -> None:
        self._waiting.clear()

    def _go_on(self) -> None:
        for begin in self._due():
            begin()

    def _due(self) -> Iterator[Callable[[], object]]:
        while self._waiting and (begin := self._waiting[0].begin) is not None:
            self._waiting.popleft()
            yield begin
