"""What codes mean: numbers, stable identifiers, drawers, taxa; hostile ones mean nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curatorbench.domain.codes import (
    LONGEST,
    CodeMeaning,
    Meaning,
    checked_template,
    looks_like_number,
    matches,
    meaning_of,
    next_number,
    visible,
)
from curatorbench.domain.errors import BadInput

UUID = "0f2b5a5e-7a53-4f0e-9f7e-3f0b7c9f7c11"


@pytest.mark.parametrize(
    "text",
    [
        "H1178062",
        "00020326",
        "TENN-L-0000042",
        "NY 01075765",
        "NHMUK010101010",
        "B 10 0241392",
        "L.1234567",
        "BR0000012345678",
        "EMEC609636",
        "E00123456a",
    ],
)
def test_numbers_by_their_look(text: str) -> None:
    assert meaning_of(text) == meaning_of(f" {text}\r\n") == CodeMeaning(Meaning.NUMBER, text)
    assert looks_like_number(text)


@pytest.mark.parametrize("text", ["Stegosaurus", "12", "9783161484100", "2024-05-06", "-1234567", "=1234567", "", "é"])
def test_what_is_no_number(text: str) -> None:
    assert meaning_of(text) == CodeMeaning(Meaning.OTHER, text) and not looks_like_number(text)


@pytest.mark.parametrize(
    ("uri", "number"),
    [
        ("http://herbarium.bgbm.org/object/B100241392", "B100241392"),
        ("https://herbarium.bgbm.org/object/B100241392/", "B100241392"),
        ("https://data.rbge.org.uk/herb/E00421509", "E00421509"),
        ("http://coldb.mnhn.fr/catalognumber/mnhn/p/p00084098", "P00084098"),
        ("http://specimens.kew.org/herbarium/K000697723", "K000697723"),
        ("https://www.botanicalcollections.be/specimen/BR0000005065868", "BR0000005065868"),
        ("https://www.botanicalcollections.be/specimen/BR0000005065868V", "BR0000005065868V"),
        ("https://w.jacq.org/W18890156452", "W18890156452"),
        ("https://data.biodiversitydata.nl/naturalis/specimen/L.1234567", "L.1234567"),
        ("http://id.luomus.fi/C.298503", "C.298503"),
        ("https://arctos.database.museum/guid/UAM:Ento:230092", "230092"),
        ("urn:catalog:CAS:BOT:438212", "438212"),
    ],
)
def test_stable_identifiers_hold_a_number(uri: str, number: str) -> None:
    assert meaning_of(uri) == CodeMeaning(Meaning.NUMBER, number, uri)


@pytest.mark.parametrize(
    "uri",
    [
        "http://id.snsb.info/snsb/collection/119747/178126/118903",
        f"https://data.nhm.ac.uk/object/{UUID}",
        f"http://n2t.net/ark:/65665/3{UUID[1:]}",
        "https://hdl.handle.net/20.500.12345/abc",
        "https://purl.org/nhmuio/id/" + UUID,
        "https://www.gbif.org/occurrence/1234567890",
        f"https://www.idigbio.org/portal/records/{UUID}",
        f"urn:uuid:{UUID}",
        UUID,
    ],
)
def test_stable_identifiers_without_a_number_are_kept(uri: str) -> None:
    assert meaning_of(uri) == CodeMeaning(Meaning.OTHER, uri, uri)


def test_an_address_of_nobody_means_nothing_but_by_the_template() -> None:
    address = "https://museum.example/specimens/ABC-0001234"
    assert meaning_of(address) == CodeMeaning(Meaning.OTHER, address)
    assert meaning_of(address, "ABC-#######") == CodeMeaning(Meaning.NUMBER, "ABC-0001234", address)


def test_a_known_address_with_a_number_of_others_is_no_number_here() -> None:
    uri = "http://specimens.kew.org/herbarium/K000697723"
    assert meaning_of(uri, "E########") == CodeMeaning(Meaning.OTHER, uri, uri)


@pytest.mark.parametrize(
    ("text", "meaning", "value"),
    [
        ("unit:Cabinet 4, drawer 12", Meaning.UNIT, "Cabinet 4, drawer 12"),
        (f"STORAGE:{UUID}", Meaning.UNIT, UUID),
        ("taxon: Lucanus cervus", Meaning.TAXON, "Lucanus cervus"),
        ("taxon:Carabus (Megodontus) violaceus", Meaning.TAXON, "Carabus (Megodontus) violaceus"),
        ("TAXON:Mentha × piperita nothosubsp. citrata", Meaning.TAXON, "Mentha × piperita nothosubsp. citrata"),
        ("taxon:Lucanus cervus (Linnaeus, 1758)", Meaning.TAXON, "Lucanus cervus (Linnaeus, 1758)"),
        ("taxon:Quercus × rosacea Bechst. & Fisch.", Meaning.TAXON, "Quercus × rosacea Bechst. & Fisch."),
        ("taxon:Isoe\u0308tes", Meaning.TAXON, "Isoëtes"),
        ("taxon:" + "a" * 120, Meaning.TAXON, "a" * 120),
    ],
)
def test_context(text: str, meaning: Meaning, value: str) -> None:
    assert meaning_of(text) == CodeMeaning(meaning, value)


@pytest.mark.parametrize(
    "text",
    [
        "https://a.example/x#taxon:Lucanus%20cervus",
        f"https://a.example/#unit:{UUID}",
        "taxon:" + "a" * 390,
        "taxon:=1+1",
        "taxon:<b>Lucanus</b>",
        "taxon:https://a.example/",
        "taxon:Lucanus 4",
    ],
)
def test_a_foreign_address_or_what_is_no_name_switches_nothing(text: str) -> None:
    assert meaning_of(text) == CodeMeaning(Meaning.OTHER, text)


@pytest.mark.parametrize(
    "text",
    [
        "H11\x0078062",
        "\u202eH1178062",
        "H117\u200b8062",
        "unit:\x07A",
        "taxon:",
        "taxon:   ",
        '=HYPERLINK("http://x")',
        "+1234567",
        "@SUM(A1)",
        "A" * 10_000,
        "1" * 10_000,
        "unit:" + "A" * 10_000,
        "https://specimens.kew.org/herbarium/K000697723\n=1",
        "\ud800H1178062",
    ],
)
def test_hostile_text_means_nothing_and_is_cleaned(text: str) -> None:
    found = meaning_of(text)
    assert found.meaning is Meaning.OTHER and found.uri is None
    assert visible(found.value) == found.value and len(found.value) <= LONGEST


@given(st.text(max_size=300), st.sampled_from(["", "#", "B 10 #######", "?[-?]###"]))
def test_any_text_means_something_that_can_be_seen(text: str, template: str) -> None:
    found = meaning_of(text, template)
    assert visible(found.value) == found.value
    if template and found.meaning is Meaning.NUMBER:
        assert matches(template, found.value)


def test_templates() -> None:
    assert matches("B 10 #######", "B 10 0241392") and not matches("B 10 #######", "B 10 024139")
    assert matches("TENN-?-####[a]", "TENN-L-0042") and matches("TENN-?-####[a]", "TENN-L-0042a")
    assert not matches("TENN-?-####[a]", "TENN-1-0042") and matches("", "anything")
    assert matches("A.B#", "A.B1") and not matches("A.B#", "AxB1"), "other signs are themselves"
    assert not matches("###", "١٢٣"), "digits are those of a keyboard"
    assert meaning_of("12/b", "##/b") == CodeMeaning(Meaning.NUMBER, "12/b")
    assert meaning_of("H1178062", "E########") == CodeMeaning(Meaning.OTHER, "H1178062")


@pytest.mark.parametrize("template", ["ABC", "[#]", "B[##", "B]##", "[[#]#]##", "[]##", "#" * 99, "B\x07##", " ##"])
def test_impossible_templates_are_refused(template: str) -> None:
    for refused in (lambda: checked_template(template), lambda: meaning_of("H1", template)):
        with pytest.raises(BadInput) as refusal:
            refused()
        assert refusal.value.hint


def test_the_next_number_keeps_its_width() -> None:
    assert next_number("B 10 #######", None) == "B 10 0000001"
    assert next_number("B 10 #######", "B 10 0000999") == "B 10 0001000"
    assert next_number("####-###", "2026-099") == "2026-100"
    assert next_number("?-###[a]", "L-007a") == "L-008a"
    assert next_number("###[.#]", None) == "001"


@pytest.mark.parametrize(("template", "last"), [("##", "99"), ("####-##", "2026-99"), ("##", "A1"), ("?##", None)])
def test_no_number_comes_next(template: str, last: str | None) -> None:
    with pytest.raises(BadInput):
        next_number(template, last)


@given(st.integers(0, 99_998))
def test_the_next_one_is_one_more_and_of_the_template(count: int) -> None:
    following = next_number("NY #####x", f"NY {count:05d}x")
    assert following == f"NY {count + 1:05d}x" and matches("NY #####x", following)
