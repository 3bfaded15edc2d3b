"""Pictures with codes, and a session to take them in: what the tests of capturing share."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import zxingcpp
from PIL import Image

from curatorbench.capture.port import Shot
from curatorbench.domain.captures import CaptureSession, Exposure
from curatorbench.domain.profiles import Profile
from curatorbench.workflow import capture
from curatorbench.workflow.workbench import Workbench

_counted = itertools.count()


class Stand:
    """A session whose exposures are drawn: `take("HERB 0001")` is a picture of a thing with that code."""

    def __init__(self, bench: Workbench, folder: Path, profile: Profile, **said: object) -> None:
        self.bench = bench
        self.folder = folder
        self.folder.mkdir(exist_ok=True)
        begun = capture.begin(bench, profile, collection="C", operator="Ann", **said)  # type: ignore[arg-type]
        self.id = begun.id

    @property
    def session(self) -> CaptureSession:
        return capture.session(self.bench, self.id)

    def shot(self, *codes: str) -> Shot:
        path = self.folder / f"{next(_counted):04d}.png"
        sheet = np.full((120 + 130 * max(1, len(codes)), 420), 255, np.uint8)
        sheet[5:15, 5 : 5 + next(_counted) % 300] = 128  # every picture is another
        for row, text in enumerate(codes):
            code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.DataMatrix)
            drawn = np.asarray(code.to_image(scale=5))
            sheet[60 + 130 * row : 60 + 130 * row + drawn.shape[0], 40 : 40 + drawn.shape[1]] = drawn
        noise = np.random.default_rng(next(_counted)).integers(0, 3, sheet.shape, dtype=np.uint8)
        Image.fromarray(np.clip(sheet, 3, 255) - noise).save(path)
        return Shot((path,), "drawn")

    def take(self, *codes: str, is_reshoot: bool = False) -> Exposure:
        return capture.take(self.bench, None, self.id, self.shot(*codes), is_reshoot=is_reshoot)
