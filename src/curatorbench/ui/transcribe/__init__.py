"""The Transcribe bench."""
