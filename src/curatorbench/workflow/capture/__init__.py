"""Capturing: a stand with its device, a sitting at it, and the loop from shutter to saved record."""

from curatorbench.capture.port import Shot
from curatorbench.workflow.capture.answers import answer, held
from curatorbench.workflow.capture.loop import (
    checks,
    left_behind,
    next_page,
    recent,
    record_of,
    shoot,
    take,
    undo_last,
    waiting,
)
from curatorbench.workflow.capture.numbers import give_number, without_number
from curatorbench.workflow.capture.profiles import delete_profile, profiles, save_profile
from curatorbench.workflow.capture.sessions import (
    another_view,
    begin,
    change_unit,
    current,
    end,
    hand_over,
    next_object,
    session,
    set_sticky,
    tally,
)
from curatorbench.workflow.capture.stations import Station, adjust, connect, found, settings

__all__ = [
    "Shot",
    "Station",
    "adjust",
    "another_view",
    "answer",
    "begin",
    "change_unit",
    "checks",
    "connect",
    "current",
    "delete_profile",
    "end",
    "found",
    "give_number",
    "hand_over",
    "held",
    "left_behind",
    "next_object",
    "next_page",
    "profiles",
    "recent",
    "record_of",
    "save_profile",
    "session",
    "set_sticky",
    "settings",
    "shoot",
    "take",
    "tally",
    "undo_last",
    "waiting",
    "without_number",
]
