"""How everything looks and what it is called."""
