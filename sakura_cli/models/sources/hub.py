"""Weights from the model hub, with resume. The only module that imports huggingface_hub; import it late.

huggingface_hub gives URLs, authentication and an HTTP client, so HF_ENDPOINT, HF_TOKEN, proxies, SSL_CERT_FILE and
HF_HUB_DOWNLOAD_TIMEOUT count as its users know them. Its downloader is not used: it neither resumes across runs nor
checks the sha256. Nothing is written to its cache. Every wait for the server has an end (`deadlines`).
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import chain

# Read once, when huggingface_hub is imported.
for _name in ("HF_HUB_DISABLE_TELEMETRY", "HF_HUB_DISABLE_XET", "HF_HUB_DISABLE_UPDATE_CHECK"):
    os.environ[_name] = "1"

import httpx2  # noqa: E402 - the client huggingface_hub hands out
from huggingface_hub import HfApi, constants, get_session, hf_hub_url  # noqa: E402
from huggingface_hub.errors import HfHubHTTPError, HFValidationError, OfflineModeIsEnabled  # noqa: E402
from huggingface_hub.utils import build_hf_headers  # type: ignore[attr-defined]  # noqa: E402

from sakura_cli import __version__  # noqa: E402
from sakura_cli.errors import ConfigurationError, IntegrityError, ModelUnavailableError  # noqa: E402
from sakura_cli.localization import gettext as _  # noqa: E402
from sakura_cli.models import gguf  # noqa: E402
from sakura_cli.models.catalogue import CatalogueEntry  # noqa: E402
from sakura_cli.models.partial import PartialFile  # noqa: E402
from sakura_cli.models.sources import NOT_A_MODEL, UNREACHABLE, deadlines  # noqa: E402
from sakura_cli.models.sources.deadlines import Pace, call_within, iterate_within  # noqa: E402

_RETRYABLE_STATUSES = frozenset({408, 429, 500, 502, 503, 504})
# Where a repository holds several files and none is named: the usual trade of size against quality first.
_QUANTIZATION_ORDER = ("q4_k_m", "q4_0", "q5_k_m", "q8_0")

# Digits of ASCII, and no more than any file has bytes.
_COUNT = re.compile(r"[0-9]{1,18}")

_LONGEST_ENDPOINT = 2000

_FAILURES = (httpx2.HTTPError, httpx2.InvalidURL, HfHubHTTPError, HFValidationError, OfflineModeIsEnabled)


class _RetryableStatusError(Exception):
    """The server asks to come back later."""


class HubSource:
    """The model hub (or the mirror HF_ENDPOINT names)."""

    name = "hub"
    title = _("the model hub")
    needs_network = True

    def __init__(self, *, retries: int = 5, backoff_seconds: float = 0.5) -> None:
        """`retries`: how often in a row a connection may break without a byte of progress."""
        self._retries = retries
        self._backoff_seconds = backoff_seconds

    def has(self, entry: CatalogueEntry) -> bool:
        """Tell whether the entry names a repository."""
        return bool(entry.repo)

    def pin(self, entry: CatalogueEntry) -> CatalogueEntry:
        """Ask for what the entry leaves open; a fully pinned entry costs no request."""
        if entry.file is not None and entry.size_bytes is not None:
            return entry
        try:
            unnamed = entry
            if entry.file is None:
                entry = replace(entry, file=call_within(lambda: _choose_file(unnamed), deadlines.WINDOW_SECONDS))
            named = entry
            return call_within(lambda: _ask_facts(named), deadlines.WINDOW_SECONDS)
        except (*_FAILURES, _RetryableStatusError, TimeoutError) as error:
            raise _explain(error, entry) from error

    def mismatch_hint(self, entry: CatalogueEntry) -> str:
        """Return what to type when the bytes are not the pinned ones."""
        return _("sakura models pull {name}   # from another network: a proxy may alter downloads").format(
            name=entry.name
        )

    def fetch(self, entry: CatalogueEntry, partial: PartialFile, progress: Callable[[int], None]) -> None:
        """Append what is missing with Range requests, going on after broken connections."""
        size_bytes = entry.size_bytes or 0
        if partial.size > size_bytes:
            partial.restart()
        failures, has_begun = 0, False
        pace = Pace(self.title, size_bytes, partial.size)
        while partial.size < size_bytes:
            before = partial.size
            failure: Exception | None = None
            try:
                _stream(entry, partial, progress, pace)
            except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.ProxyError) as error:
                # An unknown host or a missing network is told at once; one that vanished half-way may come back.
                if not has_begun or _is_certificate_error(error):
                    raise _explain(error, entry) from error
                failure = error
            except (httpx2.TransportError, _RetryableStatusError, TimeoutError) as error:
                failure = error
            except _FAILURES as error:
                raise _explain(error, entry) from error
            has_begun = has_begun or partial.size > before
            pace.note(partial.size)
            failures = 0 if partial.size > before else failures + 1
            if failures > self._retries:
                raise _explain(failure, entry) from failure
            if partial.size < size_bytes:
                time.sleep(self._backoff_seconds * 2 ** min(failures, 5))


def _endpoint() -> str | None:
    """Return the address of the mirror that HF_ENDPOINT names, if it names one. Raises ConfigurationError."""
    endpoint = os.environ.get("HF_ENDPOINT", "").strip().rstrip("/")
    if not endpoint:
        return None
    try:
        url = httpx2.URL(endpoint)
        is_address = url.scheme in ("http", "https") and bool(url.host.encode("idna"))
    except (httpx2.InvalidURL, UnicodeError):
        is_address = False
    if not is_address or len(endpoint) > _LONGEST_ENDPOINT:
        raise ConfigurationError(
            _("HF_ENDPOINT holds no address like {address}").format(address="https://huggingface.co"),
            hint="unset HF_ENDPOINT",
        )
    return endpoint


def _url(entry: CatalogueEntry) -> str:
    return hf_hub_url(entry.repo, entry.file or "", revision=entry.revision, endpoint=_endpoint())


def _headers() -> dict[str, str]:
    headers = build_hf_headers(library_name="sakura", library_version=__version__)
    # Lengths and ranges must count the file's own bytes.
    return {**headers, "Accept-Encoding": "identity"}


def _timeout() -> httpx2.Timeout:
    return httpx2.Timeout(constants.HF_HUB_DOWNLOAD_TIMEOUT)


def _choose_file(entry: CatalogueEntry) -> str:
    api = HfApi(endpoint=_endpoint(), library_name="sakura", library_version=__version__)
    try:
        files = api.model_info(entry.repo, revision=entry.revision, timeout=constants.HF_HUB_DOWNLOAD_TIMEOUT).siblings
        names = [file.rfilename for file in files or () if file.rfilename.lower().endswith(".gguf")]
    # What huggingface_hub raises where the JSON is none, or holds other types than it takes for granted.
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        if isinstance(error, _FAILURES):
            raise
        raise ModelUnavailableError(
            _("the model hub's answer about {repo} cannot be read").format(repo=entry.repo),
            hint=f"sakura models pull hf:{entry.repo}/FILE.gguf@{entry.revision}",
            kind=UNREACHABLE,
            detail=f"{type(error).__name__}: {error}",
        ) from error
    for quantization in _QUANTIZATION_ORDER:
        for name in sorted(names):
            if quantization in name.lower():
                return name
    raise ModelUnavailableError(
        _("the repository of {name} holds no file sakura would choose").format(name=entry.name),
        hint=f"sakura models pull hf:{entry.repo}/FILE.gguf@{entry.revision}",
    )


def _ask_facts(entry: CatalogueEntry) -> CatalogueEntry:
    response = get_session().head(_url(entry), headers=_headers(), timeout=_timeout(), follow_redirects=True)
    _raise_for_status(response, entry)
    # The hub tells size and hash on its own answer, before it sends the client on to where the bytes lie.
    facts: dict[str, str] = {}
    for answer in (response, *reversed(response.history)):
        facts.update({key.lower(): value for key, value in answer.headers.items()})
    size = facts.get("x-linked-size") or response.headers.get("content-length") or ""
    etag = (facts.get("x-linked-etag") or "").removeprefix("W/").strip('"')
    commit = facts.get("x-repo-commit", "")
    return replace(
        entry,
        size_bytes=entry.size_bytes or _read_count(size) or None,
        sha256=entry.sha256 or (etag if re.fullmatch(r"[0-9a-f]{64}", etag) else None),
        revision=commit if re.fullmatch(r"[0-9a-f]{40}", commit) else entry.revision,
    )


def _read_count(text: str) -> int | None:
    """Return the number of bytes that a header tells, or None where it tells none."""
    return int(text) if _COUNT.fullmatch(text) else None


def _receive(entry: CatalogueEntry, start: int) -> Iterator[httpx2.Response | bytes]:
    """Yield the head of an answer, then its bytes."""
    headers = _headers()
    if start:
        headers["Range"] = f"bytes={start}-"
    request = get_session().stream("GET", _url(entry), headers=headers, timeout=_timeout(), follow_redirects=True)
    with request as response:
        yield response
        if response.status_code in (200, 206):
            yield from response.iter_bytes()


def _stream(entry: CatalogueEntry, partial: PartialFile, progress: Callable[[int], None], pace: Pace) -> None:
    start = partial.size
    with closing(iterate_within(lambda: _receive(entry, start), deadlines.WINDOW_SECONDS)) as received:
        response = next(received)
        if not isinstance(response, httpx2.Response):
            raise AssertionError
        pieces = (piece for piece in received if isinstance(piece, bytes))
        if response.status_code == 416:
            partial.restart()  # what the server has is not what the partial began with
            return
        _raise_for_status(response, entry)
        head = b""
        if not _continues(response, partial.size):
            # Looked at before the bytes that are here are given up: a login page also answers 200.
            while len(head) < len(gguf.MAGIC) and (piece := next(pieces, b"")):
                head += piece
            if head and not gguf.is_gguf(head):
                raise _not_a_model(entry)
            _check_length(response, entry)
            partial.restart()
        else:
            _check_length(response, entry)
        for piece in chain([head], pieces):
            # A server that sends more than it should is cut off; the hash tells whether what came was right.
            partial.append(piece[: (entry.size_bytes or 0) - partial.size])
            progress(partial.size)
            if partial.size == entry.size_bytes:
                return
            pace.note(partial.size)


def _continues(response: httpx2.Response, start: int) -> bool:
    return (
        start > 0
        and response.status_code == 206
        and response.headers.get("content-range", "").startswith(f"bytes {start}-")
    )


def _check_length(response: httpx2.Response, entry: CatalogueEntry) -> None:
    if response.headers.get("content-encoding", "identity") != "identity":
        return
    total = response.headers.get("content-length", "")
    if response.status_code == 206:
        total = response.headers.get("content-range", "").rpartition("/")[2]
    if _read_count(total) not in (None, entry.size_bytes):
        raise IntegrityError(
            _("the model hub offers {name} with {total} bytes instead of {size_bytes}; nothing was stored").format(
                name=entry.name, total=total, size_bytes=entry.size_bytes
            ),
            hint=_("update sakura: its catalogue may be older than the file"),
        )


def _raise_for_status(response: httpx2.Response, entry: CatalogueEntry) -> None:
    first, last = (*response.history, response)[0].request.url, response.request.url
    if first.scheme == "https" and last.scheme != "https":
        raise ModelUnavailableError(
            _("the model hub sent {name} on to an insecure address").format(name=entry.name), kind=UNREACHABLE
        )
    status = response.status_code
    if status in _RETRYABLE_STATUSES:
        raise _RetryableStatusError(f"status {status}")
    if status in (401, 403):
        raise ModelUnavailableError(
            _("the model hub refuses access to {repo} (status {status})").format(repo=entry.repo, status=status),
            hint=_("export HF_TOKEN=...   # of an account that accepted the model's terms"),
            kind="access-refused",
        )
    if status == 404:
        raise ModelUnavailableError(
            _("the model hub has no {file} at revision {revision} of {repo}").format(
                file=entry.file, revision=entry.revision, repo=entry.repo
            ),
            hint="sakura models list",
            kind="model-unknown",
        )
    if status not in (200, 206):
        raise ModelUnavailableError(
            _("the model hub answers with status {status}").format(status=status), kind=UNREACHABLE
        )


def _not_a_model(entry: CatalogueEntry) -> ModelUnavailableError:
    return ModelUnavailableError(
        _("what the model hub sent for {name} is not a model file").format(name=entry.name),
        hint=_("look whether a login page or a proxy answers; then repeat the command"),
        kind=NOT_A_MODEL,
    )


def _is_certificate_error(error: BaseException | None) -> bool:
    return "CERTIFICATE_VERIFY_FAILED" in str(error)


def _explain(error: BaseException | None, entry: CatalogueEntry) -> ModelUnavailableError:
    detail = f"{type(error).__name__}: {error}" if error else ""
    if _is_certificate_error(error):
        return ModelUnavailableError(
            _("the model hub's certificate is not trusted"),
            hint=_("export SSL_CERT_FILE=/path/to/company-ca.pem   # then repeat the command"),
            kind="untrusted-certificate",
            detail=detail,
        )
    if isinstance(error, OfflineModeIsEnabled):
        return ModelUnavailableError(_("the network is forbidden (HF_HUB_OFFLINE)"), kind="offline", detail=detail)
    if isinstance(error, HFValidationError):
        return ModelUnavailableError(
            _("{repo} is not a repository name").format(repo=entry.repo), hint="hf:OWNER/REPO/FILE", detail=detail
        )
    if isinstance(error, HfHubHTTPError):
        return ModelUnavailableError(
            _("the model hub does not give {repo}").format(repo=entry.repo), kind=UNREACHABLE, detail=detail
        )
    host = httpx2.URL(_url(entry)).host
    broke = isinstance(error, httpx2.ConnectError | httpx2.ConnectTimeout | httpx2.ProxyError)
    message = (
        _("cannot reach the model hub ({host})")
        if broke
        else _("the connection to the model hub ({host}) keeps breaking")
    )
    return ModelUnavailableError(
        message.format(host=host),
        hint=_("check the network and HTTPS_PROXY, or name a mirror with HF_ENDPOINT"),
        kind=UNREACHABLE,
        detail=detail,
    )
