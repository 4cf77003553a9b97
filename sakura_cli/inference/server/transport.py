"""Requests to a server over HTTP: JSON there, JSON or a stream of it back, and a clear error for all that goes wrong.

No redirect is followed and no proxy is asked: a text goes to the address that was named and nowhere else. Answers are
read strictly: what is no UTF-8, no JSON or no end of a stream is an error of the server.
"""

from __future__ import annotations

import http.client
import json
import ssl
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from sakura_cli.errors import (
    BadInputError,
    EngineError,
    LockTimeoutError,
    ModelUnavailableError,
    PermissionRefusedError,
    SakuraError,
)
from sakura_cli.inference.server.address import Address
from sakura_cli.inference.server.credentials import FILE_VARIABLE, KEY_VARIABLE
from sakura_cli.localization import gettext as _

JsonAnswer = dict[str, Any]

_CONNECT_SECONDS = 10.0
# A line of a stream holds a token; a whole answer some pages.
_MOST_LINE_BYTES = 1 << 22
_MOST_ANSWER_BYTES = 1 << 26
_TOO_MANY, _UNAUTHORIZED, _FORBIDDEN, _NOT_FOUND = 429, 401, 403, 404
_REFUSED = frozenset({400, 413, 422})
# The server may do it when it is asked again.
_PASSING = frozenset({408, 425, _TOO_MANY, 500, 502, 503, 504, 529})


class PassingError(Exception):
    """Something that may go away: after `wait_seconds` at least, where the server said so. `error` if it does not."""

    def __init__(self, error: SakuraError, wait_seconds: float = 0.0):
        super().__init__(error.message)
        self.error = error
        self.wait_seconds = wait_seconds


class Transport:
    """Speaks to one server; safe to use from several threads, each request having a connection of its own."""

    def __init__(self, address: Address, key: str | None, silence_seconds: float):
        """Prepare; a server that says nothing for so many seconds is given up."""
        self.address = address
        self._headers = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
        if key:
            self._headers["Authorization"] = f"Bearer {key}"
        self._silence_seconds = silence_seconds

    def get(self, path: str) -> Any:
        """Return what is at a path; None where nothing is."""
        return self._whole("GET", path, None)

    def post(self, path: str, body: JsonAnswer) -> Any:
        """Return the answer to a request; None where nothing is at the path."""
        return self._whole("POST", path, body)

    def stream(self, path: str, body: JsonAnswer) -> Iterator[JsonAnswer]:
        """Yield the parts of an answer as they come. Closing the iterator ends the request."""
        with closing(self._connect()) as connection:
            try:
                response = self._ask(connection, "POST", path, body)
                self._check(response)
                yield from _read_events(response)
            except TimeoutError:
                raise self._hang() from None
            except (OSError, http.client.HTTPException) as error:
                raise PassingError(self._dropped()) from error

    def _whole(self, method: str, path: str, body: JsonAnswer | None) -> Any:
        with closing(self._connect()) as connection:
            try:
                response = self._ask(connection, method, path, body)
                if response.status in {_NOT_FOUND, 405, 501}:
                    return None
                self._check(response)
                data = response.read(_MOST_ANSWER_BYTES)
            except TimeoutError:
                raise self._hang() from None
            except (OSError, http.client.HTTPException) as error:
                raise PassingError(self._dropped()) from error
        return _parse(data)

    def _connect(self) -> http.client.HTTPConnection:
        address = self.address
        if address.scheme == "https":
            connection: http.client.HTTPConnection = http.client.HTTPSConnection(
                address.host, address.port, timeout=_CONNECT_SECONDS, context=ssl.create_default_context()
            )
        else:
            connection = http.client.HTTPConnection(address.host, address.port, timeout=_CONNECT_SECONDS)
        try:
            connection.connect()
        except OSError as error:
            # Also a certificate that is not to be trusted, and a name that nobody has.
            reason = getattr(error, "verify_message", None) or error.strerror or type(error).__name__
            raise ModelUnavailableError(
                _("there is no server at {url}: {reason}").format(url=address.url, reason=reason),
                hint=_("start it, or correct --engine"),
                kind="no-server",
            ) from error
        connection.sock.settimeout(self._silence_seconds)
        return connection

    def _ask(
        self, connection: http.client.HTTPConnection, method: str, path: str, body: JsonAnswer | None
    ) -> http.client.HTTPResponse:
        data = None if body is None else json.dumps(body, ensure_ascii=True).encode("ascii")
        connection.request(method, f"{self.address.prefix}{path}", data, self._headers)
        return connection.getresponse()

    def _check(self, response: http.client.HTTPResponse) -> None:
        status, url = response.status, self.address.url
        if status == http.client.OK:
            return
        if status in {_UNAUTHORIZED, _FORBIDDEN}:
            raise PermissionRefusedError(
                _("{url} refuses the key ({status})").format(url=url, status=status),
                hint=_("put it into {variable}, or its file's name into {file}").format(
                    variable=KEY_VARIABLE, file=FILE_VARIABLE
                ),
                kind="unauthorized",
            )
        if status in _REFUSED:
            message = _("{url} refuses the request ({status})").format(url=url, status=status)
            raise BadInputError(message, hint=_("a shorter text, or --max-tokens N"), kind="server-refuses")
        if status == _TOO_MANY:
            busy = LockTimeoutError(_("{url} has too much to do (429)").format(url=url), kind="server-busy")
            raise PassingError(busy, _retry_after(response))
        error = EngineError(_("{url} answers with status {status}").format(url=url, status=status), kind="server-error")
        if status in _PASSING:
            raise PassingError(error, _retry_after(response))
        if status in {_NOT_FOUND, 405}:
            raise ModelUnavailableError(
                _("{url} is no server with OpenAI's interface").format(url=url), kind="no-server"
            )
        raise error

    def _hang(self) -> EngineError:
        message = _("{url} gave no sign of life for {seconds:.0f} seconds")
        return EngineError(message.format(url=self.address.url, seconds=self._silence_seconds), kind="hang")

    def _dropped(self) -> EngineError:
        return EngineError(_("{url} broke the connection off").format(url=self.address.url), kind="dropped")


def bad_answer() -> PassingError:
    """Return the error of an answer that cannot be read."""
    return PassingError(EngineError(_("the server's answer cannot be read"), kind="bad-answer"))


def _read_events(response: http.client.HTTPResponse) -> Iterator[JsonAnswer]:
    """Yield the data of server-sent events up to `[DONE]`."""
    while line := response.readline(_MOST_LINE_BYTES):
        if not line.startswith(b"data:"):
            continue
        data = line[len(b"data:") :].strip()
        if data == b"[DONE]":
            return
        answer = _parse(data)
        if not isinstance(answer, dict):
            raise bad_answer()
        yield answer
    raise http.client.IncompleteRead(b"")


def _parse(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8"))
    except ValueError:
        raise bad_answer() from None


def _retry_after(response: http.client.HTTPResponse) -> float:
    text = response.getheader("Retry-After", "")
    return float(text) if text.isdecimal() else 0.0
