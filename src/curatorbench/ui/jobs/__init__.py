"""The Jobs bench."""
