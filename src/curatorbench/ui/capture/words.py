"""What captures are called: views, what became of exposures, how a verdict is drawn, and the figures of a sitting."""

from __future__ import annotations

from collections.abc import Sequence

from curatorbench.domain.captures import Became, CaptureSession, Exposure
from curatorbench.domain.pictures import QualityReport, Verdict
from curatorbench.domain.profiles import Profile, Trigger
from curatorbench.ui.capture.changes import Standing
from curatorbench.ui.look.marks import Mark, Shape
from curatorbench.ui.look.numbers import grouped
from curatorbench.ui.look.wording import QT_TRANSLATE_NOOP as noop
from curatorbench.ui.look.wording import translate

_VIEWS = {
    "sheet": noop("capture", "sheet"),
    "front": noop("capture", "front"),
    "back": noop("capture", "back"),
    "drawer": noop("capture", "drawer"),
    "label": noop("capture", "label"),
    "specimen": noop("capture", "specimen"),
    "page": noop("capture", "page"),
}
VIEWS = tuple(_VIEWS)  # the roles of an image that a profile may ask for
_TRIGGERS = {
    Trigger.KEY: noop("capture", "the key"),
    Trigger.TIMER: noop("capture", "a timer"),
    Trigger.CODE: noop("capture", "a new code in view"),
}
_BECAME = {
    Became.SAVED: noop("capture", "saved"),
    Became.MET: noop("capture", "added to its record"),
    Became.HELD: noop("capture", "waits for an answer"),
    Became.CONTEXT: noop("capture", "context"),
    Became.KNOWN: noop("capture", "known already"),
    Became.AWAY: noop("capture", "put away"),
    Became.QUARANTINED: noop("capture", "not an image"),
    Became.FAILED: noop("capture", "not saved"),
}
_VERDICTS = {
    Verdict.PASS: (Mark(Shape.FULL, "good"), noop("capture", "good")),
    Verdict.WARN: (Mark(Shape.HALF, "doubt"), noop("capture", "doubtful")),
    Verdict.FAIL: (Mark(Shape.WARNING, "wrong"), noop("capture", "failed")),
}
_WAITING = Mark(Shape.HOLLOW, "quiet")
_HELD = Mark(Shape.WARNING, "doubt")
_CONTEXT = Mark(Shape.ARROW, "quiet")
_REFUSED = Mark(Shape.DASH, "wrong")


def object_words(standing: Standing) -> str:
    """The thing at the stand, whose next picture is due: its number, if it has one; empty where a new one comes."""
    open_ = standing.session.object
    if open_ is None:
        return ""
    records = (record for exposure in standing.recent for record in exposure.records)
    number = next((r.catalog_number for r in records if r.material_entity_id == open_ and r.catalog_number), None)
    return number or translate("capture", "the same thing")


def view_word(view: str) -> str:
    return translate("capture", _VIEWS[view]) if view in _VIEWS else view


def trigger_word(trigger: Trigger) -> str:
    return translate("capture", _TRIGGERS[trigger])


def became_word(became: Became) -> str:
    return translate("capture", _BECAME[became])


def views_words(views: Sequence[str]) -> str:
    """“front, then back”."""
    return translate("capture", ", then ").join(view_word(view) for view in views)


def is_checked(exposure: Exposure) -> bool:
    """Whether its picture has been, or will be, looked at by the checks."""
    return exposure.became in (Became.SAVED, Became.MET, Became.HELD, Became.KNOWN)


def verdict_mark(exposure: Exposure, report: QualityReport | None) -> tuple[Mark, str]:
    """The mark of an exposure in the filmstrip and its word: hollow until the checks are there."""
    if exposure.became is Became.HELD:
        return _HELD, became_word(exposure.became)
    if exposure.became is Became.CONTEXT:
        return _CONTEXT, became_word(exposure.became)
    if exposure.became in (Became.QUARANTINED, Became.FAILED, Became.AWAY):
        return _REFUSED, became_word(exposure.became)
    if report is None:
        return _WAITING, translate("capture", "being checked")
    mark, word = _VERDICTS[report.verdict]
    return mark, translate("capture", word)


def number_words(exposure: Exposure) -> str:
    """The numbers of the things on it, the first and how many more; empty while none has one."""
    numbers = [record.catalog_number for record in exposure.records if record.catalog_number]
    if len(numbers) > 1:
        return translate("capture", "{number} and {more} more").format(number=numbers[0], more=len(numbers) - 1)
    return numbers[0] if numbers else ""


def borne_words(exposure: Exposure) -> str:
    """The number of what is on it: of a held one, what its code says, for the records that it may be of are others."""
    if exposure.became is Became.HELD:
        return exposure.codes[0].text if exposure.codes else ""
    return number_words(exposure)


def unit_kind(profile: Profile) -> str:
    """What usually holds the things of a profile, of `things.UNIT_KINDS`."""
    return "folder" if "sheet" in profile.views else "drawer"


def place_words(session: CaptureSession) -> str:
    """Where the things lie, or which collection they belong to where nobody said."""
    return str(session.storage) if session.storage else session.collection


def count_words(standing: Standing) -> str:
    """“37 of 50”, or “37 things” where nobody counted."""
    tally = standing.tally
    if tally.expected is not None:
        return translate("capture", "{count} of {all}").format(count=grouped(tally.things), all=grouped(tally.expected))
    if tally.things == 1:
        return translate("capture", "1 thing")
    return translate("capture", "{count} things").format(count=grouped(tally.things))


def pace_words(standing: Standing) -> str:
    """Empty while there is too little to say."""
    pace = round(standing.tally.per_hour)
    return translate("capture", "{pace} an hour").format(pace=grouped(pace)) if pace else ""


def exposures_words(standing: Standing) -> str:
    count = standing.tally.exposures
    if count == 1:
        return translate("capture", "1 exposure")
    return translate("capture", "{count} exposures").format(count=grouped(count))


def status_words(standing: Standing) -> str:
    """What stands in the status line: “Lucanidae / drawer 14   37 of 50   112 an hour”."""
    said = place_words(standing.session), count_words(standing), pace_words(standing)
    return "   ".join(filter(None, said))
