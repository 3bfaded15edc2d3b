"""Labels, determination slips and number stickers, printed, typed or written by hand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from random import Random

import numpy as np
import zxingcpp
from PIL import Image, ImageDraw

from curatorbench.capture.rendering.fonts import Face, font
from curatorbench.capture.rendering.paper import Colour, Noise, paper
from curatorbench.capture.rendering.specimen import INSTITUTION, Specimen

INK, BLUE_INK, BLACK = (38, 38, 46), (40, 48, 96), (18, 18, 18)
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


class Style(StrEnum):
    PRINTED = "printed"
    TYPED = "typed"
    WRITTEN = "written"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a label: what is printed on the form, then what was filled in."""

    filled: str
    form: str = ""
    face: Face | None = None
    scale: float = 1.0
    centred: bool = False


_FACES = {Style.PRINTED: Face.SERIF, Style.TYPED: Face.TYPEWRITER, Style.WRITTEN: Face.HAND}
_SIZES = {Style.PRINTED: 3.0, Style.TYPED: 2.8, Style.WRITTEN: 4.8}  # millimetres of an em


def main_label(plant: Specimen, style: Style, per_mm: float, dice: Random, noise: Noise) -> Image.Image:
    """The collector's label, about 110 mm wide, as an RGB picture."""
    rows = _form_rows(plant, dice) if style is Style.WRITTEN else _running_rows(plant, style, dice)
    tone: Colour = (246, 243, 233) if style is Style.PRINTED else (240, 232, 212)
    return _set(rows, style, 118.0, per_mm, tone, dice, noise)


def determination_slip(plant: Specimen, style: Style, per_mm: float, dice: Random, noise: Noise) -> Image.Image:
    """The slip of whoever named the plant last, about 75 mm wide."""
    rows = [
        Row(INSTITUTION, face=Face.SANS, scale=0.8, centred=True),
        Row(f"{plant.name} {plant.authorship}"),
        Row(f"Det. {plant.determiner}, {plant.determined.year}"),
    ]
    return _set(rows, style, 92.0, per_mm, (250, 249, 245), dice, noise)


def number_sticker(number: str, per_mm: float, noise: Noise) -> Image.Image:
    """A Code 128 with its text, about 44 x 16 mm; bars are whole pixels."""
    module = max(2, round(0.3 * per_mm))
    code = zxingcpp.create_barcode(number, zxingcpp.BarcodeFormat.Code128)
    bars = np.asarray(code.to_image(scale=1))
    strip = (bars[bars.shape[0] // 2] > 127).astype(np.uint8) * 255
    wide = len(strip) * module + 6 * module
    high = round(17 * per_mm)
    sticker = paper((wide, high), (252, 252, 250), noise, grain=0.6, mottle=0.5)
    field = np.repeat(np.repeat(strip[None], round(8 * per_mm), axis=0), module, axis=1)
    dark = Image.fromarray(np.where(field == 0, 22, 250).astype(np.uint8))
    sticker.paste(dark.convert("RGB"), (3 * module, round(4.2 * per_mm)))
    draw = ImageDraw.Draw(sticker)
    head, foot = font(Face.SANS, round(2.0 * per_mm)), font(Face.SANS, round(2.9 * per_mm))
    draw.text((wide / 2, round(0.9 * per_mm)), INSTITUTION, BLACK, head, anchor="ma")
    draw.text((wide / 2, round(12.8 * per_mm)), number, BLACK, foot, anchor="ma")
    return sticker


def matrix_code(number: str, module: int) -> Image.Image:
    """A DataMatrix with its quiet zone, as small things bear; `module` is in pixels."""
    code = zxingcpp.create_barcode(number, zxingcpp.BarcodeFormat.DataMatrix)
    dots = np.asarray(code.to_image(scale=1, add_quiet_zones=False))
    field = np.where(np.pad(dots, 2, constant_values=255) > 127, 250, 22).astype(np.uint8)
    return Image.fromarray(np.kron(field, np.ones((module, module), np.uint8))).convert("RGB")


def _running_rows(plant: Specimen, style: Style, dice: Random) -> list[Row]:
    place = plant.locality
    where = f"{place.county_as_written}: " if style is Style.PRINTED else f"{place.county_as_written}. "
    return [
        Row(INSTITUTION.upper(), face=Face.SERIF_BOLD if style is Style.PRINTED else None, centred=True),
        Row(f"Plants of {place.state}, {place.country}", centred=True, scale=1.1),
        Row(""),
        Row(f"{plant.name} {plant.authorship}", face=Face.SERIF_BOLD if style is Style.PRINTED else None, scale=1.1),
        Row(""),
        Row(f"{where}{place.locality}."),
        Row(f"{position(plant, dice)}  Elev. {plant.elevation} m."),
        Row(f"{place.habitat}."),
        Row(""),
        Row(f"Coll. {plant.collector}   No. {plant.number}"),
        Row(f"Date: {written_date(plant, dice)}"),
    ]


def _form_rows(plant: Specimen, dice: Random) -> list[Row]:
    place = plant.locality
    return [
        Row(INSTITUTION.upper(), face=Face.SERIF_BOLD, scale=0.72, centred=True),
        Row(f"{plant.name} {plant.authorship}", "Name"),
        Row(f"{place.country}, {place.state}, {place.county_as_written}", "Country, State, County"),
        Row(place.locality, "Locality"),
        Row(f"{position(plant, dice)}", "Lat. / Long."),
        Row(f"{plant.elevation} m", "Altitude"),
        Row(place.habitat, "Habitat"),
        Row(plant.collector, "Collected by"),
        Row(f"{plant.number}", "No."),
        Row(written_date(plant, dice), "Date"),
    ]


def written_date(plant: Specimen, dice: Random) -> str:
    """The day of collecting in one of the ways that labels write it."""
    day = plant.collected
    return dice.choice(
        (
            f"{day.day} {MONTHS[day.month - 1]} {day.year}",
            f"{day.day}.{ROMAN[day.month - 1]}.{day.year}",
            f"{MONTHS[day.month - 1]} {day.day}, {day.year}",
        )
    )


def position(plant: Specimen, dice: Random) -> str:
    """Latitude and longitude in degrees, minutes and seconds, or in decimals."""
    if dice.random() < 0.35:
        return f"{plant.latitude:.4f}, {plant.longitude:.4f}"
    return f"{_sexagesimal(plant.latitude, 'NS')}, {_sexagesimal(plant.longitude, 'EW')}"


def _sexagesimal(degrees: float, letters: str) -> str:
    seconds = round(abs(degrees) * 3600)
    return f"{seconds // 3600}°{seconds // 60 % 60:02d}'{seconds % 60:02d}\"{letters[degrees < 0]}"


def _set(
    rows: list[Row], style: Style, wide_mm: float, per_mm: float, tone: Colour, dice: Random, noise: Noise
) -> Image.Image:
    """Typeset: rows under each other, broken where they are too long for the paper."""
    em = _SIZES[style] * per_mm
    wide, margin = round(wide_mm * per_mm), round(4 * per_mm)
    lines = [line for row in rows for line in _broken(row, style, em, wide - 2 * margin)]
    pitch = em * (1.25 if style is Style.WRITTEN else 1.45)
    high = round(2 * margin + pitch * sum(_leading(line) for line in lines))
    label = paper((wide, high), tone, noise, grain=1.4, mottle=2.5)
    draw = ImageDraw.Draw(label)
    top = float(margin)
    for line in lines:
        if line.filled or line.form:
            _row(draw, line, style, em, (margin, top), wide, dice)
        top += pitch * _leading(line)
    if style is not Style.TYPED:
        draw.rectangle((2, 2, wide - 3, high - 3), outline=(120, 112, 100), width=1)
    return label


def _leading(row: Row) -> float:
    """Height of a row in rows; an empty one is a half."""
    return max(0.95, row.scale) if row.filled or row.form else 0.5


def _broken(row: Row, style: Style, em: float, room: int) -> list[Row]:
    face = font(row.face or _FACES[style], round(em * row.scale))
    taken = font(Face.SERIF, round(0.62 * em)).getlength(row.form + ": ") if row.form else 0
    words, lines = row.filled.split(" "), [""]
    for word in words:
        tried = f"{lines[-1]} {word}".strip()
        if lines[-1] and taken * (len(lines) == 1) + face.getlength(tried) > room:
            lines.append(word)
        else:
            lines[-1] = tried
    first = Row(lines[0], row.form, row.face, row.scale, row.centred)
    return [first, *(Row("   " + line, "", row.face, row.scale, row.centred) for line in lines[1:])]


def _row(
    draw: ImageDraw.ImageDraw, row: Row, style: Style, em: float, at: tuple[int, float], wide: int, dice: Random
) -> None:
    left, top = float(at[0]), at[1]
    if row.form:
        small = font(Face.SERIF, round(0.62 * em))
        draw.text((left, top + 0.95 * em), row.form + ":", INK, small, anchor="ls")
        left += small.getlength(row.form + ": ")
        draw.line((left, top + em, wide - at[0], top + em), fill=(150, 142, 130), width=1)
    face = font(row.face or _FACES[style], round(em * row.scale))
    if row.centred:
        left = (wide - face.getlength(row.filled.strip())) / 2
    if style is Style.WRITTEN and row.face is None:
        _by_hand(draw, row.filled, (left, top + 0.92 * em), em * row.scale, dice)
        return
    draw.text((left, top + em), row.filled, INK if style is Style.PRINTED else BLACK, face, anchor="ls")


def _by_hand(draw: ImageDraw.ImageDraw, text: str, at: tuple[float, float], em: float, dice: Random) -> None:
    """Word by word, none quite on the line nor quite of one size."""
    x, y = at
    for word in text.split(" "):
        face = font(Face.HAND, round(em * dice.uniform(0.96, 1.04)))
        draw.text((x, y + dice.uniform(-0.05, 0.05) * em), word, BLUE_INK, face, anchor="ls")
        x += face.getlength(word + " ") * dice.uniform(0.98, 1.05)
