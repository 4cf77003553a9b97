"""Weights: the catalogue, where they come from, and the verified store.

What a task needs is in `first_use.ensure_model` and `reference.ResolvedModel`. Loading weights is left to `inference`.
"""
