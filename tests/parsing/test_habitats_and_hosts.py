"""Habitats, substrates and hosts, as labels of several languages say them in passing."""

import pytest

from curatorbench.parsing.label import parse_label

HEAD = "Lecanora allophana Nyl.\n"


def values(text: str, term: str) -> list[str]:
    return [one.value for one in parse_label(text) if one.term == term]


@pytest.mark.parametrize(
    ("text", "habitat"),
    [
        ("on bark of Quercus in open woods.", "on bark of Quercus in open woods"),
        ("Essex County, 550 m; northern hardwoods.", "northern hardwoods"),
        ("auf Rinde von Acer, 600 m", "auf Rinde von Acer"),
        ("Sur écorce de hêtre", "Sur écorce de hêtre"),
        ("sobre corteza de Nothofagus; bosque húmedo", "sobre corteza de Nothofagus"),
        ("Ad saxa granitica", "Ad saxa granitica"),
        ("corticolous; cypress swamp", "corticolous"),
        ("Habitat: dry meadow", "dry meadow"),
        ("Standort: Trockenrasen am Waldrand", "Trockenrasen am Waldrand"),
        ("Hábitat: matorral seco", "matorral seco"),
        ("Madrean pine-oak woodland.", "Madrean pine-oak woodland"),
        ("växte på sten i skog", "växte på sten i skog"),
    ],
)
def test_habitat(text: str, habitat: str) -> None:
    assert habitat in values(HEAD + text, "habitat")


@pytest.mark.parametrize(
    "text",
    [
        "Black Forest, Baden",
        "White Mountain National Forest",
        "On Hwy 12, 3 mi N of Lodi",
        "in Herb. Roe",
        "LICHENS OF THE WOODS",
        "Forest Service",
    ],
)
def test_places_that_are_no_habitat(text: str) -> None:
    assert values(text, "habitat") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("host: Quercus alba", "host: Quercus alba"),
        ("Host plant: Salix sp.", "host: Salix sp."),
        ("Wirt: Pinus sylvestris", "host: Pinus sylvestris"),
        ("Hôte: Fagus sylvatica", "host: Fagus sylvatica"),
        ("reared from Malus domestica", "host: Malus domestica"),
        ("parasitic on Acarospora fuscata", "host: Acarospora fuscata"),
        ("on leaves of Rhus typhina", "on: Rhus typhina"),
        ("On flowers of Baccharis", "on: Baccharis"),
        ("auf Rinde von Acer", "on: Acer"),
        ("sobre hojas de Quercus rugosa", "on: Quercus rugosa"),
        ("in foliis Fagus sylvatica", "on: Fagus sylvatica"),
    ],
)
def test_hosts(text: str, said: str) -> None:
    assert values(text, "associatedTaxa")[:1] == [said]


@pytest.mark.parametrize(
    "text", ["on Georgia coast", "on Mount Washington", "Host determined by A. Roe", "ex Herb. Roe"]
)
def test_words_that_are_no_hosts(text: str) -> None:
    assert values(text, "associatedTaxa") == []
