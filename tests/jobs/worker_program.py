"""A worker process for the tests (`--help` says how it is called). Its jobs write rows into `result`."""

import argparse
import logging
import os
import time
from pathlib import Path

from sqlalchemy import text

from curatorbench.domain.progress import Progress
from curatorbench.jobs.job import Limits, Payload
from curatorbench.jobs.queue import NewJob, Outcome, Queue
from curatorbench.jobs.worker import run_worker
from curatorbench.models.store.store import Session, Store


def write(session: Session, chain: object, step: object) -> None:
    row = {"chain": chain, "step": step, "pid": os.getpid()}
    session.execute(text("INSERT INTO result VALUES (:chain, :step, :pid)"), row)


def link(payload: Payload, progress: Progress) -> Outcome:
    """One link of a chain: some work, one row, and the next link."""
    chain, step, last = payload["chain"], payload["step"], payload["last"]
    end = time.monotonic() + payload.get("seconds", 0)
    while time.monotonic() < end:
        progress(0.5, "half of it")
        time.sleep(0.002)
    following = NewJob("link", {**payload, "step": step + 1}, key=f"{chain}-{step + 1}")
    return Outcome(lambda session: write(session, chain, step), (following,) if step < last else ())


def patient(payload: Payload, progress: Progress) -> Outcome:
    """Reports for a minute, unless it is stopped."""
    for step in range(6000):
        progress(step / 6000, "still at it")
        time.sleep(0.01)
    return Outcome()


def deaf(payload: Payload, progress: Progress) -> Outcome:
    """Never reports, as a codec that takes its time."""
    time.sleep(60)
    return Outcome()


def poison(payload: Payload, progress: Progress) -> Outcome:
    """Kills its worker, as the kernel does when memory is short."""
    os.kill(os.getpid(), 9)
    return Outcome()


def note(payload: Payload, progress: Progress) -> Outcome:
    """Writes when it began, in milliseconds on the monotonic clock."""
    began = time.monotonic_ns() // 1_000_000
    return Outcome(lambda session: write(session, payload["n"], began))


HANDLERS = {"link": link, "patient": patient, "deaf": deaf, "poison": poison, "note": note}

if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    asked = argparse.ArgumentParser()
    asked.add_argument("database", type=Path)
    asked.add_argument("--idle", action="store_true")
    asked.add_argument("--parent", type=int)
    asked.add_argument("--deaths", type=int, default=5)
    told = asked.parse_args()
    queue = Queue(Store(told.database), limits=Limits(deaths=told.deaths, pause=0.05, longest_pause=0.2))
    run_worker(queue, HANDLERS, stop_when_idle=told.idle, parent_pid=told.parent, grace=1.0)
