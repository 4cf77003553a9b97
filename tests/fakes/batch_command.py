"""The real command with an engine that takes a little time and keeps a count: `python -m tests.fakes.batch_command …`.

Every request adds a byte to the file SAKURA_TEST_REQUESTS.
"""

from __future__ import annotations

import os
import sys
import time

from sakura_cli.cli import boundary, task_runner
from sakura_cli.inference.prompt import GenerationRequest
from tests.fakes.engine import ScriptedWorker

SECONDS_A_REQUEST = 0.01


def main() -> int:
    """Run the command line and return its status."""

    def reply(request: GenerationRequest) -> str:
        with open(os.environ["SAKURA_TEST_REQUESTS"], "ab") as file:  # noqa: PTH123
            file.write(b".")
        time.sleep(SECONDS_A_REQUEST)
        return "要点の一覧"

    task_runner.WorkerEngine = ScriptedWorker(reply)  # type: ignore[assignment,misc]
    return boundary.run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
