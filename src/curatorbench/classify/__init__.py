"""Runs the bundled networks and turns their numbers into calibrated judgements that may abstain."""
