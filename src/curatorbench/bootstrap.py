"""Wires the real parts; the console script."""


def main() -> None:
    """Entry point of `curatorbench` and `python -m curatorbench`."""
