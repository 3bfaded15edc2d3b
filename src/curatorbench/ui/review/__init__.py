"""The Review bench."""
