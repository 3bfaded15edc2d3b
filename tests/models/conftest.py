"""A workspace for every test, a record in it, and who works on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from curatorbench.models.records import catalogue
from curatorbench.models.store.store import Session
from curatorbench.models.store.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace.create(tmp_path / "workspace", patience=0.5)
    yield made
    made.close()


@pytest.fixture
def session(workspace: Workspace) -> Iterator[Session]:
    """One write transaction for the length of the test."""
    with workspace.store.write() as session:
        yield session


@pytest.fixture
def collection(session: Session) -> str:
    return catalogue.ensure_collection(session, "HERB", "MUS", "Herbarium")


@pytest.fixture
def material(session: Session, collection: str) -> str:
    return catalogue.new_material(session, collection)


@pytest.fixture
def a_file(tmp_path: Path) -> Callable[..., Path]:
    """`a_file(b"content", "name.jpg")` writes a file to take in."""

    def write(content: bytes = b"pixels", name: str = "one.jpg") -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write
