"""The real command in a process of its own, with a scripted engine: `python -m tests.fakes.scripted_command ANSWER …`.

For what only a process shows: pipes, terminals, signals. With the answer `(wait)` the engine says on stderr that it is
at work, and works until a signal comes; with `(wait) last` it does so only for a document that holds `(wait)`.
"""

from __future__ import annotations

import os
import sys
import time

from sakura_cli.api import engine as api_engine
from sakura_cli.cli import boundary
from sakura_cli.inference.requests import GenerationRequest
from tests.fakes.engine import ScriptedWorker, last_turn

WAIT = "(wait)"
AT_WORK = "the engine is at work"


def main() -> int:
    """Run the command line after ANSWER and return its status."""
    answer = os.fsencode(sys.argv[1]).decode("utf-8")

    def reply(request: GenerationRequest) -> str:
        if answer == WAIT or (answer.startswith(WAIT) and WAIT in last_turn(request)):
            print(AT_WORK, file=sys.stderr, flush=True)  # noqa: T201
            time.sleep(600)
        return answer

    api_engine.WorkerEngine = ScriptedWorker(reply)  # type: ignore[assignment,misc]
    return boundary.run(sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
