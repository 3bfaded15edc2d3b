"""Lines that look written by hand: their words are doubted, or read again by an engine for handwriting.

An engine for print reads a hand wrongly and is rather sure of it. On 80 label images with gold text 117 words stood on
lines that look written by hand. Of the 30 of which the engine was 0.7 to 0.97 sure a third were right (in print
0.81 of 145), of the 83 of which it was surer 0.99, as in print: those have earned it. They are few, and `DOUBT` was
chosen on them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from curatorbench.domain.box import Box
from curatorbench.domain.errors import CuratorError
from curatorbench.domain.reading import Line, Reading, Word
from curatorbench.ocr.port import HandWord, HandwritingEngine, Pixels

EARNED = 0.95  # a word that is at least so sure keeps its confidence
DOUBT = 0.4  # what is left of that of any other
MARGIN = 8  # a line's box is enlarged by this part of its height
TALL = 1.5  # a line so many times higher than wide runs up or down, and is not read again


def doubted(reading: Reading, by_hand: Sequence[bool]) -> Reading:
    """The reading with the words of lines by hand marked and doubted; `by_hand` is in the order of the lines."""
    pairs = zip(reading.lines, by_hand, strict=True)
    return Reading(tuple(Line(tuple(map(_doubted, line.words))) if hand else line for line, hand in pairs))


def _doubted(word: Word) -> Word:
    confidence = word.confidence if word.confidence >= EARNED else word.confidence * DOUBT
    return replace(word, confidence=confidence, handwritten=True)


def read_again(engine: HandwritingEngine, pixels: Pixels, reading: Reading) -> Reading:
    """The reading with its doubted lines as `engine` reads them; as they were where it reads nothing.

    `pixels` has the shape (height, width, 3), RGB. Raises CuratorError if the engine fails, or says what cannot be.
    """
    wanted = [number for number, line in enumerate(reading.lines) if _is_doubted(line, pixels)]
    boxes = [_around(reading.lines[number].box, pixels) for number in wanted]
    told = engine.read_lines([_cut(pixels, box) for box in boxes]) if wanted else []
    if len(told) != len(wanted):
        raise _senseless(engine, f"it read {len(told)} lines where there were {len(wanted)}")
    lines = dict(_lines(engine, wanted, boxes, told))
    return _with(reading, lines)


def _is_doubted(line: Line, pixels: Pixels) -> bool:
    high, wide = pixels.shape[:2]
    if not any(word.handwritten and word.confidence < EARNED for word in line.words):
        return False
    return bool(line.box.height * high <= TALL * line.box.width * wide)


def _around(box: Box, pixels: Pixels) -> Box:
    """The part of the picture that is handed out for a line, in whole pixels."""
    high, wide = pixels.shape[:2]
    left, top, right, bottom = box.to_pixels((wide, high))
    margin = (bottom - top) // MARGIN
    sides = max(0, left - margin), max(0, top - margin), min(wide, right + margin), min(high, bottom + margin)
    return Box.from_pixels(*sides, (wide, high))


def _cut(pixels: Pixels, box: Box) -> Pixels:
    left, top, right, bottom = box.to_pixels((pixels.shape[1], pixels.shape[0]))
    return pixels[top:bottom, left:right]


def _lines(
    engine: HandwritingEngine, numbers: Sequence[int], boxes: Sequence[Box], told: Sequence[Sequence[HandWord]]
) -> Iterator[tuple[int, Line]]:
    for number, box, words in zip(numbers, boxes, told, strict=True):
        found = tuple(_word(engine, box, word) for word in words if word.text.strip())
        if found:
            yield number, Line(found)


def _word(engine: HandwritingEngine, line: Box, said: HandWord) -> Word:
    if not (0 <= said.start <= said.end <= 1 and 0 <= said.confidence <= 1):
        raise _senseless(engine, f"a place or a confidence of {said.text!r} is not between 0 and 1")
    box = Box(line.x + said.start * line.width, line.y, (said.end - said.start) * line.width, line.height)
    return Word(" ".join(said.text.split()), box, said.confidence, engine.name, engine.version, handwritten=True)


def _with(reading: Reading, lines: Mapping[int, Line]) -> Reading:
    return Reading(tuple(lines.get(number, line) for number, line in enumerate(reading.lines)))


def _senseless(engine: HandwritingEngine, what: str) -> CuratorError:
    return CuratorError(
        f"The handwriting engine {engine.name} {engine.version} answered what cannot be: {what}.",
        "Tell whoever made it; without it (pip uninstall) labels are read as before.",
    )
