"""A zip file or a folder with files in it, opened as hostile input: nothing is ever unpacked to disk."""

from __future__ import annotations

import os
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol

from curatorbench.domain.errors import BadInput

MOST_MEMBERS = 20_000
MOST_BYTES = 32 << 30  # of all members together, unpacked
MOST_RATIO = 300  # of a member's size to its packed size; tables of records reach about 60
_SMALL = 16 << 20  # below this a high ratio harms nobody
_HINT = "Do not trust this archive; ask its maker for a sound copy."
_DAMAGED_HINT = "It is damaged or not finished: copy or download it again."
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_UNSAFE = re.compile(r"(^|/)\.\.(/|$)|^/|^[A-Za-z]:|[\\\x00-\x1f]")

# What zipfile and the file system raise on damaged or hostile files (found by running them over such files).
READ_ERRORS = (
    OSError,
    EOFError,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    RuntimeError,
    NotImplementedError,
    ValueError,
    OverflowError,
)


class Container(Protocol):
    """`names` are relative paths with `/`, of regular files only."""

    @property
    def names(self) -> tuple[str, ...]: ...

    def open(self, name: str) -> IO[bytes]: ...


@contextmanager
def open_container(path: Path) -> Iterator[Container]:
    """Open a folder or zip. Raises `BadInput` for what is neither, is damaged, or is made to harm."""
    if path.is_dir():
        yield _Folder(path)
        return
    with damage_in_words(path.name):
        archive = zipfile.ZipFile(path)
    with archive:
        yield _Zip(archive, path)


@contextmanager
def damage_in_words(name: str) -> Iterator[None]:
    """Turn what reading a damaged file raises into `BadInput`."""
    try:
        yield
    except READ_ERRORS as error:
        raise BadInput(f"{name} cannot be read: {error or type(error).__name__}.", _DAMAGED_HINT) from error


class _Zip:
    def __init__(self, archive: zipfile.ZipFile, path: Path) -> None:
        self._archive = archive
        infos = archive.infolist()
        _check_sizes(infos)
        _check_overlaps(infos, path)
        files = [info for info in infos if not info.is_dir()]
        for info in infos:
            _check_member(info)
        _check_duplicates([info.filename for info in files])
        self._infos = {info.filename: info for info in files}
        self.names = tuple(name for name in self._infos if not _is_rubbish(name))

    def open(self, name: str) -> IO[bytes]:
        """Reads end with an error where the content is not what the directory declares."""
        with damage_in_words(name):
            return self._archive.open(self._infos[name])


def _check_sizes(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MOST_MEMBERS:
        raise BadInput(f"The archive holds {len(infos)} files; {MOST_MEMBERS} are the most that are read.", _HINT)
    if sum(info.file_size for info in infos) > MOST_BYTES:
        raise BadInput(f"The archive would unpack to more than {MOST_BYTES >> 30} GiB.", _HINT)


def _check_overlaps(infos: list[zipfile.ZipInfo], path: Path) -> None:
    """Bombs of the overlapping kind use the same packed bytes for many members."""
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise BadInput("Files in the archive overlap, as in one made to harm.", _HINT)
        end = info.header_offset + info.compress_size
    if end > path.stat().st_size:
        raise BadInput(f"{path.name} is shorter than its directory says.", _DAMAGED_HINT)


def _check_member(info: zipfile.ZipInfo) -> None:
    name = info.filename
    # zipfile cuts names at NUL and turns this system's separators: the name as stored is what counts.
    if _UNSAFE.search(name) or _UNSAFE.search(info.orig_filename):
        raise BadInput(f"The archive holds a file with an unsafe name: {name[:80]!r}.", _HINT)
    if stat.S_ISLNK(info.external_attr >> 16):
        raise BadInput(f"The archive holds a link instead of a file: {name[:80]!r}.", _HINT)
    if info.flag_bits & 0x1:
        raise BadInput(f"{name[:80]!r} in the archive is locked by a password.", "Ask for a copy without one.")
    if info.compress_type not in _METHODS:
        raise BadInput(f"{name[:80]!r} is packed by a method that archives do not use.", "Zip it with deflate.")
    if info.file_size > _SMALL and info.file_size > MOST_RATIO * max(info.compress_size, 1):
        raise BadInput(f"{name[:80]!r} would unpack to over {MOST_RATIO} times its size.", _HINT)


def _check_duplicates(names: list[str]) -> None:
    """Two files that some systems take for one: which would be read is for an attacker to choose."""
    met: set[str] = set()
    for name in names:
        folded = unicodedata.normalize("NFC", name).casefold()
        if folded in met:
            raise BadInput(f"The archive holds {name[:80]!r} twice.", _HINT)
        met.add(folded)


class _Folder:
    """Regular files at most two levels down. Links are not followed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.names = tuple(sorted(self._walk(root, 2)))

    def _walk(self, folder: Path, depth: int) -> Iterator[str]:
        with damage_in_words(folder.name):
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        if len(entries) > MOST_MEMBERS:
            raise BadInput(f"{folder.name} holds too many files to be an archive.", "Choose the archive's own folder.")
        for entry in entries:
            path = Path(entry.path)
            if entry.is_file(follow_symlinks=False) and not _is_rubbish(entry.name):
                yield path.relative_to(self._root).as_posix()
            elif entry.is_dir(follow_symlinks=False) and depth > 1:
                yield from self._walk(path, depth - 1)

    def open(self, name: str) -> IO[bytes]:
        with damage_in_words(name):
            return (self._root / name).open("rb")


def _is_rubbish(name: str) -> bool:
    """What systems leave in folders and archives by themselves."""
    return name.startswith("__MACOSX/") or name.rpartition("/")[2].startswith(".") or name.endswith("Thumbs.db")


def read_all(container: Container, name: str, most: int) -> bytes:
    """A small file at once, cut off one byte past `most` so that the caller sees it is larger."""
    with container.open(name) as file, damage_in_words(name):
        return file.read(most + 1)
