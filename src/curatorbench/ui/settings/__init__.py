"""The settings, derived from their declarations, and the keys."""
