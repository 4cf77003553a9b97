"""How long an editor waits for remarks after a change: `python -m benchmarks.lsp [FILE] [--characters N] [--rounds N]`.

A client opens a document of N characters with `sakura lsp` and changes one line of it, another each time: what counts
is the time from the change to the diagnostics of that version (at most 300 ms). Without FILE the document is put
together of mail sentences, every sixth of which has an error. Each round writes other words into another line, so that
none is answered from what the one before has kept.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

_SENTENCES = (
    "お世話になっております。",
    "先日お送りした見積書について、ご確認いただけましたでしょうか。",
    "ご不明な点がございましたら、担当の者までお問い合わせください。",
    "資料は第{number}版をお使いください。",
    "会場までは駅から徒歩{number}分でございます。",
    "部長がお戻りになられましたら、ご連絡いたします。",
)
_URI = "file:///untitled.md"


def make_text(characters: int) -> str:
    """Return a document of so many characters, a paragraph of three sentences to a line."""
    parts: list[str] = []
    length = number = 0
    while length < characters:
        sentence = _SENTENCES[number % len(_SENTENCES)].format(number=number)
        parts.append(sentence if number % 3 else f"\n\n{sentence}")
        length += len(parts[-1])
        number += 1
    return "".join(parts).strip()[:characters]


class Client:
    """The editor's side of a session, in messages as editors send them."""

    def __init__(self) -> None:
        command = [str(Path(sys.executable).with_name("sakura")), "lsp"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def tell(self, method: str, params: Any, **more: int) -> None:
        data = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self._process.stdin.flush()

    def wait_for(self, wanted: Callable[[dict[str, Any]], bool]) -> None:
        while not wanted(self._read()):
            pass

    def close(self) -> None:
        self.tell("shutdown", None, id=2)
        self.wait_for(lambda message: message.get("id") == 2)
        self.tell("exit", None)
        self._process.wait(10)

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        length = 0
        while line := self._process.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        message: dict[str, Any] = json.loads(self._process.stdout.read(length))
        return message


def measure(text: str, rounds: int) -> dict[str, float]:
    """Return the milliseconds until the first diagnostics, and until those after each change (median and slowest)."""
    client = Client()
    client.tell("initialize", {"processId": None, "rootUri": None, "capabilities": {}}, id=1)
    client.wait_for(lambda message: message.get("id") == 1)
    client.tell("initialized", {})
    document = {"uri": _URI, "languageId": "markdown", "version": 1, "text": text}
    first = _time(client, "textDocument/didOpen", {"textDocument": document}, 1)
    lines = [number for number, line in enumerate(text.splitlines()) if line]
    waits = []
    for version in range(2, rounds + 2):
        at = {"line": lines[version * 7 % len(lines)], "character": 0}
        change = {"range": {"start": at, "end": at}, "text": f"第{version}回の会議です。"}
        params = {"textDocument": {"uri": _URI, "version": version}, "contentChanges": [change]}
        waits.append(_time(client, "textDocument/didChange", params, version))
    client.close()
    return {
        "characters": len(text),
        "first_ms": round(first, 1),
        "median_ms": round(statistics.median(waits), 1),
        "slowest_ms": round(max(waits), 1),
    }


def _time(client: Client, method: str, params: Any, version: int) -> float:
    """Return the milliseconds from a message to the diagnostics of that version of the document."""
    started = time.perf_counter()
    client.tell(method, params)
    client.wait_for(
        lambda message: (
            message.get("method") == "textDocument/publishDiagnostics" and message["params"].get("version") == version
        )
    )
    return 1000 * (time.perf_counter() - started)


def main() -> None:
    """Measure and print one JSON object; exit with 1 where a change waited longer than --at-most."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--characters", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--at-most", type=float, default=300.0, metavar="MS")
    wanted = parser.parse_args()
    text = wanted.file.read_text(encoding="utf-8") if wanted.file else make_text(wanted.characters)
    found = measure(text[: wanted.characters], wanted.rounds)
    print(json.dumps(found))
    sys.exit(found["median_ms"] > wanted.at_most)


if __name__ == "__main__":
    main()
