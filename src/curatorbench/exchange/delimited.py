"""Delimited text that others wrote, as rows: any separator, quote, line end and usual encoding, in bounded memory."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from curatorbench.domain.errors import BadInput
from curatorbench.exchange.container import damage_in_words

_CHUNK = 1 << 20
LONGEST_LINE = 16 << 20
_TEXT_CODECS = re.compile(
    r"utf-(8|16|32)(-sig|-le|-be)?|ascii|iso8859-\d+|cp\d+|mac-roman|koi8-[rtu]|gb\w+|big5|euc_\w+|shift_jis"
)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_ESCAPED = re.compile("[\udc80-\udcff]")
# Blanks around cells and words for "nothing". Whoever has them has them everywhere: the first chunk of a file tells.
_HABITS = re.compile("^ |[\t\n] | [\t\n]|NULL")
_NULLS = frozenset(("\\N", "NULL"))


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a table is written. `quote` is empty where values are never enclosed."""

    encoding: str = "UTF-8"
    separator: str = "\t"
    line_end: str = "\n"
    quote: str = ""


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row that cannot be taken, and why."""

    why: str


def rows(file: IO[bytes], name: str, dialect: Dialect) -> Iterator[tuple[int, list[str] | BrokenRow]]:
    """Every row but blank ones with the number of its (last) line, from 1, without null signs.

    Blanks around cells and NULL go in quoted tables, and in tab-separated ones with any in their first MiB.

    Raises `BadInput` where the file is damaged, in an unknown encoding, or has a line of over 16 Mi characters.
    """
    chunks = _text(file, name, codec_named(dialect.encoding))
    lines = _lines(chunks, name, _line_end(dialect))
    if dialect.quote:
        if len(dialect.separator) > 1:
            raise BadInput(f"{name} separates by more than one sign and quotes too.", "Ask for a tab-separated copy.")
        return _quoted(lines, dialect)
    return _plain(lines, dialect.separator)


def codec_named(encoding: str) -> str:
    """Python's name of a text encoding; raises `BadInput` for what is none."""
    try:
        name = codecs.lookup(encoding.strip()).name
    except (LookupError, ValueError):
        name = ""
    if not _TEXT_CODECS.fullmatch(name):
        raise BadInput(f"{encoding[:40]!r} is not an encoding of text that is known here.", "Save it as UTF-8.")
    return name


def _text(file: IO[bytes], name: str, codec: str) -> Iterator[str]:
    """Decoded chunks. In UTF-8, bytes that are none come as U+DC80-U+DCFF, so that only their rows are lost."""
    with damage_in_words(name):
        first = file.read(_CHUNK)
        codec = next((found for bom, found in _BOMS if first.startswith(bom)), codec)
        forgiving = "surrogateescape" if codec in ("utf-8", "ascii") else "replace"
        decoder = codecs.getincrementaldecoder("utf-8-sig" if codec == "utf-8" else codec)(forgiving)
        while first:
            yield decoder.decode(first)
            first = file.read(_CHUNK)
        yield decoder.decode(b"", True)


def _line_end(dialect: Dialect) -> str:
    """LF also stands for CRLF and CR, which archives mix up."""
    return "\n" if dialect.line_end in ("\n", "\r\n", "\r") else dialect.line_end


def _lines(chunks: Iterable[str], name: str, end: str) -> Iterator[tuple[list[str], bool]]:
    """Lists of whole lines without their ends, and whether any of them needs a closer look."""
    rest, mends = "", None
    for chunk in chunks:
        text = _one_line_end(rest + chunk, end) if "\r" in chunk or rest.endswith("\r") else rest + chunk
        mends = _HABITS.search(text) is not None if mends is None else mends
        lines = text.split(end)
        rest = lines.pop()
        if len(rest) > LONGEST_LINE:
            raise BadInput(f"{name} has a line of over {LONGEST_LINE >> 20} million characters.", "It is no table.")
        yield lines, mends or _is_untidy(text)
    yield [rest.rstrip("\r")], True


def _one_line_end(text: str, end: str) -> str:
    """CRLF and CR become LF; a CR at the very end waits for what follows."""
    if end != "\n":
        return text
    held = text.endswith("\r")
    text = (text[:-1] if held else text).replace("\r\n", "\n").replace("\r", "\n")
    return text + "\r" if held else text


def _is_untidy(text: str) -> bool:
    """Signs for "nothing", or bytes outside the encoding."""
    return "\\" in text or (not text.isascii() and _ESCAPED.search(text) is not None)


def _plain(chunks: Iterable[tuple[list[str], bool]], separator: str) -> Iterator[tuple[int, list[str] | BrokenRow]]:
    number = 0
    for lines, untidy in chunks:
        for line in lines:
            number += 1
            if line:
                cells = line.split(separator)
                yield number, _mend(cells) if untidy or separator != "\t" else cells


def _quoted(chunks: Iterable[tuple[list[str], bool]], dialect: Dialect) -> Iterator[tuple[int, list[str] | BrokenRow]]:
    """By the csv module. A row that it refuses (a cell of over 128 Ki characters, say) is a broken one."""
    lines = (line + "\n" for chunk, _ in chunks for line in chunk)
    reader = csv.reader(lines, delimiter=dialect.separator, quotechar=dialect.quote)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield reader.line_num, BrokenRow(f"{error}")
            continue
        if any(cells):
            yield reader.line_num, _mend(cells)


def _mend(cells: list[str]) -> list[str] | BrokenRow:
    if not (whole := "".join(cells)).isascii() and _ESCAPED.search(whole):
        return BrokenRow("it has bytes that are not in the encoding of the file")
    return ["" if (kept := cell.strip(" ")) in _NULLS else kept for cell in cells]
