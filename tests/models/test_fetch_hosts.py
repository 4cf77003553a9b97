"""Whom a download asks, and what it trusts: hosts, certificates, tokens, and nobody where the network is forbidden."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from huggingface_hub import close_session

from sakura_cli.errors import ModelUnavailableError
from tests.fakes.hub import UNKNOWN_CA, FakeHub, serve_hub
from tests.fakes.weights import entry_for
from tests.models.conftest import pull, stored_files

TOKEN = "hf_of_nobody"  # noqa: S105 - known to the fake hub only


def test_an_unknown_host_is_told_at_once(weights: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://hub.invalid")
    with pytest.raises(ModelUnavailableError) as caught:
        pull(entry_for(weights))
    assert "cannot reach the model hub (hub.invalid)" in caught.value.message
    assert caught.value.hint is not None and "HF_ENDPOINT" in caught.value.hint


@pytest.mark.fault("D15")
def test_an_unknown_certificate_is_refused_and_the_setting_named(
    weights: bytes, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    """A hub with an unknown CA: 69 naming SSL_CERT_FILE, no request sent, nothing stored; with the CA set it works."""
    with serve_hub(weights, is_tls=True) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        with pytest.raises(ModelUnavailableError) as caught:
            pull(entry_for(weights))
        assert caught.value.hint is not None and "SSL_CERT_FILE" in caught.value.hint
        assert hub.requests == []
        assert stored_files(home) == []
        monkeypatch.setenv("SSL_CERT_FILE", str(UNKNOWN_CA))
        close_session()  # the client of this process was made without the setting
        try:
            assert pull(entry_for(weights)).size_bytes == len(weights)
        finally:
            close_session()


def test_the_token_goes_to_the_hub_and_not_to_another_host(
    hub: FakeHub, weights: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    hub.token = TOKEN
    with serve_hub(weights) as elsewhere:
        hub.redirect_to = elsewhere.url
        hub.cuts = []
        elsewhere.cuts = [100_000]
        pull(entry_for(weights))
        assert all(request.headers["authorization"] == f"Bearer {TOKEN}" for request in hub.requests)
        assert len(elsewhere.requests) == 2
        assert all(TOKEN not in str(request) for request in elsewhere.requests)
        assert elsewhere.requests[1].headers["range"] == "bytes=100000-"


def test_a_refused_token_says_what_to_set(hub: FakeHub, weights: bytes) -> None:
    hub.token = TOKEN
    with pytest.raises(ModelUnavailableError) as caught:
        pull(entry_for(weights))
    assert caught.value.hint is not None and "HF_TOKEN" in caught.value.hint


def test_a_missing_file_is_told(hub: FakeHub, weights: bytes) -> None:
    with pytest.raises(ModelUnavailableError) as caught:
        pull(dataclasses.replace(entry_for(weights), repo="sakura-tests/other"))
    assert "has no tiny-q8_0.gguf" in caught.value.message


@pytest.mark.parametrize("variable", ["SAKURA_OFFLINE", "HF_HUB_OFFLINE"])
@pytest.mark.fault("D16")
def test_offline_asks_nobody(variable: str, hub: FakeHub, weights: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """The network forbidden: 69 without one request."""
    monkeypatch.setenv(variable, "1")
    with pytest.raises(ModelUnavailableError) as caught:
        pull(entry_for(weights))
    assert caught.value.kind == "offline"
    assert hub.requests == []
