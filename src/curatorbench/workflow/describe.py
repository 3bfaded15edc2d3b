"""Describing: what the archives of a collection say about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from curatorbench.domain.publication import Contact, Dataset
from curatorbench.models.records import catalogue, collections
from curatorbench.workflow.workbench import Workbench


def dataset(bench: Workbench, code: str) -> Dataset | None:
    """The metadata of the collection of that code; None if there is no such collection."""
    with bench.workspace.store.read() as session:
        identifier = catalogue.find_collection(session, code)
        return catalogue.describe_collection(session, identifier) if identifier else None


def codes(bench: Workbench) -> list[str]:
    """The codes of all collections, in the order in which they were made."""
    with bench.workspace.store.read() as session:
        return [code for _, code in catalogue.collections(session)]


def describe(bench: Workbench, code: str, operator: str, given: Mapping[str, str | tuple[Contact, ...]]) -> Dataset:
    """Change what is given of a collection's metadata, the collection made if new; the rest stays.

    `given` by the names of `Dataset`: title, institution_code, description, licence, rights_holder, language, contacts.
    """
    with bench.workspace.store.write() as session:
        identifier = catalogue.ensure_collection(session, code)
        changed: dict[str, Any] = dict(given)
        described = replace(catalogue.describe_collection(session, identifier), **changed)
        collections.describe(session, described, operator)
    return described
