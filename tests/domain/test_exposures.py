"""A RAW and its picture are one exposure, wherever they come from."""

from pathlib import Path

from curatorbench.domain.exposures import exposures


def names(*files: str) -> list[tuple[str, ...]]:
    return [tuple(path.name for path in shot) for shot in exposures(Path("in", name) for name in files)]


def test_a_raw_goes_with_its_picture_which_comes_first() -> None:
    assert names("a.dng", "a.jpg", "b.jpg", "c.DNG", "d.JPG", "d.dng") == [
        ("a.jpg", "a.dng"),
        ("b.jpg",),
        ("c.DNG",),
        ("d.JPG", "d.dng"),
    ]


def test_two_pictures_of_one_name_are_two_exposures() -> None:
    assert names("a.cr2", "a.jpg", "a.tif") == [("a.jpg", "a.cr2"), ("a.tif",)]


def test_a_sidecar_never_takes_the_raw_from_its_picture() -> None:
    assert names("a.aae", "a.dng", "a.jpg") == [("a.jpg", "a.dng"), ("a.aae",)]
    assert names("a.csv", "a.dng") == [("a.dng",), ("a.csv",)]


def test_equal_names_in_two_folders_are_apart() -> None:
    assert len(exposures([Path("one/a.jpg"), Path("two/a.dng")])) == 2


def test_a_sidecar_goes_with_what_it_is_named_after() -> None:
    assert names("a.XMP", "a.dng", "a.jpg", "a.JPG.xmp") == [("a.jpg", "a.dng", "a.XMP", "a.JPG.xmp")]
    assert names("a.jpg", "a.tif", "a.tif.xmp", "a.xmp") == [("a.jpg", "a.xmp"), ("a.tif", "a.tif.xmp")]
    assert names("a.dng", "a.jpg.xmp", "b.xmp", "b.c.jpg", "b.c.xmp") == [
        ("a.dng", "a.jpg.xmp"),
        ("b.xmp",),
        ("b.c.jpg", "b.c.xmp"),
    ]
