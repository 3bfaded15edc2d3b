"""The Capture bench."""
