"""Who did what and when, in the ways of many countries: one line a case, the first finding of each term counts."""

import pytest

from curatorbench.parsing.dates import date_candidates, find_dates
from curatorbench.parsing.label import parse_label
from curatorbench.parsing.people import parse_people


def first(text: str, term: str) -> str | None:
    return next((said.value for said in parse_label(text) if said.term == term), None)


@pytest.mark.parametrize(
    ("text", "collector"),
    [
        ("leg.J.Smith", "J.Smith"),
        ("Collectedby J. Smith", "J. Smith"),
        ("Collected byJ.Smith", "J.Smith"),
        ("Coll....A.J. Sharp....Alt.", "A.J. Sharp"),
        ("coll. J. Smith et al.", "J. Smith"),
        ("Colector: Juan Pérez y M. López", "Juan Pérez | M. López"),
        ("Récolté par J. Dupont et A. Martin", "J. Dupont | A. Martin"),
        ("verzameld door J. van der Berg", "J. van der Berg"),
        ("Собрал И. Иванов 12.V.1950", "И. Иванов"),
        ("Sobral I. Ivanov", "I. Ivanov"),
        ("leg. Chr. Jensen & Th. Holm 12.5.1950", "Chr. Jensen | Th. Holm"),
        ("Tucson\nVII-4-56\nF. Werner collr", "F. Werner"),
        ("STEWARD BRUNN/ N. L. BRITT Collectors, AUG. 31, 1905", "STEWARD BRUNN | N. L. BRITT"),
        ("Ex coll. A. Smith", None),
        ("Comm. J. Brown", None),
        ("Leg. Univ. of Kansas Museum", None),
        ("Coll...J.... rp.", None),
    ],
)
def test_collectors(text: str, collector: str | None) -> None:
    assert first(text, "recordedBy") == collector


def test_a_slip_in_a_name_is_said() -> None:
    said = next(said for said in parse_label("Leg. A. Powel1 & H. Wil1iams") if said.term == "recordedBy")
    assert (said.value, said.verbatim, said.corrected) == (
        "A. Powell | H. Williams",
        "Leg. A. Powel1 & H. Wil1iams",
        True,
    )


def test_a_form_read_by_its_columns() -> None:
    text = "White Rocks\nA. J. Sandler\nAlt.\nH. A. Moor\nNov. 12, 1939\nHERBARIUM\nLoc.\nColl..\nDet."
    assert (first(text, "recordedBy"), first(text, "identifiedBy")) == ("A. J. Sandler", "H. A. Moor")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Coll. J. Smith 123", "123"),
        ("12 août 1965.\nNo8017\nAlbert Legrand, Samuel Bresson", "8017"),
        ("Leg. P. A. Smith Nr. 44", "44"),
        ("I.M. Brock, No.l0762\n1 July 1967", "10762"),
        ("19 MAY 1951\nS. FLORES\n358", "358"),
        ("Coll. A. Smith 1797\nFebruary 3, 1974", "1797"),
        ("Coll. A. Smith 1200 m\n12 May 1950", None),
        ("Coll. A. Smith, 12 May 1950\nHerbarium No. 4431", None),
        ("5 U.C. Berkeley\nColl. A. Smith", None),
        ("2 3 4 5\nColl. A. Smith", None),
        ("Collector's No.131.88.", None),
    ],
)
def test_numbers(text: str, number: str | None) -> None:
    assert first(text, "recordNumber") == number


@pytest.mark.parametrize(
    ("text", "person", "when"),
    [
        ("Det. R. M. Bohr '58", "R. M. Bohr", "1958"),
        ("Det. R. Smith 6-58", "R. Smith", "1958-06"),
        ("Det. R. Smith VI.58", "R. Smith", "1958-06"),
        ("Det. J. Hill, Aug. 1961", "J. Hill", "1961-08"),
        ("Carex alba L. det.1-1982.", None, "1982-01"),
        ("Det. 34T. 1963", None, "1963"),
        ("Aus bus\nconvergens S8\nDet. by A. Scull", "A. Scull", "1958"),
        ("Bestimmt von H. Müller 1931", "H. Müller", "1931"),
        ("Опр. А. Петров 1960", "А. Петров", "1960"),
        ("Rev. A. Hill, 1967", "A. Hill", "1967"),
        ("35 km N of Highway 66\ndét. Chr. Lund", "Chr. Lund", None),
        ("Coll. Rev. J. Mack", None, None),
        ("Det. H. A. Sick On rock, Agate Bay", "H. A. Sick", None),
    ],
)
def test_determinations(text: str, person: str | None, when: str | None) -> None:
    assert (first(text, "identifiedBy"), first(text, "dateIdentified")) == (person, when)


def test_the_newest_determination_is_said_first() -> None:
    slips = ("Aus bus L.\nDet. A. Smith 1950", "Aus cus L.\nDet. B. Jones 1984", "Spring Lake\nLeg. C. Brown 4.V.1930")
    text = "\n\n".join(slips)
    assert (first(text, "identifiedBy"), first(text, "dateIdentified")) == ("B. Jones", "1984")
    assert first(text, "eventDate") == "1930-05-04"


@pytest.mark.parametrize(
    ("short", "event", "value", "rule"),
    [
        ("'58", "VII-4-1956", "1958", "date identified, two-digit year, the one possible"),
        ("'12", "VII-4-1956", "2012", "date identified, two-digit year, the one possible"),
        ("'58", "VII-4-1851", "1958", "date identified, two-digit year of the 1900s"),
        ("'58", "VII-4-66", "1958", "date identified, two-digit year, century open"),
        ("'37", "VII-4-1956", None, None),
    ],
)
def test_a_short_year_lies_between_the_collecting_and_today(
    short: str, event: str, value: str | None, rule: str | None
) -> None:
    text = f"Det. R. M. Bohr {short}\n\nTucson Ariz. {event}\nF. Werner collr"
    said = next((said for said in parse_label(text) if said.term == "dateIdentified"), None)
    assert (said and said.value, said and said.rule) == (value, rule)


def test_the_other_centuries_are_said_with_little_confidence() -> None:
    said = [said for said in parse_label("Det. R. M. Bohr '58") if said.term == "dateIdentified"]
    assert [one.value for one in said] == ["1958", "1858"]
    assert said[1].confidence < 0.2


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("l9O3", "1903"),
        ("June ro, 1950", "1950-06-10"),
        ("Vlll-Z6-1981", "1981-08-26"),
        ("V1-14 1937", "1937-06-14"),
        ("1V-27-1954", "1954-04-27"),
        ("0ct. 5, 1921", "1921-10-05"),
        ("Ju1y 4, 1944", "1944-07-04"),
        ("JULYI,1934", "1934-07-01"),
        ("March 12, 193 1", "1931-03-12"),
        ("12Mar1950", "1950-03-12"),
        ("V-13 一 1939", "1939-05-13"),
        ("4.II.1928", "1928-02-04"),
        ("II-7-1969", "1969-02-07"),
        ("I-3-1968", "1968-01-03"),
        ("4 juni 1898", "1898-06-04"),
        ("24/6 1898", "1898-06-24"),
        ("12 мая 1950", "1950-05-12"),
    ],
)
def test_dates_with_slips(written: str, iso: str) -> None:
    assert [one.iso() for one in date_candidates(written)][:1] == [iso]
    assert len(date_candidates(written)) == 1


@pytest.mark.parametrize("text", ["ll-14-37", "Section 3, N 1/4 1950", "No. 12 and so on", "Plot12-1998"])
def test_what_can_be_several_things_is_no_date_of_a_day(text: str) -> None:
    assert not [found for found in find_dates(text) if found.has_day]


@pytest.mark.parametrize(
    "text",
    [
        "Inyo Co., Calif. -30 1937\nN. Frazer",
        "Coll. A. Smith\nDate 2.0 July 1956 elev",
        "Det. A. Smith 1960\n\nWhite Lake",
    ],
)
def test_a_date_that_is_half_read_is_not_said_as_a_year(text: str) -> None:
    assert first(text, "eventDate") is None or "-" in str(first(text, "eventDate"))


def test_a_number_behind_the_collector_is_no_day_of_the_next_lines_month() -> None:
    text = "Coll. A. Smith 12\nMay 1950"
    assert (first(text, "eventDate"), first(text, "recordNumber")) == ("1950-05", "12")


def test_a_lost_blank_does_not_join_two_people() -> None:
    assert [person.family for person in parse_people("H.J.Sorby, E. Villa & M. Holm")] == ["Sorby", "Villa", "Holm"]


@pytest.mark.parametrize("text", ["DCC SEND STARTKEYLOGGER 0 0 0", "Coll. J. Smith 0", "No. 000", "leg. J. Smith 00"])
def test_nought_is_nobody_s_number(text: str) -> None:
    assert not [said.value for said in parse_label(text) if said.term == "recordNumber"]
