"""Presentations: the slides in their order, each as a reader sees it; `reader` is the way in."""
