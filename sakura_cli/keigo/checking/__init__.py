"""Checking keigo that is already written."""
