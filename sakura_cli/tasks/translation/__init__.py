"""Translating a document: its segments, what the model is shown, drafts, their checks, and the form of the result."""
