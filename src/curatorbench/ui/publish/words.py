"""What holds a record up, and what to do about it, in the person's language."""

from __future__ import annotations

from curatorbench.domain.publishing import Obstacle
from curatorbench.ui.look.wording import QT_TRANSLATE_NOOP, translate

_OBSTACLES: dict[Obstacle, tuple[str, str]] = {
    Obstacle.NO_NAME: (
        QT_TRANSLATE_NOOP("publish", "no scientific name"),
        QT_TRANSLATE_NOOP(
            "publish", "These have no scientific name. Enter opens one; even a family or “Plantae” will do."
        ),
    ),
    Obstacle.NO_NUMBER: (
        QT_TRANSLATE_NOOP("publish", "no catalogue number"),
        QT_TRANSLATE_NOOP("publish", "These have no number, so that nobody could cite them. Enter opens one."),
    ),
    Obstacle.NOT_APPROVED: (
        QT_TRANSLATE_NOOP("publish", "not yet approved"),
        QT_TRANSLATE_NOOP("publish", "These wait for a curator. Enter opens one; {key} there approves it."),
    ),
    Obstacle.WITHHELD: (
        QT_TRANSLATE_NOOP("publish", "withheld"),
        QT_TRANSLATE_NOOP("publish", "Somebody decided that these stay in the house."),
    ),
}


def obstacle_word(obstacle: Obstacle) -> str:
    return translate("publish", _OBSTACLES[obstacle][0])


def obstacle_advice(obstacle: Obstacle, approve_key: str) -> str:
    return translate("publish", _OBSTACLES[obstacle][1]).format(key=approve_key)
