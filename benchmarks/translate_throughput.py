"""A document of short segments translated side by side, against one segment after the other, on the same weights.

    python -m benchmarks.translate_throughput [--model NAME] [--segments N] [--to en|ja] [--json]

Both ways are the same task on the same engine, warmed up before: once its rounds go to the engine whole, once request
by request. The figure is the ratio of their seconds (>= 1.4); the tokens written show that both did the same work.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator, Sequence
from itertools import islice, product
from typing import Any

from sakura_cli.documents.document import Document
from sakura_cli.inference.client import Engine, WorkerEngine
from sakura_cli.inference.options import EngineOptions
from sakura_cli.inference.requests import Finished, GenerationEvent, GenerationRequest
from sakura_cli.models.reference import resolve
from sakura_cli.options.translation import TranslationOptions
from sakura_cli.paths import cache_dir
from sakura_cli.tasks.framework.steps import complete
from sakura_cli.tasks.translation.translate import translate
from sakura_cli.text.languages import LanguageCode

# A work log and its like: twelve beginnings, ten ends. With --to ja the document is the English one.
_THINGS = {
    "ja": "倉庫の照明 受付の電話 会議室の鍵 配送用の箱 工場の入口 新しい名札 来客用の椅子 社員食堂の献立 駐車場の案内板"
    " 防災用の毛布 見本の包装 月末の伝票",
    "en": "The storeroom light|The reception phone|The meeting room key|The shipping box|The factory gate"
    "|The new name tag|The visitor's chair|The canteen menu|The parking sign|The emergency blanket"
    "|The sample package|The monthly slip",
}
_ENDS = {
    "ja": "を確認した。 を交換した。 を注文した。 を写真に撮った。 を担当者に渡した。 を午後に片付けた。 を探している。"
    " を本社に送った。 を洗った。 について相談した。",
    "en": "was checked.|was replaced.|was ordered.|was photographed.|was handed over.|was put away.|is missing."
    "|was sent to the head office.|was cleaned.|was discussed.",
}


class OneByOne:
    """An engine that is given one request at a time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def generate(self, requests: Sequence[GenerationRequest]) -> Iterator[GenerationEvent]:
        """Yield the completions of the requests, each begun when the one before it is done."""
        for index, request in enumerate(requests):
            for event in self._engine.generate([request]):
                if isinstance(event, Finished):
                    yield Finished(index, event.completion)

    def count_text_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the token counts of texts that stand alone."""
        return self._engine.count_text_tokens(texts)

    @property
    def context_limit_tokens(self) -> int:
        """The largest number of tokens a prompt and its completion may have together."""
        return self._engine.context_limit_tokens

    def is_strong_at(self, task: str) -> bool:
        """As of the engine within."""
        return self._engine.is_strong_at(task)


def write_document(segments: int, source: LanguageCode) -> Document:
    """Return a document of so many different lines, at most 120."""
    separator = "|" if source == "en" else " "
    things, ends = (words[source].split(separator) for words in (_THINGS, _ENDS))
    gap = " " if source == "en" else ""
    lines = [f"{thing}{gap}{end}" for end, thing in islice(product(ends, things), segments)]
    # Blank lines keep each a paragraph, and so a segment, of its own.
    return Document("log.txt", "\n\n".join(lines) + "\n", "utf-8", "\n", False)


def measure(engine: Engine, segments: int, target: LanguageCode) -> dict[str, Any]:
    """Translate the document both ways and return the figures."""
    source: LanguageCode = "ja" if target == "en" else "en"
    document, options = write_document(segments, source), TranslationOptions(target, source=source, format="text")
    complete(engine, translate(write_document(2, source), options))  # loads the weights and the prefix
    figures: dict[str, Any] = {"segments": segments}
    ways: dict[str, Engine] = {"together": engine, "apart": OneByOne(engine)}
    seconds: dict[str, float] = {}
    for name, way in ways.items():
        started = time.perf_counter()
        result = complete(way, translate(document, options))
        seconds[name] = time.perf_counter() - started
        figures[f"{name} seconds"] = round(seconds[name], 1)
        figures[f"{name} tokens written"] = result.usage.completion_tokens
        figures[f"{name} segments"] = len(result.payload.segments)
    figures["apart / together"] = round(seconds["apart"] / seconds["together"], 2)
    return figures


def main() -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--model")
    parser.add_argument("--segments", type=int, default=100)
    parser.add_argument("--to", default="en", choices=tuple(_THINGS))
    parser.add_argument("--parallel", type=int)
    parser.add_argument("--threads", type=int)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    model = resolve(arguments.model)
    with WorkerEngine(deadline_seconds=1200.0) as engine:
        key = model.sha256 or str(model.path.resolve())
        options = EngineOptions(threads=arguments.threads, parallel=arguments.parallel)
        engine.load(model.path, key, options, cache_dir() / "prompts")
        figures = {"model": model.name} | measure(engine, arguments.segments, arguments.to)
    if arguments.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name:<24} {value}")


if __name__ == "__main__":
    main()
