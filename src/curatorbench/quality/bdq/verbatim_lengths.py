"""Amendments that read depths and elevations from what the label says."""

from __future__ import annotations

from curatorbench.quality import lengths
from curatorbench.quality.bdq.parameters import Parameters, Rows, Run
from curatorbench.quality.bdq.responses import Response, filled_in, unamended, unmet
from curatorbench.quality.values import Values, value


def from_verbatim(what: str) -> Run:
    """Fill minimum and maximum `what` (Depth or Elevation) from its verbatim; one length fills both."""
    least, most, verbatim = f"minimum{what}InMeters", f"maximum{what}InMeters", f"verbatim{what}"

    def run(values: Values, _: Parameters) -> Response:
        text = value(values, verbatim)
        if value(values, least) or value(values, most) or not text:
            return unmet(f"{least} or {most} is given, or {verbatim} is empty.")
        found = lengths.read(text)
        if found is None or (what == "Depth" and found.least < 0):
            return unamended(f"{text} is no length with its unit that can be read one way only.")
        changes = {least: lengths.plain(found.least), most: lengths.plain(found.most)}
        return filled_in(f"{text} is {changes[least]} to {changes[most]} m.", **changes)

    return run


ROWS: Rows = {
    "AMENDMENT_MINDEPTHMAXDEPTH_FROM_VERBATIM": from_verbatim("Depth"),
    "AMENDMENT_MINELEVATIONMAXELEVATION_FROM_VERBATIM": from_verbatim("Elevation"),
}
