"""Files to pixels: every mode and orientation, limits before decoding, and nothing but BadInput from hostile ones."""

import io
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image

from curatorbench.domain.errors import BadInput
from curatorbench.imaging.decode import decode
from curatorbench.imaging.facts import facts
from curatorbench.imaging.limits import MAX_PIXELS


def gradient(wide: int = 60, high: int = 40) -> Image.Image:
    """Red grows to the right, green downwards: any turn is seen."""
    y, x = np.mgrid[0:high, 0:wide]
    layers = [x * 255 // (wide - 1), y * 255 // (high - 1), np.full_like(x, 30)]
    return Image.fromarray(np.dstack(layers).astype(np.uint8))


def test_pixels_are_those_of_the_file(tmp_path: Path) -> None:
    gradient().save(tmp_path / "a.png")
    pixels = decode(tmp_path / "a.png")
    assert pixels.dtype == np.uint8 and pixels.flags.writeable
    assert np.array_equal(pixels, np.asarray(gradient()))


@pytest.mark.parametrize("suffix", ["jpg", "tif"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_ends_upright(tmp_path: Path, suffix: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    stored = gradient() if orientation == 1 else gradient().transpose(Image.Transpose(undo[orientation]))
    stored.save(tmp_path / f"a.{suffix}", exif=exif)
    pixels = decode(tmp_path / f"a.{suffix}")
    said = facts(tmp_path / f"a.{suffix}")
    assert (said.width, said.height) == (60, 40) == pixels.shape[1::-1]
    assert np.abs(pixels.astype(int) - np.asarray(gradient()).astype(int)).mean() < 4


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "I", "F", "YCbCr"])
def test_every_mode_becomes_rgb(tmp_path: Path, mode: str) -> None:
    image = gradient().convert("L" if mode in ("I;16", "I", "F") else mode)
    if mode == "I;16":
        image = Image.fromarray(np.asarray(image).astype(np.uint16) * 257)
    elif mode in ("I", "F"):
        image = Image.fromarray(
            np.asarray(image).astype(np.int32 if mode == "I" else np.float32) / (1 if mode == "I" else 255)
        )
    path = tmp_path / "a.tif"
    image.save(path)
    pixels = decode(path)
    assert pixels.shape == (40, 60, 3)
    assert pixels[0, 0].mean() < pixels[-1, -1].mean()
    assert pixels.max() > 100, "16 bits must not come out black"


def test_sixteen_bits_keep_their_tones(tmp_path: Path) -> None:
    deep = np.linspace(0, 65535, 256, dtype=np.uint16).reshape(16, 16)
    Image.fromarray(deep).save(tmp_path / "deep.png")
    assert np.abs(decode(tmp_path / "deep.png")[..., 0].astype(int) - np.arange(256).reshape(16, 16)).max() <= 1


def test_transparent_is_white(tmp_path: Path) -> None:
    Image.new("RGBA", (4, 4), (255, 0, 0, 0)).save(tmp_path / "a.png")
    assert (decode(tmp_path / "a.png") == 255).all()


@pytest.mark.parametrize("longest", [20, 100, 333, 2000])
def test_longest_side(tmp_path: Path, longest: int) -> None:
    gradient(900, 600).save(tmp_path / "a.jpg", quality=95)
    small = decode(tmp_path / "a.jpg", longest=longest)
    assert max(small.shape) == min(longest, 900)
    assert small[0, 0, 0] < 40 and small[-1, -1, 0] > 215


def test_when_it_was_taken(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.DateTime] = "2026:02:30 10:00:00"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2026:02:03 10:11:12"
    gradient().save(tmp_path / "a.jpg", exif=exif)
    assert facts(tmp_path / "a.jpg").created == "2026-02-03T10:11:12"
    gradient().save(tmp_path / "b.jpg")
    said = facts(tmp_path / "b.jpg")
    assert (said.format, said.mime, said.created) == ("JPEG", "image/jpeg", None)


def test_the_name_of_a_file_is_no_evidence_of_its_kind(tmp_path: Path) -> None:
    gradient().save(tmp_path / "a.png")
    (tmp_path / "a.png").rename(tmp_path / "a.jpg")
    assert facts(tmp_path / "a.jpg").mime == "image/png"


def test_the_preview_of_a_raw_is_shown_upright(tmp_path: Path) -> None:
    path = tmp_path / "a.dng"
    path.write_bytes(dng(jpeg_of(gradient()), orientation=6))
    assert facts(path).format == "DNG"
    assert (facts(path).width, facts(path).height) == (40, 60)
    assert decode(path).shape == (60, 40, 3)


def test_a_raw_without_preview_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.dng").write_bytes(dng(b"\0" * 50, orientation=1))
    with pytest.raises(BadInput, match="no RAW file") as caught:
        decode(tmp_path / "a.dng")
    assert "RAW + JPEG" in caught.value.hint


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b"hello, I am text", "no picture"),
        (b"\xff\xd8\xff" + b"\0" * 40, "broken"),
        (b"II*\0\x08\0\0\0", "no picture in it|cut short"),
        (b"GIF89a" + b"\0" * 40, "no picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no picture"),
    ],
)
def test_what_is_no_picture_is_said_in_a_sentence(tmp_path: Path, content: bytes, word: str) -> None:
    (tmp_path / "x.jpg").write_bytes(content)
    for look in (decode, facts):
        with pytest.raises(BadInput, match=word) as caught:
            look(tmp_path / "x.jpg")
        assert caught.value.hint and "x.jpg" in caught.value.message


def test_missing_files_and_folders_are_said(tmp_path: Path) -> None:
    for path in (tmp_path / "none.jpg", tmp_path):
        with pytest.raises(BadInput):
            decode(path)


@pytest.mark.parametrize("share", [0.05, 0.3, 0.7, 0.98])
def test_a_truncated_file_is_never_half_a_picture(tmp_path: Path, share: float) -> None:
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 255, (120, 160, 3), dtype=np.uint8))
    for suffix in ("jpg", "png", "tif"):
        path = tmp_path / f"a.{suffix}"
        noise.save(path)
        path.write_bytes(path.read_bytes()[: int(share * path.stat().st_size)])
        with pytest.raises(BadInput):
            decode(path)


def test_a_bomb_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    for side in (9000, 20_000):  # within the limit of pixels but of no bytes, and beyond it
        path = tmp_path / f"{side}.png"
        path.write_bytes(bomb(side))
        with pytest.raises(BadInput, match="pixels"):
            facts(path)
    assert MAX_PIXELS < 20_000**2


def test_a_tiff_going_in_circles_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    path.write_bytes(b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", 0) + struct.pack("<I", 8))
    with pytest.raises(BadInput):
        decode(path)


@settings(max_examples=60, deadline=None)
@given(
    flips=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=8),
    kind=st.sampled_from(["png", "tif", "jpg"]),
)
def test_flipped_bytes_give_a_picture_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, flips: list[tuple[int, int]], kind: str
) -> None:
    path = tmp_path_factory.mktemp("flips") / f"a.{kind}"
    gradient().save(path)
    data = bytearray(path.read_bytes())
    for at, value in flips:
        data[at % len(data)] = value
    path.write_bytes(data)
    try:
        assert decode(path).shape[2] == 3
    except BadInput as error:
        assert error.message


HOSTILE = """
import resource, sys
from pathlib import Path
from curatorbench.domain.errors import BadInput
from curatorbench.imaging.decode import decode
from curatorbench.imaging.facts import facts
resource.setrlimit(resource.RLIMIT_AS, (3 * 1024**3,) * 2)
for line in sys.stdin:
    path = Path(line.rstrip())
    for look in (facts, decode):
        try:
            look(path)
        except BadInput as error:
            assert error.message and error.hint, path
# ru_maxrss would count what the parent held when it forked
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(int(peak.split()[1]) // 1024)
"""


@pytest.mark.parametrize("folder", ["libtiff", "pillow-crashers", "pngsuite"])
@pytest.mark.torture
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the peak of memory is asked of Linux")
def test_hostile_files(data: Path, folder: str, request: pytest.FixtureRequest) -> None:
    files = sorted(path for path in (data / "hostile" / folder).rglob("*") if path.is_file())
    sample = files if request.config.getoption("--torture") else files[::3]
    done = subprocess.run(
        [sys.executable, "-c", HOSTILE], input="\n".join(map(str, sample)), capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout) < 700, "megabytes at the peak"


def jpeg_of(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG")
    return out.getvalue()


def bomb(side: int) -> bytes:
    """A PNG header that promises a picture, and next to nothing after it."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 999)) + chunk(b"IEND", b"")
    )


def dng(preview: bytes, orientation: int) -> bytes:
    """A TIFF of one directory with DNGVersion whose only strip is a JPEG."""
    tags = [
        (256, 4, 60), (257, 4, 40), (259, 3, 7), (262, 3, 6), (273, 4, 0), (274, 3, orientation),
        (279, 4, len(preview)), (50706, 1, 0x00000401),
    ]  # fmt: skip
    end = 8 + 2 + 12 * len(tags) + 4
    entries = b"".join(
        struct.pack("<HHII", tag, kind, 4 if kind == 1 else 1, end if tag == 273 else value)
        for tag, kind, value in tags
    )
    return b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + struct.pack("<I", 0) + preview
