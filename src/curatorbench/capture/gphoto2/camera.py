"""A PTP camera as a device. Verified on libgphoto2's virtual camera; no other has been tried by the makers of this."""

from __future__ import annotations

import hashlib
import io
import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from PIL import Image

from curatorbench.capture.exposure_spool import ExposureSpool
from curatorbench.capture.gphoto2 import settings as dials
from curatorbench.capture.gphoto2.body import Body, Event, is_picture
from curatorbench.capture.gphoto2.card import CardFile, Journal, write_origin
from curatorbench.capture.gphoto2.faults import card_full
from curatorbench.capture.port import Frame, Shot
from curatorbench.domain.devices import DeviceSetting
from curatorbench.domain.errors import Cancelled, DeviceError, DeviceLost
from curatorbench.domain.exposures import exposures
from curatorbench.domain.progress import Progress, silent

LOG = logging.getLogger(__name__)
SETTLED = 0.1  # seconds of quiet after which a camera that does not say how many files it writes has written them
PARTNER = 10.0  # seconds that the RAW may come after its JPEG
EXPOSED = 45.0  # seconds from the trigger to the first file: long exposures, and the camera's own noise reduction
LOW = 10  # per cent of the battery
ATTEMPTS = 3  # to fetch a picture that cannot be read, before it is tried more rarely
LISTED_AT_ONCE = 50  # pictures of the card, until word is given of them
RARELY = (5.0, 60.0)  # seconds until it is tried again then, doubled each time from the first to the second

Files = tuple[CardFile, ...]


@dataclass(slots=True)
class Trying:
    """How often a picture could not be read, and when it is worth another look (on the monotonic clock)."""

    failures: int = 0
    not_before: float = 0.0

    def failed(self) -> None:
        self.failures += 1
        if (more := self.failures - ATTEMPTS) >= 0:
            self.not_before = time.monotonic() + min(RARELY[0] * 2**more, RARELY[1])


class PtpCamera:
    """Device, SlowToOpen, Shutter, Adjustable, LivePicture and Erasing. `port` as libgphoto2 calls it, empty
    for the first camera.

    Every picture of the sitting is fetched, whether the shutter was released from here or by the button on the camera,
    and lies in `spool` until it is released. The card keeps its own until it is erased.
    """

    def __init__(self, port: str, spool: Path) -> None:
        self._port = port
        self._name = ""
        self._spool = ExposureSpool(spool)
        self._journal = Journal(spool)
        self._is_open = False
        self._body: Body | None = None
        self._waiting: dict[Files, Trying] = {}
        self._seen: set[tuple[str, str]] = set()
        self._met: set[CardFile] = set()

    @property
    def name(self) -> str:
        return self._name or "camera"

    def open(self) -> None:
        self.open_telling(silent)

    def open_telling(self, progress: Progress) -> None:
        if not self._is_open:
            self._spool.open()
            self._connect(progress)
            self._is_open = True

    def close(self) -> None:
        body = self._body if self._is_open else None
        self._is_open = False
        try:
            if body is not None:
                self._hear(body)
                if not self._waiting:
                    self._journal.close()
        except DeviceError as error:  # it is let go all the same, and its sitting goes on when it is back
            LOG.info("%s was closed with an error: %s", self.name, error.message)
        finally:
            self._let_go()

    def shots(self, progress: Progress = silent) -> Iterator[Shot]:
        self._need_open()
        for exposure in self._spool.exposures():
            if (shot := self._shot(exposure)).files:
                yield shot
        with self._talking(progress) as body:
            self._hear(body)
        yield from self._fetched(progress)

    def release(self, shot: Shot) -> None:
        self._spool.release(shot.files)

    def shoot(self, progress: Progress = silent) -> Shot:
        with self._talking(progress) as body:
            progress(0.0, "exposing")
            files = self._exposed(body)
            self._waiting[files] = Trying()  # until it is here: shots() offers it again if this fails
            return self._fetch(body, files, progress)

    def frame(self) -> Frame:
        with self._talking() as body:
            picture = body.preview()
        if picture is None:
            raise DeviceError(f"The {self.name} has no live picture.", "Judge by the pictures that it takes.")
        try:
            with Image.open(io.BytesIO(picture)) as image:
                return Frame(picture, image.width, image.height, "jpeg")
        except OSError as error:
            raise DeviceError(f"The {self.name} gave no live picture that can be shown.", "Wait a moment.") from error

    def settings(self) -> tuple[DeviceSetting, ...]:
        with self._talking() as body:
            return dials.settings(body)

    def adjust(self, name: str, value: str) -> None:
        with self._talking() as body:
            dials.adjust(body, name, value)

    def erase(self, shot: Shot, sha256s: Sequence[str]) -> None:
        exposure = shot.files[0].parent.name
        files = self._journal.files(exposure)
        if not files:
            raise DeviceError(f"Where {shot.files[0].name} lies on the card is not known.", "Erase it at the camera.")
        with self._talking() as body:
            self._hear(body)  # also of what was deleted at the camera
            for file in files:
                if body.has(file):
                    self._erase(body, file, sha256s)
        self._journal.erased(exposure)

    def _erase(self, body: Body, file: CardFile, sha256s: Sequence[str]) -> None:
        if hashlib.sha256(body.read(file, silent)).hexdigest() not in sha256s:
            raise DeviceError(
                f"{file.name} on the card of the {self.name} is not what was taken in, and was left there.",
                "Look at it on the camera before you delete it.",
            )
        body.delete(file)
        self._met.discard(file)
        self._seen.discard((file.folder, file.name))

    def _need_open(self) -> None:
        if not self._is_open:
            raise DeviceError(f"The {self.name} is not connected.", "Connect it first.")

    @contextmanager
    def _talking(self, progress: Progress = silent) -> Iterator[Body]:
        """The connection, made anew if it was lost."""
        self._need_open()
        try:
            yield self._body or self._connect(progress)
        except DeviceLost:
            self._let_go()
            raise

    def _connect(self, progress: Progress = silent) -> Body:
        body = Body(self._port, self._name)
        try:
            self._name = body.name
            self._keep_on_card(body)
            card = set(self._listed(body, progress))
            left = self._journal.begin(f"{body.name} {body.serial()}", card, self._spool.exposures())
        except (DeviceError, Cancelled):
            body.close()
            raise
        self._spool.skip(self._journal.last)
        self._seen = {(file.folder, file.name) for file in card}
        self._met = set()
        self._waiting = {}
        self._await(left)
        self._body = body
        return body

    def _listed(self, body: Body, progress: Progress) -> Iterator[CardFile]:
        """What lies on the card; thousands of pictures take a camera a while, and how many there are is not known."""
        for count, path in enumerate(body.paths()):
            if count % LISTED_AT_ONCE == 0:
                progress(0.0, f"looking at picture {count + 1} on the card")
            yield body.file(*path)

    def _keep_on_card(self, body: Body) -> None:
        """Where the camera refuses, as it may without a card, it is used as it is."""
        try:
            dials.keep_on_card(body)
        except DeviceLost:
            raise
        except DeviceError as error:
            LOG.info("%s does not keep its pictures on the card: %s", self.name, error.message)

    def _let_go(self) -> None:
        body, self._body = self._body, None
        if body is not None:
            body.close()

    def _exposed(self, body: Body) -> Files:
        """Expose once; the files of it."""
        try:
            first = self._released(body)
        except DeviceLost:
            raise
        except DeviceError as error:
            left = dials.battery(body)
            if left is not None and left <= LOW:
                hint = f"Its battery is at {left} %: put a charged one in. {error.hint}"
                raise DeviceError(error.message, hint) from error
            raise
        return self._with_partner(body, first)

    def _released(self, body: Body) -> CardFile:
        if body.can_capture():
            return body.file(*body.capture())
        body.trigger()
        until = time.monotonic() + EXPOSED
        while time.monotonic() < until:
            kind, folder, name = body.event(500)
            if kind is Event.ADDED and is_picture(name):
                return body.file(folder, name)
            if kind is Event.FULL:
                raise card_full(self.name)
        raise DeviceError(f"The {self.name} took no picture.", "Look at its display, then try again.")

    def _with_partner(self, body: Body, first: CardFile) -> Files:
        """The file and the other ones of its exposure, as they are announced; those of other exposures wait."""
        count = dials.files_per_exposure(body)
        files = [first]
        told = [(first.folder, first.name)]
        until = time.monotonic() + (SETTLED if count is None else PARTNER)
        while True:
            news = [file for file in self._news(body, told) if file != first]
            files += [file for file in news if _stem(file) == _stem(first)]
            self._await([file for file in news if _stem(file) != _stem(first)])
            left = until - time.monotonic()
            if len(files) == count or left <= 0:
                return tuple(files)
            told = self._told(body, left)

    def _hear(self, body: Body) -> None:
        """What the button on the camera has made since the last time."""
        told: list[tuple[str, str]] = []
        while more := self._told(body, 0.001):
            told += more
        self._await(self._news(body, told))

    def _told(self, body: Body, seconds: float) -> list[tuple[str, str]]:
        """The next file that the camera announces, none if it says nothing within the time."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            kind, folder, name = body.event(max(1, int(left * 1000)))
            if kind is Event.ADDED and is_picture(name):
                return [(folder, name)]
        return []

    def _news(self, body: Body, told: Sequence[tuple[str, str]]) -> list[CardFile]:
        """Files that were announced, or stand in the list of the card without it: the library swallows announcements
        of one exposure while it makes another."""
        listed = [path for path in body.paths() if path not in self._seen and path not in told]
        files = [body.file(*path) for path in (*told, *listed)]
        self._seen.update((file.folder, file.name) for file in files)
        waiting = {file for group in self._waiting for file in group}
        return [file for file in files if file not in self._met and file not in waiting]

    def _await(self, files: Sequence[CardFile]) -> None:
        by_path = {Path(file.folder, file.name): file for file in files}
        for group in exposures(by_path):
            self._waiting.setdefault(tuple(by_path[path] for path in group), Trying())

    def _fetched(self, progress: Progress) -> Iterator[Shot]:
        """Those that wait, as they come. One that fails keeps nobody else waiting; its fault is raised at the end."""
        failed: DeviceError | None = None
        now = time.monotonic()
        for files, trying in [each for each in self._waiting.items() if each[1].not_before <= now]:
            try:
                with self._talking() as body:
                    self._journal.trying(files)
                    shot = self._fetch(body, files, progress)
            except DeviceLost:
                raise
            except DeviceError as error:
                failed = failed or error
                if not isinstance(error.__cause__, OSError):  # else it was our disk's fault
                    trying.failed()
                continue
            yield shot
        if failed is not None:
            raise failed

    def _fetch(self, body: Body, files: Files, progress: Progress) -> Shot:
        """Into the spool, all of the exposure or nothing."""

        def write(part: Path) -> None:
            for index, file in enumerate(files):
                self._download(body, file, part, _share(progress, index, len(files)))
            write_origin(part, files)

        exposure = self._spool.add(write)
        self._journal.took(exposure, files)
        self._waiting.pop(files, None)
        self._met.update(files)
        return self._shot(exposure)

    def _download(self, body: Body, file: CardFile, part: Path, progress: Progress) -> None:
        content = body.read(file, progress)
        if len(content) != file.size and (file.size >= 0 or not content):
            raise DeviceError(
                f"The {self.name} gave {len(content)} of {file.size} bytes of {file.name}; nothing of it was taken in.",
                "It is fetched again from the card.",
            )
        (part / file.name.replace("/", "_").lstrip(".")).write_bytes(content)

    def _shot(self, exposure: Path) -> Shot:
        return Shot(self._spool.pictures(exposure), self.name)


def _stem(file: CardFile) -> str:
    """Not the folder: with two cards the RAW may lie on one and its JPEG on the other."""
    return PurePosixPath(file.name).stem


def _share(progress: Progress, index: int, of: int) -> Progress:
    """The part of `progress` that belongs to one of several files."""
    return lambda fraction, message="": progress((index + fraction) / of, message)
