"""`sakura config`: what holds and why, and a file that is changed line by line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sakura_cli.settings import Settings, environment_name
from tests.cli.conftest import Run


@pytest.fixture
def file(home: Path) -> Path:
    return home / "sakura" / "config.yaml"


@pytest.mark.contract("config")
def test_show_names_every_setting_and_where_it_comes_from(sakura: Run, file: Path) -> None:
    assert sakura("config", "set", "context", "4096").returncode == 0
    shown = json.loads(sakura("config", "show", "--json", env={"SAKURA_SEED": "3"}).stdout)
    assert shown["file"] == str(file) and set(shown["settings"]) == set(Settings.__dataclass_fields__)
    assert shown["settings"]["context"] == {"value": 4096, "origin": "file"}
    assert shown["settings"]["seed"] == {"value": 3, "origin": "environment"}
    assert shown["settings"]["temperature"] == {"value": 0.0, "origin": "default"}
    lines = sakura("config", "show", env={"SAKURA_SEED": "3"}).stdout.decode().splitlines()
    assert any(line.split() == ["seed:", "3", "#", "environment", "(SAKURA_SEED)"] for line in lines)


@pytest.mark.contract("config")
def test_path_and_get(sakura: Run, file: Path) -> None:
    assert sakura("config", "path").stdout.decode() == f"{file}\n"
    assert sakura("config", "get", "gpu-layers").stdout == b"auto\n"
    assert sakura("config", "get", "model").stdout == b"\n"
    assert sakura("config", "get", "offline", env={"HF_HUB_OFFLINE": "1"}).stdout == b"true\n"


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [
        ("model", "gemma4-e2b", "gemma4-e2b"),
        ("model", "off", "off"),
        ("model", "モデル: #1", "モデル: #1"),
        ("offline", "yes", "true"),
        ("gpu_layers", "off", "off"),
        ("gpu-layers", "12", "12"),
        ("temperature", "0.5", "0.5"),
        ("max-tokens", "99", "99"),
        ("timeout", "10", "10.0"),
    ],
)
def test_what_is_set_is_what_is_got(key: str, value: str, shown: str, sakura: Run, file: Path) -> None:
    assert sakura("config", "set", key, value).returncode == 0
    assert sakura("config", "get", key).stdout.decode() == f"{shown}\n"
    assert sakura("config", "set", key, "").returncode == 0
    assert file.read_bytes() == b""


def test_other_lines_and_comments_stay(sakura: Run, file: Path) -> None:
    file.parent.mkdir()
    file.write_text("# 家のノート\nmax-tokens: 10  # 短く\nseed: 1\n", encoding="utf-8")
    assert sakura("config", "set", "max_tokens", "20").returncode == 0
    assert sakura("config", "set", "model", "own").returncode == 0
    assert file.read_text(encoding="utf-8") == "# 家のノート\nmax_tokens: 20\nseed: 1\nmodel: own\n"


@pytest.mark.parametrize(
    ("arguments", "words", "hint"),
    [
        (["set", "temprature", "1"], "no setting named temprature", "did you mean temperature?"),
        (["get", "modell"], "no setting named modell", "did you mean model?"),
        (["set", "temperature", "warm"], "temperature has a bad value", "correct temperature"),
        (["set", "gpu-layers", "most"], "auto, off or a number", "correct gpu_layers"),
    ],
)
@pytest.mark.contract("exit-78")
def test_a_mistake_is_78_with_a_hint(arguments: list[str], words: str, hint: str, sakura: Run, file: Path) -> None:
    result = sakura("config", *arguments)
    message, help_line = result.stderr.decode().splitlines()
    assert (result.returncode, result.stdout) == (78, b"")
    assert words in message and hint in help_line and not file.exists()


@pytest.mark.parametrize("text", ["sed: 1\n", "model: [\n", "- a\n", "model: >\n  a\n  b\n"])
def test_a_file_that_cannot_be_changed_stays_as_it_is(text: str, sakura: Run, file: Path) -> None:
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    result = sakura("config", "set", "model", "own")
    assert result.returncode == 78 and b"hint: " in result.stderr
    assert file.read_text(encoding="utf-8") == text


def test_a_bare_off_and_an_empty_value_in_the_file_mean_what_they_say(sakura: Run, file: Path) -> None:
    file.parent.mkdir()
    file.write_text("gpu_layers: off\nmodel:\noffline: on\n", encoding="utf-8")
    shown = json.loads(sakura("config", "show", "--json").stdout)["settings"]
    assert shown["gpu_layers"] == {"value": "off", "origin": "file"}
    assert shown["model"] == {"value": None, "origin": "default"}
    assert shown["offline"] == {"value": True, "origin": "file"}


def test_a_variable_that_goes_before_the_file_is_told(sakura: Run, file: Path) -> None:
    result = sakura("config", "set", "seed", "4", env={"SAKURA_SEED": "5"})
    assert result.returncode == 0 and b"SAKURA_SEED goes before the file" in result.stderr


def test_every_setting_is_documented() -> None:
    page = (Path(__file__).parents[3] / "docs" / "configuration.md").read_text(encoding="utf-8")
    for setting in Settings.__dataclass_fields__:
        assert f"| `{setting}` | `{environment_name(setting)}` |" in page


def test_options_that_are_no_settings_come_from_the_environment_too(shell: Run, model: Path, home: Path) -> None:
    page = (Path(__file__).parents[3] / "docs" / "configuration.md").read_text(encoding="utf-8")
    documented = {line.split("`")[1]: line.split("`")[3] for line in page.splitlines() if line.startswith("| `--")}
    help_text = "".join(shell("sakura summarize --help", env={"COLUMNS": "300"}).stdout.decode().split())
    for option, variable in documented.items():
        assert option in help_text and f"(env:{variable})" in help_text
    line = f"scripted 売上高は987億ドル。 summarize -m {model}"
    result = shell(line, stdin=b"\xbb\xf9\xcb\xdc\xa1\xa3", env={"SAKURA_JSON": "1", "SAKURA_ENCODING": "euc_jp"})
    assert result.returncode == 0 and json.loads(result.stdout)["status"] == "ok"
    assert shell(line, stdin="本文。".encode(), env={"SAKURA_STRICT": "1"}).returncode == 1
    refused = shell(line, stdin="本文。".encode(), env={"SAKURA_STRICT": "maybe"})
    assert refused.returncode == 2 and b"--strict" in refused.stderr
