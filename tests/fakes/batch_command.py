"""The real command, which notes what it begins: `python -m tests.fakes.batch_command …`.

Every request that the engine begins adds a line to the file SAKURA_TEST_BEGUN: the number of its task. The engine is a
scripted one that takes a little time, or with SAKURA_TEST_ENGINE=real the real one. Every third document gets an empty
answer first, and is asked about again.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterator, Sequence

from sakura_cli.api import engine as api_engine
from sakura_cli.cli import boundary
from sakura_cli.inference.client import WorkerEngine
from sakura_cli.inference.requests import GenerationEvent, GenerationRequest, PrefillProgress
from tests.fakes.engine import ScriptedWorker, last_turn

SECONDS_A_REQUEST = 0.01


class NotingEngine(WorkerEngine):
    """The real engine; a request has begun when its first text comes."""

    def generate(self, requests: Sequence[GenerationRequest]) -> Iterator[GenerationEvent]:
        """Run requests side by side and yield their events as they come."""
        begun: set[int] = set()
        for event in super().generate(requests):
            if not isinstance(event, PrefillProgress) and event.index not in begun:
                begun.add(event.index)
                note_begun(requests[event.index])
            yield event


def note_begun(request: GenerationRequest) -> None:
    """Note the task of a request."""
    with open(os.environ["SAKURA_TEST_BEGUN"], "a", encoding="ascii") as file:  # noqa: PTH123
        file.write(f"{request.rank}\n")


def reply(request: GenerationRequest) -> str:
    """Answer as the scripted engine."""
    note_begun(request)
    time.sleep(SECONDS_A_REQUEST)
    number = re.search("記録([0-9]+)", last_turn(request))
    is_first_try = request.temperature == 0.0
    return "" if number and int(number[1]) % 3 == 0 and is_first_try else "要点の一覧"


def main() -> int:
    """Run the command line and return its status."""
    is_real = os.environ.get("SAKURA_TEST_ENGINE") == "real"
    api_engine.WorkerEngine = NotingEngine if is_real else ScriptedWorker(reply)  # type: ignore[assignment,misc]
    return boundary.run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
