"""The options of each task, declared once: a dataclass a task, whose fields the command line and the API both read.

Nothing heavy is imported here: the help of a command needs these modules and none of what runs the task.
"""
