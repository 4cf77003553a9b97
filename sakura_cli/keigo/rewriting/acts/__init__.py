"""What a final predicate does, and who performs what it names."""
