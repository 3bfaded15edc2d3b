"""Mending in place: a panel beside the work says what would happen, Enter does it, Esc leaves all as it is."""
