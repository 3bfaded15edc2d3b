"""Backups, going back to one, and reading everything again."""
