"""The Python API with a scripted engine: what it returns, in which order, what it refuses, and what it leaves alone."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import sakura_cli
from sakura_cli import Sakura
from sakura_cli.api import engine as api_engine
from sakura_cli.api import sakura
from sakura_cli.api.documents import make_document
from sakura_cli.api.results import Result
from sakura_cli.errors import (
    BadInputError,
    ConfigurationError,
    EngineError,
    InputNotFoundError,
    ModelUnavailableError,
    SakuraError,
    UsageError,
)
from sakura_cli.inference.requests import GenerationRequest
from sakura_cli.tasks.framework.result import Finding, TaskResult
from tests.api.conftest import TEXT, MakeWorker
from tests.fakes.engine import last_turn
from tests.fakes.weights import write_gguf


def test_a_summary_has_its_text_what_was_read_and_what_it_was_made_with(worker: MakeWorker) -> None:
    worker(lambda request: "来月の予定を確認")
    with Sakura() as api:
        summary = api.summarize(TEXT, style="headline", explain=True)
    assert str(summary) == summary.text == "来月の予定を確認"
    assert (summary.coverage.chunks, summary.coverage.of) == (1, 1)
    assert summary.usage.completion_tokens > 0
    assert summary.model is not None and summary.model.name == "own"
    [support] = summary.support
    assert "来月の予定" in summary.document.text[support.source_start : support.source_end]


def test_findings_have_spans_in_the_result(worker: MakeWorker) -> None:
    worker(lambda request: "会議は9月30日に開かれた。")
    summary = Sakura().summarize(TEXT, style="headline")
    assert summary.findings
    assert all(summary.text[each.start : each.end] == each.excerpt for each in summary.findings)


def test_files_are_read_as_the_command_reads_them(worker: MakeWorker, tmp_path: Path) -> None:
    worker(lambda request: "要点")
    path = tmp_path / "memo.txt"
    path.write_bytes(TEXT.replace("\n", "\r\n").encode("cp932"))
    summary = Sakura().summarize(path)
    assert (summary.document.text, summary.document.encoding) == (TEXT, "cp932")


def test_a_mail_is_what_its_reader_would_see(worker: MakeWorker, tmp_path: Path) -> None:
    worker(lambda request: "要点")
    path = tmp_path / "mail.eml"
    header = "Subject: =?utf-8?b?5Lya6K2w?=\r\nContent-Type: text/plain; charset=iso-2022-jp\r\n\r\n"
    path.write_bytes(header.encode() + TEXT.encode("iso2022_jp"))
    assert Sakura().summarize(path).document.text.startswith("Subject: 会議\n")


@pytest.mark.parametrize("text", ["%PDF-1.7とは、文書の書式の版を示す行である。", "GGUFは重みの書式である。"])
def test_a_string_is_text_whatever_it_begins_with(worker: MakeWorker, text: str) -> None:
    worker(lambda request: "書式")
    assert Sakura().summarize(text).document.text == text


def test_a_string_is_never_a_file_name(worker: MakeWorker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = worker(lambda request: "要点")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "memo.txt").write_text("秘密の予定。", encoding="utf-8")
    Sakura().summarize("memo.txt")
    assert "秘密" not in "".join(fake.prompts)


def test_hidden_characters_are_found_and_left_out(worker: MakeWorker) -> None:
    worker(lambda request: "要点")
    summary = Sakura().summarize(f"会議を開いた。\U000e0041\U000e0042{TEXT}")
    assert [each.kind for each in summary.findings if each.kind == "hidden-characters"]


@pytest.mark.parametrize(
    "call",
    [
        lambda api, text: api.translate(text, "en"),
        lambda api, text: api.extract(text, "日付:date"),
        lambda api, text: api.rewrite_keigo(text),
        lambda api, text: api.check_keigo(text),
        lambda api, text: api.fix_keigo(text),
        lambda api, text: next(api.summarize_many([text])),
    ],
)
def test_every_task_tells_of_hidden_characters(call: Callable[[Sakura, str], Result], worker: MakeWorker) -> None:
    worker(lambda request: "The meeting was held.")
    found = call(Sakura(), "会議は五月二日に開かれました。\u200b\U000e0041")
    assert [each.kind for each in found.findings].count("hidden-characters") == 1
    assert "\U000e0041" not in found.document.text


def test_fixed_keigo_tells_what_it_was_and_what_is_left() -> None:
    text = "先生がおっしゃられました。\nお客様が参りました。\n"
    fixed = Sakura().fix_keigo(text)
    assert fixed.text == "先生がおっしゃいました。\nお客様が参りました。\n"
    assert [text[each.start : each.end] for each in fixed.changes] == ["おっしゃられ"]
    assert [each.rule for each in fixed.problems] == ["double-respect", "humble-subject"]
    assert [each.kind for each in fixed.findings] == ["humble-subject"] and not fixed.is_passed
    [only] = Sakura().fix_keigo_many([text], rules=["double-respect"])
    assert only.text == fixed.text and only.is_passed


def test_a_check_names_its_sources_when_asked() -> None:
    text = "社長がおっしゃられました。\n"
    assert "敬語の指針" in Sakura().check_keigo(text, explain=True).text
    assert "敬語の指針" not in Sakura().check_keigo(text).text


def test_keigo_by_rules_needs_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api_engine, "resolve", lambda reference: pytest.fail("a model was looked for"))
    reply = Sakura().rewrite_keigo("資料を送ります。", rules_only=True)
    assert reply.text != reply.document.text
    assert [reply.document.text[each.start : each.end] for each in reply.changes] == [
        each.before for each in reply.changes
    ]
    check = Sakura().check_keigo("社長がおっしゃられました。\n")
    assert not check.is_passed
    assert [(each.line, each.column) for each in check.problems] == [(1, 4)]
    assert reply.model is None and check.model is None


def test_a_translation_has_its_segments(worker: MakeWorker) -> None:
    worker(lambda request: "The meeting was held.")
    translation = Sakura().translate("会議を開いた。\n", "en", glossary={"会議": "meeting"})
    [segment] = translation.segments
    assert translation.document.text[segment.start : segment.end] == segment.source == "会議を開いた。"
    assert segment.target in translation.text


def test_an_extraction_has_values_and_their_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api_engine, "resolve", lambda reference: pytest.fail("a model was looked for"))
    text = "氏名：佐藤花子\n生年月日：平成2年3月5日\n"
    for found in (
        Sakura().extract(text, "氏名:name, 生年月日:date"),
        Sakura().extract(
            text,
            schema={
                "type": "object",
                "properties": {"氏名": {"type": "string"}, "生年月日": {"type": "string", "format": "date"}},
            },
        ),
    ):
        assert found.data == {"氏名": "佐藤花子", "生年月日": "1990-03-05"}
        assert json.loads(found.text) == found.data
        assert [(each.path, text[each.start : each.end]) for each in found.spans] == [
            ("氏名", "佐藤花子"),
            ("生年月日", "平成2年3月5日"),
        ]
        assert "1990-03-05" in found._repr_html_()


def test_no_process_is_started_before_the_first_request(worker: MakeWorker) -> None:
    fake = worker(lambda request: "要点")
    with Sakura() as api:
        assert fake.models == []
        api.summarize(TEXT)
        api.summarize(TEXT)
    assert len(fake.models) == 1


def test_missing_weights_are_an_error_and_are_found_once_they_are_there(
    worker: MakeWorker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker(lambda request: "要点")
    monkeypatch.delenv("SAKURA_MODEL")
    monkeypatch.setattr("socket.create_connection", lambda *_, **__: pytest.fail("the network was used"))
    api = Sakura()
    with pytest.raises(ModelUnavailableError) as caught:
        api.summarize(TEXT)
    assert caught.value.hint == "sakura models pull"
    late = tmp_path / "late.gguf"
    api = Sakura(late)
    with pytest.raises(InputNotFoundError):
        api.summarize(TEXT)
    write_gguf(late)
    assert api.summarize(TEXT).text


def test_an_unreadable_text_is_an_error_before_weights_are_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api_engine, "resolve", lambda reference: pytest.fail("a model was looked for"))
    with pytest.raises(BadInputError):
        Sakura().summarize(" \n")
    with pytest.raises(InputNotFoundError):
        Sakura().summarize(Path("nowhere.txt"))


def test_results_come_in_order_though_texts_take_rounds_of_different_number(worker: MakeWorker) -> None:
    def answer(request: GenerationRequest) -> str:
        # The first text's answers say what it does not, so it takes another round than the others.
        turn = last_turn(request)
        return "9月30日に決めた。" if "一番目" in turn and len(request.prompt.messages) < 12 else turn[7:10]

    worker(answer)
    texts = [f"{number}番目の会議を開き、予定を確認した。" for number in ("一", "二", "三", "四")]
    results = list(Sakura().summarize_many(texts, style="headline"))
    assert [each.document.text for each in results] == texts
    assert [each.document.source for each in results] == [f"<text {number}>" for number in (1, 2, 3, 4)]


def test_many_texts_are_read_as_there_is_room_for_them(worker: MakeWorker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sakura, "_WINDOW_TEXTS", 3)
    worker(lambda request: "要点")
    taken: list[int] = []

    def texts() -> Iterator[str]:
        for number in range(10):
            taken.append(number)
            yield f"{number}番目の会議。"

    results = Sakura().summarize_many(texts())
    for told, result in enumerate(results):
        assert result.document.text == f"{told}番目の会議。"
        assert len(taken) <= told + 3
    assert len(taken) == 10


def test_a_text_that_fails_raises_in_its_place_or_is_told_of(worker: MakeWorker) -> None:
    worker(lambda request: EngineError("crashed") if "三" in last_turn(request) else "要点")
    texts = ["一の会議。", "", "三の会議。", "四の会議。"]
    results = Sakura().summarize_many(texts)
    assert next(results).document.text == texts[0]
    with pytest.raises(BadInputError):
        next(results)
    failed: list[tuple[int, str]] = []
    kept = list(Sakura().summarize_many(texts, on_error=lambda place, error: failed.append((place, error.kind))))
    assert [each.document.text for each in kept] == [texts[0], texts[3]]
    assert failed == [(1, "empty"), (2, "engine")]


def test_an_interrupted_call_ends_the_process_so_that_old_answers_meet_no_new_question(worker: MakeWorker) -> None:
    interruptions = [KeyboardInterrupt()]

    def answer(request: GenerationRequest) -> str:
        if interruptions:
            raise interruptions.pop()
        return "要点"

    fake = worker(answer)
    api = Sakura()
    fake.is_open = True
    with pytest.raises(KeyboardInterrupt):
        api.summarize(TEXT)
    assert not fake.is_open
    assert "要点" in api.summarize(TEXT).text


@pytest.mark.parametrize(
    "call",
    [
        lambda api: api.summarize(TEXT, style="bulets"),
        lambda api: api.summarize(TEXT, points=0),
        lambda api: api.summarize_many([TEXT], lang="fr"),
        lambda api: api.translate(TEXT, "jp"),
        lambda api: api.extract(TEXT),
        lambda api: api.extract(TEXT, "氏名", preset="contact"),
        lambda api: api.extract_many([TEXT], preset="contcat"),
        lambda api: api.rewrite_keigo(TEXT, level="very"),
        lambda api: api.check_keigo(TEXT, rules=["no-such-rule"]),
    ],
)
def test_keywords_are_checked_before_anything_is_done(call: Callable[[Sakura], object]) -> None:
    with pytest.raises(UsageError) as caught:
        call(Sakura())
    assert caught.value.hint


def test_settings_are_checked_and_go_before_the_environment(
    worker: MakeWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = worker(lambda request: "要点")
    monkeypatch.setenv("SAKURA_SEED", "3")
    monkeypatch.setenv("SAKURA_TEMPERATURE", "0.5")
    Sakura(seed=7).summarize(TEXT)
    assert {(each.seed, each.temperature) for each in fake.requests} == {(7, 0.5)}
    with pytest.raises(ConfigurationError):
        Sakura(threads=0)
    with pytest.raises(InputNotFoundError):
        Sakura(lora=[("no.gguf", 1.0)])


def test_a_notebook_shows_results_with_everything_escaped() -> None:
    text = "<script>alert(1)</script>は動く。"
    finding = Finding("unsupported", "<b>no</b>", 0, 8, "<script>")
    shown = Result(TaskResult(text, None, [finding]), make_document("動かない。"))._repr_html_()
    assert "<script" not in shown and "<b>no" not in shown
    assert '<mark title="unsupported: &lt;b&gt;no&lt;/b&gt;">&lt;script&gt;</mark>alert' in shown
    check = Sakura().check_keigo("<i>社長</i>がおっしゃられました。")._repr_html_()
    assert "<i>" not in check and "double-respect" in check


def test_the_keywords_of_many_are_those_of_one_and_have_their_defaults() -> None:
    for name in ("summarize", "translate", "extract", "rewrite_keigo", "check_keigo", "fix_keigo"):
        one, many = (inspect.signature(getattr(Sakura, method)).parameters for method in (name, f"{name}_many"))
        assert [*one.values()][2:] == [each for each in [*many.values()][2:] if each.name != "on_error"], name
        assert all(each.kind is not inspect.Parameter.VAR_KEYWORD for each in one.values()), name
    assert inspect.signature(Sakura.summarize).parameters["style"].default == "bullets"


def test_an_unknown_keyword_is_refused_at_once() -> None:
    for method in (Sakura().summarize, Sakura().summarize_many):
        with pytest.raises(TypeError, match="stile"):
            method(TEXT, stile="headline")  # type: ignore[operator]


def test_every_exported_name_is_there_and_importing_the_package_loads_none_of_them() -> None:
    for name in sakura_cli.__all__:
        assert isinstance(getattr(sakura_cli, name), type)
    with pytest.raises(AttributeError):
        sakura_cli.Sakra  # type: ignore[attr-defined]  # noqa: B018
    code = "import sys, sakura_cli; print([name for name in sys.modules if name.startswith('sakura_cli.')])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
    code = (
        "import sys; from sakura_cli import Sakura; Sakura(); print({'typer', 'rich', 'llama_cpp'} & set(sys.modules))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "set()"


def test_errors_of_the_api_are_those_of_the_command() -> None:
    assert sakura_cli.SakuraError is SakuraError
