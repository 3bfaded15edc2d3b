"""The Publish bench."""
