"""The real command with an engine that pauses after a line: `python -m tests.fakes.pausing_command …`.

It goes on when the file SAKURA_TEST_GO is there.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from sakura_cli.api import engine as api_engine
from sakura_cli.cli import boundary
from sakura_cli.inference.requests import Completion, Finished, GenerationEvent, GenerationRequest, TextDelta
from tests.fakes.engine import ScriptedWorker

BEGIN = "\n承知しました。\n[ab"
END = "cd]\n[では]、後ほど。\n\n"


class _PausingWorker(ScriptedWorker):
    def generate(self, requests: Sequence[GenerationRequest]) -> Iterator[GenerationEvent]:
        yield TextDelta(0, BEGIN)
        while not Path(os.environ["SAKURA_TEST_GO"]).exists():
            time.sleep(0.02)
        yield TextDelta(0, END)
        yield Finished(0, Completion(BEGIN + END, "stop", 9, 0, 9))


def main() -> int:
    """Run the command line and return its status."""
    api_engine.WorkerEngine = _PausingWorker([])  # type: ignore[assignment,misc]
    return boundary.run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
