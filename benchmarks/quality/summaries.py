"""Scoring summaries, and what they stand beside: first and last sentences, the plain and a few-shot prompt."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.quality.cases import Case
from benchmarks.quality.rouge import find_tokenizer, score_rouge
from sakura_cli.characters.script import everyday_japanese, find_foreign
from sakura_cli.inference.client import Engine
from sakura_cli.inference.requests import Finished, GenerationRequest, Message, MessagePart, Prompt
from sakura_cli.japanese.sentences import split_sentences
from sakura_cli.options.summary import SummaryOptions
from sakura_cli.tasks.framework.steps import complete
from sakura_cli.tasks.summary.summarize import summarize
from sakura_cli.text.facts import find_unsupported
from sakura_cli.text.meaning import find_misstatements

PLAIN_PROMPT = "次の文章を要約してください。"
# The examples of the few-shot prompt, which no data has.
_EXAMPLES = (
    (
        "設備課からのお知らせです。西棟のエレベーターは部品の交換のため、6月10日の9時から12時まで停止します。その間は東棟のもの"
        "をご利用ください。荷物の運搬が必要な方は、前日までに設備課の森へご連絡ください。",
        "西棟のエレベーターが6月10日の9時から12時まで部品交換のため停止する。荷物の運搬が必要な人は前日までに設備課の森へ連絡する。",
    ),
    (
        "上期の売上高は前年同期より4%多い52億円でした。海外向けの包装機が伸びた一方、国内は横ばいでした。原材料の値上がりで利益は"
        "1割減りました。通期の予想は変えません。",
        "上期の売上高は海外向けの包装機が伸びて4%増の52億円だったが、原材料高で利益は1割減った。通期予想は据え置く。",
    ),
)
_PLAIN_TOKENS = 400
_NUMBER_KINDS = frozenset({"number", "amount", "percent", "date", "time", "weekday", "phone"})


@dataclass(frozen=True)
class Answer:
    """What a system wrote about a case, what it cost and what it confessed."""

    text: str
    seconds: float = 0.0
    findings: int = 0


def write_with_sakura(engine: Engine, case: Case, options: SummaryOptions) -> Answer:
    """Summarise a case as `sakura summarize` does."""
    result = complete(engine, summarize(case.document, options, engine.count_text_tokens))
    return Answer(result.text, result.usage.seconds, len(result.findings))


def write_with_plain_prompt(engine: Engine, case: Case, options: SummaryOptions) -> Answer:
    """Summarise a case by one message, without system prompt, examples or constraints."""
    return _ask(engine, case, options, ())


def write_with_few_shots(engine: Engine, case: Case, options: SummaryOptions) -> Answer:
    """Summarise a case by the plain prompt behind two examples of it."""
    return _ask(engine, case, options, _EXAMPLES)


def _ask(engine: Engine, case: Case, options: SummaryOptions, examples: Sequence[tuple[str, str]]) -> Answer:
    instruction = PLAIN_PROMPT
    if options.max_chars is not None:
        instruction = f"次の文章を{options.max_chars}字以内で要約してください。"

    def ask(text: str) -> Message:
        return Message("user", (MessagePart(f"{instruction}\n\n{text}"),))

    shown = [turn for text, answer in examples for turn in (ask(text), Message("assistant", (MessagePart(answer),)))]
    prompt = Prompt((*shown, ask(case.document.text)))
    started = time.perf_counter()
    events = engine.generate([GenerationRequest(prompt, _PLAIN_TOKENS)])
    [text] = [event.completion.text for event in events if isinstance(event, Finished)]
    return Answer(text.strip(), time.perf_counter() - started)


def take_first(case: Case, max_characters: int) -> Answer:
    """Return the first sentences of a case, up to a number of characters but at least one."""
    return Answer(_take(case.document.text, max_characters, from_end=False))


def take_last(case: Case, max_characters: int) -> Answer:
    """Return the last sentences of a case, up to a number of characters but at least one."""
    return Answer(_take(case.document.text, max_characters, from_end=True))


def score(case: Case, answer: Answer, options: SummaryOptions) -> dict[str, float]:
    """Return what can be measured of an answer; rates are 1 or 0 for one case."""
    source, text = case.document.text, answer.text
    unsupported = find_unsupported(text, source)
    allowed = everyday_japanese() | set(source)
    scores = {
        "characters": float(len(text)),
        "has_unsupported_number": float(any(fact.kind in _NUMBER_KINDS for fact in unsupported)),
        "has_unsupported_name": float(any(fact.kind not in _NUMBER_KINDS for fact in unsupported)),
        "has_reversal": float(
            any(each.kind in ("reversed", "turned-direction") for each in find_misstatements(text, source))
        ),
        "has_foreign_script": float(bool(find_foreign(text, allowed))),
        "has_findings": float(answer.findings > 0),
        "seconds": answer.seconds,
    }
    if options.max_chars is not None:
        scores["keeps_length"] = float(len(text) <= options.max_chars)
    if case.reference is not None:
        scores |= score_rouge(text, case.reference, find_tokenizer()[1])
    return scores


def average(scores: Sequence[dict[str, float]]) -> dict[str, float]:
    """Return the mean of each figure over the cases that have it."""
    names = dict.fromkeys(name for each in scores for name in each)
    values = {name: [each[name] for each in scores if name in each] for name in names}
    return {name: sum(each) / len(each) for name, each in values.items()}


def _take(text: str, max_characters: int, *, from_end: bool) -> str:
    kept: list[str] = []
    for sentence in _in_order(text, from_end=from_end):
        if kept and sum(map(len, kept)) + len(sentence) > max_characters:
            break
        kept.append(sentence)
    return "".join(reversed(kept) if from_end else kept)


def _in_order(text: str, *, from_end: bool) -> Iterator[str]:
    spans = split_sentences(text)
    for span in reversed(spans) if from_end else spans:
        yield span.cut(text)
