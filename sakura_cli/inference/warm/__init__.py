"""A worker that stays after its command for the next ones: where it is found, and how it is spoken to."""
