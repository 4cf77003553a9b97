"""Where a server is, who may be asked, and its key."""

from __future__ import annotations

from pathlib import Path

import pytest

from sakura_cli.errors import ConfigurationError, UsageError
from sakura_cli.inference.server.address import check_allowed, parse_address
from sakura_cli.inference.server.credentials import find_key


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://127.0.0.1:8080/v1/", "http://127.0.0.1:8080"),
        ("http://localhost", "http://localhost:80"),
        ("https://example.jp/llm/v1", "https://example.jp:443/llm"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_an_address_is_read(text: str, url: str) -> None:
    assert parse_address(text).url == url


@pytest.mark.parametrize(
    "text", ["", "127.0.0.1:8080", "ftp://a", "http://", "http://a:b@c", "http://a?key=b", "http://a:x", "http://a b"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="URL"):
        parse_address(text)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "localhost", "[::1]", "LOCALHOST"])
def test_this_machine_may_be_asked(host: str) -> None:
    address = parse_address(f"http://{host}:1")
    assert not address.is_remote
    check_allowed(address, allow_remote=False)


@pytest.mark.parametrize(
    "host", ["192.168.0.7", "10.0.0.1", "0.0.0.0", "example.jp", "localhost.example.jp", "127.0.0.1.nip.io", "[::2]"]
)
def test_another_machine_may_be_asked_only_when_the_user_said_so(host: str) -> None:
    address = parse_address(f"http://{host}:1")
    assert address.is_remote
    with pytest.raises(UsageError) as caught:
        check_allowed(address, allow_remote=False)
    assert caught.value.kind == "remote-engine" and "would leave" in caught.value.message
    check_allowed(address, allow_remote=True)


def test_a_key_comes_from_the_environment_or_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("from-file\n")
    assert find_key({}) is None
    assert find_key({"SAKURA_ENGINE_KEY": "direct", "SAKURA_ENGINE_KEY_FILE": "x"}) == "direct"
    assert find_key({"SAKURA_ENGINE_KEY_FILE": str(tmp_path / "key")}) == "from-file"


@pytest.mark.parametrize("content", ["", "two words", "改行", "a\nb"])
def test_what_is_no_key_is_told_without_it(tmp_path: Path, content: str) -> None:
    (tmp_path / "key").write_text(content)
    with pytest.raises(ConfigurationError) as caught:
        find_key({"SAKURA_ENGINE_KEY_FILE": str(tmp_path / "key")})
    assert not content or content not in caught.value.message
    with pytest.raises(ConfigurationError):
        find_key({"SAKURA_ENGINE_KEY_FILE": str(tmp_path / "missing")})
