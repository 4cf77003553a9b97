"""Typed views of the tables of keigo (`sakura_cli/lexicon/keigo/*.tsv`); the words themselves are there."""
