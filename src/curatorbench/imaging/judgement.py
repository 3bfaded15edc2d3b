"""From what was measured on a picture to pass, warn or fail, with a sentence of what to do.

A picture fails only for what taking it anew would mend at once: blur, a wrong exposure, a specimen that the frame cuts.
What the profile demands beyond that (colour, light, resolution, a target, a scale) depends on how the stand is set up
and can often be mended later, so that a picture which misses it is doubtful, not lost.
"""

from __future__ import annotations

from dataclasses import dataclass

from curatorbench.domain.pictures import Check, CheckName, Verdict
from curatorbench.domain.profiles import Demand
from curatorbench.imaging.light import Exposure

SOFT, BLURRED = 0.68, 0.25  # sharpness below which a picture is doubtful, and lost
DARK, BRIGHT = 0.12, 0.985  # mean lightness of the sheet
BURNT, DROWNED = 0.5, 0.5  # share of the sheet without any drawing in the lights, in the shadows
SMALLEST_SIDE = 600  # pixels
UNEVEN = 40.0  # per cent: doubtful even where nothing is demanded
ASKEW = 3.0  # degrees
CUT, JUST_CUT = 0.02, 0.004  # share of the border that a specimen crosses


@dataclass(frozen=True, slots=True)
class Measured:
    """What the checks measured; None where it could not be. `has_target` is True for charts of unknown colours too."""

    longest: int
    sharpness: float
    exposure: Exposure
    unevenness: float | None
    has_target: bool
    mean_de2000: float | None
    worst_de2000: float | None
    white_balance: float | None
    pixels_per_mm: float | None
    skew: float | None
    cut: float
    codes: int
    unread: int


def checks(seen: Measured, demand: Demand) -> tuple[Check, ...]:
    """One check for every `CheckName`, in their order."""
    return (
        _sharpness(seen, demand),
        _exposure(seen.exposure),
        _light(seen, demand),
        _colour(seen, demand),
        _scale(seen, demand),
        _resolution(seen, demand),
        _skew(seen),
        _frame(seen),
        _codes(seen),
    )


def verdict_of(made: tuple[Check, ...]) -> tuple[Verdict, tuple[str, ...]]:
    """The worst verdict of all, and the reasons, worst first."""
    order = (Verdict.FAIL, Verdict.WARN, Verdict.PASS)
    worst = min((check.verdict for check in made), key=order.index, default=Verdict.PASS)
    ranked = sorted(made, key=lambda check: order.index(check.verdict))
    return worst, tuple(check.reason for check in ranked if check.reason)


def _sharpness(seen: Measured, demand: Demand) -> Check:
    blurred = "The picture is blurred: focus again, let the stand come to rest, and take it anew."
    soft = "The picture is a little soft: check the focus before the next one."
    name, value = CheckName.SHARPNESS, seen.sharpness
    if value < BLURRED:
        return Check(name, Verdict.FAIL, value, blurred)
    return Check(name, Verdict.WARN, value, soft) if value < max(SOFT, demand.sharpness) else _passed(name, value)


def _exposure(light: Exposure) -> Check:
    name, value = CheckName.EXPOSURE, light.mean
    if value < DARK:
        return Check(name, Verdict.FAIL, value, "The picture is far too dark: raise the exposure and take it anew.")
    if value > BRIGHT:
        return Check(name, Verdict.FAIL, value, "The picture is far too bright: lower the exposure and take it anew.")
    if light.clipped_highlights > BURNT:
        return Check(name, Verdict.WARN, value, "Large parts are pure white: lower the exposure a little.")
    if light.clipped_shadows > DROWNED:
        return Check(name, Verdict.WARN, value, "Large parts are pure black: raise the exposure a little.")
    return _passed(name, value)


def _light(seen: Measured, demand: Demand) -> Check:
    name, value = CheckName.LIGHT, seen.unevenness
    most = min(demand.unevenness or UNEVEN, UNEVEN)
    if value is None or value <= most:
        return _passed(name, value)
    said = f"The light falls off by {value:.0f} %{_allowed(most, ' %', demand.unevenness)}: move the lamps."
    return Check(name, Verdict.WARN, value, said)


def _colour(seen: Measured, demand: Demand) -> Check:
    name, value = CheckName.COLOUR, seen.mean_de2000
    if not seen.has_target and demand.needs_target:
        return Check(name, Verdict.WARN, None, "No colour target was found: lay one beside the specimen.")
    missed = list(_missed(seen, demand))
    if not missed:
        return _passed(name, value)
    return Check(
        name, Verdict.WARN, value, f"Colours are off: {', '.join(missed)}. Set the white balance and the profile."
    )


def _missed(seen: Measured, demand: Demand) -> list[str]:
    rows = (
        ("mean difference", seen.mean_de2000, demand.mean_de2000),
        ("worst patch", seen.worst_de2000, demand.worst_de2000),
        ("greys", seen.white_balance, demand.white_balance),
    )
    return [f"{what} {value:.1f}, allowed {most:g}" for what, value, most in rows if value and most and value > most]


def _scale(seen: Measured, demand: Demand) -> Check:
    name, value = CheckName.SCALE, seen.pixels_per_mm
    if value is None and demand.needs_scale:
        return Check(name, Verdict.WARN, None, "No scale was found: lay a ruler beside the specimen.")
    return _passed(name, value)


def _resolution(seen: Measured, demand: Demand) -> Check:
    name, value, least = CheckName.RESOLUTION, seen.pixels_per_mm, demand.pixels_per_mm
    if least and value is None:
        said = "The resolution is not known: lay a ruler with millimetres beside the specimen."
        return Check(name, Verdict.WARN, None, said)
    if least and value is not None and value < least:
        said = f"The picture has {value:.1f} pixels a millimetre, {least:.1f} are wanted: move the camera nearer."
        return Check(name, Verdict.WARN, value, said)
    if seen.longest < SMALLEST_SIDE:
        return Check(name, Verdict.WARN, value, "The picture is very small: writing on it may not be readable.")
    return _passed(name, value)


def _skew(seen: Measured) -> Check:
    name, value = CheckName.SKEW, seen.skew
    if value is None or abs(value) <= ASKEW:
        return _passed(name, value)
    way = "clockwise" if value > 0 else "anticlockwise"
    return Check(name, Verdict.WARN, value, f"It lies askew by {abs(value):.1f} degrees {way}: straighten it.")


def _frame(seen: Measured) -> Check:
    name, value = CheckName.FRAME, seen.cut
    if value > CUT:
        said = "The specimen is cut by the frame: move it or the camera, and take the picture anew."
        return Check(name, Verdict.FAIL, value, said)
    if value > JUST_CUT:
        return Check(name, Verdict.WARN, value, "The specimen touches the edge of the picture: leave a little room.")
    return _passed(name, value)


def _codes(seen: Measured) -> Check:
    name, value = CheckName.CODES, float(seen.codes)
    if seen.unread:
        what = "A code" if seen.unread == 1 else f"{seen.unread} codes"
        return Check(
            name, Verdict.WARN, value, f"{what} could not be read: type the number, or take it anew from nearer."
        )
    return _passed(name, value)


def _passed(name: CheckName, value: float | None) -> Check:
    return Check(name, Verdict.PASS, value)


def _allowed(most: float, unit: str, demanded: float) -> str:
    return f", allowed {most:g}{unit}" if demanded else ""
