"""Replies, scored: two invented companies with their documents, and inquiries to each; `held` was not looked at."""
