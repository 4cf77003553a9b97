"""Answers: what documents say to a question, in their own words, with the place, or that they do not say it."""
