"""Linguistic tables of keigo: verbs, サ変 nouns, nouns, persons and fixed phrases, as plain Python data."""
