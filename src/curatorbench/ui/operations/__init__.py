"""Reading and changing off the UI thread."""
