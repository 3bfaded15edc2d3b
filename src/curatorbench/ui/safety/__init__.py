"""Safety: space, backups, what was read again; going back, and mending what is damaged."""
