"""Every architecture of the catalogue in the worker: what they share, what they keep, and what they cannot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from sakura_cli.characters.script import everyday_japanese
from sakura_cli.errors import BadInputError, EngineError
from sakura_cli.inference.client import WorkerEngine
from sakura_cli.inference.options import EngineOptions
from sakura_cli.inference.requests import Finished, GenerationRequest, TextDelta
from tests.fakes.families import FAMILIES
from tests.fakes.tiny_models import write_tiny_model
from tests.inference.requests import STATIC, complete, make_prompt, make_request

StartFamily = Callable[..., WorkerEngine]
SCHEMA = '{"type":"object","properties":{"名":{"type":"string","maxLength":6},"数":{"type":"integer"}}}'
DOCUMENTS = [f"第{number}号は{'長い' * number}文書です。" for number in range(6)]
CATALOGUE = [*{family.architecture: name for name, family in FAMILIES.items() if family.rows}.values()]
# What they remember of a text is one state, which cannot go back to an earlier place.
LETTERS = "abcdefghijklmnopqrstuvwxyz"
STATEFUL = {"qwen35", "lfm2"}


@pytest.fixture(scope="session")
def family_model(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return the path of a tiny model of a family, with its template and its tokens."""
    folder = tmp_path_factory.mktemp("families")

    def find(name: str) -> Path:
        path, family = folder / f"{name}.gguf", FAMILIES[name]
        if not path.exists():
            write_tiny_model(
                path, family.architecture, vocabulary=family.vocabulary, context_tokens=family.context_tokens
            )
        return path

    return find


@pytest.fixture(params=CATALOGUE)
def name(request: pytest.FixtureRequest) -> str:
    """Return the name of each family of the catalogue."""
    return str(request.param)


@pytest.fixture
def start(family_model: Callable[[str], Path], tmp_path: Path, request: pytest.FixtureRequest) -> StartFamily:
    """Return a function that starts a worker with a model of a family."""

    def run(name: str, **options: object) -> WorkerEngine:
        engine = WorkerEngine(deadline_seconds=60)
        request.addfinalizer(engine.close)
        engine.load(family_model(name), name, EngineOptions(**options), tmp_path / "kv")  # type: ignore[arg-type]
        return engine

    return run


def weigh(engine: WorkerEngine, documents: Sequence[str], rule: str = STATIC) -> list[tuple[float, ...]]:
    """Return how likely each letter is after each document: what was read, in figures that may differ a little."""
    prompts = [make_prompt(document, rule) for document in documents]
    requests = [GenerationRequest(prompt, 3, weighed=tuple(LETTERS), language=None) for prompt in prompts]
    return [each.weights for each in complete(engine, requests)]


def same(weights: list[tuple[float, ...]], name: str) -> list[object]:
    """Return what equals the same weights up to what rounding makes of them: less where little is remembered."""
    return [pytest.approx(each, abs=0.005 if name in STATEFUL else 0.15) for each in weights]


def test_side_by_side_from_the_disk_and_alone_the_same_is_read(name: str, start: StartFamily) -> None:
    together = weigh(start(name, parallel=3), DOCUMENTS)
    assert together == same(weigh(start(name, parallel=2), DOCUMENTS), name)  # from the prefix kept on the disk
    alone = start(name, parallel=1)
    assert together == same([weigh(alone, [document])[0] for document in DOCUMENTS], name)
    assert together[0] != same(together, name)[1]


def test_the_beginning_that_requests_share_is_kept_on_the_disk(name: str, start: StartFamily) -> None:
    request = make_request("会議は十時からです。", 4)
    [computed], [restored] = (complete(start(name), [request]) for _ in range(2))
    assert computed.cached_tokens == 0 and restored.cached_tokens > 16


def test_answers_keep_to_a_grammar_and_to_their_characters(name: str, start: StartFamily) -> None:
    requests = [make_request(text, 40, json_schema=SCHEMA, temperature=1.5, seed=3) for text in DOCUMENTS[:3]]
    for completion in complete(start(name, parallel=3), [*requests, make_request("題", 24, temperature=1.5)]):
        assert set(completion.text) <= everyday_japanese() | set("".join(DOCUMENTS)) | set('{}":,\\')
    quoting = make_request("題", 12, quotations=(("会議", "は", "十時", "です"),), language=None)
    [quoted] = complete(start(name), [quoting])
    assert quoted.text in "会議は十時です" != ""


def test_a_chat_goes_on_from_what_was_read_of_it(name: str, start: StartFamily) -> None:
    """A slot is used again as far as the architecture can go back in it, and what is read is that of a fresh one."""
    engine = start(name)
    report = "今月の売上は一億円でした。" * 6
    complete(engine, [make_request(f"{report}前年比です。", 8)])
    again, fresh = (complete(each, [make_request(f"{report}来月は。", 1)])[0] for each in (engine, start(name)))
    assert (again.cached_tokens > fresh.cached_tokens + 40) == (name not in STATEFUL)
    assert weigh(engine, [f"{report}来月は。"]) == same(weigh(start(name), [f"{report}来月は。"]), name)


def test_what_is_longer_than_the_window_is_read_whole(name: str, start: StartFamily) -> None:
    """Shared beginnings longer than a sliding window, and slots used one after another."""
    rule = "規則を守ること。" * 12
    documents = [document * 8 for document in DOCUMENTS]
    together = weigh(start(name, parallel=2), documents, rule)
    alone = start(name, parallel=1)
    assert together == same([weigh(alone, [document], rule)[0] for document in documents], name)


def test_a_caller_that_leaves_leaves_nothing_behind(name: str, start: StartFamily) -> None:
    engine = start(name, parallel=2)
    requests = [make_request(document, 200) for document in DOCUMENTS]
    events = engine.generate(requests)
    for event in events:
        if isinstance(event, TextDelta):
            break
    events.close()
    assert weigh(engine, ["題"]) == same(weigh(start(name), ["題"]), name)


def test_an_answer_ends_by_itself_with_no_mark_in_it(name: str, start: StartFamily) -> None:
    marks = {*FAMILIES[name].vocabulary.control, *FAMILIES[name].vocabulary.user_defined}
    requests = [make_request(text, 48, language=None, temperature=2.0, seed=n) for n, text in enumerate(DOCUMENTS)]
    texts = [each.completion.text for each in start(name).generate(requests) if isinstance(each, Finished)]
    assert len(texts) == len(DOCUMENTS)
    assert not [mark for mark in marks if any(mark in text for text in texts)]


def test_a_window_of_eight_thousand_is_kept(start: StartFamily) -> None:
    engine = start("sarashina")
    assert engine.info()["context_limit_tokens"] == 8192
    with pytest.raises(BadInputError) as caught:
        complete(engine, [make_request("長い文書です。" * 400, 64)])
    assert caught.value.kind == "context-exceeded" and "8192" in caught.value.message


@pytest.mark.parametrize("unknown", ["gemma9", "tokenizer", "pre-tokenizer"])
def test_a_file_for_a_newer_engine_says_so(unknown: str, tmp_path: Path) -> None:
    path = write_tiny_model(tmp_path / "newer.gguf", unknown if unknown == "gemma9" else "qwen2")
    data = path.read_bytes()
    if unknown == "tokenizer":
        path.write_bytes(data.replace(b"\4\0\0\0\0\0\0\0gpt2", b"\4\0\0\0\0\0\0\0gpt9"))
    elif unknown == "pre-tokenizer":
        path.write_bytes(data.replace(b"\5\0\0\0\0\0\0\0qwen2", b"\5\0\0\0\0\0\0\0qwen9"))
    with WorkerEngine() as engine, pytest.raises(EngineError) as caught:
        engine.load(path, "newer", EngineOptions(), None)
        complete(engine, [make_request("題")])
    assert (caught.value.kind, caught.value.exit_status) == ("unknown-architecture", 70)
    assert {"gemma9": "gemma9", "tokenizer": "gpt9", "pre-tokenizer": "qwen9"}[unknown] in caught.value.message
    assert caught.value.hint and "sakura models list" in caught.value.hint
