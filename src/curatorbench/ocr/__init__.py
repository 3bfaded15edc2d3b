"""Engines that read words: one `port.py`, one file per engine. What the words mean is `parsing`'s."""
