"""The Japanese language: morphemes, conjugation, predicates, sentences. No keigo, no task."""
