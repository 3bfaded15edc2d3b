"""What a person can do: one table of actions, and the ways to them."""
