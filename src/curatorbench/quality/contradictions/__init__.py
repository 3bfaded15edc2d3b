"""Values of one record that cannot all be true. Each is a sentence for a person; nothing is settled here."""
