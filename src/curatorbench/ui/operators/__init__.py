"""Who is at work."""
