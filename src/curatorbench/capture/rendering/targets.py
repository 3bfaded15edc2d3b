"""The colour chart and the ruler that lie beside a sheet."""

from __future__ import annotations

from PIL import Image, ImageDraw

from curatorbench.capture.rendering.fonts import Face, font

# sRGB (D65) of the 24 patches of the classic ColorChecker, as published by its maker for charts before November 2014.
PATCHES = (
    (115, 82, 68), (194, 150, 130), (98, 122, 157), (87, 108, 67), (133, 128, 177), (103, 189, 170),
    (214, 126, 44), (80, 91, 166), (193, 90, 99), (94, 60, 108), (157, 188, 64), (224, 163, 46),
    (56, 61, 150), (70, 148, 73), (175, 54, 60), (231, 199, 31), (187, 86, 149), (8, 133, 161),
    (243, 243, 242), (200, 200, 200), (160, 160, 160), (122, 122, 121), (85, 85, 85), (52, 52, 52),
)  # fmt: skip


def colour_chart(per_mm: float) -> Image.Image:
    """A 4 x 6 chart, 62 x 42 mm."""
    chart = Image.new("RGB", (round(62 * per_mm), round(42 * per_mm)), (24, 24, 24))
    draw = ImageDraw.Draw(chart)
    for index, colour in enumerate(PATCHES):
        left, top = 2 + 10 * (index % 6), 2 + 10 * (index // 6)
        draw.rectangle([round(v * per_mm) for v in (left, top, left + 8, top + 8)], fill=colour)
    return chart


def ruler(per_mm: float, length_mm: int = 100) -> Image.Image:
    """A white ruler whose ticks stand a true millimetre apart; every fifth and tenth is longer."""
    high = round(13 * per_mm)
    strip = Image.new("RGB", (round((length_mm + 10) * per_mm), high), (244, 243, 238))
    draw = ImageDraw.Draw(strip)
    numerals = font(Face.SANS, round(3.2 * per_mm))
    for mm in range(length_mm + 1):
        length = 6.0 if mm % 10 == 0 else 4.5 if mm % 5 == 0 else 3.0
        x = (5 + mm) * per_mm
        draw.rectangle(
            (round(x), 0, round(x) + max(1, round(0.18 * per_mm)), round(length * per_mm)), fill=(20, 20, 20)
        )
        if mm % 10 == 0:
            draw.text((x, 6.8 * per_mm), str(mm // 10), (20, 20, 20), numerals, anchor="ma")
    draw.text((2 * per_mm, 9.6 * per_mm), "cm", (20, 20, 20), font(Face.SANS, round(2.4 * per_mm)))
    return strip
