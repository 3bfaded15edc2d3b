"""The Transcribe bench by keys alone, on a real workspace."""

from dataclasses import replace

import pytest
from by_keys import ALT, CTRL, SHIFT, field, press, settle, write
from drawn_sheets import FAMILY, OPERATOR, STAIN, WORDS, Sheets, place
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from curatorbench.domain.record import Absence, RecordStatus, SourceKind
from curatorbench.ui.look.marks import Shape
from curatorbench.ui.parts.field_state import Standing
from curatorbench.ui.transcribe.judgements import judgement_signs, most_telling
from curatorbench.ui.window import Window
from curatorbench.workflow import explore, review, stages
from curatorbench.workflow.workbench import Workbench

Key = Qt.Key


def values(bench: Workbench, material: str) -> dict[str, str | None]:
    return {term: change.value for term, change in explore.page(bench, material).values.items()}


def test_enter_goes_through_the_open_fields_and_on_to_the_next_record(
    on_bench: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot
) -> None:
    visited = []
    for _ in range(5):
        visited.append(field(on_bench).term)
        press(qtbot, on_bench, Key.Key_Return)
    assert visited == ["catalogNumber", "scientificName", "recordedBy", "eventDate", "country"]
    first, second, _ = sheets.records
    kept = explore.page(bench, first).values
    assert {term: kept[term].value for term in visited} == {
        "catalogNumber": "B 10 1001",
        "scientificName": "Lycopodium clavatum L.",
        "recordedBy": "E. Hassler",
        "eventDate": "1951-07-18",
        "country": "Paraguay",
    }
    assert all(kept[term].source.kind is SourceKind.PERSON and kept[term].checked for term in visited)
    assert kept["eventDate"].verbatim == "18.VII.1951"
    assert on_bench.transcribe.page is not None
    assert on_bench.transcribe.page.summary.material_entity_id == second
    assert field(on_bench).term == "catalogNumber"


def test_focus_outlines_the_words_and_brings_them_into_view(on_bench: Window, qtbot: QtBot) -> None:
    on_bench.transcribe.image.glide_time = 0
    for term in ("catalogNumber", "scientificName", "recordedBy", "eventDate"):
        assert field(on_bench).term == term
        image, box = on_bench.transcribe.image, place(term, 1001)
        assert image.outlines == (box,)
        shown = image.outline_on_screen(box)
        assert image.rect().contains(shown.toAlignedRect())
        assert 20 <= shown.height() <= 60, "words are as high as is good to read"
        press(qtbot, on_bench, Key.Key_Return)


def test_what_is_outlined_are_the_words_themselves(on_bench: Window) -> None:
    """Look at the pixels: inside the outline is the pale label with dark ink, outside it the sheet."""
    image = on_bench.transcribe.image
    image.glide_time = 0
    image.show_words(image.outlines)
    shown = image.outline_on_screen(image.outlines[0]).toAlignedRect()
    seen = image.grab().toImage()
    inside = [seen.pixelColor(x, shown.center().y()).lightness() for x in range(shown.left(), shown.right())]
    assert min(inside) < 90
    assert max(inside) > 240


def test_the_glide_takes_its_time_and_arrives(on_bench: Window, qtbot: QtBot) -> None:
    image = on_bench.transcribe.image
    image.glide_time = 120
    start = image.viewport
    qtbot.keyClick(field(on_bench).edit, Key.Key_Return)
    assert image.viewport == start, "a glide begins where the eye is"
    box = place("scientificName", 1001)
    qtbot.waitUntil(lambda: image.rect().contains(image.outline_on_screen(box).toAlignedRect()), timeout=2000)
    settle(qtbot, on_bench)


def test_typing_over_a_suggestion_saves_the_persons_value(
    on_bench: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot
) -> None:
    write(qtbot, "B 10 7777")
    press(qtbot, on_bench, Key.Key_Return)
    kept = explore.page(bench, sheets.records[0]).values["catalogNumber"]
    assert (kept.value, kept.source.kind, kept.source.name) == ("B 10 7777", SourceKind.PERSON, OPERATOR)
    assert field(on_bench).term == "scientificName"


def test_going_elsewhere_keeps_what_was_typed_but_accepts_nothing(
    on_bench: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot
) -> None:
    press(qtbot, on_bench, Key.Key_Tab)
    press(qtbot, on_bench, Key.Key_Tab)
    assert field(on_bench).term == "typeStatus"
    write(qtbot, "holotype")
    press(qtbot, on_bench, Key.Key_PageDown, CTRL)
    kept = values(bench, sheets.records[0])
    assert kept["typeStatus"] == "holotype"
    assert "catalogNumber" not in kept


def test_escape_restores(on_bench: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot) -> None:
    write(qtbot, "nonsense")
    press(qtbot, on_bench, Key.Key_Escape)
    assert field(on_bench).edit.value == "B 10 1001"
    assert field(on_bench).suggestion is not None
    press(qtbot, on_bench, Key.Key_Escape)
    assert values(bench, sheets.records[0]).keys() == {"country"}


@pytest.mark.parametrize(("key", "absence"), [(Key.Key_F8, Absence.EMPTY), (Key.Key_F9, Absence.UNREADABLE)])
def test_absences(
    on_bench: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot, key: Qt.Key, absence: Absence
) -> None:
    press(qtbot, on_bench, key)
    assert explore.page(bench, sheets.records[0]).values["catalogNumber"].absence is absence
    assert field(on_bench).term == "scientificName"
    row = on_bench.transcribe.form.rows["catalogNumber"]
    assert (row.edit.value, row.state.standing) == ("", Standing.ABSENT)
    assert row.edit.placeholderText()


def test_other_suggestions_are_shown_with_their_own_words(on_bench: Window, qtbot: QtBot) -> None:
    row = on_bench.transcribe.form.rows["recordedBy"]
    row.edit.setFocus(Qt.FocusReason.TabFocusReason)
    press(qtbot, on_bench, Key.Key_Down, ALT)
    assert row.edit.value == "E. Hasler"
    assert on_bench.transcribe.image.outlines == (row.state.suggestions[1].evidence)
    assert "2/2" in row.origin


def test_undo_and_redo(on_bench: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot) -> None:
    press(qtbot, on_bench, Key.Key_Return)
    assert on_bench.actions_built["edit.undo"].text() == "Undo: accept Catalogue number"
    press(qtbot, on_bench, Key.Key_Z, CTRL)
    assert on_bench.actions_built["edit.undo"].text() == "Undo"
    assert "catalogNumber" not in values(bench, sheets.records[0])
    row = on_bench.transcribe.form.rows["catalogNumber"]
    assert row.state.standing is Standing.PROPOSED
    assert row.edit.value == "B 10 1001"
    assert on_bench.status.notice.text
    press(qtbot, on_bench, Key.Key_Z, CTRL | SHIFT)
    assert values(bench, sheets.records[0])["catalogNumber"] == "B 10 1001"
    assert row.state.standing is Standing.SETTLED


def test_undo_while_typing_takes_back_the_typing_only(
    on_bench: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot
) -> None:
    press(qtbot, on_bench, Key.Key_Return)
    write(qtbot, "x")
    press(qtbot, on_bench, Key.Key_Z, CTRL)
    assert field(on_bench).edit.value == "Lycopodium clavatum L."
    assert values(bench, sheets.records[0])["catalogNumber"] == "B 10 1001"


def test_nothing_to_undo_is_said(on_bench: Window, qtbot: QtBot) -> None:
    press(qtbot, on_bench, Key.Key_Z, CTRL)
    assert on_bench.status.notice.text == "There is nothing to undo."


def test_approve_signs_and_goes_on(on_bench: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot) -> None:
    press(qtbot, on_bench, Key.Key_Return, CTRL)
    assert explore.page(bench, sheets.records[0]).summary.status is RecordStatus.APPROVED
    press(qtbot, on_bench, Key.Key_F7)
    assert explore.page(bench, sheets.records[1]).summary.status is RecordStatus.CHECKED
    assert on_bench.transcribe.page is not None
    assert on_bench.transcribe.page.summary.material_entity_id == sheets.records[2]


def test_approving_keeps_what_was_typed_first(on_bench: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot) -> None:
    write(qtbot, "B 10 4242")
    press(qtbot, on_bench, Key.Key_Return, CTRL)
    page = explore.page(bench, sheets.records[0])
    assert page.values["catalogNumber"].value == "B 10 4242"
    assert page.summary.status is RecordStatus.APPROVED


def test_the_last_record_says_so(on_bench: Window, qtbot: QtBot) -> None:
    for _ in range(3):
        press(qtbot, on_bench, Key.Key_PageDown, CTRL)
    assert "last record" in on_bench.status.notice.text


def test_a_refused_value_stays_where_it_was_typed_with_the_reason(
    on_bench: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot
) -> None:
    """Another person changed the field meanwhile: theirs is kept, ours is still there to decide on."""
    write(qtbot, "B 10 1")
    review.set_value(bench, sheets.records[0], "catalogNumber", "B 10 2", "Ada")
    press(qtbot, on_bench, Key.Key_Return)
    row = field(on_bench)
    assert row.term == "catalogNumber"
    assert row.edit.value == "B 10 1"
    assert "B 10 2" in row.below
    assert values(bench, sheets.records[0])["catalogNumber"] == "B 10 2"


def test_a_record_is_not_signed_with_a_value_that_was_refused(
    on_bench: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot
) -> None:
    write(qtbot, "B 10 1")
    review.set_value(bench, sheets.records[0], "catalogNumber", "B 10 2", "Ada")
    press(qtbot, on_bench, Key.Key_Return, CTRL)
    assert explore.page(bench, sheets.records[0]).summary.status is RecordStatus.READ
    assert field(on_bench).edit.value == "B 10 1"


def test_a_refused_value_is_not_lost_when_the_person_has_gone_on(
    on_bench: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot
) -> None:
    write(qtbot, "B 10 1")
    review.set_value(bench, sheets.records[0], "catalogNumber", "B 10 2", "Ada")
    press(qtbot, on_bench, Key.Key_PageDown, CTRL)
    assert on_bench.transcribe.form.material_id == sheets.records[1]
    assert "B 10 1" in on_bench.status.notice.text
    assert "changed by Ada" in on_bench.status.notice.text


def test_a_hasty_hand_skips_no_record(on_bench: Window, sheets: Sheets, qtbot: QtBot) -> None:
    """Enter again before the next record has come: the key is for nobody."""
    for _ in range(4):
        press(qtbot, on_bench, Key.Key_Return)
    for _ in range(4):
        qtbot.keyClick(field(on_bench).edit, Key.Key_Return)
    settle(qtbot, on_bench)
    assert on_bench.transcribe.form.material_id == sheets.records[1]


def test_a_hand_that_rests_on_enter_agrees_once(on_bench: Window) -> None:
    built = on_bench.actions_built
    assert not built["field.accept"].autoRepeat()
    assert built["image.larger"].autoRepeat()


def test_where_a_value_came_from_is_said_in_words_and_shape(on_bench: Window, qtbot: QtBot) -> None:
    rows = on_bench.transcribe.form.rows
    signs = {term: (rows[term].mark.shape, rows[term].origin) for term in (*WORDS, "country") if rows[term].mark}
    assert signs == {
        "catalogNumber": (Shape.FULL, "suggestion: sure"),
        "scientificName": (Shape.HALF, "suggestion: check"),
        "recordedBy": (Shape.HOLLOW, "suggestion: doubtful · 1/2"),
        "eventDate": (Shape.FULL, "suggestion: sure"),
        "country": (Shape.GEAR, "rule “demo”, unchecked"),
    }
    press(qtbot, on_bench, Key.Key_Return)
    assert (rows["catalogNumber"].mark.shape, rows["catalogNumber"].origin) == (Shape.TICK, OPERATOR)
    assert rows["eventDate"].below == "as written: “18.VII.1951”"


def test_judgements_say_what_they_were_trained_on(on_bench: Window) -> None:
    family, stain = sorted(on_bench.transcribe.judgements.lines)
    assert "trained on simulated staining" in stain
    assert "Lycopodiaceae 93 %" in family
    assert "simulated" not in family


def test_of_several_images_the_most_telling_judgement_of_each_classifier_is_said() -> None:
    clean, surer = replace(STAIN, decision="clear", probability=0.99), replace(STAIN, probability=0.95)
    assert most_telling([clean, STAIN, FAMILY, surer]) == [FAMILY, surer]


def test_classifiers_that_cannot_say_share_one_line() -> None:
    family, stain = replace(FAMILY, decision="abstain"), replace(STAIN, decision="abstain")
    assert [words for _, words in judgement_signs([family, stain])] == [
        "Cannot be said from the image: Family, Mercury stain"
    ]
    assert len(judgement_signs([FAMILY, stain])) == 2


def test_what_is_typed_is_no_suggestion(on_bench: Window, qtbot: QtBot) -> None:
    row = field(on_bench)
    write(qtbot, "B 99")
    assert (row.mark, row.origin) == (None, "typed")
    assert row.edit.accessibleDescription().startswith("typed")
    press(qtbot, on_bench, Key.Key_Escape)
    assert (row.mark and row.mark.shape, row.origin) == (Shape.FULL, "suggestion: sure")


def test_history_opens_behind_a_key(on_bench: Window, qtbot: QtBot) -> None:
    assert on_bench.transcribe.history.isHidden()
    press(qtbot, on_bench, Key.Key_H, CTRL)
    press(qtbot, on_bench, Key.Key_Return)
    lines = [on_bench.transcribe.history.item(row).text() for row in range(on_bench.transcribe.history.count())]
    assert "B 10 1001" in lines[0]
    assert "Paraguay" in lines[-1]
    assert "demo" in lines[-1]


def test_the_image_of_another_record_is_never_shown(on_bench: Window, sheets: Sheets, qtbot: QtBot) -> None:
    """Steps faster than images load: what is seen belongs to what is said."""
    for _ in range(2):
        on_bench.transcribe.step(1)
        assert not on_bench.transcribe.image.outlines
    settle(qtbot, on_bench)
    assert "1003" not in on_bench.transcribe.image.accessibleName() or on_bench.transcribe.image.has_image
    assert on_bench.transcribe.form.material_id == sheets.records[2]


def test_the_next_record_lights_up_its_own_words(on_bench: Window, qtbot: QtBot) -> None:
    """The same field has the focus as before: it still is another record's."""
    for number in (1002, 1003):
        press(qtbot, on_bench, Key.Key_PageDown, CTRL)
        assert field(on_bench).term == "catalogNumber"
        assert on_bench.transcribe.image.outlines == (place("catalogNumber", number),)


def test_closing_keeps_what_was_typed(on_bench: Window, bench: Workbench, sheets: Sheets, qtbot: QtBot) -> None:
    write(qtbot, "B 10 99")
    on_bench.close()
    assert values(bench, sheets.records[0])["catalogNumber"] == "B 10 99"


def test_the_record_on_the_bench_and_the_next_ones_are_read_first(on_bench: Window, qtbot: QtBot) -> None:
    """Of many images that wait to be read, those that the person will see soonest."""
    transcribe = on_bench.transcribe
    bench = transcribe._desk.operations._bench
    shas = [record.asset_sha256 for row in range(6) if (record := transcribe._desk.records.record(row))]
    for sha256 in shas:
        bench.queue.enqueue(stages.job("read", {"asset": sha256, "sha256": sha256}))
    transcribe.step(1)
    settle(qtbot, on_bench)
    waiting = {job.payload["sha256"]: job.payload.get("ahead") for job in bench.queue.jobs(("waiting",))}
    assert [waiting[sha256] for sha256 in shas] == [None, *[True] * min(4, len(shas) - 1), *[None] * (len(shas) - 5)]
