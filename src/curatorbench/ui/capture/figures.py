"""How the sitting goes, in a few figures: at the right of the bench, and in the one quiet line at the bottom."""

from __future__ import annotations

from curatorbench.ui.capture.changes import Standing
from curatorbench.ui.capture.words import place_words
from curatorbench.ui.look.numbers import grouped
from curatorbench.ui.look.wording import translate


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
