"""Video sources: a real file, a real image sequence, a real MJPEG server on this machine."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import ExifTags, Image

from curatorbench.capture import video_settings, video_sources
from curatorbench.capture.port import abilities
from curatorbench.capture.video import Video, VideoCamera, video
from curatorbench.domain.devices import Ability
from curatorbench.domain.errors import BadInput, DeviceError, DeviceLost

WIDTH, HEIGHT, PACE = 320, 240, 25


def picture(number: int) -> NDArray[np.uint8]:
    """Its number stands in how bright it is: 4 steps of brightness a number survive any compression."""
    return np.full((HEIGHT, WIDTH, 3), 20 + 4 * number, np.uint8)


def number_in(data: bytes | memoryview) -> int:
    return round((float(np.frombuffer(data, np.uint8).mean()) - 20) / 4)


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """40 pictures, 1.6 seconds."""
    path = tmp_path / "film.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), PACE, (WIDTH, HEIGHT))
    for number in range(40):
        writer.write(picture(number))
    writer.release()
    return path


class Stream:
    """A network camera: `stalls` and `is_cut` are its faults."""

    def __init__(self) -> None:
        self.number = 0
        self.stalls = threading.Event()
        self.is_cut = threading.Event()
        self.show = picture
        camera = self

        class Answer(BaseHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                """Quiet."""

            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=cut")
                self.end_headers()
                while not camera.is_cut.is_set():
                    if camera.stalls.is_set():
                        time.sleep(0.02)
                        continue
                    camera.number += 1
                    jpeg = cv2.imencode(".jpg", camera.show(camera.number % 40))[1].tobytes()
                    try:
                        self.wfile.write(
                            b"--cut\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n" % len(jpeg)
                            + jpeg
                            + b"\r\n"
                        )
                    except OSError:
                        return
                    time.sleep(1 / PACE)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/live.mjpg"

    def end(self) -> None:
        self.is_cut.set()
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def stream() -> Iterator[Stream]:
    camera = Stream()
    yield camera
    camera.end()


@pytest.fixture
def connected(tmp_path: Path) -> Iterator[Callable[[str], Video]]:
    made: list[Video] = []

    def connect(place: str) -> Video:
        device = Video(place, tmp_path / "spool")
        device.open()
        made.append(device)
        return device

    yield connect
    for device in made:
        device.close()


def test_what_it_can_do_is_what_it_implements(tmp_path: Path) -> None:
    assert abilities(video("film.avi", tmp_path)) == {Ability.SHUTTER, Ability.LIVE}
    assert abilities(video("0", tmp_path)) == {Ability.SHUTTER, Ability.LIVE, Ability.SETTINGS}


def test_a_file_plays_at_its_own_pace_and_over_again(film: Path, connected: Callable[[str], Video]) -> None:
    device = connected(str(film))
    begun = time.monotonic()
    frames = [device.frame() for _ in range(60)]
    seconds = time.monotonic() - begun
    numbers = [number_in(frame.data) for frame in frames]
    assert (frames[0].width, frames[0].height, frames[0].encoding) == (WIDTH, HEIGHT, "rgb")
    assert len(frames[0].data) == WIDTH * HEIGHT * 3
    assert seconds == pytest.approx(59 / PACE, abs=0.5)
    assert numbers[:3] == [0, 1, 2] and 0 in numbers[35:], "it begins anew"


def test_a_file_that_is_looked_at_late_skips_what_has_passed(film: Path, connected: Callable[[str], Video]) -> None:
    device = connected(str(film))
    device.frame()
    time.sleep(0.6)
    assert 13 <= number_in(device.frame().data) <= 18


def test_colours_come_red_first(tmp_path: Path, connected: Callable[[str], Video]) -> None:
    for number in range(3):
        Image.new("RGB", (64, 48), (200, 10, 30)).save(tmp_path / f"sheet_{number:04d}.png")
    frame = connected(str(tmp_path / "sheet_%04d.png")).frame()
    assert tuple(frame.data[:3]) == (200, 10, 30)


def test_a_shot_is_the_sharpest_of_what_is_seen(stream: Stream, connected: Callable[[str], Video]) -> None:
    sharp = np.random.default_rng(1).integers(0, 255, (HEIGHT, WIDTH, 3), np.uint8)
    sharp = cv2.resize(sharp[::4, ::4], (WIDTH, HEIGHT), interpolation=cv2.INTER_NEAREST).astype(np.uint8)
    stream.show = lambda number: sharp if number % 3 == 0 else cv2.GaussianBlur(sharp, (0, 0), 3).astype(np.uint8)
    device = connected(stream.url)
    shot = device.shoot()
    assert [file.suffix for file in shot.files] == [".png"] and shot.device == device.name
    with Image.open(shot.files[0]) as image:
        taken = np.asarray(image.convert("L"), float)
        exif = image.getexif()
    assert cv2.Laplacian(taken, cv2.CV_64F).var() > 1000
    assert re.fullmatch(
        r"\d{4}:\d\d:\d\d \d\d:\d\d:\d\d", exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal]
    )
    assert exif[ExifTags.Base.Model] == device.name


def test_shots_stay_until_they_are_released(film: Path, connected: Callable[[str], Video]) -> None:
    device = connected(str(film))
    first, second = device.shoot(), device.shoot()
    assert list(device.shots()) == [first, second]
    device.release(first)
    assert list(device.shots()) == [second]
    assert film.is_file()


def test_a_stream_gives_its_newest_picture(stream: Stream, connected: Callable[[str], Video]) -> None:
    device = connected(stream.url)
    device.frame()
    time.sleep(1.0)
    seen = number_in(device.frame().data)
    assert (stream.number % 40 - seen) % 40 <= 5


def test_a_stream_that_stalls_is_lost_within_its_limit_and_comes_back(
    stream: Stream, connected: Callable[[str], Video], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(video_sources, "STALLED", 1.0)
    monkeypatch.setattr(video_sources, "PATIENCE", 0.2)
    device = connected(stream.url)
    device.frame()
    stream.stalls.set()
    begun = time.monotonic()
    with pytest.raises(DeviceLost, match="No picture comes from the stream") as lost:
        while time.monotonic() - begun < 10:
            device.frame()
    assert time.monotonic() - begun < 3 and "connected again" in lost.value.hint
    stream.stalls.clear()
    assert device.frame().width == WIDTH


def test_a_stream_that_ends_is_lost_and_named_without_its_password(
    stream: Stream, connected: Callable[[str], Video]
) -> None:
    device = connected(stream.url.replace("//", "//curator:secret@"))
    assert "secret" not in device.name
    device.frame()
    stream.is_cut.set()
    with pytest.raises(DeviceLost) as lost:
        for _ in range(200):
            device.frame()
    assert "secret" not in lost.value.message
    stream.is_cut.clear()
    assert device.frame().width == WIDTH


def test_a_file_that_goes_away_is_lost_and_comes_back(film: Path, connected: Callable[[str], Video]) -> None:
    device = connected(str(film))
    device.frame()
    content = film.read_bytes()
    film.unlink()
    with pytest.raises(DeviceError):
        for _ in range(80):
            device.frame()
    film.write_bytes(content)
    assert device.frame().width == WIDTH


@pytest.mark.parametrize("content", [b"", b"no film at all", bytes(5000)])
def test_what_is_no_video_is_refused_in_a_sentence(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(content)
    with pytest.raises(DeviceLost, match="cannot be played"):
        Video(str(path), tmp_path / "spool").open()


def test_what_is_not_there_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DeviceError, match="no video file"):
        Video(str(tmp_path / "film.mp4"), tmp_path / "spool").open()
    with pytest.raises(DeviceLost, match="No picture comes from the video device 99"):
        VideoCamera(99, tmp_path / "spool").open()
    with pytest.raises(DeviceError, match="not connected"):
        Video(str(tmp_path / "film.mp4"), tmp_path / "spool").frame()


def test_settings_of_a_capture_are_those_it_answers(film: Path) -> None:
    capture = cv2.VideoCapture(str(film))
    resolution = video_settings.settings(capture)[0]
    assert (resolution.name, resolution.value) == ("resolution", f"{WIDTH}x{HEIGHT}")
    with pytest.raises(BadInput, match="Resolution cannot be"):
        video_settings.adjust(capture, "resolution", "7x7")
    with pytest.raises(BadInput, match="no setting"):
        video_settings.adjust(capture, "hue", "7")
    with pytest.raises(DeviceError, match="did not take"):
        video_settings.adjust(capture, "resolution", "640x480")
    capture.release()


def test_a_stream_is_opened_again_only_when_the_one_before_was_let_go(stream: Stream) -> None:
    first = video_sources.Streamed(stream.url)
    first.newest()
    first._is_over = True  # closed, while its read is still under way
    second = video_sources.Streamed(stream.url)
    assert not first._reader.is_alive()
    second.newest()
    second.close()


def test_a_program_that_ends_while_a_stream_is_read_ends_well(stream: Stream) -> None:
    program = (
        "import sys\nfrom curatorbench.capture.video_sources import Streamed\n"
        "Streamed(sys.argv[1]).newest()\nprint('seen', flush=True)\n"
    )
    done = subprocess.run((sys.executable, "-c", program, stream.url), capture_output=True, text=True, timeout=30)
    assert (done.returncode, done.stdout) == (0, "seen\n"), done.stderr
