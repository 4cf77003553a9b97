"""Running a task over the inputs of a command."""
