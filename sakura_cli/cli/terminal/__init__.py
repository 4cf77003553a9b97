"""The streams of a command, and what a terminal shows."""
