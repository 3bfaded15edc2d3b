"""What all tests share: where real data lies, how many turns a fault loop takes, and that logs stay quiet."""

import logging
import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_THREAD_LIMIT", "1")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--torture", action="store_true", help="run fault loops in full instead of a seeded twentieth")


@pytest.fixture(scope="session")
def data() -> Path:
    """Real data that others made, never committed: `$CURATORBENCH_DATA`, else `../shared/data`."""
    folder = Path(os.environ.get("CURATORBENCH_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"real data is not at {folder}; set CURATORBENCH_DATA to try it")
    return folder


@pytest.fixture
def turns(request: pytest.FixtureRequest) -> Callable[[int], int]:
    """`turns(100)` is 100 with --torture, else a twentieth of it, at least one."""
    full = bool(request.config.getoption("--torture"))
    return lambda count: count if full else max(1, count // 20)


@pytest.fixture
def dice(request: pytest.FixtureRequest) -> random.Random:
    """A seeded generator of its own for every test."""
    return random.Random(request.node.nodeid)


@pytest.fixture(autouse=True)
def quiet_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning or error in our own log that the test did not ask for fails it (`caplog.clear()` says it was)."""
    caplog.set_level(logging.WARNING, logger="curatorbench")
    yield
    loud = [r for r in caplog.get_records("call") if r.levelno >= logging.WARNING and r.name.startswith("curatorbench")]
    assert not loud, [record.getMessage() for record in loud]
