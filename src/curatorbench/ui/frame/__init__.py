"""What stands around the benches."""
