"""Originals: every file stored once, under the SHA-256 of its content, and never written again."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import IO, BinaryIO

from curatorbench.domain.errors import BadInput, CuratorError, NotFound, StorageError
from curatorbench.domain.progress import Progress, silent
from curatorbench.domain.whole_files import to_disk
from curatorbench.models.store import durable

# Kept as they are; a file with any other is stored as `.bin`, so that the names under which one content
# can lie are few and known. The name it came with is the catalogue's to keep.
SUFFIXES = (
    ".jpg", ".tif", ".png", ".dng", ".bin", ".jp2", ".jxl", ".webp", ".heic", ".avif", ".bmp", ".gif", ".nef", ".cr2",
    ".cr3", ".arw", ".raf", ".orf", ".rw2", ".pef", ".srw", ".pdf", ".xmp", ".mp4", ".mov",
)  # fmt: skip
_SAME = {".jpeg": ".jpg", ".jpe": ".jpg", ".tiff": ".tif", ".heif": ".heic"}
_NAME = re.compile(r"[0-9a-f]{64}\.[a-z0-9]+\Z")
# A file lies in the folder of the first two signs of its hash.
FOLDERS = tuple(f"{number:02x}" for number in range(256))
_CHUNK = 1 << 20
_READ_ONLY = stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH


@dataclass(frozen=True, slots=True)
class Original:
    """A stored file: `sha256` in lower-case hexadecimal, `size` in bytes. `is_new` is False if it was known."""

    sha256: str
    size: int
    suffix: str
    path: Path
    is_new: bool


class Originals:
    """The store of originals below `folder`; files on their way in lie in `incoming` on the same file system."""

    def __init__(self, folder: Path, incoming: Path) -> None:
        self.folder = folder
        self.incoming = incoming

    def prepare(self) -> None:
        """Make the folders, all of them, so that taking a file in never has to."""
        self.incoming.mkdir(parents=True, exist_ok=True)
        self.folder.mkdir(parents=True, exist_ok=True)
        for name in FOLDERS:
            (self.folder / name).mkdir(exist_ok=True)
        to_disk(self.folder)

    def take_in(self, source: Path, progress: Progress = silent) -> Original:
        """Store a copy of `source` and return when it is on disk under its hash; `source` is only read.

        Content that is stored already is recognised and read again to be sure that it is sound. Raises
        BadInput if the source cannot be read, is no file or changes meanwhile, StorageError if it cannot be
        kept; nothing is left then. `progress` may raise Cancelled, likewise.
        """
        with _opened(source) as reading, durable.part(self.incoming, self._sentence) as writing:
            before = os.fstat(reading.fileno())
            sha256 = self._copy(source, reading, writing.file, before.st_size, progress)
            with self._sentence(source):
                size = writing.file.tell()
                known = self._find(sha256)
            _check_unchanged(source, reading, before, size)
            suffix = _suffix(source)
            if known is None:
                target = self._target(sha256, suffix)
                with self._sentence(source):
                    writing.path.chmod(_READ_ONLY)
                    is_new = writing.keep_as(target)
                if is_new:
                    return Original(sha256, size, suffix, target, is_new=True)
                known = target
        self._check_sound(known, sha256)
        return Original(sha256, size, known.suffix, known, is_new=False)

    def take_back(self, sha256: str, source: Path) -> Path:
        """Put a sound copy in the place of an original that is damaged or gone, and keep the damaged one aside.

        Raises BadInput if `source` has another content, StorageError, with all as it was, if it cannot be stored.
        """
        _check_same(source, sha256)
        damaged = self._find(sha256)
        if damaged is not None and is_sound(damaged, sha256):
            return damaged
        aside = self._aside(damaged) if damaged is not None else None
        try:
            found = self.take_in(source).path
        except CuratorError:
            if aside is not None and damaged is not None:
                durable.link(aside, damaged)
            raise
        if damaged is not None and found != damaged and durable.link(found, damaged):
            to_disk(damaged.parent)
            return damaged
        return found

    def path_of(self, sha256: str) -> Path:
        """Where the content with that hash lies; raises NotFound."""
        path = self._find(sha256)
        if path is None:
            raise NotFound(f"No original has the hash {sha256}.", "Run 'verify' to see which originals are missing.")
        return path

    def verify(self, sha256: str) -> bool:
        """Read the original again: whether its content still has its hash. Raises NotFound if it is not there."""
        return hash_of(self.path_of(sha256)) == sha256

    def all(self) -> Iterator[tuple[str, Path]]:
        """(SHA-256 by its name, path) of every stored file, sorted; none where the whole folder is missing."""
        for name in FOLDERS:
            yield from self.within(name)

    def within(self, name: str) -> Iterator[tuple[str, Path]]:
        """As `all`, of one of the `FOLDERS`."""
        folder = self.folder / name
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if _NAME.match(path.name):
                yield path.stem, path

    def sweep(self) -> int:
        """Remove what a writer that died left in `incoming`; returns how many files. Living writers keep theirs."""
        return durable.sweep(self.incoming)

    def _copy(self, source: Path, reading: BinaryIO, writing: IO[bytes], size: int, progress: Progress) -> str:
        digest, done, buffer = hashlib.sha256(), 0, memoryview(bytearray(_CHUNK))
        while count := _read(source, reading, buffer):
            digest.update(buffer[:count])
            with self._sentence(source):
                _write(writing, buffer[:count])
            done += count
            if done > size:
                break  # somebody is still writing it: do not follow for ever
            progress(min(1.0, done / size) if size else 1.0, source.name)
        return digest.hexdigest()

    def _find(self, sha256: str) -> Path | None:
        if not re.fullmatch(r"[0-9a-f]{64}", sha256):
            return None
        candidates = (self._target(sha256, suffix) for suffix in SUFFIXES)
        return next((path for path in candidates if path.exists()), None)

    def _target(self, sha256: str, suffix: str) -> Path:
        return self.folder / sha256[:2] / f"{sha256}{suffix}"

    def _check_sound(self, path: Path, sha256: str) -> None:
        with durable.Sentence(f"The stored original {path.name} could not be read"):
            found = hash_of(path)
        if found != sha256:
            raise StorageError(
                f"The stored original {path.name} is damaged; the file that was given is sound and was left alone.",
                "Move the damaged original away, check the disk, and take the file in again.",
            )

    def _aside(self, damaged: Path) -> Path:
        """Move a damaged file to the folder beside the originals where such are kept."""
        folder = self.folder.with_name("damaged")
        with durable.Sentence(f"The damaged {damaged.name} could not be put aside"):
            folder.mkdir(exist_ok=True)
            names = (folder / f"{damaged.stem}{f'-{n}' if n else ''}{damaged.suffix}" for n in count())
            aside = next(name for name in names if durable.link(damaged, name))
            to_disk(folder)
        return aside

    def _sentence(self, source: Path | None = None) -> durable.Sentence:
        return durable.Sentence(f"{source.name} could not be stored" if source else "A file could not be stored")


def is_sound(path: Path, sha256: str) -> bool:
    """Whether a file can be read and has that content."""
    try:
        return hash_of(path) == sha256
    except OSError:
        return False


def hash_of(path: Path) -> str:
    """SHA-256 of a file's content, in lower-case hexadecimal; raises OSError."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _check_same(source: Path, sha256: str) -> None:
    try:
        found = hash_of(source)
    except OSError as error:
        raise _unreadable(source, error) from None
    if found != sha256:
        raise BadInput(
            f"{source.name} is another file: its content is not that of the original.",
            "Look for an exact copy: on the camera's card, in the folder it was taken from, in a backup of the disk.",
        )


def _suffix(source: Path) -> str:
    suffix = source.suffix.lower()
    suffix = _SAME.get(suffix, suffix)
    return suffix if suffix in SUFFIXES else ".bin"


def _opened(source: Path) -> BinaryIO:
    try:
        # A named pipe would block for ever without O_NONBLOCK; for a file it means nothing.
        number = os.open(source, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        if not stat.S_ISREG(os.fstat(number).st_mode):
            os.close(number)
            raise BadInput(f"{source.name} is not a file.", "Give image files, or folders of them.")
    except OSError as error:
        raise _unreadable(source, error) from None
    except ValueError:
        raise BadInput(f"{str(source)!r} is no name that a file can have.", "Check the name.") from None
    return os.fdopen(number, "rb", buffering=0)


def _read(source: Path, reading: BinaryIO, buffer: memoryview) -> int:
    try:
        return reading.readinto(buffer)  # type: ignore[attr-defined,no-any-return]
    except OSError as error:
        raise _unreadable(source, error) from None


def _write(writing: IO[bytes], content: memoryview) -> None:
    """All of it: on a disk that is nearly full one call takes a part only, and the next one says why."""
    while content:
        content = content[writing.write(content) :]


def _unreadable(source: Path, error: OSError) -> BadInput:
    if error.errno == errno.EISDIR:
        return BadInput(f"{source.name} is a folder.", "Take in the files in it.")
    why = (error.strerror or "it cannot be read").lower()
    return BadInput(f"{source.name} could not be read: {why}.", "Check the file, the card or the cable, and try again.")


def _check_unchanged(source: Path, reading: BinaryIO, before: os.stat_result, size: int) -> None:
    after = os.fstat(reading.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or size != after.st_size:
        raise BadInput(f"{source.name} changed while it was read.", "Wait until it is written, and take it in again.")
