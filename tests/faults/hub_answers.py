"""A model hub that answers as none does: `python -m tests.faults.hub_answers --cases 2000`.

Headers, statuses and bodies are exchanged for odd ones: numbers in other scripts or of 5,000 digits, values of other
types, pieces of other headers. Whatever comes of it must be weights or an error of sakura's own.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from sakura_cli.errors import SakuraError
from sakura_cli.models.catalogue import CatalogueEntry
from sakura_cli.models.partial import PartialFile
from sakura_cli.models.sources.hub import HubSource

_BODY = b"GGUF" + bytes(96)
_ODD = [
    "",
    "²",
    "１２",
    "9" * 5000,
    "-1",
    "0",
    "1.5",
    "1e9",
    "+12",
    "1_000",
    "null",
    "0x10",
    "é" * 9,
    "a" * 300,
    " 12 ",
]
_ODD += [
    "bytes */*",
    "bytes 0-²/²",
    f"bytes 0-99/{'9' * 5000}",
    'W/"',
    '"',
    "gzip",
    "http://[",
    "/x",
    "chunked",
    "\x7f",
]
_HEADERS = {
    "X-Linked-Size": "100",
    "X-Linked-Etag": f'"{"a" * 64}"',
    "X-Repo-Commit": "b" * 40,
    "Content-Range": "bytes 0-99/100",
}
_RARE = ["Content-Encoding", "Location", "X-Error-Code", "X-Error-Message", "Retry-After", "Transfer-Encoding"]
_STATUSES = [*[200] * 20, 203, 206, 206, 302, 307, 401, 404, 416, 429, 503, 600]
_FILES = [{"rfilename": "a-q4_0.gguf"}]
_FACTS: list[object] = [{}, [], 5, "x", None, {"siblings": 5}, {"siblings": [{"rfilename": 5}]}, {"siblings": [{}]}]
_FACTS += [{"siblings": None, "id": "a/b"}, {"id": [], "siblings": _FILES}, {"id": "a/b", "siblings": _FILES, "sha": 5}]
_FACTS += [
    {"id": "a/b", "siblings": _FILES, name: 5} for name in ("createdAt", "lastModified", "tags", "cardData", "gguf")
]
_FACTS += [{"id": "a/b", "siblings": [{"rfilename": "../../x.gguf"}]}, *[{"id": "a/b", "siblings": _FILES}] * 8]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    chance: random.Random

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_HEAD(self) -> None:
        """Answer as for GET, without a body."""
        self._answer()

    def do_GET(self) -> None:
        """Answer somehow."""
        self._answer()

    def _answer(self) -> None:
        chance, body = self.chance, _BODY
        if self.path.startswith("/api"):
            facts = chance.choice(_FACTS)
            body = chance.choice([b"<html>", b"[" * 50_000, *[json.dumps(facts).encode()] * 6])
        headers = {name: chance.choice(_ODD) if chance.random() < 0.2 else value for name, value in _HEADERS.items()}
        if chance.random() < 0.2:
            headers[chance.choice(_RARE)] = chance.choice(_ODD)
        headers["Content-Length"] = str(len(body)) if chance.random() < 0.9 else chance.choice(_ODD)
        lines = [f"HTTP/1.1 {chance.choice(_STATUSES)} x", *(f"{name}: {value}" for name, value in headers.items())]
        head = "\r\n".join([*lines, "Connection: close", "", ""]).encode()
        self.close_connection = True
        try:
            self.wfile.write(head if self.command == "HEAD" else head + body)
        except OSError:
            return


@contextmanager
def serve_odd_answers(chance: random.Random) -> Iterator[str]:
    """Run such a hub; its address is returned."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"chance": chance}))
    server.daemon_threads = True
    server.handle_error = lambda request, client_address: None  # type: ignore[method-assign]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def try_once(folder: Path, *, is_named: bool) -> str:
    """Ask the hub that HF_ENDPOINT names for a model; return what came of it: "fetched", or the kind of the error."""
    entry = CatalogueEntry("odd", "a/b", "t.gguf" if is_named else None, "main", None, None, "MIT", is_catalogued=False)
    source = HubSource(retries=0, backoff_seconds=0.0)
    try:
        pinned = source.pin(entry)
        with PartialFile(folder / "t.partial", "odd") as partial:
            source.fetch(pinned, partial, lambda _: None)
    except SakuraError as error:
        return error.kind
    return "fetched"


def main() -> int:
    """Ask many times and count what came of it; what is no error of sakura's own is raised."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)  # noqa: S311 - cases, not secrets
    outcomes: Counter[str] = Counter()
    with serve_odd_answers(chance) as url, tempfile.TemporaryDirectory() as folder:
        os.environ["HF_ENDPOINT"] = url
        for _ in range(arguments.cases):
            outcomes[try_once(Path(folder), is_named=chance.random() < 0.7)] += 1
    print(arguments.cases, outcomes)
    return 0


if __name__ == "__main__":
    sys.exit(main())
