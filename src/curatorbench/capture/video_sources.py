"""Where moving pictures come from, through OpenCV: a file plays by the clock, a stream or device gives its newest."""

from __future__ import annotations

import atexit
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, ClassVar, Protocol, TypeVar
from urllib.parse import urlsplit
from weakref import WeakSet

import cv2
import numpy as np
from numpy.typing import NDArray

from curatorbench.domain.errors import CuratorError, DeviceError, DeviceLost

T = TypeVar("T")
Picture = NDArray[np.uint8]
"""Height x width x 3, blue first, as OpenCV gives it."""

STALLED = 3.0  # seconds without a picture after which a stream or device counts as lost
PATIENCE = 0.9  # seconds that one call waits for a newer picture
OPENING = 5.0  # seconds for a stream to give its first picture
ENDING = 1.0  # seconds that closing waits for a read that is under way
LATE = 0.12  # seconds that a busy machine may be late before pictures of a file are skipped: it soon catches up
BEHIND = 1.0  # seconds behind its clock after which a file is played on from where it is
_PLAUSIBLE = (1.0, 240.0)  # frames a second
_USUAL = 25.0


class Source(Protocol):
    """`newest` waits for a picture that was not given before, up to PATIENCE, and raises DeviceLost. `do` calls with
    the capture itself. It may be closed twice."""

    name: str

    def newest(self) -> Picture: ...

    def do(self, call: Callable[[Any], T]) -> T: ...

    def close(self) -> None: ...


class Played:
    """A file or a numbered image sequence (`sheet_%04d.png`), at its own pace, over and over."""

    def __init__(self, place: str) -> None:
        self.name = f"video {Path(place).name}"
        self._place = place
        self._capture = self._opened()
        self._pace = _pace(self._capture)
        self._begun, self._given = time.monotonic(), 0

    def newest(self) -> Picture:
        wait = self._begun + self._given / self._pace - time.monotonic()
        if wait > 0:
            time.sleep(min(wait, PATIENCE))
        elif wait < -BEHIND:
            self._begun -= wait
        self._skip(int(-wait * self._pace) if -BEHIND <= wait < -LATE else 0)
        self._given += 1
        is_there, picture = self._capture.read()
        return np.asarray(picture, np.uint8) if is_there else self._again()

    def do(self, call: Callable[[Any], T]) -> T:
        return call(self._capture)

    def close(self) -> None:
        self._capture.release()

    def _skip(self, count: int) -> None:
        """Pictures whose time has passed are not decoded."""
        for _ in range(count):
            if self._capture.grab():
                self._given += 1

    def _again(self) -> Picture:
        """From the beginning, opened anew: not every format can be wound back."""
        self._capture.release()
        self._capture = self._opened()
        self._begun += (self._given - 1) / self._pace
        self._given = 1
        is_there, picture = self._capture.read()
        if not is_there:
            raise self._unreadable()
        return np.asarray(picture, np.uint8)

    def _opened(self) -> Any:
        capture = cv2.VideoCapture(self._place)
        if not capture.isOpened():
            raise self._unreadable()
        return capture

    def _unreadable(self) -> DeviceLost:
        return DeviceLost(
            f"The {self.name} cannot be played.", "Check that the file is there and is one that OpenCV can read."
        )


class Streamed:
    """A stream or device, read all the time by a thread of its own so that the newest picture is never an old one.

    A new one waits for the threads of those that were closed: no source is opened beside one that is still being let
    go. And Python waits for them at its end: OpenCV aborts a thread that comes back from a read after that.
    """

    _alive: ClassVar[WeakSet[Streamed]] = WeakSet()

    def __init__(self, place: str | int) -> None:
        self.name = _name(place)
        self._place = place
        self._is_over = False
        self._let_go_of_others()
        self._capture = _begun(place)
        if not self._capture.isOpened():
            self._capture.release()
            raise self._lost()
        self._asked: queue.SimpleQueue[tuple[Future[Any], Callable[[Any], Any]]] = queue.SimpleQueue()
        self._news = threading.Condition()
        self._picture: Picture | None = None
        self._number = self._given = 0
        self._came = time.monotonic()
        self._reader = threading.Thread(target=self._read, name=self.name, daemon=True)
        self._reader.start()
        self._alive.add(self)

    def newest(self) -> Picture:
        limit = STALLED if self._number else OPENING
        with self._news:
            until = time.monotonic() + (PATIENCE if self._number else OPENING)
            while self._number == self._given and not self._is_over and (left := until - time.monotonic()) > 0:
                self._news.wait(left)
            is_new = self._number > self._given
            if not is_new and (self._is_over or time.monotonic() - self._came > limit or self._picture is None):
                raise self._lost()
            self._given = self._number
            assert self._picture is not None, "one has come, or the wait has ended above"
            return self._picture

    def do(self, call: Callable[[Any], T]) -> T:
        """Between two pictures, by the thread that reads them: a capture bears no two at once."""
        answer: Future[T] = Future()
        self._asked.put((answer, call))
        try:
            return answer.result(STALLED)
        except TimeoutError as error:
            raise self._lost() from error

    def close(self) -> None:
        """The thread lets the source go when its read comes back, in which it cannot be interrupted. It is waited for
        a little: a device cannot be opened twice."""
        self._is_over = True
        self._reader.join(ENDING)

    def _let_go_of_others(self) -> None:
        """Raises DeviceLost while one is not: its read comes back soon, or its device hangs."""
        closed = [other for other in self._alive if other._is_over]
        until = time.monotonic() + OPENING
        for other in closed:
            other._reader.join(max(0.0, until - time.monotonic()))
            if other._reader.is_alive():
                raise self._lost()
            self._alive.discard(other)

    def _read(self) -> None:
        while not self._is_over:
            is_there, picture = self._capture.read()
            self._serve()
            with self._news:
                if not is_there:
                    self._is_over = True
                else:
                    self._picture, self._number, self._came = np.asarray(picture), self._number + 1, time.monotonic()
                self._news.notify_all()
        self._capture.release()

    def _serve(self) -> None:
        while not self._asked.empty():
            answer, call = self._asked.get()
            try:
                answer.set_result(call(self._capture))
            except (CuratorError, cv2.error) as error:  # the thread goes on, or nobody would let the capture go
                answer.set_exception(error)

    def _lost(self) -> DeviceLost:
        return DeviceLost(
            f"No picture comes from the {self.name}.", "Check its power and network; it is connected again by itself."
        )


@atexit.register
def _end() -> None:
    playing = list(Streamed._alive)
    for each in playing:
        each._is_over = True
    for each in playing:
        each._reader.join(STALLED + ENDING)


def is_stream(place: str) -> bool:
    return "://" in place


def source(place: str) -> Played | Streamed:
    """`0` is the first device, `http://...` a stream, all else a file. Raises DeviceLost where none plays."""
    if place.isdecimal():
        return Streamed(int(place))
    if is_stream(place):
        return Streamed(place)
    if "%" not in place and not Path(place).is_file():
        raise DeviceError(f"There is no video file {place}.", "Choose one that is there.")
    return Played(place)


def _begun(place: str | int) -> Any:
    if isinstance(place, int):
        return cv2.VideoCapture(place)
    limits = [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, int(OPENING * 1000), cv2.CAP_PROP_READ_TIMEOUT_MSEC, int(STALLED * 1000)]
    return cv2.VideoCapture(place, cv2.CAP_FFMPEG, limits)


def _name(place: str | int) -> str:
    """Without the password that an address may hold."""
    if isinstance(place, int):
        return f"video device {place}"
    parts = urlsplit(place)
    return f"stream {parts.hostname or ''}{parts.path}"


def _pace(capture: Any) -> float:
    pace = float(capture.get(cv2.CAP_PROP_FPS))
    return pace if _PLAUSIBLE[0] <= pace <= _PLAUSIBLE[1] else _USUAL
