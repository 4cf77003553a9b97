"""A server with OpenAI's interface on 127.0.0.1 that answers from a script, and misbehaves as it is told."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Body = dict[str, Any]


class ChatServer:
    """Use as a context manager.

    `reply` makes the text of an answer of a request's body. `honours` are the names of the fields by which it holds
    answers to a choice. `faults` are what goes wrong with the next chats, in order: a status, or one of `stall`,
    `drop`, `no-end`, `bad-utf8`, `no-json`, `html`, `endless`; None for nothing.
    """

    def __init__(
        self,
        reply: Callable[[Body], str] = lambda body: "会議を開いた。",
        *,
        honours: Iterable[str] = (),
        faults: Iterable[int | str | None] = (),
        key: str | None = None,
        models: Any = None,
        refuses: Iterable[str] = (),
        counts: bool = True,
    ):
        self._reply = reply
        self.honours = set(honours)
        self.faults = list(faults)
        self._key = key
        self._models = {"data": [{"id": "small"}]} if models is None else models
        self._refuses = set(refuses)
        self._counts = counts
        self.bodies: list[Body] = []
        self.keys: list[str | None] = []
        self.most_at_once = self._at_once = 0
        self._lock = threading.Lock()
        self._released = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _make_handler(self))
        self._server.daemon_threads = True

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def chats(self) -> list[Body]:
        """The chats that were no trials of a form."""
        return [body for body in self.bodies if "「丙」" not in body["messages"][-1]["content"]]

    def __enter__(self) -> ChatServer:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._released.set()
        self._server.shutdown()
        self._server.server_close()

    def get(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer what is asked about the server."""
        if handler.path == "/v1/models" and self._is_welcome(handler):
            _send(handler, 200, json.dumps(self._models).encode())
        elif handler.path == "/props":
            _send(handler, 200, json.dumps({"default_generation_settings": {"n_ctx": 2048}}).encode())
        else:
            _send(handler, 404, b"{}")

    def post(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer a chat, or count tokens."""
        body = json.loads(handler.rfile.read(int(handler.headers["Content-Length"])))
        if handler.path == "/tokenize" and self._counts:
            _send(handler, 200, json.dumps({"tokens": [0] * len(body["content"])}).encode())
        elif handler.path == "/v1/chat/completions" and self._is_welcome(handler):
            self._chat(handler, body)
        elif handler.path != "/v1/chat/completions":
            _send(handler, 404, b"{}")

    def _is_welcome(self, handler: BaseHTTPRequestHandler) -> bool:
        given = handler.headers.get("Authorization")
        self.keys.append(given)
        if self._key is None or given == f"Bearer {self._key}":
            return True
        _send(handler, 401, b'{"error": "bad key"}')
        return False

    def _chat(self, handler: BaseHTTPRequestHandler, body: Body) -> None:
        with self._lock:
            self.bodies.append(body)
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
            is_trial = "「丙」" in body["messages"][-1]["content"]
            fault = self.faults.pop(0) if self.faults and not is_trial else None
        try:
            if self._refuses & body.keys():
                _send(handler, 400, b'{"error": "unknown field"}')
            elif isinstance(fault, int):
                _send(handler, fault, b'{"error": "no"}', {"Retry-After": "0"})
            else:
                self._stream(handler, self._answer(body, is_trial=is_trial), fault)
        except (BrokenPipeError, ConnectionResetError):
            pass  # the caller has heard enough
        finally:
            with self._lock:
                self._at_once -= 1

    def _answer(self, body: Body, *, is_trial: bool) -> str:
        asked = {*body, *(f"structured_outputs.{name}" for name in body.get("structured_outputs", ()))}
        if not is_trial:
            return self._reply(body)
        if not asked & self.honours:
            return "丙"
        return '{"字": "甲"}' if {"response_format", "structured_outputs.json"} & asked else "甲"

    def _stream(self, handler: BaseHTTPRequestHandler, text: str, fault: str | None) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/event-stream")
        handler.send_header("Connection", "close")
        handler.end_headers()
        if fault == "html":
            handler.wfile.write(b"<html>please log in</html>")
            return
        parts = re.findall(r"(?s).{1,4}", text)
        if fault == "endless":
            parts *= 100_000
        for number, part in enumerate(parts):
            _event(handler, {"choices": [{"delta": {"content": part}, "finish_reason": None}]})
            if number == 0 and fault == "stall":
                self._released.wait(60)
            if number == 0 and fault == "drop":
                handler.connection.shutdown(2)
                return
            if number == 0 and fault == "bad-utf8":
                handler.wfile.write(b'data: {"choices":[{"delta":{"content":"\xe4\xbc"}}]}\n\n')
            if number == 0 and fault == "no-json":
                handler.wfile.write(b"data: {not json\n\n")
        if fault == "no-end":
            return
        _event(handler, {"choices": [{"delta": {}, "finish_reason": "stop"}]})
        _event(handler, {"choices": [], "usage": {"prompt_tokens": 30, "completion_tokens": len(text)}})
        handler.wfile.write(b"data: [DONE]\n\n")


def _make_handler(server: ChatServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.get(self)

        def do_POST(self) -> None:
            server.post(self)

        def log_message(self, *_: object) -> None:
            pass

    return Handler


def _send(handler: BaseHTTPRequestHandler, status: int, data: bytes, headers: dict[str, str] | None = None) -> None:
    handler.send_response(status)
    for name, value in {"Content-Length": str(len(data)), **(headers or {})}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(data)


def _event(handler: BaseHTTPRequestHandler, data: Body) -> None:
    handler.wfile.write(f"data: {json.dumps(data)}\n\n".encode())
    handler.wfile.flush()
