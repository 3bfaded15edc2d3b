"""A video source as a device: a webcam or microscope camera, a file, an image sequence, a stream of a network camera.

Files and streams were tried by the makers of this, and no real video device.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import cv2
from PIL import Image

from curatorbench.capture import video_settings
from curatorbench.capture.imprint import imprint
from curatorbench.capture.port import Frame, Shot
from curatorbench.capture.spool import Spool
from curatorbench.capture.video_sources import Picture, Source, source
from curatorbench.domain.devices import DeviceSetting
from curatorbench.domain.errors import DeviceError, DeviceLost
from curatorbench.domain.progress import Progress, silent

LOOKS = 4  # pictures of which the sharpest becomes the shot: a hand may just be leaving
LOOKING = 0.5  # seconds for them at most


class Video:
    """Device, LivePicture and Shutter. `place` is a number, a file, a sequence or a URL."""

    def __init__(self, place: str, spool: Path) -> None:
        self._place = place
        self._spool = Spool(spool)
        self._is_open = False
        self._source: Source | None = None
        self._name = f"video {place}" if "://" not in place else "stream"

    @property
    def name(self) -> str:
        return self._name

    def open(self) -> None:
        if not self._is_open:
            self._spool.open()
            self._connect()
            self._is_open = True

    def close(self) -> None:
        self._is_open = False
        self._let_go()

    def shots(self, progress: Progress = silent) -> Iterator[Shot]:
        self._need_open()
        yield from self._spool.shots(self.name, progress)

    def release(self, shot: Shot) -> None:
        self._spool.release(shot)

    def frame(self) -> Frame:
        with self.playing() as playing:
            picture = playing.newest()
        height, width = picture.shape[:2]
        return Frame(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB).data.cast("B"), width, height)

    def shoot(self, progress: Progress = silent) -> Shot:
        with self.playing() as playing:
            progress(0.0, "looking for a sharp picture")
            picture = _sharpest(playing)
        progress(0.5, "writing")
        path = self._spool.keep(".png", lambda file: _write(picture, file, self.name))
        return Shot((path,), self.name)

    @contextmanager
    def playing(self) -> Iterator[Source]:
        """The source, begun anew if it was lost."""
        self._need_open()
        try:
            yield self._source or self._connect()
        except DeviceLost:
            self._let_go()
            raise

    def _need_open(self) -> None:
        if not self._is_open:
            raise DeviceError(f"The {self.name} is not connected.", "Connect it first.")

    def _connect(self) -> Source:
        self._source = source(self._place)
        self._name = self._source.name
        return self._source

    def _let_go(self) -> None:
        playing, self._source = self._source, None
        if playing is not None:
            playing.close()


class VideoCamera:
    """A `Video` of a device that can also be set: Device, LivePicture, Shutter and Adjustable."""

    def __init__(self, number: int, spool: Path) -> None:
        self._video = Video(str(number), spool)
        self.open, self.close = self._video.open, self._video.close
        self.shots, self.release = self._video.shots, self._video.release
        self.shoot, self.frame = self._video.shoot, self._video.frame

    @property
    def name(self) -> str:
        return self._video.name

    def settings(self) -> tuple[DeviceSetting, ...]:
        with self._video.playing() as playing:
            return playing.do(video_settings.settings)

    def adjust(self, name: str, value: str) -> None:
        with self._video.playing() as playing:
            playing.do(lambda capture: video_settings.adjust(capture, name, value))


def video(place: str, spool: Path) -> Video | VideoCamera:
    """The device at the place of an address `video:...`."""
    return VideoCamera(int(place), spool) if place.isdecimal() else Video(place, spool)


def _sharpest(playing: Source) -> Picture:
    until = time.monotonic() + LOOKING
    best = playing.newest()
    sharpness = _sharpness(best)
    for _ in range(LOOKS - 1):
        if time.monotonic() > until:
            break
        picture = playing.newest()
        if (found := _sharpness(picture)) > sharpness:
            best, sharpness = picture, found
    return best


def _sharpness(picture: Picture) -> float:
    """Only to rank pictures of the same scene: the variance of the Laplacian (Pech-Pacheco et al. 2000)."""
    return float(cv2.Laplacian(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), cv2.CV_16S).var())


def _write(picture: Picture, file: BinaryIO, device: str) -> None:
    """Lossless: what the stream's own compression took is lost, and no more is taken."""
    image = Image.fromarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB))
    image.save(file, "PNG", compress_level=1, exif=imprint("", device))
