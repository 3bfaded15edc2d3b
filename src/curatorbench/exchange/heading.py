"""The first line of a table: its separator, its encoding, and which terms its columns are."""

from __future__ import annotations

import codecs
import csv
from dataclasses import dataclass
from typing import IO

from curatorbench.exchange.delimited import Dialect
from curatorbench.exchange.vocabulary import term_of_header

_SEPARATORS = "\t,;|"
_LONGEST = 1 << 18


@dataclass(frozen=True, slots=True)
class Heading:
    """`columns` as written; `known` tells which term each known one is, by index."""

    columns: tuple[str, ...]
    known: dict[int, str]
    dialect: Dialect


def read_heading(file: IO[bytes], encoding: str = "") -> Heading:
    """Read the first line. The separator is the one that makes most terms of it; ties go to the tab."""
    start = file.read(_LONGEST)
    encoding = encoding or likely_encoding(start)
    lines = start.decode(encoding, "replace").removeprefix("\ufeff").splitlines()
    line = next((line for line in lines if line.strip()), "")
    candidates = [_split(line, separator, encoding) for separator in _SEPARATORS]
    return max(candidates, key=lambda heading: len(heading.known))


def _split(line: str, separator: str, encoding: str) -> Heading:
    try:
        columns = tuple(cell.strip() for cell in next(csv.reader([line], delimiter=separator), []))
    except csv.Error:
        columns = ()
    known = {index: term for index, name in enumerate(columns) if (term := term_of_header(name))}
    # A tab-separated file without a quote in its heading is one that never quotes.
    quote = "" if separator == "\t" and '"' not in line else '"'
    return Heading(columns, known, Dialect(encoding, separator, "\n", quote))


def likely_encoding(start: bytes) -> str:
    """UTF-16 by its mark or its zero bytes, else UTF-8."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = start[:4096]
    if len(sample) > 8 and sample.count(0) > len(sample) // 4:
        return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
    return "utf-8"
