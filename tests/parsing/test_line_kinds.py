"""What lines are titles of series, what names an institution, and what only looks like either."""

import pytest

from curatorbench.parsing.line_kinds import LineKind, institution_in, is_title, kind_of


@pytest.mark.parametrize(
    "text",
    [
        "LICHENS OF MISSOURI",
        "Flora of St. Croix, D. W. Indies.",
        "PLANTSOF BAHAMA ISLANDS",
        "CALIFORNIA LICHENS",
        "FLORA DE VENEZUELA",
        "Plantas de la República Argentina",
        "FLORE DU CONGO",
        "Mousses de l'Ardenne",
        "PLANTES DE LA RÉUNION",
        "Flechten von Tirol",
        "Flora von Sachsen",
        "PLANTAE MEXICANAE",
        "Lichenes Canadenses",
        "Fungi Columbiani",
        "Plantas do Brasil",
        "FLORA D'ITALIA",
        "Mosses and Hepatics of New Zealand",
        "1730\tLichens of Ohio, U.S.A.",
        "EXPLORATION OF BERMUDA",
        "Insects of Micronesia",
        "LICHENS",
    ],
)
def test_titles(text: str) -> None:
    assert is_title(text)


@pytest.mark.parametrize(
    "text",
    [
        "Plants erect, on edge of coppice, about 1 m tall",
        "Among lichens and mosses on",
        "vegetation type, etc.: Dry forest",
        "growing with other lichens",
        "Pessière à lichens, terrasse supérieure",
        "J. R. Smith 1234",
        "Santa Flora, Sonora",
    ],
)
def test_lines_that_are_no_titles(text: str) -> None:
    assert not is_title(text)


@pytest.mark.parametrize(
    "text",
    [
        "THE NEW YORK BOTANICAL GARDEN",
        "Naturhistoriska riksmuseet",
        "Botanische Staatssammlung München",
        "Muséum National d'Histoire Naturelle, Paris",
        "Universidade de São Paulo",
        "Uniwersytet Jagielloński",
        "Instituto de Botánica Darwinion",
        "Royal Botanic Gardens, Kew",
        "HERBARIUM OF THE UNIVERSITY OF ICELAND",
        "Department of Entomology",
        "Bishop Museum",
        "Académie des Sciences",
        "Entomological Collection",
    ],
)
def test_institutions(text: str) -> None:
    assert institution_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "Dept. Cajamarca, Prov. Jaén",
        "Department of La Paz",
        "College Station, Brazos Co.",
        "Society Islands: Tahiti",
        "Jardín, Antioquia, Colombia",
        "University Park",
        "along Museum Road",
    ],
)
def test_places_that_only_sound_like_institutions(text: str) -> None:
    assert institution_in(text) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("LICHENES SELECTI EXSICCATI", LineKind.EXSICCATA),
        ("Bryotheca Polonica", LineKind.EXSICCATA),
        ("Plantae Finlandiae Exsiccatae", LineKind.EXSICCATA),
        ("Krypt. exs. Vindob.", LineKind.EXSICCATA),
        ("LICHENS OF OHIO", LineKind.TITLE),
        ("Bishop Museum", LineKind.INSTITUTION),
        ("rock outcrops near river", LineKind.OTHER),
    ],
)
def test_kinds(text: str, kind: LineKind) -> None:
    assert kind_of(text) is kind
