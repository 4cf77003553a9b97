"""An engine that is a server: implements `sakura_cli.inference.client.Engine`, and what the command wants besides.

Answers are held to their form where the server honours one (`forms`), and checked whether it does or not
(`checking`): what is not as asked for is asked for again, and an error of its request in the end. What a server cannot
do is told once.
"""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sakura_cli.characters.script import repertoire
from sakura_cli.errors import BadInputError, EngineError, ModelUnavailableError
from sakura_cli.inference.partial_json import close_json
from sakura_cli.inference.requests import (
    Completion,
    Finished,
    GenerationEvent,
    GenerationRequest,
    Message,
    MessagePart,
    Prompt,
    RenderedPrompt,
    TextDelta,
)
from sakura_cli.inference.server.address import Address
from sakura_cli.inference.server.chat import StreamedAnswer, to_body, to_messages
from sakura_cli.inference.server.checking import find_fault
from sakura_cli.inference.server.forms import Forms, grammar_fields, schema_fields
from sakura_cli.inference.server.grammars import character_grammar, json_grammar, quotation_grammar
from sakura_cli.inference.server.retrying import with_retries
from sakura_cli.inference.server.transport import JsonAnswer, Transport
from sakura_cli.localization import gettext as _

_CHAT = "/v1/chat/completions"
_DEFAULT_PARALLEL = 4
# Where a server does not tell: less than any that is in use.
_DEFAULT_CONTEXT_TOKENS = 4096
# After the first answer; each is drawn otherwise.
_SECOND_TRIES = 2
_SECOND_TEMPERATURE = 0.4


@dataclass(frozen=True)
class ServedModel:
    """The model of a server, as far as it tells."""

    name: str
    sha256: str | None = None
    quantization: str = ""


class ServerEngine:
    """Asks one server; several requests at once, each in a thread."""

    def __init__(
        self,
        transport: Transport,
        *,
        model: str | None = None,
        context_tokens: int | None = None,
        parallel: int | None = None,
        on_note: Callable[[str], None] = lambda _: None,
    ):
        """Prepare; nothing is asked yet. Without a `model` it is the server's first."""
        self._transport = transport
        self._wanted_model = model
        self._context_tokens = context_tokens
        self._parallel = parallel or _DEFAULT_PARALLEL
        self._on_note = on_note
        self._lock = threading.RLock()
        self._model: ServedModel | None = None
        self._is_plain = False
        self._told: set[str] = set()
        self._can_count: bool | None = None
        self._forms = Forms(self._ask_briefly)

    @property
    def address(self) -> Address:
        """Where the server is."""
        return self._transport.address

    def describe_forms(self) -> JsonAnswer:
        """Return in which forms the server holds its answers to a grammar and to a JSON schema, None for neither."""
        self.connect()
        return {"grammar": self._forms.find_grammar(), "json_schema": self._forms.find_schema()}

    def connect(self) -> ServedModel:
        """Return the server's model, asked for once. Raises what keeps the server from being used."""
        with self._lock:
            if self._model is None:
                listed = with_retries(lambda: self._transport.get("/v1/models"))
                names = [each["id"] for each in _list_of_objects(listed) if isinstance(each.get("id"), str)]
                if not names and self._wanted_model is None:
                    message = _("{url} is no server with OpenAI's interface").format(url=self._transport.address.url)
                    raise ModelUnavailableError(message, hint=_("correct --engine"), kind="no-server")
                self._model = ServedModel(self._wanted_model or names[0])
            return self._model

    def start(self) -> None:
        """Do nothing: there is no process."""

    def close(self) -> None:
        """Do nothing: each request has a connection of its own."""

    def generate(self, requests: Sequence[GenerationRequest]) -> Iterator[GenerationEvent]:
        """Run requests side by side, those of the lowest rank first; `requests` may grow meanwhile."""
        self.connect()
        outcomes: queue.SimpleQueue[tuple[int, Completion | BaseException]] = queue.SimpleQueue()
        is_over = threading.Event()
        waiting: list[int] = []
        known = running = finished = 0

        def run(index: int, request: GenerationRequest) -> None:
            try:
                outcomes.put((index, self._complete(request, is_over)))
            except BaseException as error:
                outcomes.put((index, error))

        try:
            while finished < len(requests):
                waiting += range(known, len(requests))
                known = len(requests)
                waiting.sort(key=lambda index: (requests[index].rank, index))
                while waiting and running < self._parallel:
                    index = waiting.pop(0)
                    threading.Thread(target=run, args=(index, requests[index]), daemon=True).start()
                    running += 1
                index, outcome = outcomes.get()
                running -= 1
                finished += 1
                if isinstance(outcome, BaseException):
                    raise outcome
                if outcome.text:
                    yield TextDelta(index, outcome.text)
                yield Finished(index, outcome)
        finally:
            is_over.set()

    def count_text_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the token counts of texts; where the server does not count, no fewer than there are."""
        self.connect()
        counts = []
        for text in texts:
            count = self._count(text) if self._can_count is not False else None
            self._can_count = count is not None
            # A character is a token at most, but for rare ones, which are up to three or four.
            counts.append(count if count is not None else sum(1 if ord(each) < 0xA000 else 2 for each in text))
        if self._can_count is False:
            self._tell_once(_("the server does not count tokens: texts are taken to have one for every character"))
        return counts

    def render(self, prompts: Sequence[Prompt]) -> list[RenderedPrompt]:
        """Return prompts as the model sees them, or as they are sent where the server does not show that."""
        rendered = []
        for prompt in prompts:
            messages = to_messages(prompt.messages)
            answer = with_retries(lambda: self._transport.post("/apply-template", {"messages": messages}))  # noqa: B023
            shown = answer.get("prompt") if isinstance(answer, dict) else None
            text = shown if isinstance(shown, str) else "\n\n".join(f"{m['role']}: {m['content']}" for m in messages)
            rendered.append(RenderedPrompt(text, self.count_text_tokens([text])[0], 0))
        return rendered

    @property
    def context_limit_tokens(self) -> int:
        """The largest number of tokens a prompt and its completion may have together."""
        if self._context_tokens is None:
            found = self._find_context()
            if found is None:
                self._tell_once(_("the server does not say how long a text may be: --context N does"))
            self._context_tokens = found or _DEFAULT_CONTEXT_TOKENS
        return self._context_tokens

    def is_strong_at(self, task: str) -> bool:
        """Tell that nothing is known of a server's weights."""
        return False

    def _complete(self, request: GenerationRequest, is_over: threading.Event) -> Completion:
        fields = self._constrain(request)
        for number in range(_SECOND_TRIES + 1):
            tried = request
            if number:
                temperature = max(request.temperature, _SECOND_TEMPERATURE)
                tried = replace(request, temperature=temperature, seed=request.seed + number)
            completion = with_retries(lambda: self._ask(tried, fields, is_over))  # noqa: B023
            fault = find_fault(completion.text, request)
            if fault is None or fault == "empty":
                # That there is nothing to say is for the task to judge.
                return completion
        raise EngineError(_describe_fault(fault), kind=f"wrong-{fault}")

    def _constrain(self, request: GenerationRequest) -> JsonAnswer:
        """Return the fields that hold an answer to what is asked for, as far as the server honours any."""
        allowed = repertoire(request.language, request.source_characters) if request.language else None
        grammar: str | None = None
        if request.quotations:
            grammar = quotation_grammar(request.quotations)
        elif request.json_schema is None and allowed is not None:
            grammar = character_grammar(allowed, is_single_line=request.is_single_line)
        elif request.json_schema is not None:
            grammar = json_grammar(json.loads(request.json_schema), allowed)
        if grammar is None:
            return {}
        form = self._forms.find_grammar()
        if form is not None:
            return grammar_fields(form, grammar)
        if request.json_schema is not None and (form := self._forms.find_schema()) is not None:
            return schema_fields(form, json.loads(request.json_schema))
        self._tell_once(
            _("the server does not hold its answers to a form: they are checked, and wrong ones are asked for again")
        )
        return {}

    def _ask(self, request: GenerationRequest, fields: JsonAnswer, is_over: threading.Event) -> Completion:
        answer = StreamedAnswer(request)
        answer.take(self._stream(request, fields, is_over))
        completion = answer.completion()
        if request.json_schema is not None and completion.finish_reason == "length":
            return replace(completion, text=close_json(completion.text, json.loads(request.json_schema)))
        return completion

    def _stream(self, request: GenerationRequest, fields: JsonAnswer, is_over: threading.Event) -> Iterator[JsonAnswer]:
        body = to_body(request, self.connect().name, is_plain=self._is_plain) | fields
        try:
            for part in self._transport.stream(_CHAT, body):
                if is_over.is_set():
                    raise EngineError(_("the request was given up"), kind="given-up")
                yield part
        except BadInputError:
            if self._is_plain:
                raise
            # It may be the fields that only some servers know.
            self._is_plain = True
            yield from self._stream(request, fields, is_over)

    def _ask_briefly(self, question: str, fields: JsonAnswer, max_tokens: int) -> str:
        prompt = Prompt((Message("user", (MessagePart(question, is_static=True),)),))
        return self._ask(GenerationRequest(prompt, max_tokens), fields, threading.Event()).text

    def _count(self, text: str) -> int | None:
        body = {"content": text, "prompt": text, "model": self.connect().name}
        answer = with_retries(lambda: self._transport.post("/tokenize", body))
        if not isinstance(answer, dict):
            return None
        tokens, count = answer.get("tokens"), answer.get("count")
        return count if isinstance(count, int) else len(tokens) if isinstance(tokens, list) else None

    def _find_context(self) -> int | None:
        properties = with_retries(lambda: self._transport.get("/props"))
        sizes: list[Any] = []
        if isinstance(properties, dict):
            sizes.append((properties.get("default_generation_settings") or {}).get("n_ctx"))
        for each in _list_of_objects(with_retries(lambda: self._transport.get("/v1/models"))):
            sizes += [each.get("max_model_len"), (each.get("meta") or {}).get("n_ctx_train")]
        return next((size for size in sizes if isinstance(size, int) and size > 0), None)

    def _tell_once(self, note: str) -> None:
        with self._lock:
            if note in self._told:
                return
            self._told.add(note)
        self._on_note(note)


def _list_of_objects(answer: Any) -> list[dict[str, Any]]:
    data = answer.get("data") if isinstance(answer, dict) else None
    return [each for each in data if isinstance(each, dict)] if isinstance(data, list) else []


def _describe_fault(fault: str | None) -> str:
    if fault == "quotation":
        return _("the server's answer does not stand in the text, in three tries")
    if fault == "shape":
        return _("the server's answer has not the shape that was asked for, in three tries")
    return _("the server's answer has characters of another language, in three tries")
