"""What has happened to a record, the newest first: a shape, a word, who and when, and in which batch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from curatorbench.domain.batch_names import about
from curatorbench.domain.record import RecordStatus
from curatorbench.domain.steps import RecordStep, StepPart
from curatorbench.ui.look.language import absence_word, in_words, source_mark, source_words, status_word
from curatorbench.ui.look.marks import Mark, Shape
from curatorbench.ui.look.numbers import grouped
from curatorbench.ui.look.times import local_time
from curatorbench.ui.look.wording import QT_TRANSLATE_NOOP, translate
from curatorbench.ui.mending.plan_words import what_word
from curatorbench.ui.records.record_lines import Line

MOST = 60  # steps; a record that was changed more often tells its latest
_PARTS = 4  # of a step that are said at once; all of them on demand
_ACTIONS: dict[str, tuple[str, Mark]] = {
    "undo": (QT_TRANSLATE_NOOP("record", "taken back"), Mark(Shape.DASH, "quiet")),
    "redo": (QT_TRANSLATE_NOOP("record", "done again"), Mark(Shape.TICK, "quiet")),
}

Names = Mapping[str, str]


def history_lines(steps: Sequence[RecordStep], names: Names) -> list[Line]:
    """`names` call storage units and records by what people call them."""
    return [_line(step, names) for step in list(reversed(steps))[:MOST]]


def _line(step: RecordStep, names: Names) -> Line:
    said = [part_words(part, names) for part in step.parts if not _is_understood(step, part)]
    shown = said[:_PARTS] or [_kind_word(step)]
    if len(said) > _PARTS:
        shown.append(translate("record", "and {count} more").format(count=grouped(len(said) - _PARTS)))
    by = " · ".join(_by(step))
    html = "<br>".join(escape(words) for words in shown)
    html += f"<br><span class='quiet'>{escape(by)}</span>"
    more = said[_PARTS:] if len(said) > _PARTS else []
    return Line(
        html, f"{'; '.join(shown)}. {by}", _word(step), _mark(step), "; ".join([*more, *filter(None, [step.note])])
    )


def _is_understood(step: RecordStep, part: StepPart) -> bool:
    """Who makes a record puts it into the catalogue: only coming back is worth a word."""
    return step.kind == "created" and step.action == "do" and part.name == "retired" and not part.after


def part_words(part: StepPart, names: Names) -> str:
    """`Country: Peru → Chile`, `Status: approved`, `Image comes`."""
    if part.kind == "image":
        return translate("record", "an image comes") if part.before is None else translate("record", "an image goes")
    if part.name == "retired":
        out = translate("record", "out of the catalogue")
        return out if part.after else translate("record", "in the catalogue again")
    what = what_word(part.name if part.kind in ("field", "fact") else part.kind)
    if part.absence:
        return f"{what}: {absence_word(part.absence)}"
    before, after = (_said(part, value, names) for value in (part.before, part.after))
    if part.after is None:
        return translate("record", "{what}: {before} withdrawn").format(what=what, before=before)
    return f"{what}: {before} → {after}" if part.before is not None else f"{what}: {after}"


def _said(part: StepPart, value: str | None, names: Names) -> str:
    if value is None:
        return ""
    if part.name == "status" and value in set(RecordStatus):
        return status_word(RecordStatus(value))
    if part.kind == "relation":
        return f"{part.name} {names.get(value, value)}"
    return names.get(value, value)


def _by(step: RecordStep) -> list[str]:
    """Who, when, in which batch; who pressed the key where a rule or a file said it."""
    said = [source_words(step.source)]
    if step.operator not in (step.source.name, ""):
        said.append(step.operator)
    said.append(local_time(step.at))
    if step.batch_name:
        said.append(translate("record", "batch “{name}”").format(name=in_words(about(step.batch_name))))
    return said


def _word(step: RecordStep) -> str:
    if step.action in _ACTIONS:
        return translate("record", _ACTIONS[step.action][0])
    return _kind_word(step)


def _kind_word(step: RecordStep) -> str:
    return {
        "created": translate("record", "made"),
        "values": translate("record", "said"),
        "status": translate("record", "moved"),
        "asset": translate("record", "image"),
        "mended": translate("record", "mended"),
        "identified": translate("record", "determined"),
    }.get(step.kind, step.kind)


def _mark(step: RecordStep) -> Mark:
    return _ACTIONS[step.action][1] if step.action in _ACTIONS else source_mark(step.source)
