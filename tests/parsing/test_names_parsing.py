"""Scientific names with ranks, hybrids, qualifiers; and what is none."""

import json
from pathlib import Path

import pytest

from curatorbench.parsing.names import parse_name

NAMES = [
    ("Arthopyrenia cinchonae (Ach.) Müll. Arg.", "Arthopyrenia cinchonae", "(Ach.) Müll.Arg."),
    ("Cerceris compar albinota Scul.", "Cerceris compar albinota", "Scul."),
    ("Alectoria Fremontii Tuck.", "Alectoria fremontii", "Tuck."),
    ("PYRENOCOLLEMA TICHOTHECIOIDES (Arn.) Harris", "Pyrenocollema tichothecioides", "(Arn.) Harris"),
    (
        "Bryoria trichodes var. americana (Mot.) Brodo & Hawksw.",
        "Bryoria trichodes var. americana",
        "(Mot.) Brodo & Hawksw.",
    ),
    ("× Agropogon littoralis (Sm.) C. E. Hubb.", "× Agropogon littoralis", "(Sm.) C.E.Hubb."),
    ("Actinogyra mühlenbergii", "Actinogyra muehlenbergii", ""),
    ("Alectoria cf. nigricans", "Alectoria nigricans", ""),
    ("Acarinina aff. pentacamerata", "Acarinina", ""),
    ("Alectoria sp.", "Alectoria", ""),
    ("Lecanora (Aspicilia) cinerea", "Lecanora cinerea", ""),
    ("Polyscias (Urban) Harms", "Polyscias", "(Urban) Harms"),
    ("Coccinella 7-punctata L.", "Coccinella septempunctata", "L."),
    ("Coccinella 24.punctata", "Coccinella vigintiquatuorpunctata", ""),
    ("Usnea barbata ex gr. florida", "Usnea barbata", ""),
    ("Cladonia rangi\ufffderina", "Cladonia rangi\ufffderina", ""),
    ("Candidatus Liberibacter sp. A", "Candidatus Liberibacter", ""),
    ("Salix aurita L. × S. caprea L.", "Salix aurita × Salix caprea", ""),
    ("Quercus robur x petraea", "Quercus robur × Quercus petraea", ""),
    ("Asplenium trichomanes × ?", "Asplenium trichomanes ×", ""),
    ("Salix × capreola", "Salix × capreola", ""),
]


@pytest.mark.parametrize(("written", "canonical", "authorship"), NAMES)
def test_names(written: str, canonical: str, authorship: str) -> None:
    assert parse_name(written) == (canonical, authorship)


@pytest.mark.parametrize("written", ["", "   ", "12345", "?", "x" * 5000])
def test_what_is_no_name(written: str) -> None:
    assert parse_name(written) is None


def test_gnparser(data: Path) -> None:
    """98 % is the goal; most of the rest are viruses, strains and spelling that the two parsers settle differently."""
    items = json.loads((data / "text" / "names_gnparser.json").read_text(encoding="utf-8"))["items"]
    judged = [(parse_name(item["name"]), item["canonical"]) for item in items if item["canonical"]]
    judged = [(found, canonical) for found, canonical in judged if found]
    assert len(judged) > 650
    assert sum(found.canonical == canonical for found, canonical in judged) / len(judged) >= 0.98
