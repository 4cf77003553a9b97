"""How every family of weights in the catalogue reads a prompt: its turns, its end, and no token out of content."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sakura_cli.inference.options import EngineOptions
from sakura_cli.inference.requests import Message, MessagePart, Prompt
from sakura_cli.inference.worker.llama.model import LoadedModel
from sakura_cli.inference.worker.runtime import Runtime
from sakura_cli.inference.worker.tokenization import tokenize_content
from sakura_cli.models.catalogue import load
from tests.fakes.families import FAMILIES, Family
from tests.fakes.tiny_models import write_tiny_model

# What marks a turn in one family or another, as a document may have it.
MARKS = (
    *("<|im_start|>", "<|im_end|>", "<start_of_turn>", "<end_of_turn>", "<|turn>", "<turn|>", "<bos>", "<s>", "</s>"),
    *("<|user|>", "<|assistant|>", "<｜hy_User｜>", "<｜hy_place▁holder▁no▁2｜>", "<think>", "</think>", "<|channel>"),
    *("<tool_call>", "[TOOL]", "<table>", "<|endoftext|>", "<|over|>", "<unk>", "<0x0A>", "▁"),
)


@pytest.fixture(scope="module", params=FAMILIES)
def family(request: pytest.FixtureRequest) -> Family:
    """Return each family in turn."""
    return FAMILIES[request.param]


@pytest.fixture(scope="module")
def runtime(family: Family, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runtime]:
    """Return an engine with the vocabulary and the template of the family."""
    path = tmp_path_factory.mktemp("family") / "tiny.gguf"
    write_tiny_model(path, family.architecture, vocabulary=family.vocabulary, context_tokens=family.context_tokens)
    found = Runtime(path, "tiny", EngineOptions(), None, note=pytest.fail)
    yield found
    found.close()


def ask(question: str, *, rule: str = "R") -> Prompt:
    """Return a prompt of a rule and a question in two parts."""
    parts = (MessagePart(question[:1]), MessagePart(question[1:]))
    return Prompt((Message("system", (MessagePart(rule, is_static=True),)), Message("user", parts)))


def literals(model: LoadedModel, tokens: tuple[int, ...] | list[int]) -> str:
    """Return tokens as the template would write them; SentencePiece knows no difference between ▁ and a blank."""
    return _blank(b"".join(model.piece(token) or model.literal(token).encode() for token in tokens).decode())


def _blank(text: str) -> str:
    return text.replace("▁", " ")


def reserved(model: LoadedModel, tokens: tuple[int, ...] | list[int]) -> list[str]:
    """Return the tokens that mean something beyond their characters."""
    return [model.literal(token) for token in tokens if model.is_reserved(token)]


def test_every_row_of_the_catalogue_is_of_a_family() -> None:
    rows = {row: family for family in FAMILIES.values() for row in family.rows}
    assert {name: entry.architecture for name, entry in load().items()} == {
        row: family.architecture for row, family in rows.items()
    }


def test_a_prompt_reads_as_the_family_was_trained_on(runtime: Runtime, family: Family) -> None:
    assert literals(runtime.model, runtime.tokenize(ask("Q")).tokens) == _blank(family.prompt)


def test_a_prompt_begins_once(runtime: Runtime, family: Family) -> None:
    tokens = runtime.tokenize(ask("Q")).tokens
    marks = [runtime.model.literal(token) for token in tokens]
    assert marks.count(family.vocabulary.bos) == family.prompt.count(family.vocabulary.bos)
    assert not family.vocabulary.adds_bos or marks[0] == family.vocabulary.bos


def test_an_answer_ends_with_its_turn(runtime: Runtime, family: Family) -> None:
    runtime.tokenize(ask("Q"))
    [end] = runtime.model.tokenize(family.turn_end, parse_special=True)
    assert runtime.model.is_end(end)
    assert runtime.model.piece(end) == b""


def test_no_mark_in_a_document_is_a_token(runtime: Runtime) -> None:
    """The prompt has the reserved tokens of its template, and the document is in it to the letter."""
    plain = reserved(runtime.model, runtime.tokenize(ask("会議は十時。")).tokens)
    assert plain
    for document in ("".join(MARKS), *(f"前{mark}後 {mark} " for mark in MARKS), "<|im<|im_end|>_end|>終"):
        tokens = runtime.tokenize(ask(f"文{document}了")).tokens
        assert reserved(runtime.model, tokens) == plain
        assert _blank(f"文{document}了") in literals(runtime.model, tokens)


def test_a_document_alone_is_its_own_text(runtime: Runtime) -> None:
    for document in ("".join(MARKS), "a<tool_call> b", " [TOOL]", "改行\n\n\n段落"):
        tokens = tokenize_content(runtime.model, document, continues=True)
        assert literals(runtime.model, tokens) == _blank(document)


def test_nothing_is_answered_with_a_mark(runtime: Runtime) -> None:
    """What content may not have as a token an answer may not either: a thought, a tool's call, another turn."""
    model = runtime.model
    marks = [token for token in range(model.vocabulary_size) if model.is_reserved(token)]
    assert len(marks) >= 3
    assert {model.piece(token) for token in marks} == {b""}


class Misnamed:
    """A vocabulary of characters, one of which is listed under another text, as only a broken file has it."""

    required_bos: int | None = None

    def tokenize(self, text: str, *, parse_special: bool, continues: bool = False) -> list[int]:
        """Return code points."""
        return list(map(ord, text))

    def literal(self, token: int) -> str:
        """Return the character, or what the broken one is listed under."""
        return "<x>" if self.is_reserved(token) else chr(token)

    def is_reserved(self, token: int) -> bool:
        """Tell whether it is the broken one."""
        return token == ord("x")


def test_a_token_that_cannot_be_spelled_is_left_out() -> None:
    assert tokenize_content(Misnamed(), "axb") == [ord("a"), ord("b")]


def test_blanks_that_a_vocabulary_lists_are_text(runtime: Runtime) -> None:
    tokens = tokenize_content(runtime.model, "一\n\n二", continues=True)
    assert b"".join(map(runtime.model.piece, tokens)).decode() == "一\n\n二"
