"""Jobs about what somebody looks at go before those that were asked for earlier."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from curatorbench.jobs.machine import Holder, ProcessId
from curatorbench.jobs.queue import NewJob, Queue
from curatorbench.models.store.workspace import Workspace
from curatorbench.workflow import stages

ME = Holder(ProcessId.mine(), None)


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[Queue]:
    workspace = Workspace.create(tmp_path / "workspace")
    yield Queue(workspace.store)
    workspace.close()


def _ask(queue: Queue, names: str, kind: str = "segment") -> None:
    for name in names:
        queue.enqueue(stages.job(kind, {"asset": name, "sha256": name}))


def _taken(queue: Queue, count: int) -> list[tuple[str, object]]:
    with queue.pulse() as pulse:
        jobs = [pulse.claim((stages.LANE,), ME) for _ in range(count)]
    return [(job.payload["sha256"], job.payload.get("ahead")) for job in jobs if job]


def test_what_is_looked_at_goes_first_and_the_rest_as_it_was_asked_for(queue: Queue) -> None:
    _ask(queue, "abcd")
    assert queue.hasten(stages.LANE, "sha256", ["c", "d", "unknown"], stages.AHEAD) == 2
    assert _taken(queue, 4) == [("c", True), ("d", True), ("a", None), ("b", None)]


def test_it_goes_before_what_is_mostly_more_urgent(queue: Queue) -> None:
    _ask(queue, "ab", "inspect")
    _ask(queue, "c", "read")
    queue.hasten(stages.LANE, "sha256", ["c"], stages.AHEAD)
    assert _taken(queue, 1) == [("c", True)]


def test_asked_again_nothing_is_written(queue: Queue) -> None:
    _ask(queue, "ab")
    assert queue.hasten(stages.LANE, "sha256", ["b"], stages.AHEAD) == 1
    assert queue.hasten(stages.LANE, "sha256", ["b"], stages.AHEAD) == 0
    assert queue.hasten(stages.LANE, "sha256", [], stages.AHEAD) == 0
    assert queue.hasten("another lane", "sha256", ["a"], stages.AHEAD) == 0


def test_running_and_ended_jobs_are_left_alone(queue: Queue) -> None:
    _ask(queue, "a")
    assert _taken(queue, 1) == [("a", None)]
    assert queue.hasten(stages.LANE, "sha256", ["a"], stages.AHEAD) == 0


def test_the_steps_that_follow_go_ahead_too_until_the_suggestions_are_there() -> None:
    said = {"asset": "a", "sha256": "a", "ahead": True}
    assert {stages.job(kind, said).priority for kind in ("segment", "read", "suggest")} == {stages.AHEAD}
    assert stages.job("judge", said).priority == stages.PRIORITY["judge"]
    assert stages.job("read", {"asset": "a", "sha256": "a"}).priority == stages.PRIORITY["read"]
    assert isinstance(stages.job("read", said), NewJob)
