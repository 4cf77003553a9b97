"""Processes that see a text and nothing else: what they give up, and how they are spoken to."""
