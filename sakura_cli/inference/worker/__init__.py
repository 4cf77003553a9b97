"""Inside the worker process: the only one that loads native code and sees a model."""
