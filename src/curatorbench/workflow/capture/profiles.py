"""Profiles: the workspace's own, and those of the program."""

from __future__ import annotations

from curatorbench.domain.profiles import PROFILES, Profile
from curatorbench.models.records import profiles as kept
from curatorbench.workflow.workbench import Workbench


def profiles(bench: Workbench) -> list[Profile]:
    """The workspace's own by name, then those of the program that no own one of the same name replaces."""
    with bench.workspace.store.read() as session:
        own = kept.all_profiles(session)
    names = {profile.name for profile in own}
    return [*own, *(profile for profile in PROFILES if profile.name not in names)]


def save_profile(bench: Workbench, profile: Profile) -> None:
    """Keep a profile in the workspace, in place of one of its name. Raises BadInput for what nothing can be."""
    with bench.workspace.store.write() as session:
        kept.save(session, profile)


def delete_profile(bench: Workbench, name: str) -> None:
    """Forget a profile of the workspace's own; one of the program is there again. Raises NotFound."""
    with bench.workspace.store.write() as session:
        kept.remove(session, name)
