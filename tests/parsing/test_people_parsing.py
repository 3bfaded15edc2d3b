"""People from lists of names; nobody from institutions."""

import json
import time
from pathlib import Path

import pytest

from curatorbench.parsing.names_on_labels import names_value
from curatorbench.parsing.people import parse_people

CASES = [
    ("A. J. Sharp", [("A.J.", "Sharp")]),
    ("Jack Smith et al.", [("Jack", "Smith")]),
    ("Tanner, C.A.", [("C.A.", "Tanner")]),
    ("D. S. Correll & G. R. Proctor", [("D.S.", "Correll"), ("G.R.", "Proctor")]),
    ("T. Zanoni, J. Pimentel, R. García", [("T.", "Zanoni"), ("J.", "Pimentel"), ("R.", "García")]),
    ("K. & G. Ball", [("K.", "Ball"), ("G.", "Ball")]),
    ("Leo Anton Karl de Ball", [("Leo Anton Karl", "de Ball")]),
    ("H. van der Werff with G. McPherson", [("H.", "van der Werff"), ("G.", "McPherson")]),
    ("CHRIS R.T. YOUNG", [("Chris R.T.", "Young")]),
    ("Rev. Jack Smith, Jr.", [("Jack", "Smith")]),
    ("Jeff Saarela; Canadian Museum of Nature", [("Jeff", "Saarela")]),
    ("S. Ross 12/i/1999", [("S.", "Ross")]),
    ("University of Tennessee", []),
    ("unknown", []),
    ("", []),
]


@pytest.mark.parametrize(("written", "people"), CASES)
def test_people(written: str, people: list[tuple[str, str]]) -> None:
    assert [tuple(person) for person in parse_people(written)] == people


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("R. A. & E. S. Howard", "R. A. Howard | E. S. Howard"),
        ("Dr. & Mrs. A. J. Sharp, Z. Iwatsuki & I. Yoshimura", "Dr. & Mrs. A. J. Sharp | Z. Iwatsuki | I. Yoshimura"),
        ("E. L. Little, Jr.", "E. L. Little, Jr."),
        ("Barbara Moore.", "Barbara Moore"),
        ("ALFRED E. RICKSECKER", "ALFRED E. RICKSECKER"),
        ("Museum of Nature", None),
    ],
)
def test_values_keep_what_the_label_says(written: str, value: str | None) -> None:
    assert names_value(written) == value


def test_dwc_agent(data: Path) -> None:
    items = json.loads((data / "text" / "people_dwc_agent.json").read_text(encoding="utf-8"))["items"]
    counted = families = wanted_families = 0
    for item in items:
        wanted = [one for one in item["agents"] if one["family"] or one["given"]]
        found = parse_people(item["verbatim"])
        counted += len(found) == len(wanted)
        names = [" ".join(filter(None, (one["particle"], one["family"]))) for one in wanted]
        wanted_families += len(names)
        families += sum(person.family == name for person, name in zip(found, names, strict=False))
    assert counted / len(items) >= 0.92
    assert families / wanted_families >= 0.88


@pytest.mark.parametrize("blank", [" ", "\n", "\t", " \n"])
def test_forty_thousand_blanks_take_less_than_half_a_second(blank: str) -> None:
    parse_people("Cal.")  # the tables are read once
    start = time.process_time()
    parse_people((blank * 40_000)[:40_000])
    assert time.process_time() - start < 0.5
