"""A folded paper packet, as mosses and lichens lie in, with label and number."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from curatorbench.capture.rendering import labels
from curatorbench.capture.rendering.chance import dice_of
from curatorbench.capture.rendering.paper import mount, paper
from curatorbench.capture.rendering.specimen import draw_lots

PACKET_MM = (140.0, 105.0)
TONES = ((226, 208, 176), (238, 232, 216), (214, 196, 160))


def render_packet(seed: int, number: str, per_mm: float) -> Image.Image:
    """An RGB picture of the packet alone, 140 x 105 mm, closed."""
    dice, noise, plant = dice_of(f"packet {seed}"), np.random.default_rng(seed), draw_lots(seed)
    size = round(PACKET_MM[0] * per_mm), round(PACKET_MM[1] * per_mm)
    packet = paper(size, dice.choice(TONES), noise, grain=3, mottle=5)
    draw = ImageDraw.Draw(packet)
    for edge in (0.03, 0.97):
        x = size[0] * edge + dice.uniform(-1, 1) * per_mm
        draw.line(
            (x, 0, x + dice.uniform(-1, 1) * per_mm, size[1]), fill=(150, 132, 104), width=max(1, round(per_mm / 6))
        )
    style = labels.Style.TYPED if seed % 2 else labels.Style.PRINTED
    label = labels.main_label(plant, style, per_mm, dice, noise)
    room = round(118 * per_mm), round(76 * per_mm)
    label.thumbnail(room, Image.Resampling.LANCZOS)
    mount(packet, label, ((size[0] - label.width) // 2, size[1] - label.height - round(4 * per_mm)), lift=2)
    sticker = labels.number_sticker(number, per_mm, noise)
    mount(packet, sticker, (size[0] - sticker.width - round(8 * per_mm), round(3 * per_mm)), lift=1)
    return packet
