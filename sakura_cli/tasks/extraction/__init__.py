"""Extraction: what to look for, what rules find, what a model is asked, and what of its answer stands in the source."""
