"""Text in, values out: pure functions with their own small tables. No pixels, no database."""
