"""CuratorBench: a desktop curation and digitization workstation."""

__version__ = "0.1.0"
