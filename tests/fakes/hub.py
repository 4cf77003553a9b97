"""A model hub on 127.0.0.1 that can misbehave in the ways real ones, and what stands before them, do."""

from __future__ import annotations

import hashlib
import json
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.fakes.weights import COMMIT, FILE, REPO

# A certificate that no system trusts, with its key; both exist for these tests only.
UNKNOWN_CA = Path(__file__).with_name("unknown_ca.pem")
LOGIN_PAGE = "<!DOCTYPE html><title>ようこそ</title><form>Wi-Fi ログイン</form>".encode()


@dataclass
class Request:
    """One request the hub got."""

    method: str
    path: str
    headers: dict[str, str]


@dataclass
class FakeHub:
    """Its behaviour can be changed while it runs."""

    data: bytes
    url: str = ""
    requests: list[Request] = field(default_factory=list)
    is_login_page: bool = False
    ignores_range: bool = False
    refuses_range: bool = False
    # Close the connection after so many bytes of a body: one number for each GET, in order.
    cuts: list[int] = field(default_factory=list)
    # Send so many bytes of a body, then nothing until `release` is set.
    stall_after: int | None = None
    release: threading.Event = field(default_factory=threading.Event)
    # Statuses of the next GETs, before any normal answer.
    statuses: list[int] = field(default_factory=list)
    # Send a body in slices of so many bytes, with a pause after each.
    slice_bytes: int | None = None
    pause_seconds: float = 0.0
    extra_bytes: bytes = b""
    claimed_size: int | None = None
    redirect_to: str | None = None
    token: str | None = None
    has_etag: bool = True

    @property
    def gets(self) -> list[Request]:
        """The requests for a body."""
        return [request for request in self.requests if request.method == "GET"]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    hub: FakeHub

    def log_message(self, format: str, *args: object) -> None:
        """Keep the tests' output clean."""

    def do_HEAD(self) -> None:
        """Answer like GET, without a body."""
        self._answer()

    def do_GET(self) -> None:
        """Answer with what the behaviour asks for."""
        self._answer()

    def _answer(self) -> None:
        hub = self.hub
        hub.requests.append(Request(self.command, self.path, {k.lower(): v for k, v in self.headers.items()}))
        if hub.is_login_page:
            self._send(200, LOGIN_PAGE, {"Content-Type": "text/html"})
        elif self.command == "GET" and hub.statuses:
            self._send(hub.statuses.pop(0), b"", {})
        elif hub.token is not None and self.headers.get("Authorization") != f"Bearer {hub.token}":
            self._send(401, b"", {})
        elif self.path == f"/api/models/{REPO}/revision/{COMMIT}":
            siblings = [{"rfilename": name} for name in ("README.md", "tiny-f16.gguf", "tiny-q4_k_m.gguf")]
            self._send(200, json.dumps({"id": REPO, "sha": COMMIT, "siblings": siblings}).encode(), {})
        elif self.path.startswith(f"/{REPO}/resolve/") and hub.redirect_to is not None:
            self._send(302, b"", {"Location": hub.redirect_to + self.path, **self._facts()})
        elif self.path.startswith(f"/{REPO}/resolve/"):
            self._send_weights()
        else:
            self._send(404, b"", {"X-Error-Code": "EntryNotFound"})

    def _facts(self) -> dict[str, str]:
        facts = {"X-Repo-Commit": COMMIT, "X-Linked-Size": str(len(self.hub.data))}
        if self.hub.has_etag:
            facts["X-Linked-Etag"] = f'"{hashlib.sha256(self.hub.data).hexdigest()}"'
        return facts

    def _send_weights(self) -> None:
        hub, start, status = self.hub, 0, 200
        headers = self._facts()
        asked = self.headers.get("Range")
        if asked is not None and not hub.ignores_range:
            start, status = int(asked.removeprefix("bytes=").rstrip("-")), 206
            headers["Content-Range"] = f"bytes {start}-{len(hub.data) - 1}/{len(hub.data)}"
            if start >= len(hub.data) or hub.refuses_range:
                self._send(416, b"", {"Content-Range": f"bytes */{len(hub.data)}"})
                return
        self._send(status, hub.data[start:] + hub.extra_bytes, headers)

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        hub = self.hub
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if hub.extra_bytes:
            self.send_header("Connection", "close")
            self.close_connection = True
        else:
            claimed = hub.claimed_size if hub.claimed_size is not None else len(body)
            self.send_header("Content-Length", str(claimed if status in (200, 206) else len(body)))
        self.end_headers()
        if self.command == "HEAD":
            return
        cut = hub.cuts.pop(0) if hub.cuts and status in (200, 206) else None
        if hub.stall_after is not None:
            self.wfile.write(body[: hub.stall_after])
            self.wfile.flush()
            hub.release.wait(60)
            body = body[hub.stall_after :]
        try:
            if cut is not None:
                body = body[:cut]
            slice_bytes = hub.slice_bytes or max(1, len(body))
            for start in range(0, len(body), slice_bytes):
                self.wfile.write(body[start : start + slice_bytes])
                time.sleep(hub.pause_seconds)
        except OSError:
            return  # the client is gone, as some tests want it
        if cut is not None:
            self.close_connection = True


def present_unknown_certificate(server: ThreadingHTTPServer) -> None:
    """Let a server speak TLS with a certificate that no client trusts."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(UNKNOWN_CA)
    server.socket = context.wrap_socket(server.socket, server_side=True)


@contextmanager
def serve_hub(data: bytes, *, is_tls: bool = False) -> Iterator[FakeHub]:
    """Run a hub that has `data` as the one file of `REPO`."""
    hub = FakeHub(data)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"hub": hub}))
    server.daemon_threads = True
    server.handle_error = lambda request, client_address: None  # type: ignore[method-assign] # clients vanish on purpose
    if is_tls:
        present_unknown_certificate(server)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    hub.url = f"{'https' if is_tls else 'http'}://127.0.0.1:{server.server_port}"
    try:
        yield hub
    finally:
        hub.release.set()
        server.shutdown()
        server.server_close()


__all__ = ["FILE", "UNKNOWN_CA", "FakeHub", "serve_hub"]
