"""Archives written and read: one `port.py`, one file per format."""
