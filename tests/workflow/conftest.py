"""A real workspace with the real parts, and a real picture to put into it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from curatorbench.bootstrap import parts
from curatorbench.models.store.workspace import Workspace
from curatorbench.workflow.workbench import Workbench


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    bench = Workbench.on(Workspace.create(tmp_path / "workspace"), parts())
    yield bench
    bench.close()


@pytest.fixture
def draw() -> Callable[..., Path]:
    return _draw


def _draw(path: Path, text: str = "a specimen") -> Path:
    """A small picture whose content, and so whose hash, depends on `text`."""
    image = Image.new("RGB", (320, 240), "white")
    ImageDraw.Draw(image).text((20, 20), text, fill="black")
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path)
    return path
