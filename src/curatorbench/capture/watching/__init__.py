"""What a watched folder is made of: the names that count, what lies there, what the system tells, what was released."""
