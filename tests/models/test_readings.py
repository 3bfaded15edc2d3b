"""What machines say is appended once, read back as it was said, and the newest counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from curatorbench.domain.box import WHOLE, Box
from curatorbench.domain.errors import NotFound
from curatorbench.domain.pictures import (
    Barcode,
    Check,
    CheckName,
    ColourTarget,
    QualityReport,
    Region,
    RegionKind,
    Verdict,
)
from curatorbench.domain.reading import Line, Reading, Word
from curatorbench.domain.suggestion import Judgement, Suggestion
from curatorbench.models.finding import explore
from curatorbench.models.opinions import readings, word_layout
from curatorbench.models.records import assets
from curatorbench.models.store.store import Session
from curatorbench.models.store.workspace import Workspace
from curatorbench.models.tables.opinions import Opinion

_fractions = st.floats(0, 1)
_words = st.builds(
    Word,
    text=st.text(st.characters(codec="utf-8", exclude_characters="\n "), min_size=1, max_size=12)
    | st.just("two words"),
    box=st.builds(Box, _fractions, _fractions, _fractions, _fractions),
    confidence=_fractions,
    handwritten=st.booleans(),
)
_readings = st.builds(
    Reading, st.lists(st.builds(Line, st.lists(_words, max_size=4).map(tuple)), max_size=5).map(tuple)
)


@pytest.fixture
def asset(session: Session, workspace: Workspace, material: str, a_file: Callable[..., Path]) -> str:
    original = workspace.originals.take_in(a_file())
    made = assets.add_asset(session, original, original_name="a.jpg", format="image/jpeg", width=3, height=4)
    assets.attach(session, made, material)
    return made


def _opinions(session: Session) -> int:
    return session.scalars(select(func.count()).select_from(Opinion)).one()


@settings(deadline=None)
@given(_readings)
def test_words_come_back_where_they_were(reading: Reading) -> None:
    again = word_layout.unpack(reading.text, word_layout.pack(reading), "engine", "1")
    assert again.text == reading.text
    assert [len(line.words) for line in again.lines] == [len(line.words) for line in reading.lines]
    assert word_layout.count(word_layout.pack(reading)) == len(reading.words)
    for mine, its in zip(reading.words, again.words, strict=True):
        assert its.text == mine.text and its.engine == "engine" and its.handwritten == mine.handwritten
        assert its.confidence == pytest.approx(mine.confidence, abs=1e-5)
        for part in ("x", "y", "width", "height"):
            assert getattr(its.box, part) == pytest.approx(getattr(mine.box, part), abs=1e-5)
    assert len(word_layout.pack(reading)) == 15 * (len(reading.words) + sum(not line.words for line in reading.lines))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reading=_readings)
def test_any_reading_is_kept(session: Session, asset: str, reading: Reading) -> None:
    readings.save_reading(session, asset, reading, "tesseract", "5.3")
    kept = readings.reading_of(session, asset)
    assert kept is not None and kept.text == reading.text
    assert readings.engine_of(session, asset) == ("tesseract", "5.3")


def test_a_job_that_runs_twice_leaves_the_same_rows(session: Session, asset: str, material: str) -> None:
    target = ColourTarget("ColorChecker", WHOLE, 1.5, None, 0.8)
    soft, straight = Check(CheckName.SHARPNESS, Verdict.WARN, 0.5, "Soft."), Check(CheckName.SKEW, Verdict.PASS)
    said = (Verdict.WARN, ("The image is blurred.",), (soft, straight), (Box(0.5, 0.5, 0.25, 0.25),))
    quality = QualityReport(1, 0.5, 0, 0.01, target, 12.5, (), *said)
    codes = (Barcode("NY 1", "Code128", WHOLE), Barcode("x", "QRCode", Box(0, 0, 0.5, 0.5)))
    regions = (Region(Box(0.1, 0.2, 0.3, 0.4), RegionKind.LABEL, 0.9, 90, 0.25), Region(WHOLE, RegionKind.CAPTION))
    reading = Reading((Line((Word("Peru", WHOLE, 1.0),)),))
    proposals = [Suggestion("country", "Peru", "Peru", (WHOLE, Box(0, 0, 0.5, 0.25)), 0.9, "tesseract", "5", "r")]
    opinions = [
        Judgement("mercury", "clear", 0.02, (), "a" * 64, "simulated"),
        Judgement("family", "suggest", None, (("Poaceae", 0.9), ("Cyperaceae", 0.05)), "b" * 64, "real"),
    ]
    counts = []
    for _ in range(2):
        readings.save_quality(session, asset, quality)
        readings.save_barcodes(session, asset, codes)
        readings.save_regions(session, asset, regions)
        readings.save_reading(session, asset, reading, "tesseract", "5")
        counts.append(readings.save_suggestions(session, asset, material, proposals))
        readings.save_judgements(session, asset, opinions)
    assert counts == [1, 0] and _opinions(session) == 7
    assert readings.barcodes_of(session, asset) == codes
    assert readings.regions_of(session, asset) == regions
    assert readings.quality_of(session, asset) == QualityReport(1, 0.5, 0, 0.01, target, 12.5, codes, *said)
    assert [replace(s, asset_sha256="") for s in readings.suggestions_for(session, material)] == proposals
    assert set(readings.judgements_of(session, material)) == set(opinions)
    assert explore.page(session, material).image_faults == ("The image is blurred.",)
    assert explore.word_count(session) == 1


def test_the_newest_opinion_counts_and_the_older_stay(session: Session, asset: str, material: str) -> None:
    def read(country: str, version: str) -> None:
        readings.save_reading(session, asset, Reading((Line((Word(country, WHOLE, 1.0),)),)), "e", version)
        found = [Suggestion("country", country, country, (), 0.5, "e", version, "r")]
        readings.save_suggestions(session, asset, material, found)

    for country, version in (("Peru", "1"), ("Chile", "2"), ("Peru", "1")):
        read(country, version)
        (suggestion,) = readings.suggestions_for(session, material)
        kept = readings.reading_of(session, asset)
        assert suggestion.value == country and kept is not None and kept.text == country
    assert _opinions(session) == 4  # what was said before is still there, and pointed to again
    readings.save_suggestions(session, asset, material, [])
    assert readings.suggestions_for(session, material) == ()


def test_a_suggestion_says_which_image_it_lies_on(
    session: Session, workspace: Workspace, asset: str, material: str, a_file: Callable[..., Path]
) -> None:
    original = workspace.originals.take_in(a_file(b"the back", "back.jpg"))
    back = assets.add_asset(session, original, original_name="b.jpg", format="image/jpeg", width=3, height=4)
    assets.attach(session, back, material, "back")
    for image, term in ((asset, "country"), (back, "county")):
        readings.save_suggestions(session, image, material, [Suggestion(term, "P", "P", (WHOLE,), 0.9, "e", "1", "r")])
    front, other = assets.assets_of(session, material)
    assert other == original.sha256
    found = readings.suggestions_for(session, material)
    assert {s.term: s.asset_sha256 for s in found} == {"country": front, "county": other}
    assert found[0].as_json()["image_sha256"] == found[0].asset_sha256


def test_best_suggestion_first(session: Session, asset: str, material: str) -> None:
    found = [Suggestion("country", str(c), "", (), c, "e", "1", "r") for c in (0.2, 0.9, 0.5)]
    readings.save_suggestions(session, asset, material, found)
    assert [s.confidence for s in readings.suggestions_for(session, material)] == [0.9, 0.5, 0.2]


def test_nothing_yet_is_not_nothing_found(session: Session, asset: str) -> None:
    assert readings.reading_of(session, asset) is None and readings.quality_of(session, asset) is None
    assert readings.engine_of(session, asset) == ("", "")
    readings.save_reading(session, asset, Reading(), "e", "1")
    assert readings.reading_of(session, asset) == Reading()
    with pytest.raises(NotFound):
        readings.reading_of(session, "no such asset")


def test_what_was_sealed_before_regions_told_of_handwriting_still_holds() -> None:
    before = [0, "label", 0.1, 0.2, 0.3, 0.4, 0.9, 90]
    assert readings.REGIONS.sealed([*before, None]) == before
    assert readings.REGIONS.sealed([*before, 0.0]) == [*before, 0.0]


def test_a_reading_of_one_edition_is_not_that_of_another(session: Session, asset: str) -> None:
    said = {edition: Reading((Line((Word(edition, WHOLE, 1.0),)),)) for edition in ("a", "b")}
    for edition, reading in said.items():
        readings.save_reading(session, asset, reading, "e", "1", edition)
    for edition in said:
        kept = readings.reading_by(session, asset, "e", "1", edition)
        assert kept is not None and kept.text == edition and {word.version for word in kept.words} == {"1"}
    for engine, version, edition in (("e", "1", "c"), ("e", "2", "a"), ("f", "1", "a"), ("e", "1", "")):
        assert readings.reading_by(session, asset, engine, version, edition) is None
