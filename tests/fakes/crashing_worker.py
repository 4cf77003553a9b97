"""A worker that speaks the protocol, answers with the last letters of the document, and fails as the document says."""

from __future__ import annotations

import os
import signal
import sys
import time
from typing import Any

from sakura_cli.isolation.wire import read_message, write_message


def main() -> None:
    """Serve until the input ends."""
    while (message := read_message(sys.stdin.buffer)) is not None:
        if message["op"] == "generate":
            for index, request in enumerate(message["requests"], message["first"]):
                parts = [part["text"] for part in request["prompt"]["messages"][-1]["parts"]]
                _answer(message["id"], index, "".join(parts))


def _answer(question: int, index: int, document: str) -> None:
    if "SEGFAULT" in document:
        sys.stderr.write("ggml.c:1: GGML_ASSERT(false) failed\n")
        sys.stderr.flush()
        os.kill(os.getpid(), signal.SIGSEGV)
    if "HANG" in document:
        time.sleep(60)
    if "GARBAGE" in document:
        sys.stdout.buffer.write(b"\xff\xff\xff\xff")
        sys.stdout.buffer.flush()
    completion: dict[str, Any] = {
        "text": document[-4:],
        "finish_reason": "stop",
        "prompt_tokens": 4,
        "cached_tokens": 0,
        "completion_tokens": 4,
    }
    write_message(sys.stdout.buffer, {"event": "finished", "id": question, "index": index, "completion": completion})


if __name__ == "__main__":
    main()
