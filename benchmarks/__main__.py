"""`make bench`: every benchmark, ours beside a peer's or a limit's in the same run, into RESULTS.md."""

import importlib
import sys

# Name of the module, and what it measures. Those that need real data say so and end when it is absent.
BENCHMARKS = {
    "take_in": "taking in a file against copy + SHA-256 + fsync + rename",
    "capture_loop": "a thousand captures in one session: memory, milliseconds a take, what screens ask after each",
    "first_paint": "the window's first paint against a bare window's",
    "thumbnails": "the thumbnail of a 50-megapixel JPEG against libvips and OpenCV",
    "checks": "charts and scales found on real sheets, originals that fail, and the time of each check",
    "images": "seconds and peak memory an image, by step",
    "archives": "archives written and read against their floors and peers",
    "bdq": "the official cases of the data-quality tests of BDQ Core",
    "text_gold": "dates, coordinates, people and names against others' expected answers",
    "real_images": "the demonstration over every real label image",
    "codes": "codes found, invented and said to be unread, by set, module size, blur and turn",
    "words": "words read, by engine and kind of image",
    "fields": "fields read, by term and institution",
    "learning": "what curators decided, and what it makes of the next label",
    "live_view": "frames of 1080p from a film and a stream, through a device's process",
    "window_at_work": "the window while a session is captured: gaps, live pictures, memory, CPU at rest",
    "batch_edit": "edits of many records against bare updates, and what saves beside them wait",
    "table_frames": "frames of the catalogue's table, first rows and search while typing, in a window",
    "save": "one save against a bare commit of a one-row update",
    "bulk_import": "records written against executemany into one plain table",
    "million": "finding in a catalogue of 100,000 records, or of the number given",
}


def main() -> None:
    wanted = [word for word in sys.argv[1:] if not word.isdigit()] or list(BENCHMARKS)
    for name in wanted:
        print(f"== {name}: {BENCHMARKS[name]}", flush=True)
        importlib.import_module(f"benchmarks.{name}").main()


main()
