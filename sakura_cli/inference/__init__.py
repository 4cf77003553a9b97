"""Inference: prompts in, completions out, in a worker process without a network. Knows nothing of tasks."""
