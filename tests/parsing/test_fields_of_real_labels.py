"""Floors under the scores on real labels' gold text, so that no change of a rule goes by unseen."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS = {
    "catalogNumber": (0.98, 0.99),
    "scientificName": (0.90, 0.90),
    "recordedBy": (0.93, 0.95),
    "recordNumber": (0.90, 0.95),
    "eventDate": (0.97, 0.98),
    "country": (0.95, 0.97),
    "stateProvince": (0.95, 0.97),
    "county": (0.90, 0.95),
    "decimalLatitude": (0.95, 0.95),
    "decimalLongitude": (0.95, 0.95),
    "verbatimElevation": (0.95, 0.95),
    "identifiedBy": (0.90, 0.95),
    "dateIdentified": (0.85, 0.95),
}


def test_field_scores_keep_their_floors(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    for name in [name for name in sys.modules if name.split(".")[0] == "benchmarks"]:
        monkeypatch.delitem(sys.modules, name)
    from benchmarks.field_readings import gold_text
    from benchmarks.judged_fields import judge, tally
    from benchmarks.label_gold import specimens

    judged = judge(specimens(data / "labels"), gold_text)
    low = {}
    for term, (recall, precision) in FLOORS.items():
        counted = tally(judged, term, None)
        got = counted.right / counted.wanted, counted.right / counted.found
        if got[0] < recall or got[1] < precision:
            low[term] = got
    assert not low
