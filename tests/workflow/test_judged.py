"""What people say of flagged sheets: kept beside the machine's opinion, and taken back like anything else."""

from pathlib import Path

import pytest

from curatorbench.bootstrap import parts
from curatorbench.domain.judged import Answer
from curatorbench.domain.suggestion import Judgement
from curatorbench.models.opinions import readings
from curatorbench.models.records import assets, catalogue
from curatorbench.models.store.workspace import Workspace
from curatorbench.workflow import judged, review
from curatorbench.workflow.workbench import Workbench

DECISIONS = {"flag": 0.91, "unsure": 0.5, "clear": 0.02}


@pytest.fixture
def flagged(tmp_path: Path) -> Workbench:
    """One sheet of each decision, of which a person is asked about two."""
    bench = Workbench.on(Workspace.create(tmp_path / "ws"), parts())
    for decision, probability in DECISIONS.items():
        file = tmp_path / f"{decision}.jpg"
        file.write_bytes(decision.encode())
        original = bench.workspace.originals.take_in(file)
        with bench.workspace.store.write() as session:
            material = catalogue.new_material(session, catalogue.ensure_collection(session, "HERB"))
            asset = assets.add_asset(session, original, original_name="x", format="image/jpeg", width=1, height=1)
            assets.attach(session, asset, material)
            said = Judgement("mercury", decision, probability, (), "0" * 64, "simulated")
            readings.save_judgements(session, asset, [said])
    return bench


def test_the_surest_flag_comes_first_and_clear_sheets_never(flagged: Workbench) -> None:
    pile = judged.pile(flagged)
    assert [sheet.judgement.decision for sheet in pile.sheets] == ["flag", "unsure"]
    assert (pile.waiting, pile.answered) == (2, 0)


@pytest.mark.parametrize("said", Answer)
def test_an_answer_takes_the_sheet_off_the_pile_and_undo_puts_it_back(flagged: Workbench, said: Answer) -> None:
    first = judged.pile(flagged).sheets[0].record.material_entity_id
    judged.answer(flagged, first, said, "Vera")
    after = judged.pile(flagged)
    assert (after.waiting, after.answered) == (1, 1)
    assert first not in [sheet.record.material_entity_id for sheet in after.sheets]
    assert review.undo(flagged, "Vera") is not None
    assert judged.pile(flagged).sheets[0].record.material_entity_id == first
    assert review.redo(flagged, "Vera") is not None
    assert judged.pile(flagged).answered == 1


def test_another_persons_undo_leaves_the_answer(flagged: Workbench) -> None:
    judged.answer(flagged, judged.pile(flagged).sheets[0].record.material_entity_id, Answer.NO, "Vera")
    assert review.undo(flagged, "Paul") is None
    assert judged.pile(flagged).answered == 1
