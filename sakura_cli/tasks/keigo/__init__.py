"""Keigo: rewriting and checking as tasks."""
