"""The second screen: every verb as a command."""
