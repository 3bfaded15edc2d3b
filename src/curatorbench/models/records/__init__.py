"""Records and what hangs on them: made, placed, related, mended."""
