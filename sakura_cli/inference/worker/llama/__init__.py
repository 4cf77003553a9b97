"""llama.cpp, wrapped: model, context, batch and samplers over the low-level bindings.

Only the worker process imports this package. It leaves out scheduling, prompts and caching.
"""
