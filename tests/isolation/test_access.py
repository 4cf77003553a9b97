"""What stays readable, which variables pass, and the profile of macOS, as a text."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import sakura_cli
from sakura_cli.isolation import macos
from sakura_cli.isolation.access import program_files
from sakura_cli.isolation.environment import allowed_environment


def test_the_program_is_readable_and_the_folder_it_is_developed_in_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, installed = tmp_path / "project", tmp_path / "installed"
    for folder in (project, installed / "other-1.0.dist-info"):
        folder.mkdir(parents=True)
    monkeypatch.setattr(sys, "path", ["", str(project), str(installed), *sys.path])
    readable = program_files()
    assert Path(next(iter(sakura_cli.__path__))) in readable and Path(sys.prefix) in readable
    assert installed in readable
    assert not {project, Path(), Path("/"), Path("/proc"), Path("/etc"), Path.home()} & set(readable)


def test_libraries_and_the_language_get_their_variables_and_nobody_a_token() -> None:
    passed = {
        "LANG": "ja_JP.UTF-8",
        "LC_ALL": "C",
        "OMP_NUM_THREADS": "2",
        "CUDA_VISIBLE_DEVICES": "0",
        "SAKURA_LANG": "ja",
    }
    kept_back = {
        "HF_TOKEN": "x",
        "AWS_SECRET_ACCESS_KEY": "x",
        "HTTPS_PROXY": "http://me:pw@proxy",
        "PIP_INDEX_URL": "x",
        "SSH_AUTH_SOCK": "/run/a",
        "DBUS_SESSION_BUS_ADDRESS": "x",
        "HOME": "/home/a",
        "LD_PRELOAD": "x",
        "PATH": "/",
    }
    assert allowed_environment({**passed, **kept_back}) == {**passed, "HOME": "/"}


def test_the_profile_of_macos_denies_first_and_allows_what_is_named() -> None:
    rules = macos.profile([Path('/opt/we"ights.gguf')], [Path("/opt/cache")]).splitlines()
    assert rules[:3] == ["(version 1)", "(allow default)", "(deny network*)"]
    assert {"(deny process-exec*)", "(deny process-fork)", "(deny signal (target others))"} <= set(rules)
    assert rules.index("(deny file-write*)") < rules.index('(allow file-write* (subpath "/opt/cache"))')
    assert rules[-2] == '(allow file-read* (subpath "/opt/we\\"ights.gguf") (subpath "/opt/cache"))'
    assert "allow file-write* (subpath" not in macos.profile([], [])


def test_another_system_than_macos_has_no_profile() -> None:
    assert not macos.confine([], [])
