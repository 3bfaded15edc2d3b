"""The second screen: every verb of the workflow as a command. Names and JSON shapes are a promise to scripts."""
