"""Profiles of capture that a workspace keeps, as JSON of what `domain.profiles` says of them."""

from __future__ import annotations

import json
from dataclasses import asdict

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from curatorbench.domain.codes import checked_template
from curatorbench.domain.errors import BadInput, NotFound
from curatorbench.domain.profiles import DEMANDS, Demand, Profile, Trigger
from curatorbench.domain.things import MATERIAL_KINDS
from curatorbench.models.store.store import Session
from curatorbench.models.tables.captures import CaptureProfile
from curatorbench.models.tables.pictures import ROLES, SUPERSEDED

_LISTS = ("views", "sticky")
_LEVELS = ("", *(demand.level for demand in DEMANDS))


def all_profiles(session: Session) -> list[Profile]:
    """The workspace's own, by name."""
    return [read(text) for text in session.scalars(select(CaptureProfile.content).order_by(CaptureProfile.name))]


def save(session: Session, profile: Profile) -> None:
    """Keep a profile, in place of an older one of its name. Raises BadInput for what no picture can show."""
    check(profile)
    row = upsert(CaptureProfile).values(name=profile.name, content=written(profile))
    session.execute(row.on_conflict_do_update(index_elements=["name"], set_={"content": row.excluded.content}))


def remove(session: Session, name: str) -> None:
    """Raises NotFound."""
    gone = session.execute(delete(CaptureProfile).where(CaptureProfile.name == name).returning(CaptureProfile.id))
    if gone.first() is None:
        raise NotFound(f"The workspace has no profile {name!r} of its own.", "Those of the program stay.")


def check(profile: Profile) -> None:
    """Raises BadInput for a profile by which nothing could be captured."""
    if not profile.name.strip() or not profile.name.isprintable():
        raise BadInput("A profile needs a name, on one line.", "Call it after what is imaged with it.")
    if profile.kind not in MATERIAL_KINDS:
        raise BadInput(f"{profile.kind!r} is no kind of thing.", f"Use one of {', '.join(MATERIAL_KINDS)}.")
    for view in profile.views or ("",):
        check_view(view)
    if checked_template(profile.number) == "" and profile.mints_numbers:
        raise BadInput("Numbers cannot be given out without a template.", "Write one, such as B-######.")
    if profile.demand.level not in _LEVELS:
        raise BadInput(f"There is no demand {profile.demand.level!r}.", f"Use one of {', '.join(_LEVELS[1:])}.")


def check_view(view: str) -> None:
    """Raises BadInput for a view that no new picture can be."""
    if view not in ROLES or view == SUPERSEDED:
        there = (role for role in ROLES if role != SUPERSEDED)
        raise BadInput(f"A picture cannot show a thing as {view!r}.", f"Use one of {', '.join(there)}.")


def written(profile: Profile) -> str:
    """A profile as text."""
    return json.dumps(asdict(profile), ensure_ascii=False, sort_keys=True)


def read(text: str) -> Profile:
    """A profile from its text; what an older program did not say of it is as it is by default."""
    said = json.loads(text)
    said |= {name: tuple(said[name]) for name in _LISTS if name in said}
    said |= {"trigger": Trigger(said.get("trigger", Trigger.KEY)), "demand": Demand(**said.get("demand", {}))}
    return Profile(**said)
