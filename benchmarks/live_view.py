"""Live view of 1080p at 25 frames a second: decoded in the device's process, seen by the program.

A film and an MJPEG stream of a sheet that moves are played through `DeviceProcess` as the window does it, and shown to
nobody: what the window's own drawing takes is not in these figures. The server of the stream is a process of its own.
"""

from __future__ import annotations

import itertools
import multiprocessing
import multiprocessing.sharedctypes
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import cv2
import numpy as np
import psutil
from numpy.typing import NDArray

from benchmarks.results import replace_section
from curatorbench.bootstrap import DEVICE
from curatorbench.capture.hosting.process import DeviceProcess
from curatorbench.capture.rendering.sheet import Look, render_sheet
from curatorbench.domain.devices import Address

WIDTH, HEIGHT, PACE, SECONDS = 1920, 1080, 25, 12.0
WARM = 1.0  # seconds before anything is counted
Picture = NDArray[np.uint8]


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = film(folder / "film.mp4")
        rows = [_row("a film (MPEG-4)", f"video:{path}", folder / "film")]
        with _stream(folder) as url:
            rows.append(_row("an MJPEG stream over HTTP", f"video:{url}", folder / "stream"))
    lines = [
        "| source | frames a second | longest gap, ms | p95, ms | CPU of the device's process | CPU of the program |",
        "|---|---|---|---|---|---|",
        *rows,
        "",
        f"{WIDTH} x {HEIGHT} at {PACE} a second, for {SECONDS:g} seconds; CPU in per cent of one core. Goal: 25 "
        "frames a second, with the window responsive.",
    ]
    print("\n".join(lines))
    replace_section("Live view", lines)


def _row(what: str, address: str, spool: Path) -> str:
    device = DeviceProcess(DEVICE, Address.read(address), spool)
    device.open()
    try:
        came, child, own = _watched(device)
    finally:
        device.close()
    gaps = sorted(1000 * (after - before) for before, after in itertools.pairwise(came))
    pace = (len(came) - 1) / (came[-1] - came[0])
    p95 = statistics.quantiles(gaps, n=20)[-1]
    return f"| {what} | {pace:.1f} | {gaps[-1]:.0f} | {p95:.0f} | {child:.0f} % | {own:.0f} % |"


def _watched(device: DeviceProcess) -> tuple[list[float], float, float]:
    """When each new frame came, and the CPU of both processes in per cent of a core."""
    until = time.monotonic() + WARM
    while time.monotonic() < until:
        device.frame()
    assert device.pid is not None
    process = psutil.Process(device.pid)
    begun, child, own = time.monotonic(), _cpu(process), time.process_time()
    came: list[float] = []
    while time.monotonic() - begun < SECONDS:
        frame = device.frame()
        assert (frame.width, frame.height) == (WIDTH, HEIGHT)
        came.append(time.monotonic())
    took = time.monotonic() - begun
    return came, 100 * (_cpu(process) - child) / took, 100 * (time.process_time() - own) / took


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _pictures(count: int) -> Iterator[Picture]:
    """A window that moves over a rendered sheet."""
    sheet = np.asarray(render_sheet(1, Look(), per_mm=10.0)[0])[:, :, ::-1]
    across, down = sheet.shape[1] - WIDTH, sheet.shape[0] - HEIGHT
    for number in range(count):
        left, top = (number * 4) % across, (number * 7) % down
        yield np.ascontiguousarray(sheet[top : top + HEIGHT, left : left + WIDTH])


def film(path: Path) -> Path:
    """Four seconds that can be played in a circle."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), PACE, (WIDTH, HEIGHT))
    for picture in _pictures(4 * PACE):
        writer.write(picture)
    writer.release()
    return path


@contextmanager
def _stream(folder: Path) -> Iterator[str]:
    """An MJPEG camera on this machine."""
    for number, picture in enumerate(_pictures(PACE)):
        cv2.imwrite(str(folder / f"{number:04d}.jpg"), picture, [cv2.IMWRITE_JPEG_QUALITY, 90])
    context = multiprocessing.get_context("spawn")
    port = context.Value("i", 0)
    server = context.Process(target=_serve, args=(folder, port), daemon=True)
    server.start()
    try:
        while port.value == 0:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port.value}/live.mjpg"
    finally:
        server.terminate()
        server.join()


def _serve(folder: Path, port: multiprocessing.sharedctypes.Synchronized[int]) -> None:
    jpegs = [path.read_bytes() for path in sorted(folder.glob("*.jpg"))]

    class Camera(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Quiet."""

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=cut")
            self.end_headers()
            begun = time.monotonic()
            for number in range(1_000_000):
                jpeg = jpegs[number % len(jpegs)]
                head = b"--cut\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n" % len(jpeg)
                try:
                    self.wfile.write(head + jpeg + b"\r\n")
                except OSError:
                    return
                time.sleep(max(0.0, begun + (number + 1) / PACE - time.monotonic()))

    server = ThreadingHTTPServer(("127.0.0.1", 0), Camera)
    port.value = server.server_port
    server.serve_forever()


if __name__ == "__main__":
    main()
