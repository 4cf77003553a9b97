"""`sakura read`."""

from __future__ import annotations

from sakura_cli.cli.options import TaskOptions, task_command
from sakura_cli.options.reading import ReadingOptions


@task_command
def read(options: TaskOptions, wanted: ReadingOptions) -> int:
    """Print documents (Word, Excel, PDF, mail …) as they are read."""
    from sakura_cli.api.jobs import make_reading_job
    from sakura_cli.cli.running.runner import run_task

    return run_task("read", options, make_reading_job(wanted))
