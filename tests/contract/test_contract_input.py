"""The contract on inputs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import SAKURA, TEXT, Run
from tests.contract.conftest import ANSWER, type_on_terminal
from tests.fakes.tiny_models import write_tiny_model


@pytest.mark.contract("stdin", "stdout", "exit-0")
def test_no_file_and_a_dash_are_standard_input(shell: Run, model: Path) -> None:
    for file in ("", "-"):
        result = shell(f"cat | scripted {ANSWER} summarize -m {model} --json {file}", stdin=TEXT.encode())
        assert result.returncode == 0
        assert json.loads(result.stdout)["source"] == "<stdin>"
    # What the command has to say beside the result is on stderr.
    assert result.stderr.decode().startswith("sakura: own is not in sakura's catalogue")


@pytest.mark.contract("order")
def test_several_files_give_a_result_each_in_their_order(sakura: Run, tmp_path: Path) -> None:
    for name, text in (("b.txt", "資料を送る。\n"), ("a.txt", "会議に行く。\n")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    result = sakura("keigo", "--rules-only", "--level", "polite", "b.txt", "-", "a.txt", stdin="本を読む。\n".encode())
    assert (result.returncode, result.stderr) == (0, b"")
    assert result.stdout.decode().splitlines() == ["資料を送ります。", "本を読みます。", "会議に行きます。"]


@pytest.mark.contract("stdin-terminal")
def test_a_terminal_without_a_file_is_told_how_to_end(home: Path, tmp_path: Path) -> None:
    result = type_on_terminal([SAKURA, "keigo", "--rules-only"], "資料を送る。", home, tmp_path)
    assert result.returncode == 0
    assert result.stderr.decode() == "sakura: reading from the terminal; end with Ctrl-D\n"
    assert result.stdout.decode() == "資料をお送りいたします。\n"


@pytest.mark.contract("encodings")
def test_encodings_are_recognised_and_a_named_one_decides(shell: Run, tmp_path: Path) -> None:
    text = "資料を送る。\n明日は会議だ。\n"
    names = ("utf-8", "utf-8-sig", "utf-16", "iso2022_jp", "euc_jp", "cp932")
    for name in names:
        (tmp_path / f"{name}.txt").write_bytes(text.encode(name))
    files = " ".join(f"{name}.txt" for name in names)
    told = shell(f"sakura keigo --rules-only {files}")
    assert told.returncode == 0
    assert told.stdout.decode() == "資料をお送りいたします。\n明日は会議です。\n" * len(names)
    # Two half-width katakana and one kanji are the same bytes.
    half_width = "ﾃｽﾄ".encode("cp932")
    fields = "sakura extract --fields 語 --json --dry-run -q"
    assert shell(f"{fields} --encoding euc_jp", stdin=half_width).returncode == 65
    named = shell("sakura keigo --rules-only --encoding cp932", stdin=half_width)
    assert (named.returncode, named.stdout.decode()) == (0, "ﾃｽﾄ\n")


@pytest.mark.contract("max-input", "exit-65")
def test_an_input_without_end_and_one_that_is_too_large_are_refused(shell: Run, tmp_path: Path) -> None:
    for line in ("sakura keigo --rules-only /dev/zero", "yes はい | sakura keigo --rules-only; exit ${PIPESTATUS[1]}"):
        endless = shell(line)
        assert (endless.returncode, endless.stdout) == (65, b"")
        assert "has more than 64 MiB" in endless.stderr.decode() and "--max-input" in endless.stderr.decode()
    (tmp_path / "a.txt").write_text("資料を送る。\n" * 100, encoding="utf-8")
    assert shell("sakura keigo --rules-only --max-input 1K a.txt").returncode == 65
    assert shell("sakura keigo --rules-only --max-input 2K a.txt").returncode == 0
    assert shell("sakura keigo --rules-only a.txt", env={"SAKURA_MAX_INPUT": "1K"}).returncode == 65
    assert shell("sakura keigo --rules-only --max-input much a.txt").returncode == 2


@pytest.mark.contract("bounds", "exit-3")
def test_an_input_beyond_bounds_ends_alone(sakura: Run, tmp_path: Path) -> None:
    parts = "".join(f'--b{level}\nContent-Type: multipart/mixed; boundary="b{level + 1}"\n\n' for level in range(1200))
    mail = f'From: a@example.jp\nSubject: x\nContent-Type: multipart/mixed; boundary="b0"\n\n{parts}'
    (tmp_path / "a.eml").write_text(f"{mail}--b1200\nContent-Type: text/plain\n\nあ\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("資料を送る。\n", encoding="utf-8")
    result = sakura("keigo", "--rules-only", "a.eml", "b.txt")
    assert (result.returncode, result.stdout.decode()) == (3, "資料をお送りいたします。\n")
    assert "a.eml" in result.stderr.decode() and "nested" in result.stderr.decode()
    assert sakura("keigo", "--rules-only", "a.eml").returncode == 65


@pytest.mark.contract("nothing-cut")
def test_a_text_beyond_the_context_is_worked_on_in_parts_or_refused(shell: Run, model: Path, tmp_path: Path) -> None:
    sentence = "第{0}回の会議を開き、議題{0}を確認した。次回の場所は未定である。\n"
    text = "".join(map(sentence.format, range(400)))
    (tmp_path / "long.txt").write_text(text, encoding="utf-8")
    line = f"scripted {ANSWER} summarize -q -m {model} --context 4096 --json long.txt"
    result = shell(f"{line} | jq -e '.result.coverage | .chunks == .of and .chunks > 1'")
    assert result.returncode == 0, result.stderr.decode()
    # Every sentence is in some prompt.
    shown = shell(f"scripted {ANSWER} summarize -q -m {model} --dry-run long.txt").stdout.decode()
    assert all(f"議題{number}を" in shown for number in range(400))
    tiny = write_tiny_model(tmp_path / "tiny.gguf", "qwen2")
    refused = shell(f"sakura summarize -m {tiny} --context 40 long.txt")
    message, hint = refused.stderr.decode().splitlines()[-2:]
    assert (refused.returncode, refused.stdout) == (65, b"") and "40" in message and hint.startswith("hint: ")
