"""Titles, exsiccatae with their numbers, institutions and their codes."""

import pytest
from best_values import best

from curatorbench.domain.suggestion import Finding
from curatorbench.parsing.institutions import codes
from curatorbench.parsing.label import parse_label


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("LICHENS OF OHIO", "LICHENS OF OHIO"),
        ("1730 Flora of Norway\nPeltigera canina (L.) Willd.", "Flora of Norway"),
        ("Lichens of Louisiana\tSome Botanical Garden", "Lichens of Louisiana"),
        ("Plantas de Chile", "Plantas de Chile"),
    ],
)
def test_titles_are_kept_as_written(text: str, title: str) -> None:
    assert best(text)["datasetName"] == title


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("LICHENES EXSICCATI\nNo. 67. Umbilicaria deusta (L.) Baumg.", "LICHENES EXSICCATI 67"),
        ("Bryotheca Polonica\n\nleg. A. Roe", None),
        ("Plantae Finlandiae Exsiccatae\n1204. Carex nigra (L.) Reichard", "Plantae Finlandiae Exsiccatae 1204"),
        ("A. Roe: Lichenes Rariores Exsiccati No. 5", "Lichenes Rariores Exsiccati 5"),
        ("Issued by A. Roe: LICHENES RARIORES EXSICCATI A. ROE and B. Doe\nNo. 8", "LICHENES RARIORES EXSICCATI 8"),
        ("Distributed by the University Museum\nLICHENES SELECTI EXSICCATI\nNo 340", "LICHENES SELECTI EXSICCATI 340"),
    ],
)
def test_the_number_of_an_exsiccata_is_the_series(text: str, number: str | None) -> None:
    values = best(text)
    assert values.get("otherCatalogNumbers") == number
    assert "recordNumber" not in values


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("THE NEW YORK BOTANICAL GARDEN", "NY"),
        ("Botanische Staatssammlung München", "M"),
        ("Herbario Nacional de México", "MEXU"),
        ("University of Somewhere Herbarium (SOME)", "SOME"),
        ("Herbarium UPS", "UPS"),
        ("Botanische Staatssammlung München XY-L", "M"),
        ("HERBARIUM OF THE UNIVERSITY OF MICHIGAN", "MICH"),
        ("Royal Botanic Gardens, Kew", "K"),
        ("Museum of Some Small Town", "Museum of Some Small Town"),
        ("Herbarium of the University of California", "UC"),
        ("University of California, Davis", "DAV"),
        ("University of Michigan, Museum of Zoology", "UMMZ"),
        ("National Museum of Natural History, Sofia", "National Museum of Natural History, Sofia"),
    ],
)
def test_institutions(text: str, code: str) -> None:
    assert best(text)["institutionCode"] == code


@pytest.mark.parametrize(
    "text",
    [
        "Distributed by the University of Iceland",
        "copyright reserved",
        "HERBARIUM OF",
        "Botanical Garden",
        "ex Herb. J. Roe",
    ],
)
def test_lines_that_name_no_holder(text: str) -> None:
    assert "institutionCode" not in best(text)


def test_neither_title_nor_institution_is_a_person_or_a_state() -> None:
    found: tuple[Finding, ...] = parse_label(
        "Louisiana State University\nMuseum of Comparative Zoology\nHERBARIUM ALICE ROE"
    )
    assert not {one.term for one in found} & {"recordedBy", "stateProvince", "country"}


def test_every_code_is_one() -> None:
    assert len(codes()) > 100
    assert all(code.isupper() and code.isalpha() for code in codes().values())
