"""One file per verb of the house. Screens and commands speak to these and to `domain` only."""
