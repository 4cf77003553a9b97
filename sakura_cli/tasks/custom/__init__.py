"""Prompts of the user's own."""
