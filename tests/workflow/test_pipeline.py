"""The way of the data from end to end, with every real part: a sample image becomes a published record."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from curatorbench.bootstrap import parts
from curatorbench.domain.box import Box
from curatorbench.domain.pictures import RegionKind
from curatorbench.domain.resources import resource
from curatorbench.domain.suggestion import AcceptanceRule
from curatorbench.domain.terms import LABEL_TERMS
from curatorbench.models.opinions import readings
from curatorbench.models.records import assets
from curatorbench.models.store.workspace import Workspace
from curatorbench.models.tables.opinions import Opinion
from curatorbench.workflow import explore, ingest, publish, review, work
from curatorbench.workflow.workbench import Workbench

RULE = AcceptanceRule("test: sure", frozenset(LABEL_TERMS), 0.85)
# What a sample's label says in print and any reader must find.
READ = ("catalogNumber", "eventDate", "recordedBy", "recordNumber", "country")


NAME = "sample-01.jpg"


@dataclass(frozen=True)
class Done:
    """A workspace in which one sample went all the way."""

    bench: Workbench
    material: str
    sha256: str


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Done]:
    folder = tmp_path_factory.mktemp("pipeline")
    # Under another name: a file's name is never evidence.
    picture = folder / "picture.jpg"
    picture.write_bytes(resource("samples", NAME).read_bytes())
    bench = Workbench.on(Workspace.create(folder / "workspace"), parts())
    review.switch_rule(bench, RULE, True, "curator")
    (taken,) = ingest.take_in(bench, [picture], collection="C", operator="technician")
    assert taken.sha256 is not None and taken.material_entity_id is not None
    work.work(bench, bench.parts.handlers(bench), stop_when_idle=True)
    yield Done(bench, taken.material_entity_id, taken.sha256)
    bench.close()


def test_every_job_came_to_its_end(done: Done) -> None:
    assert work.jobs(done.bench) == []
    assert work.counts(done.bench)["done"] == 6


def test_what_the_label_says_became_the_record_s_unchecked(done: Done) -> None:
    truth = json.loads(resource("sample_sources", "truth.json").read_text(encoding="utf-8"))[NAME]["terms"]
    values = explore.page(done.bench, done.material).values
    assert {term: values[term].value for term in READ} == {term: truth[term] for term in READ}
    assert all(not change.checked for change in values.values())


def test_it_was_judged_and_its_regions_and_quality_kept(done: Done) -> None:
    judgements = explore.page(done.bench, done.material).judgements
    assert {judgement.model for judgement in judgements} == {"mercury", "family", "lycopod-genus"}
    with done.bench.workspace.store.read() as session:
        asset = assets.asset_by_hash(session, done.sha256)
        assert asset is not None
        kinds = {region.kind for region in readings.regions_of(session, asset.id)}
        quality = readings.quality_of(session, asset.id)
    assert {RegionKind.LABEL, RegionKind.BARCODE} <= kinds
    assert quality is not None and quality.barcodes


def test_every_opinion_says_who_has_it(done: Done) -> None:
    with done.bench.workspace.store.read() as session:
        said = session.execute(select(Opinion.kind, Opinion.engine, Opinion.version)).all()
    makers = {kind: engine for kind, engine, _ in said}
    assert (makers["quality"], makers["regions"], makers["barcodes"]) == ("curatorbench", "curatorbench", "zxing-cpp")
    assert all(version for _, _, version in said)


def test_every_suggestion_leads_back_to_its_words(done: Done) -> None:
    reading = explore.words(done.bench, done.sha256)
    assert reading is not None
    for suggestion in explore.page(done.bench, done.material).suggestions:
        assert suggestion.evidence and suggestion.asset_sha256 == done.sha256
        if suggestion.rule.startswith("barcode"):
            continue
        lit = " ".join(word.text for word in reading.words if is_lit(word.box, suggestion.evidence))
        assert any(piece in lit for piece in suggestion.verbatim.split()), suggestion


def is_lit(box: Box, evidence: tuple[Box, ...]) -> bool:
    return any(box.iou(lit) > 0.9 for lit in evidence)


def test_it_is_published_soundly(done: Done, tmp_path: Path) -> None:
    published = publish.export(done.bench, "dwca", tmp_path / "out.zip", operator="Ann")
    assert (published.records, published.problems) == (1, ())
