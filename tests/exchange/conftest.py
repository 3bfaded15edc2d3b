"""A small collection to publish, with the troubles that real values have."""

from collections.abc import Callable

import pytest

from curatorbench.domain.publication import Contact, Dataset, PublishedMedia, PublishedRecord


@pytest.fixture
def dataset() -> Dataset:
    return Dataset(
        "urn:uuid:8f7d2f0a-5e0c-4b8e-9d5f-0f3f3f1b2c4d",
        "Herbarium <of> Test & Trial",
        "TST",
        "HERB",
        "Ferns and lycopods.\n\nAll of them pressed.",
        "https://creativecommons.org/licenses/by/4.0/",
        "The Test Museum",
        modified="2026-11-24T10:00:00Z",
        contacts=(Contact("Ana de la Cruz", "ana@example.org"), Contact("Linné, Carl von")),
    )


@pytest.fixture
def publish() -> Callable[..., PublishedRecord]:
    """Make record number `number` with an image and these values."""

    def make(number: int, images: int = 1, **values: str) -> PublishedRecord:
        media = tuple(
            PublishedMedia(
                f"urn:sha256:{number:08x}{image:056x}",
                f"{number:08x}{image:056x}",
                "image/jpeg",
                f"Sheet {number}",
                f"https://example.org/{number}/{image}.jpg",
                "2026-11-20T09:00:00Z",
                4000,
                6000,
            )
            for image in range(images)
        )
        ids = f"00000000-0000-4000-8000-{number:012d}", f"00000000-0000-4000-9000-{number:012d}"
        return PublishedRecord(*ids, {"catalogNumber": f"TST {number:05d}", **values}, media, "2026-11-24T09:00:00Z")

    return make


@pytest.fixture
def troubled(publish: Callable[..., PublishedRecord]) -> list[PublishedRecord]:
    """Records with rare columns, languages, tabs, line breaks, quotes, formulas and coordinates."""
    return [
        publish(1, scientificName="Lycopodium clavatum L.", recordedBy="Müller, H. | 山田太郎", eventDate="1943-10"),
        publish(2, locality='a "quoted", tabbed\tplace', verbatimLabel="Flora of X\r\nNo. 12", language="en"),
        publish(3, images=2, decimalLatitude="-33.92", decimalLongitude="18.42", eventDate="1951-07-18/1951-07-22"),
        publish(4, images=0, locality="=1+1", habitat="\u2028bog\x00", individualCount="3", identifiedBy="H. Müller"),
        publish(5, minimumElevationInMeters="about 500", year="1899", scientificName="Rosa canina"),
    ]
