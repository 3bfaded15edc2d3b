"""Keyed entry: records without an image, one after the other, with what stays the same carried along."""
