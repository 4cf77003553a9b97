"""Casual sentences whose rewritings were read line by line, and the verdicts."""
