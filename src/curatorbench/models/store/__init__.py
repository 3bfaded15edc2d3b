"""The file: units of work, originals, what a workspace is, who works in it."""
