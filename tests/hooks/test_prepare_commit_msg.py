"""The subject hook in a real repository: suggests, holds back, and never stops a commit."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hooks.conftest import Repository

ANSWER = "合計の計算を直す"
Suggesting = Callable[[str], Repository]


def subject(repository: Repository) -> str:
    return repository.git("log", "-1", "--format=%s").strip()


def test_the_answer_is_the_subject(suggesting: Suggesting) -> None:
    repository = suggesting(ANSWER)
    repository.write("cart.py", "total = price * quantity\n")
    shown = repository.commit()
    assert shown.splitlines()[0] == ANSWER and "# Please enter the commit message" in shown
    assert subject(repository) == ANSWER
    assert b"A\tcart.py" in repository.seen and b"+total = price * quantity" in repository.seen


@pytest.mark.parametrize(
    ("answer", "kept"),
    [("一行目\n二行目", "一行目"), ("# 番号 #12 を直す ", "番号 #12 を直す"), ("  前の空白", "前の空白")],
)
def test_one_line_that_is_no_comment_is_kept(answer: str, kept: str, suggesting: Suggesting) -> None:
    repository = suggesting(answer)
    repository.write("a.txt", "本文\n")
    repository.commit()
    assert subject(repository) == kept


def test_what_the_user_has_in_the_environment_changes_nothing(suggesting: Suggesting) -> None:
    repository = suggesting(ANSWER)
    repository.write("a.txt", "本文\n")
    result = repository.run("commit", SAKURA_JSON="1", SAKURA_ENCODING="cp932")
    assert result.returncode == 0 and subject(repository) == ANSWER


def test_english_where_it_is_asked_for(suggesting: Suggesting) -> None:
    repository = suggesting("Multiply by the quantity")
    repository.git("config", "sakura.language", "en")
    repository.write("a.txt", "text\n")
    repository.commit()
    assert subject(repository) == "Multiply by the quantity"


@pytest.mark.parametrize("arguments", [["-m", "自分の件名"], ["-F", "message.txt"], ["-C", "HEAD"], ["--amend"]])
def test_a_message_that_is_given_is_left_alone(arguments: list[str], suggesting: Suggesting) -> None:
    repository = suggesting(ANSWER)
    repository.write("a.txt", "一\n")
    repository.git("commit", "-q", "-m", "自分の件名")
    (repository.root / "message.txt").write_text("自分の件名\n", encoding="utf-8")
    repository.write("a.txt", "二\n")
    repository.git("commit", "-q", *arguments)
    assert subject(repository) == "自分の件名" and not repository.is_asked()


def test_merges_and_picks_are_left_alone(suggesting: Suggesting) -> None:
    repository = suggesting(ANSWER)
    repository.write("a.txt", "一\n")
    repository.git("commit", "-q", "-m", "始まり")
    repository.git("checkout", "-q", "-b", "other")
    repository.write("b.txt", "二\n")
    repository.git("commit", "-q", "-m", "枝")
    repository.git("checkout", "-q", "main")
    repository.write("c.txt", "三\n")
    repository.git("commit", "-q", "-m", "幹")
    repository.git("merge", "-q", "--no-ff", "--edit", "other")
    assert subject(repository).startswith("Merge branch")
    repository.git("reset", "-q", "--hard", "HEAD~1")
    repository.git("merge", "-q", "--no-commit", "other")
    repository.git("commit", "-q")
    assert subject(repository).startswith("Merge branch")
    repository.git("cherry-pick", "--edit", "--allow-empty", "--keep-redundant-commits", "other")
    assert subject(repository) == "枝" and not repository.is_asked()


def test_a_template_without_text_gets_a_subject_and_one_with_text_none(suggesting: Suggesting) -> None:
    repository = suggesting(ANSWER)
    (repository.root / "empty.txt").write_text("\n# 件名は短く\n", encoding="utf-8")
    (repository.root / "full.txt").write_text("チケット:\n", encoding="utf-8")
    repository.write("a.txt", "一\n")
    assert repository.commit("-t", "full.txt").splitlines()[0] == "チケット:"
    assert not repository.is_asked()
    repository.write("a.txt", "二\n")
    repository.commit("-t", "empty.txt")
    assert subject(repository) == ANSWER


def test_verbose_and_other_comment_characters(suggesting: Suggesting) -> None:
    repository = suggesting(ANSWER)
    repository.git("config", "core.commentChar", ";")
    repository.write("a.txt", "+ 一\n")
    shown = repository.commit("--verbose")
    assert shown.splitlines()[0] == ANSWER and "diff --git" in shown
    assert repository.git("log", "-1", "--format=%B").strip() == ANSWER


def test_an_empty_diff_is_not_asked_about(suggesting: Suggesting) -> None:
    repository = suggesting(ANSWER)
    assert ANSWER not in repository.commit("--allow-empty")
    assert not repository.is_asked()
    repository.git("commit", "-q", "--allow-empty", "-m", "空", "--no-edit")


def test_ignored_files_are_not_shown(suggesting: Suggesting) -> None:
    repository = suggesting(ANSWER)
    repository.write(".sakuraignore", "# 秘密\n*.key\n/鍵 箱/\n!公開.key\n")
    repository.git("commit", "-q", "-m", "始まり")
    for name in ("a.key", "鍵 箱/b.txt", "深い/c.key"):
        repository.write(name, "himitsu\n")
    repository.commit()
    assert not repository.is_asked()
    repository.write("公開.key", "ookei\n")
    repository.commit("--allow-empty-message")
    assert b"ookei" in repository.seen and b"himitsu" not in repository.seen and b"a.key" not in repository.seen


def test_what_a_deleted_file_held_is_not_shown(suggesting: Suggesting) -> None:
    repository = suggesting(ANSWER)
    repository.write("old.txt", "himitsu\n")
    repository.git("commit", "-q", "-m", "始まり")
    repository.git("rm", "-q", "old.txt")
    repository.commit()
    assert b"D\told.txt" in repository.seen and b"himitsu" not in repository.seen


def test_a_diff_of_two_megabytes_is_shown_in_part_and_that_is_told(suggesting: Suggesting) -> None:
    repository = suggesting(ANSWER)
    lines = (f"値{number} = {number**2}  # 設定の一つ" for number in range(60_000))
    repository.write("設定.py", "\n".join(lines) + "\n")
    assert (repository.root / "設定.py").stat().st_size > 2_000_000
    shown = repository.commit()
    assert subject(repository) == ANSWER
    assert 1000 < len(repository.seen) < 5000 and "設定.py" in repository.seen.decode("utf-8")
    assert "# sakura: the suggestion was made from the first lines" in shown


def test_bytes_that_are_no_text_do_no_harm(suggesting: Suggesting) -> None:
    repository = suggesting(ANSWER)
    repository.write("sjis.txt", "見積書です\n".encode("cp932") * 3)
    repository.write("image.png", bytes(range(256)) * 20)
    repository.write('odd "name"\t.txt', "一\n")
    repository.commit()
    assert subject(repository) == ANSWER
    repository.seen.decode("utf-8")


def test_from_a_subfolder_and_of_chosen_files(suggesting: Suggesting) -> None:
    repository = suggesting(ANSWER)
    for name in ("sub/a.txt", "b.txt"):
        repository.write(name, f"{name} 一\n")
    repository.git("-C", "sub", "commit", "-q", "--", "a.txt")
    assert subject(repository) == ANSWER
    assert b"sub/a.txt" in repository.seen and b"b.txt" not in repository.seen.replace(b"sub/a.txt", b"")


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("no model", "no suggestion: no model is installed; hint: sakura models pull"),
        ("no command", "no suggestion: there is no command sakura"),
        ("no prompt", "no suggestion: there is no prompt named 無い"),
    ],
)
def test_without_a_suggestion_the_commit_goes_through_with_a_comment(
    reason: str, words: str, repository: Repository
) -> None:
    repository.install("prepare-commit-msg")
    if reason != "no command":
        repository.use_real_command()
    if reason == "no prompt":
        repository.git("config", "sakura.prompt", "無い")
    repository.write("a.txt", "一\n")
    result = repository.run(
        "commit", GIT_EDITOR="cp .git/COMMIT_EDITMSG .git/shown; { printf '自分の件名\\n'; cat .git/shown; } >"
    )
    assert result.returncode == 0, result.stderr
    assert f"# sakura: {words}" in (repository.root / ".git" / "shown").read_text(encoding="utf-8")
    assert repository.git("log", "-1", "--format=%B").strip() == "自分の件名"


def test_where_comments_stay_in_the_message_the_reason_goes_to_stderr(repository: Repository) -> None:
    repository.install("prepare-commit-msg")
    repository.write("a.txt", "一\n")
    repository.git("config", "commit.cleanup", "verbatim")
    result = repository.run("commit", GIT_EDITOR="cp .git/COMMIT_EDITMSG .git/shown; :")
    assert "sakura: no suggestion" in result.stderr
    assert "sakura" not in (repository.root / ".git" / "shown").read_text(encoding="utf-8")


@pytest.mark.real
def test_a_subject_by_the_real_model(repository: Repository, real_weights: Path) -> None:
    repository.install("prepare-commit-msg")
    repository.use_real_command(SAKURA_MODEL="qwen2.5-coder-0.5b")
    repository.write("cart.py", "def total(items):\n    return sum(item.price for item in items)\n")
    shown = repository.commit()
    [line] = repository.git("log", "-1", "--format=%B").strip().splitlines()
    assert shown.startswith(line) and "no suggestion" not in shown
    assert 0 < len(line) < 120 and not line.startswith("#")
    assert re.sub("[𠮟剝塡頰]", "", line).encode("cp932")
