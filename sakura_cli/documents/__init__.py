"""Documents: bytes to text with its structure and places, and back; one model for every task."""
