"""Darwin Core Archives, written and read."""

from curatorbench.exchange.dwca_reader import DwcaReader
from curatorbench.exchange.dwca_writer import DwcaWriter

__all__ = ["DwcaReader", "DwcaWriter"]
