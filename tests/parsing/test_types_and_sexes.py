"""Type status, sex, stage and counts, as labels of several languages write them."""

import pytest
from best_values import best

from curatorbench.parsing.label import parse_label


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("HOLOTYPE\nCerceris nova", "holotype"),
        ("Isotypus", "isotype"),
        ("HOLO-TYPE", "holotype"),
        ("Holotype of Lecidea nova Lopez", "holotype of Lecidea nova Lopez"),
        ("PARATYPE of Cerceris (Apiraptrix) nova Doe", "paratype of Cerceris (Apiraptrix) nova Doe"),
        ("Isotype: Opegrapha nova Müll. Arg.", "isotype of Opegrapha nova Müll. Arg."),
        ("HOLOTIPO", "holotype"),
        ("Paratipo", "paratype"),
        ("Lectotypus design. A. Roe 1990", "lectotype"),
        ("PARALECTOTYPE", "paralectotype"),
        ("TYPE", "type"),
        ("Type of Lecidea nova", "type of Lecidea nova"),
        ("COTYPES", "cotype"),
        ("Probable isotype", "isotype"),
        ("Allotype ♀", "allotype"),
        ("SYNTYP", "syntype"),
    ],
)
def test_type_status(text: str, status: str) -> None:
    assert best(text)["typeStatus"] == status


@pytest.mark.parametrize(
    "text",
    [
        "vegetation type, etc.: Dry forest",
        "Type locality: Rio Negro",
        "soil type clay",
        "not the holotype",
        "TYPE SPECIES of the genus",
        "a prototype trap",
        "Typha swamp",
    ],
)
def test_words_that_are_no_status(text: str) -> None:
    assert "typeStatus" not in best(text)


@pytest.mark.parametrize(
    ("text", "sex", "count"),
    [
        ("♂", "male", None),
        ("2♂ 1♀", "male | female", "3"),
        ("2 ♂♂, 1 ♀", "male | female", "3"),
        ("♀♀", "female", None),
        ("{female}", "female", None),
        ("3 Weibchen", "female", "3"),
        ("1 macho, 2 hembras", "male | female", "3"),
        ("mâle", "male", None),
        ("1 самец", "male", "1"),
        ("4 females on flowers", "female", "4"),
    ],
)
def test_sex(text: str, sex: str, count: str | None) -> None:
    values = best(text)
    assert (values.get("sex"), values.get("individualCount")) == (sex, count)


def test_a_misread_sign_is_a_doubtful_correction() -> None:
    found = [one for one in parse_label("Cerceris nova δ\nDet. A. Roe 1950") if one.term == "sex"]
    assert [(one.value, one.corrected) for one in found] == [("male", True)]
    assert found[0].confidence < 0.7


@pytest.mark.parametrize("text", ["male flowers yellow", "female cones ovoid", "Malé, Maldives", "Femaleton Creek"])
def test_sexes_that_are_not_the_specimens(text: str) -> None:
    assert "sex" not in best(text)


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("3 larvae", "larva"),
        ("Imago", "adult"),
        ("1 nymph", "nymph"),
        ("ninfa", "nymph"),
        ("exuviae", "pupa"),
        ("juv.", "juvenile"),
    ],
)
def test_stage(text: str, stage: str) -> None:
    assert best(text)["lifeStage"] == stage
