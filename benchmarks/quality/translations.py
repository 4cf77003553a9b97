"""Scoring translations: chrF and BLEU of sentence pairs, numbers kept, words left over; beside what is easier.

Data is a JSONL file of sentence pairs (id, ja, en, and doc where there is one). Every system translates each sentence
by itself; sakura's are one document of one line each, those of a prompt one request each in the same batch. Copying
gives the sentence back as it is. What sakura is above each of them is told with its interval (`bootstrap`).
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from benchmarks.quality.bootstrap import compare
from sakura_cli.characters.script import find_foreign, repertoire
from sakura_cli.documents.document import Document
from sakura_cli.inference.client import Engine, WorkerEngine
from sakura_cli.inference.options import EngineOptions
from sakura_cli.inference.requests import Finished, GenerationRequest, Message, MessagePart, Prompt
from sakura_cli.models.reference import resolve
from sakura_cli.options.translation import TranslationOptions
from sakura_cli.paths import cache_dir
from sakura_cli.tasks.framework.steps import complete
from sakura_cli.tasks.translation.leftovers import find_leftover
from sakura_cli.tasks.translation.translate import translate
from sakura_cli.text.facts import missing_facts
from sakura_cli.text.languages import LANGUAGE_NAMES, LanguageCode

_PLAIN_TOKENS = 300
# The examples of the few-shot prompt, which no data has.
_EXAMPLES = (
    (
        "新しい倉庫は来年4月に稼働する予定です。",
        "The new warehouse is to open in April next year.",
    ),
    (
        "担当者が不在のため、回答には2日ほどかかります。",
        "The person in charge is away, so a reply takes some two days.",
    ),
    ("利益は前の年より8%減り、3億円にとどまった。", "Profit fell 8% from the previous year to just 300 million yen."),
)
# What sacrebleu splits a language's words with; it is printed with every score.
TOKENIZERS = {"ja": "ja-mecab", "en": "13a"}


@dataclass(frozen=True)
class Pair:
    """A sentence and its translation by a person."""

    name: str
    source: str
    reference: str


@dataclass(frozen=True)
class Translations:
    """What a system wrote for the pairs, in order; `reported` holds the lines it has findings about."""

    texts: Sequence[str]
    seconds: float
    reported: frozenset[int] = frozenset()
    findings: int = 0


def read_pairs(
    data: Path,
    target: LanguageCode,
    *,
    documents: Sequence[str] = (),
    skip: int = 0,
    limit: int | None = None,
    every: int = 1,
) -> list[Pair]:
    """Return the pairs of a file, of certain documents only where they are named, each `every`-th from `skip` on."""
    source = "ja" if target == "en" else "en"
    pairs: list[Pair] = []
    for line in data.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if not documents or record.get("doc") in documents:
            # One line each: a line break within a sentence would make two.
            before, after = (" ".join(str(record[language]).split()) for language in (source, target))
            pairs.append(Pair(str(record["id"]), before, after))
    return pairs[skip::every][:limit]


def translate_with_sakura(engine: Engine, pairs: Sequence[Pair], target: LanguageCode) -> Translations:
    """Translate as `sakura translate --format text` does, each sentence a line of its own."""
    source: LanguageCode = "ja" if target == "en" else "en"
    # Blank lines keep long lines from being read as a wrapped paragraph.
    document = Document("pairs.txt", "\n\n".join(pair.source for pair in pairs), "utf-8", "\n", False)
    started = time.perf_counter()
    result = complete(engine, translate(document, TranslationOptions(target, source=source, format="text")))
    lines = result.text.split("\n\n")[: len(pairs)]
    reported = frozenset(result.text.count("\n\n", 0, finding.start) for finding in result.findings)
    return Translations(lines, time.perf_counter() - started, reported, len(result.findings))


def translate_with_plain_prompt(engine: Engine, pairs: Sequence[Pair], target: LanguageCode) -> Translations:
    """Translate by one message a sentence, without system prompt, examples or constraints."""
    return _ask_for_each(engine, pairs, target, ())


def translate_with_few_shots(engine: Engine, pairs: Sequence[Pair], target: LanguageCode) -> Translations:
    """Translate by the plain prompt behind three examples of it."""
    return _ask_for_each(engine, pairs, target, [each if target == "en" else each[::-1] for each in _EXAMPLES])


def copy(engine: Engine, pairs: Sequence[Pair], target: LanguageCode) -> Translations:
    """Give every sentence back as it is."""
    return Translations([pair.source for pair in pairs], 0.0)


def _ask_for_each(
    engine: Engine, pairs: Sequence[Pair], target: LanguageCode, examples: Sequence[tuple[str, str]]
) -> Translations:
    source: LanguageCode = "ja" if target == "en" else "en"
    instruction = f"Translate the following {LANGUAGE_NAMES[source]} into {LANGUAGE_NAMES[target]}."

    def ask(text: str) -> Message:
        return Message("user", (MessagePart(f"{instruction}\n\n{text}"),))

    shown = [turn for text, answer in examples for turn in (ask(text), Message("assistant", (MessagePart(answer),)))]
    requests = [GenerationRequest(Prompt((*shown, ask(pair.source))), _PLAIN_TOKENS) for pair in pairs]
    started = time.perf_counter()
    answers = {event.index: event.completion.text for event in engine.generate(requests) if isinstance(event, Finished)}
    texts = [" ".join(answers[index].split()) for index in range(len(pairs))]
    return Translations(texts, time.perf_counter() - started)


def score_translations(pairs: Sequence[Pair], done: Translations, target: LanguageCode) -> dict[str, float]:
    """Return chrF and BLEU over all pairs, and in how many of them numbers, script and words are as they should be."""
    references = [[pair.reference for pair in pairs]]
    allowed = repertoire(target) or frozenset()
    lost = [bool(missing_facts(pair.source, text)) for pair, text in zip(pairs, done.texts, strict=True)]
    return {
        "chrF": float(CHRF().corpus_score(list(done.texts), references).score),
        "BLEU": float(BLEU(tokenize=TOKENIZERS[target]).corpus_score(list(done.texts), references).score),
        "numbers_kept": float(len(pairs) - sum(lost)),
        "numbers_lost_unsaid": float(sum(is_lost and n not in done.reported for n, is_lost in enumerate(lost))),
        "foreign_script": float(sum(bool(find_foreign(text, allowed)) for text in done.texts)),
        "words_left": float(
            sum(bool(find_leftover(pair.source, text)) for pair, text in zip(pairs, done.texts, strict=True))
            if target == "ja"
            else 0
        ),
        "empty_or_echoed": float(
            sum(not text.strip() or text == pair.source for pair, text in zip(pairs, done.texts, strict=True))
        ),
        "findings": float(done.findings),
        "seconds": done.seconds,
    }


def score_each(pairs: Sequence[Pair], done: Translations) -> list[float]:
    """Return the chrF of each translation by itself."""
    metric = CHRF()
    return [
        float(metric.sentence_score(text, [pair.reference]).score) for pair, text in zip(pairs, done.texts, strict=True)
    ]


def add_translate_parser(tasks: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command line of this benchmark."""
    parser = tasks.add_parser("translate", help="chrF, BLEU, numbers kept, foreign script, words left untranslated")
    parser.add_argument("data", type=Path)
    parser.add_argument("--to", default="en", choices=tuple(TOKENIZERS))
    parser.add_argument("--document", action="append", default=[], help="only the sentences of this document")
    parser.add_argument("--skip", type=int, default=0)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--every", type=int, default=1, help="only each so many-th: few of a document")
    parser.add_argument("--model")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--no-plain-prompt", action="store_true", help="leave out the baselines that need the model")
    parser.add_argument("--show", action="store_true", help="print every answer, to be read")


def report_translations(arguments: argparse.Namespace) -> int:
    """Translate the pairs the command line names with each system and print the scores."""
    target: LanguageCode = arguments.to
    pairs = read_pairs(
        arguments.data,
        target,
        documents=arguments.document,
        skip=arguments.skip,
        limit=arguments.limit,
        every=arguments.every,
    )
    systems = {
        "sakura": translate_with_sakura,
        "plain prompt": translate_with_plain_prompt,
        "few shots": translate_with_few_shots,
        "copying": copy,
    }
    if arguments.no_plain_prompt:
        del systems["plain prompt"], systems["few shots"]
    model = resolve(arguments.model)
    print(f"model: {model.name} · pairs: {len(pairs)} · to: {target} · BLEU tokenizer: {TOKENIZERS[target]}")
    with WorkerEngine(deadline_seconds=1200.0) as engine:
        key = model.sha256 or str(model.path.resolve())
        engine.load(model.path, key, EngineOptions(threads=arguments.threads), cache_dir() / "prompts")
        by_system: dict[str, list[float]] = {}
        for name, system in systems.items():
            done = system(engine, pairs, target)
            by_system[name] = score_each(pairs, done)
            for pair, text in zip(pairs, done.texts, strict=True) if arguments.show else ():
                print(f"{pair.name}\n  {pair.source}\n  {text}\n  {pair.reference}")
            scores = score_translations(pairs, done, target)
            print(f"{name:<14}", *(f"{key} {value:.1f}" for key, value in scores.items()), flush=True)
    ours = by_system.pop("sakura")
    for name, theirs in by_system.items():
        print(f"sakura's chrF by sentence, less that of {name}: {compare(ours, theirs)}")
    return 0
