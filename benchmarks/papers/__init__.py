"""Extraction from business papers: invented documents, what is asked of each, and the data a reader finds in it."""
