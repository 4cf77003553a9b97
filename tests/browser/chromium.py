"""Chromium without a window, where it is installed: how it reads a page, what the page looks like, what it asks for."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import tempfile
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_MACOS = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
_PATIENCE_SECONDS = 500
# Not a test's own folder: the name of the socket Chromium makes there may not be longer than about 100 bytes.
_TEMPORARY = tempfile.gettempdir()
_OPTIONS = (
    "--headless",
    "--no-sandbox",  # which root and most containers cannot have; the pages are the tests' own
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
)


@functools.cache
def find_chromium() -> str | None:
    """Return the program, if there is one that can read a page."""
    found = [path for name in _NAMES if (path := shutil.which(name))]
    if _MACOS.is_file():
        found.append(str(_MACOS))
    return next((program for program in found if _can_read(program)), None)


def _can_read(program: str) -> bool:
    try:
        return "<p>ok</p>" in _run(program, "--dump-dom", "data:text/html,<p>ok</p>")
    except (OSError, subprocess.SubprocessError):
        return False


def dump_page(program: str, page: str) -> tuple[str, list[str]]:
    """Return a page as it is after loading, and the paths that were asked for while it did."""
    with serve(page) as (address, asked):
        return _run(program, "--dump-dom", address), asked


def photograph_page(program: str, page: str, fragment: str = "") -> list[bytes]:
    """Return the rows of a picture of the page, three bytes a pixel."""
    with serve(page) as (address, _), tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "page.png"
        _run(program, f"--screenshot={picture}", "--window-size=900,700", address + fragment)
        return _read_png(picture.read_bytes())


@contextmanager
def serve(page: str) -> Iterator[tuple[str, list[str]]]:
    """Serve a page on this machine; the list fills with the paths asked for. `{address}` in it is the server's own."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200 if self.path == "/page.html" else 404)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            if self.path == "/page.html":
                self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    address = f"http://127.0.0.1:{server.server_address[1]}"
    content = page.replace("{address}", address).encode("utf-8")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"{address}/page.html", asked
    finally:
        server.shutdown()
        server.server_close()


def _run(program: str, *arguments: str) -> str:
    with tempfile.TemporaryDirectory(dir=_TEMPORARY, ignore_cleanup_errors=True) as profile:
        command = [program, *_OPTIONS, f"--user-data-dir={profile}", *arguments]
        variables = {**os.environ, "TMPDIR": profile}
        shown = subprocess.run(command, capture_output=True, check=True, timeout=_PATIENCE_SECONDS, env=variables)
    return shown.stdout.decode("utf-8")


def _read_png(data: bytes) -> list[bytes]:
    """Return the rows of a PNG of 8 bits a channel; written out here to need no imaging library."""
    position, pixels, width, channels = 8, b"", 0, 3
    while position < len(data):
        size, kind = int.from_bytes(data[position : position + 4], "big"), data[position + 4 : position + 8]
        body = data[position + 8 : position + 8 + size]
        if kind == b"IHDR":
            width, channels = int.from_bytes(body[:4], "big"), {2: 3, 6: 4}[body[9]]
        elif kind == b"IDAT":
            pixels += body
        position += size + 12
    raw = zlib.decompress(pixels)
    rows: list[bytes] = []
    above = bytearray(width * channels)
    for start in range(0, len(raw), width * channels + 1):
        row = _unfilter(raw[start], bytearray(raw[start + 1 : start + 1 + width * channels]), above, channels)
        rows.append(bytes(value for place, value in enumerate(row) if place % channels < 3))
        above = row
    return rows


def _unfilter(kind: int, row: bytearray, above: bytearray, channels: int) -> bytearray:
    for place in range(len(row)):
        left = row[place - channels] if place >= channels else 0
        corner = above[place - channels] if place >= channels else 0
        up = above[place]
        guess = left + up - corner
        paeth = min((left, up, corner), key=lambda value: abs(guess - value))
        row[place] = (row[place] + (0, left, up, (left + up) // 2, paeth)[kind]) & 255
    return row
