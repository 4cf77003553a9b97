"""The real command with a worker that fails as the document says: `python -m tests.fakes.faulty_command …`."""

from __future__ import annotations

import sys
from functools import partial

from sakura_cli.api import engine as api_engine
from sakura_cli.cli import boundary
from sakura_cli.inference.client import WorkerEngine
from sakura_cli.isolation.starting import command_for

WORKER = command_for("tests.fakes.crashing_worker")


def main() -> int:
    """Run the command line and return its status."""
    api_engine.WorkerEngine = partial(WorkerEngine, command=WORKER)  # type: ignore[assignment,misc]
    return boundary.run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
