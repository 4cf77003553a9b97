"""Relations: which field each labelled value belongs to, and what speaks for a value that no label names."""
