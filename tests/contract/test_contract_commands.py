"""The contract on commands: every one, with every flag that it names."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.contract.conftest import ANSWER, reach
from tests.contract.table import PAGE
from tests.fakes.hub import FakeHub
from tests.fakes.weights import FILE, REPO, write_gguf

_SYNOPSIS = re.compile(r"^- \*\*(?P<name>[a-z-]+)\*\*.*?`sakura (?P<line>[a-z-]+ .*?)`", re.MULTILINE)


def read_flags(name: str) -> set[str]:
    """Return the long flags and the choices that the page gives a command."""
    lines = {match["name"]: match["line"] for match in _SYNOPSIS.finditer(PAGE.read_text(encoding="utf-8"))}
    choices = re.findall(r"--\S+ ((?:[\w-]+\|)+[\w-]+)", lines[name])
    return {*re.findall(r"--[a-z-]+", lines[name]), *"|".join(choices).split("|")} - {""}


@pytest.mark.parametrize("name", ["summarize", "translate", "extract", "keigo-rewrite"])
def test_every_flag_and_choice_is_one_of_the_command(name: str) -> None:
    # The pages of the commands are made from the commands, which another test holds.
    shown = (PAGE.parent / "commands" / f"{name}.md").read_text(encoding="utf-8").replace("\\|", "|")
    assert len(read_flags(name)) > 3
    assert [flag for flag in sorted(read_flags(name)) if not re.search(rf"(?<![\w-]){flag}\b", shown)] == []


@pytest.mark.contract("summarize")
def test_summarize(shell: Run, model: Path, memo: Path) -> None:
    answer = "会議を開いた。来月の予定を確認した。"
    task = f"scripted {answer} summarize -q -m {model} memo.txt"
    for style in ("bullets", "paragraph", "headline", "minutes"):
        told = shell(f"{task} --style {style} --max-chars 12 --points 1")
        assert told.returncode == 0 and 0 < len(told.stdout.decode().strip()) <= 12
    assert shell(f"scripted {answer} summarize -q -m {model} --points 1 memo.txt").stdout.decode().count("・") == 1
    prompt = shell(f"{task} --focus 来月の予定について --lang en --dry-run").stdout.decode()
    assert "来月の予定について" in prompt and re.search("English|Summar", prompt)


@pytest.mark.contract("translate")
def test_translate(shell: Run, model: Path, tmp_path: Path) -> None:
    (tmp_path / "in.md").write_text("# 検収\n\n`検収` は来週です。\n", encoding="utf-8")
    (tmp_path / "in.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\n検収\n", encoding="utf-8")
    (tmp_path / "terms.csv").write_text("検収,final check\n", encoding="utf-8")
    task = f"scripted 'Final check' translate --to en --from ja -q -m {model} --glossary terms.csv"
    told = shell(f"{task} in.md").stdout.decode()
    assert told.startswith("# Final check\n\n") and "`検収`" in told
    shown = shell(f"{task} --format srt in.srt").stdout.decode()
    assert shown == "1\n00:00:01,000 --> 00:00:02,000\nFinal check\n"
    table = shell(f"{task} --bilingual --format markdown in.md").stdout.decode()
    assert "| 検収 | Final check |" in table
    japanese = shell(f"scripted 点検した。 translate --to ja --tone dearu -q -m {model}", stdin=b"We checked it.\n")
    assert japanese.stdout.decode() == "点検した。\n"
    assert shell(f"{task} --memory m.tmx in.md").returncode == 0
    assert "Final check" in (tmp_path / "m.tmx").read_text(encoding="utf-8")
    assert shell(f"{task} --quality best in.md").stdout.decode().startswith("# Final check\n\n")
    assert shell("sakura translate in.md").returncode == 2


@pytest.mark.contract("extract")
def test_extract(sakura: Run, tmp_path: Path) -> None:
    (tmp_path / "in.md").write_text(
        "| 品名 | 単価 |\n|---|---|\n| りんご | 150円 |\n| みかん | 80円 |\n", encoding="utf-8"
    )
    fields = ("--fields", "品名, 単価:amount", "--many")
    assert (
        sakura("extract", *fields, "--format", "csv", "in.md").stdout.decode() == "品名,単価\nりんご,150\nみかん,80\n"
    )
    rows = sakura("extract", *fields, "--format", "jsonl", "--no-normalize", "in.md").stdout.decode().splitlines()
    assert [json.loads(row) for row in rows] and "150円" in rows[0]
    assert "みかん" in sakura("extract", *fields, "--format", "table", "in.md").stdout.decode()
    assert json.loads(sakura("extract", *fields, "--format", "json", "in.md").stdout)["data"]
    invoice = "請求書\n請求番号：A-102\n発行日：2026年4月1日\n請求金額：12,000円\n"
    (tmp_path / "schema.yaml").write_text(
        "type: object\nproperties: {発行日: {type: string, format: date}}\n", encoding="utf-8"
    )
    found = sakura("extract", "--schema", "schema.yaml", stdin=invoice.encode())
    assert json.loads(found.stdout)["data"] == {"発行日": "2026-04-01"}
    entities = sakura("extract", "--preset", "entities", stdin="厚生労働省は韓国に移った。\n".encode())
    assert entities.returncode == 0 and "厚生労働省" in entities.stdout.decode()
    assert sakura("extract", "in.md").returncode == sakura("extract", *fields, "--preset", "invoice").returncode == 2


@pytest.mark.contract("keigo-rewrite")
def test_keigo(sakura: Run) -> None:
    text = "資料を送る。\n".encode()
    expected = {
        "polite": "資料を送ります。\n",
        "business": "資料をお送りいたします。\n",
        "formal": "資料をお送りいたします。\n",
        "plain": "資料を送る。\n",
    }
    for (level, rewritten), audience in zip(expected.items(), ("external", "internal", "superior") * 2, strict=False):
        command = ("keigo-rewrite", "--level", level, "--audience", audience, "--rules-only")
        assert sakura(*command, stdin=text).stdout.decode() == rewritten
    told = sakura("keigo", "--rules-only", "--diff", "--explain", stdin=text)
    assert told.stdout.decode() == "<stdin>:1: 資料を[-送る-]{+お送りいたします+}。\n"
    assert "謙譲語" in told.stderr.decode()
    checked = sakura("keigo", "--check", stdin="こちらをご覧になられますか。\n".encode())
    assert checked.returncode == 1 and checked.stdout.decode().startswith("<stdin>:1:5: double-respect: ")


def installed_model(sakura: Run) -> dict[str, Any]:
    """Return what the list says of the only model that is installed."""
    rows: list[dict[str, Any]] = json.loads(sakura("models", "list", "--json").stdout)["models"]
    [row] = [each for each in rows if each["state"] == "installed"]
    return row


@pytest.mark.contract("models", "pull", "model", "exit-76")
def test_the_life_of_weights(sakura: Run, shell: Run, hub: FakeHub, memo: Path) -> None:
    name = f"hf:{REPO}/{FILE}"
    pulled = sakura("models", "pull", name, env=reach(hub))
    assert (pulled.returncode, pulled.stdout) == (0, b"") and b"verified" in pulled.stderr
    row = installed_model(sakura)
    installed = row["name"]
    path = Path(sakura("models", "path", installed).stdout.decode().strip())
    assert path.read_bytes() == hub.data
    assert sakura("models", "use", installed).returncode == 0
    assert sakura("models", "path").stdout.decode().strip() == str(path)
    assert row["sha256"] in sakura("models", "info", installed).stdout.decode()
    assert sakura("models", "verify", installed).returncode == 0
    assert sakura("models", "export", installed, "bundle").returncode == 0
    # What a reference and a name mean to a task is the same weights.
    for reference in (name, installed):
        told = shell(f"scripted {ANSWER} summarize -q -m {reference} --json memo.txt")
        assert json.loads(told.stdout)["model"]["sha256"] == row["sha256"]
    assert sakura("models", "rm", installed).returncode == 0 and not path.exists()
    # A bundle says nothing for a reference: what it holds has a name of its own.
    assert sakura("models", "import", "bundle").returncode == 0 and path.read_bytes() == hub.data
    imported = installed_model(sakura)["name"]
    told = shell(f"scripted {ANSWER} summarize -q -m {imported} --json memo.txt")
    assert json.loads(told.stdout)["model"]["sha256"] == row["sha256"]
    path.chmod(0o600)
    path.write_bytes(hub.data[:-1] + b"?")
    assert sakura("models", "verify").returncode == 76


@pytest.mark.contract("model", "exit-65", "exit-66")
def test_a_model_is_a_name_or_a_file(shell: Run, model: Path, memo: Path, tmp_path: Path) -> None:
    report = shell(f"scripted {ANSWER} summarize -q --model ./{model.name} --json memo.txt")
    assert json.loads(report.stdout)["model"]["name"] == "own"
    (tmp_path / "bad.gguf").write_bytes(write_gguf(tmp_path / "good.gguf").read_bytes()[:-100])
    assert shell("sakura summarize -m bad.gguf memo.txt").returncode == 65
    assert shell("sakura summarize -m ./none.gguf memo.txt").returncode == 66


@pytest.mark.contract("shared-options")
@pytest.mark.parametrize("task", ["summarize", "translate --to en", "extract --fields 語", "keigo", "run own.yaml"])
def test_the_shared_options_are_options_of_every_task(task: str, shell: Run, model: Path, tmp_path: Path) -> None:
    clause = re.search(r"\*\*shared-options\*\*(.*?)are options", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert clause
    flags = re.findall(r"`(--?[a-z-]+)`", clause[1])
    assert len(flags) == 23
    (tmp_path / "own.yaml").write_text("description: a\nuser: '{{ document }}'\n", encoding="utf-8")
    write_gguf(tmp_path / "lora.gguf")
    (tmp_path / "in.txt").write_text("何の話だ。\n", encoding="utf-8")
    # All at once but -o, which is another place for the result: what is wrong with one of them would be 2.
    values = {"--encoding": "utf-8", "--output-encoding": "same", "--out-dir": "out", "--lora": "lora.gguf:0.5"}
    values |= {"--seed": "1", "--temperature": "0.5", "--max-tokens": "9", "--context": "2048", "--threads": "1"}
    values |= {"--gpu-layers": "off", "--parallel": "2", "--keep-alive": "off"}
    # A server takes the place of weights, and would have to be there.
    apart = ("-o", "--json", "--dry-run", "--engine")
    given = [f"{flag} {values.get(flag, '')}" for flag in flags if flag not in apart]
    done = shell(f"scripted x {task} -m {model} {' '.join(given)} in.txt")
    assert done.returncode in (0, 1) and len(list((tmp_path / "out").glob("[!.]*"))) == 1, done.stderr.decode()
    if task == "summarize":  # the others have these flags from the same place
        assert shell(f"scripted x {task} -m {model} -o out.txt --json --dry-run in.txt").returncode == 0


@pytest.mark.contract("ask")
def test_ask(shell: Run, model: Path, tmp_path: Path) -> None:
    (tmp_path / "規程").mkdir()
    (tmp_path / "規程" / "賃金.txt").write_text("第1条　住宅手当は、月額18,000円とする。\n", encoding="utf-8")
    told = shell(f"scripted '18,000円' ask 住宅手当はいくらですか 規程 -q -m {model}")
    assert told.returncode == 0
    assert told.stdout.decode().splitlines()[0] == "18,000円" and "規程/賃金.txt:第1条:1" in told.stdout.decode()
    refused = shell(f"scripted なし ask 住宅手当の様式 規程 -m {model}")
    assert (refused.returncode, refused.stdout) == (1, b"") and "賃金.txt" in refused.stderr.decode()
    (tmp_path / "質問.txt").write_text("住宅手当はいくらですか\n家賃の補助はいくらですか\n", encoding="utf-8")
    line = f"scripted '18,000円' ask --questions 質問.txt 規程 -q -m {model}"
    assert shell(line).stdout.decode().splitlines().count("18,000円") == 2


@pytest.mark.contract("reply")
def test_reply(shell: Run, model: Path, tmp_path: Path) -> None:
    (tmp_path / "規程.txt").write_text("送料は900円です。\n", encoding="utf-8")
    (tmp_path / "mail.txt").write_text("森と申します。\n送料はいくらですか。\n車検はありますか。\n", encoding="utf-8")
    line = f"scripted '900円' reply mail.txt --sources 規程.txt --from-name 林 -m {model}"
    told = shell(line)
    assert told.returncode == 0
    assert told.stdout.decode().startswith("森様\n") and "送料は900円です。" in told.stdout.decode()
    assert "確認のうえ、改めてご連絡いたします。" in told.stdout.decode() and "open-point" in told.stderr.decode()
    assert shell(f"{line} -o reply.eml").returncode == 0
    assert b"X-Unsent: 1" in (tmp_path / "reply.eml").read_bytes()


@pytest.mark.contract("search")
def test_search(sakura: Run, tmp_path: Path) -> None:
    (tmp_path / "価格.md").write_text("- 送料は900円です。\n- 納期は5日です。\n", encoding="utf-8")
    told = sakura("search", "送料", "価格.md", "--top", "1")
    assert (told.returncode, told.stdout.decode()[:7]) == (0, "価格.md:1")
    assert sakura("search", "xyzzy", "価格.md").returncode == 1


@pytest.mark.contract("index")
def test_index(sakura: Run, home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "規程"
    folder.mkdir()
    (folder / "価格.md").write_text("送料は900円です。\n", encoding="utf-8")
    assert sakura("search", "送料", "規程").returncode == 0
    assert not (home / "sakura" / "indexes").exists()
    assert sakura("index", "規程").returncode == 0
    assert str(folder.resolve()) in sakura("index", "list").stdout.decode()
    assert sakura("index", "update").returncode == 0
    assert sakura("index", "rm", "規程").returncode == 0
    assert sakura("index", "list").stdout == b""
