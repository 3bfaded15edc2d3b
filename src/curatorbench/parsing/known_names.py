"""Genera and epithets that are known, from the tables that ship (`resources/reference/make_genera.py` makes them).

Some 109,000 genera of plants, fungi, animals and other eukaryotes with their group and size, 190,000 epithets, and
250,000 further words that were once published as genera.
"""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from curatorbench.domain.resources import resource


class Genus(NamedTuple):
    """`group` is p (plants), f (fungi, lichens with them), a (animals) or o; `size` the logarithm to base 2 of the
    number of its species, 0 for one or none, 9 at most."""

    group: str
    size: int


@cache
def genera() -> dict[str, Genus]:
    """Genus, with a capital -> what is known of it."""
    return {word.capitalize(): Genus(said[0], int(said[1])) for word, said in _words("genera")}


@cache
def epithets() -> dict[str, int]:
    """Epithet -> the logarithm to base 2 of the number of species that bear it, 0 to 9."""
    return {word: int(said) for word, said in _words("epithets")}


def was_published(genus: str) -> bool:
    """Whether a word that is not among `genera` was once a genus's name, or a slip of such a one in old catalogues."""
    return genus.lower() in historic()


@cache
def historic() -> frozenset[str]:
    """Words in small letters that were published as genera and are not among `genera`."""
    return frozenset(word for word, _ in _words("genera_historic"))


def _words(table: str) -> Iterator[tuple[str, str]]:
    """The words of a packed table with what is said of them."""
    packed = resource("reference", f"{table}.txt.xz").read_bytes()
    word = ""
    for line in lzma.decompress(packed).decode("utf-8").split("\n"):
        rest, _, said = line[1:].partition("\t")
        word = word[: ord(line[0]) - ord("A")] + rest
        yield word, said
